"""Sheets: one's own, invisible to the others until all are signed, then explained or agreed."""

import pytest

from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.panels import commands
from match.panels.forms import Answer
from match.panels.queries import seat_file
from tests.panels import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")


def sheet(made: make.Scene, objective: str = "10", subjective: str = "40") -> dict:
    return {who.organisation: (objective, subjective) for who in made.bidders}


async def test_a_packet_is_shut_until_every_member_has_confirmed():
    made = await make.drawn(await make.scene())
    first, *others = await made.members()
    asked = await seat_file(first, made.panel)
    await commands.confirm_seat(first, made.panel)
    alone = await seat_file(first, made.panel)
    with pytest.raises(Conflict, match="阶段"):
        await make.fill(made, first, sheet(made))
    for member in others:
        await commands.confirm_seat(member, made.panel)
    together = await seat_file(first, made.panel)

    assert asked.packets == ()
    assert alone.packets == ()
    assert len(asked.bidders) == 3
    assert [packet.name for packet in together.packets] == ["甲", "乙", "丙"]
    assert together.packets[0].plan == "三个月内走访全部儿童之家。"


async def test_strangers_and_those_who_left_see_no_panel():
    made = await make.working()
    first = (await made.members())[0]
    await commands.recuse_seat(first, made.panel, "与投标人有业务往来")

    with pytest.raises(NotFound):
        await seat_file(await people.account(), made.panel)
    assert (await seat_file(first, made.panel)).packets == ()
    with pytest.raises(Conflict):
        await make.fill(made, first, sheet(made))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("8", 800), ("8.5", 850), ("8.25", 825), ("0", 0), ("20", 2000), ("08.50", 850)],
)
async def test_points_are_kept_in_hundredths(typed: str, kept: int) -> None:
    made = await make.working()
    member, of = (await made.members())[0], await made.criteria()
    bid = (await made.bids())[made.bidders[0].organisation]
    await commands.save_sheet(member, made.panel, [Answer(bid, of["objective"], points=typed)])

    assert await value("SELECT points FROM panel_score WHERE bid_id = $1", bid) == kept


@pytest.mark.parametrize("typed", ["20.01", "8.255", "-1", "+1", "abc", "1e2", "٣", "1,5"])
async def test_points_that_are_none_are_refused_at_their_box(typed: str) -> None:
    made = await make.working()
    member, of = (await made.members())[0], await made.criteria()
    bid = (await made.bids())[made.bidders[0].organisation]

    with pytest.raises(Invalid) as refused:
        await commands.save_sheet(member, made.panel, [Answer(bid, of["objective"], points=typed)])
    [(name, reason)] = refused.value.fields.items()
    assert name == f"points-{bid}-{of['objective']}"
    assert "0 到 20.00 之间" in reason


async def test_a_check_that_fails_needs_its_reason_and_prices_are_not_typed():
    made = await make.working()
    member, of = (await made.members())[0], await made.criteria()
    bid = (await made.bids())[made.bidders[0].organisation]

    with pytest.raises(Invalid, match="修改"):
        await commands.save_sheet(member, made.panel, [Answer(bid, of["pass"], passed=False)])
    with pytest.raises(Invalid):
        await commands.save_sheet(member, made.panel, [Answer(bid, of["price"], points="20")])
    with pytest.raises(Invalid):
        await commands.save_sheet(member, made.panel, [Answer(10**9, of["pass"], passed=True)])


async def test_a_sheet_with_a_gap_is_not_signed():
    made = await make.working()
    member = (await made.members())[0]
    await make.fill(made, member, {made.bidders[0].organisation: ("10", "40")})

    with pytest.raises(Conflict, match="还有 6 项没有填写"):
        await commands.sign_sheet(member, made.panel)


