"""What follows from a panel: messages, the count, exclusion from the opening, live checks."""

import msgspec
import pytest
from click.testing import CliRunner

from jobs import panels as heard
from jobs.checks.panels import CHECKS
from match.bids.commands import fetch_shares, open_prices
from match.bids.panel import follow
from match.cli.boards import verify_draw
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import MatchError
from match.panels import commands
from match.panels.forms import DecisionForm
from match.panels.queries import draw_record, members
from match.tenders.commands import advance
from tests.bids import make as bids
from tests.panels import make

pytestmark = pytest.mark.usefixtures("db")


async def told(kind: str) -> set[int]:
    found = await rows("SELECT account_id FROM message WHERE kind = $1", kind)
    return {row["account_id"] for row in found}


async def broken() -> list[str]:
    return [name for name, query in CHECKS.items() if await rows(query)]


async def finished() -> make.Scene:
    made = await make.reported(await make.scored(await make.working()))
    first = await value(
        "SELECT bid_id FROM panel_bid WHERE panel_id = $1 AND place = 1", made.panel
    )
    await commands.decide(made.officer, made.id, DecisionForm(bid=first))
    await commands.countersign(await make.countersigner(), made.id)
    await commands.award(made.officer, made.id)
    return made


async def test_a_published_full_purchase_gets_its_panel_by_itself():
    about = await bids.purchase(k=2, n=3, mode="full", method="CONSULT")
    await heard.announce_for_purchase(1, {"tender_id": about.id})
    empty = await value("SELECT count(*) FROM panel")
    for _number in range(2):
        await make.expert()
    await heard.announce_for_purchase(2, {"tender_id": about.id})
    await heard.announce_for_purchase(3, {"tender_id": about.id})

    assert empty == 0
    assert await value("SELECT count(*) FROM panel WHERE size = 3 AND experts = 2") == 1


async def test_prices_that_are_open_are_counted_by_themselves():
    made = await make.scored(await make.working(envelopes="price_after"))
    for official in made.about.officials[:2]:
        await bids.commands.post_shares(
            official.actor, made.id, await bids.shares(official, made.about)
        )
    await open_prices(made.officer, made.id)
    await heard.count_when_prices_are_open(1, {"tender_id": made.id})
    await heard.count_when_prices_are_open(1, {"tender_id": made.id})

    assert await value("SELECT status FROM panel WHERE id = $1", made.panel) == "signing"


async def test_members_hear_that_they_are_asked_and_bidders_hear_of_the_result():
    made = await make.drawn(await make.scene())
    payload = {"tender_id": made.id, "panel_id": made.panel}
    for hear in heard.TOPICS["panel.seats_asked"]:
        await hear(1, payload)
    for hear in heard.TOPICS["tender.result_published"]:
        await hear(2, payload)

    assert await told("panel_asked") == set(await members(made.id))
    assert {who.actor.id for who in made.bidders} <= await told("purchase_result")


async def test_who_judges_opens_nothing():
    """87号令40. The official is seated behind the draw's back: the opening refuses her still."""
    made = await make.drawn(await make.scene(envelopes="price_after"))
    follow(members)
    official = made.about.officials[0]
    await rows(
        "INSERT INTO panel_seat (panel_id, account_id, kind) VALUES ($1, $2, 'purchaser')",
        made.panel,
        official.actor.id,
    )

    with pytest.raises(MatchError, match="评审成员不得参加开标"):
        await fetch_shares(official.actor, made.id)


async def test_the_live_checks_find_nothing_in_a_purchase_that_was_judged():
    await finished()

    assert await broken() == []


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (
            "UPDATE panel_candidate SET ties = '[1]' WHERE id IN"
            " (SELECT candidate_id FROM panel_seat)",
            "no expert sits with a tie",
        ),
        (
            "UPDATE panel_bid SET place = place + 1 WHERE place = 3",
            "places go from one without gaps",
        ),
        (
            "UPDATE panel_bid SET technical = 0, price_points = 0, points = 0 WHERE place = 1",
            "no place goes to fewer points before more",
        ),
        (
            "UPDATE tender SET award_fen = award_fen + 1 WHERE award_fen IS NOT NULL",
            "the winner of a purchase is the one that was decided",
        ),
        (
            "UPDATE panel_seat SET status = 'recused', reason = '退出' WHERE id ="
            " (SELECT max(id) FROM panel_seat)",
            "a panel that scores is whole, and two thirds of it are experts",
        ),
    ],
)
async def test_each_live_check_finds_what_it_is_for(change: str, name: str) -> None:
    """The twins: each row is bent on purpose."""
    await finished()
    await rows(change)

    assert name in await broken()


async def test_an_outsider_recounts_a_draw_from_the_file_alone(tmp_path):
    made = await make.drawn(await make.scene())
    said = await draw_record(made.id)
    good, bent, nothing = tmp_path / "good", tmp_path / "bent", tmp_path / "nothing"
    good.write_bytes(msgspec.json.encode(said))
    bent.write_bytes(msgspec.json.encode({**said, "seats": said["seats"][::-1]}))
    nothing.write_text("[]")
    run = CliRunner()

    assert run.invoke(verify_draw, [str(good)]).exit_code == 0
    wrong = run.invoke(verify_draw, [str(bent)])
    assert wrong.exit_code == 1
    assert "seats are not the first" in wrong.output
    assert run.invoke(verify_draw, [str(nothing)]).exit_code == 2


async def test_a_purchase_sent_back_by_an_objection_gets_new_members():
    made = await make.reported(await make.scored(await make.working(pool=10)))
    old = set(await members(made.id))
    await advance(SYSTEM, made.id, "rejudge", reason="质疑成立，重新评审。")
    for hear in heard.TOPICS["tender.rejudged"]:
        await hear(1, {"tender_id": made.id})
        await hear(1, {"tender_id": made.id})
    rounds = await rows("SELECT round, status FROM panel WHERE tender_id = $1 ORDER BY 1", made.id)

    assert [(row["round"], row["status"]) for row in rounds] == [(1, "reported"), (2, "drawn")]
    assert len(set(await members(made.id)) - old) == 2
