"""By day: what would be matched now is shown at once; who cannot wait is held against a price."""

import pytest

from jobs.daytime import offer_changes_the_day
from jobs.listeners import listeners_of
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.matching import commands, daylight
from match.matching.commands import by_day
from match.matching.explaining import day_lines, day_price
from match.needs import commands as needs
from match.needs.forms import Line
from match.offers.commands import withdraw_offer
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people


@pytest.fixture(autouse=True)
def no_block_is_known():
    daylight.forget()
    yield
    daylight.forget()


async def lines_of(need: int) -> list[int]:
    found = await rows("SELECT id FROM need_line WHERE need_id = $1 ORDER BY id", need)
    return [row["id"] for row in found]


async def after_a_run(**offer) -> tuple[make.Village, int]:
    """A village and an offer that nobody needed when the run was made."""
    at = await make.village()
    _giver, given = await offers.published(**offer)
    await commands.run_matching(SYSTEM, make.COUNTY)
    return at, given


async def test_before_the_first_run_nothing_is_provisional(db: None):
    at = await make.village()
    need = await make.open_need(at)
    await offers.published()

    assert await commands.follow_by_day(SYSTEM, "MAT-BOOK") == 0
    assert await day_lines(at.director, need) == []


async def test_a_new_need_is_shown_what_it_would_get_at_once(db: None):
    at, given = await after_a_run(quantity=50)
    need = await make.open_need(at)
    assert await commands.follow_by_day(SYSTEM, "MAT-BOOK") == 1

    shown = await day_lines(at.director, need)
    assert [(each.offer_id, each.units, each.unit_label) for each in shown] == [(given, 50, "册")]
    assert await day_price(given) > 0  # ten of sixty go without: a unit more would be worth it
    stranger = await people.account("director", "430102101201")
    with pytest.raises(NotFound):
        await day_lines(stranger, need)


async def test_what_goes_is_shown_no_more(db: None):
    at, _ = await after_a_run(quantity=50)
    need = await make.open_need(at)
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")
    await needs.withdraw_need(at.director, need, "村里已经筹到了，不再需要。")
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")

    assert await value("SELECT count(*) FROM day_match") == 0


async def test_a_run_settles_what_was_provisional(db: None):
    at, given = await after_a_run(quantity=50)
    need = await make.open_need(at)
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")
    await commands.run_matching(SYSTEM, make.COUNTY)

    assert await value("SELECT count(*) FROM day_match") == 0
    assert await day_lines(at.director, need) == []
    # The price of the day has ended with it: what stands is the run's own.
    known = await value(
        "SELECT price FROM run_price WHERE side = 'offer' AND subject_id = $1"
        " ORDER BY run_id DESC LIMIT 1",
        given,
    )
    assert await day_price(given) == known


async def test_a_proposal_by_day_is_a_proposal_like_any_other(db: None):
    at, given = await after_a_run(quantity=50)
    need = await make.open_need(at)
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")
    (line,) = await lines_of(need)
    officer = await make.another_officer()
    made = await commands.propose_now(officer, need, line, given, "学校下周开学，等不到今晚以后。")

    proposal = await one("SELECT * FROM proposal WHERE id = $1", made)
    assert proposal is not None
    assert (proposal["origin"], proposal["units"], proposal["status"]) == ("day", 50, "proposed")
    assert (await one("SELECT status FROM need WHERE id = $1", need)) == {"status": "matching"}
    assert await day_lines(at.director, need) == []  # it is told as a proposal now
    with pytest.raises(Invalid) as refused:
        await commands.propose_now(officer, need, line, given, "再来一次也不行的。")
    assert "已经有变化" in refused.value.fields["other"]  # its units are spoken for


async def test_who_put_a_pair_together_does_not_approve_it(db: None):
    at, given = await after_a_run(quantity=50)
    need = await make.open_need(at)
    (line,) = await lines_of(need)
    officer = await make.another_officer()
    made = await commands.propose_now(officer, need, line, given)
    giver = await value("SELECT organisation_id FROM proposal WHERE id = $1", made)
    await commands.accept_for_need(at.director, made)
    await commands.accept_for_offer(await make.manager_of(giver), made)

    with pytest.raises(Denied, match="参与过"):
        await commands.approve_proposal(officer, made)
    await commands.approve_proposal(await make.another_officer(), made)