async def test_nobody_sees_another_sheet_before_all_are_signed():
    made = await make.working()
    one, two, three = await made.members()
    for member, points in ((one, "40"), (two, "41"), (three, "42")):
        await make.fill(made, member, sheet(made, "10", points))
    await commands.sign_sheet(one, made.panel)
    await commands.sign_sheet(two, made.panel)
    signed, unsigned = await seat_file(one, made.panel), await seat_file(three, made.panel)
    shown = [c.others for f in (signed, unsigned) for p in f.packets for c in p.cells.values()]
    with pytest.raises(Conflict, match="不能修改"):
        await make.fill(made, one, sheet(made, "10", "60"))
    await commands.sign_sheet(three, made.panel)
    after = await seat_file(one, made.panel)
    of = await made.criteria()

    assert set(shown) == {()}
    assert after.packets[0].cells[of["subjective"]].others == ("41.00", "42.00")


async def test_a_signed_cell_cannot_be_written_past_the_command():
    """The second net: the database refuses what a forgotten check would let through."""
    made = await make.working()
    member = (await made.members())[0]
    await make.fill(made, member, sheet(made))
    await commands.sign_sheet(member, made.panel)

    with pytest.raises(DatabaseError, match="stays as it is"):
        async with unit_of_work():
            await rows("UPDATE panel_score SET points = 0 WHERE points IS NOT NULL")
    with pytest.raises(DatabaseError, match=r"only be added to|permission denied"):
        async with unit_of_work():
            await rows("UPDATE panel_signature SET dissent = 'x'")


async def test_whoever_stands_apart_explains_before_anything_is_counted():
    made = await make.working()
    one, two, three = await made.members()
    for member, points in ((one, "40"), (two, "42"), (three, "5")):
        await make.fill(made, member, sheet(made, "10", points))
        await commands.sign_sheet(member, made.panel)
    waiting = await value("SELECT status FROM panel WHERE id = $1", made.panel)
    of, held = await made.criteria(), await made.bids()
    with pytest.raises(Conflict, match="逐项说明"):
        await commands.sign_sheet(three, made.panel)
    with pytest.raises(Invalid):
        await make.fill(made, one, sheet(made, "10", "60"))
    await commands.save_sheet(
        three,
        made.panel,
        [
            Answer(bid, of["subjective"], points="5", explanation="方案没有写明课时和人员。")
            for bid in held.values()
        ],
    )
    unsigned = await value("SELECT status FROM panel WHERE id = $1", made.panel)
    await commands.sign_sheet(three, made.panel)

    assert waiting == "scoring"
    assert unsigned == "scoring"
    assert await value("SELECT status FROM panel WHERE id = $1", made.panel) == "signing"
    # (40 + 42 + 5) / 3 = 29, and 10: no score is left out of the mean.
    assert await value("SELECT max(technical) FROM panel_bid") == 3900


async def test_an_objective_point_must_be_the_same_for_all():
    made = await make.working()
    one, two, three = await made.members()
    for member, points in ((one, "10"), (two, "10"), (three, "15")):
        await make.fill(made, member, sheet(made, points))
        await commands.sign_sheet(member, made.panel)
    before = await value("SELECT status FROM panel WHERE id = $1", made.panel)
    of, held = await made.criteria(), await made.bids()
    await commands.save_sheet(
        three,
        made.panel,
        [Answer(bid, of["objective"], points="10") for bid in held.values()],
    )
    await commands.sign_sheet(three, made.panel)

    assert before == "scoring"
    assert await value("SELECT status FROM panel WHERE id = $1", made.panel) == "signing"


async def test_a_new_member_sees_no_sheet_before_signing_the_own():
    made = await make.working()
    one, two, three = await made.members()
    for member in (one, two):
        await make.fill(made, member, sheet(made))
        await commands.sign_sheet(member, made.panel)
    await commands.recuse_seat(three, made.panel, "身体不适不能继续")
    if three in made.representatives or len(await made.members()) < 3:
        again = await people.account("panel", "433101", organisation=await made.department())
        await commands.name_representative(made.officer, made.id, again.id or 0)
    newcomer = next(m for m in await made.members() if m.id not in (one.id, two.id))
    await commands.confirm_seat(newcomer, made.panel)
    file = await seat_file(newcomer, made.panel)
    await make.fill(made, newcomer, sheet(made, "10", "41"))
    await commands.sign_sheet(newcomer, made.panel)

    assert all(not packet.cells for packet in file.packets)
    assert await value("SELECT status FROM panel WHERE id = $1", made.panel) == "signing"