async def test_who_takes_what_others_need_more_says_why(db: None):
    at, given = await after_a_run(quantity=10)
    poor = await make.open_need(at, lines=[Line("注音绘本", 60, "册")], bands={"6-8": 60})
    rich = await make.open_need(
        at, title="图书角再添几本绘本", lines=[Line("注音绘本", 600, "册")], bands={"6-8": 5}
    )
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")
    (line,) = await lines_of(rich)
    officer = await make.another_officer()

    assert [each.offer_id for each in await day_lines(at.director, poor)] == [given]
    with pytest.raises(Invalid) as refused:
        await commands.propose_now(officer, rich, line, given)
    assert "reason" in refused.value.fields
    assert await value("SELECT count(*) FROM proposal") == 0

    made = await commands.propose_now(officer, rich, line, given, "捐赠人当面指定了这所村小。")
    kept = await one("SELECT kind, proposal_id, reason FROM match_override")
    assert kept == {
        "kind": "early",
        "proposal_id": made,
        "reason": "捐赠人当面指定了这所村小。",
    }


async def test_only_the_county_may_and_only_after_a_run(db: None):
    at = await make.village()
    need = await make.open_need(at)
    _giver, given = await offers.published()
    (line,) = await lines_of(need)

    with pytest.raises(Conflict, match="还没有运行过匹配"):
        await commands.propose_now(await make.another_officer(), need, line, given)
    with pytest.raises(Denied):
        await commands.propose_now(at.director, need, line, given)
    with pytest.raises(NotFound):
        await commands.propose_now(await make.another_officer(), need + 1, line, given)


async def test_what_cannot_be_is_refused_in_the_engines_words(db: None):
    at, given = await after_a_run(quantity=10, unit="套")
    need = await make.open_need(at)
    (line,) = await lines_of(need)

    with pytest.raises(Invalid) as refused:
        await commands.propose_now(await make.another_officer(), need, line, given)
    assert "不符合条件" in refused.value.fields["other"]


@pytest.mark.parametrize(
    "topic",
    [
        "need.published", "need.withdrawn", "need.units_moved", "need.partly_met", "need.reopened",
        "offer.published", "offer.changed", "offer.units_moved", "offer.reserved",
        "offer.released", "proposal.made", "proposal.declined",
    ],
)  # fmt: skip
def test_what_moves_the_day_is_heard(topic: str):
    names = {listener.name for listener in listeners_of(topic)}

    assert names & {"need_changes_the_day", "offer_changes_the_day"}


async def test_what_was_seen_before_a_run_is_not_written_after_it(db: None):
    at, _given = await after_a_run(quantity=50)
    await make.open_need(at)
    seen = await daylight.see("MAT-BOOK")
    assert seen is not None
    assert seen.matches
    await commands.run_matching(SYSTEM, make.COUNTY)
    await by_day._keep(SYSTEM, seen)

    assert await value("SELECT count(*) FROM day_match") == 0


async def test_a_block_that_an_offer_for_the_root_joined_falls_apart_when_it_goes(db: None):
    at, _given = await after_a_run(quantity=50)
    await make.open_need(at)
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")
    manager, for_all = await offers.published(category="MAT", quantity=5)
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")
    ((joined, *_rest),) = daylight._days  # the block of books alone is held no more
    assert {"MAT", "MAT-BOOK"} < set(joined)

    await withdraw_offer(manager, for_all, "这批东西已经给了别处，抱歉。")
    await offer_changes_the_day(0, {"offer_id": for_all})
    asked = await rows("SELECT DISTINCT arguments->>'category' AS of FROM run")
    assert {"MAT", "MAT-BOOK"} <= {row["of"] for row in asked}
    await commands.follow_by_day(SYSTEM, "MAT-BOOK")
    ((alone, *_rest),) = daylight._days
    assert alone == ("MAT-BOOK",)
