"""The night's look, the listeners, and what people are told of it."""

import msgspec
import pytest

from jobs.listeners import listeners_of
from jobs.sweeps import SWEEPS
from jobs.tasks import TASKS
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.giving.disclosure import commands as disclosure
from match.giving.disclosure.commands import keep_duties, sweep_duties
from match.giving.disclosure.tracking import track_gifts
from match.giving.reports import commands as reports
from match.homes.commands import release_home, withhold_home
from tests.giving import make
from tests.giving.reporting import home_of, told
from tests.giving.test_duties import duty, in_days

pytestmark = pytest.mark.usefixtures("db")


async def hear_all() -> None:
    """Every waiting fact to its listeners inside the house, as the consumer does."""
    for _ in range(8):
        waiting = await rows("SELECT * FROM outbox WHERE done_at IS NULL ORDER BY id")
        if not waiting:
            return
        for fact in waiting:
            payload = msgspec.json.decode(fact["payload"])
            for listener in listeners_of(fact["topic"]):
                if not listener.outside:
                    await listener.hear(fact["id"], payload)
            await value("UPDATE outbox SET done_at = now() WHERE id = $1", fact["id"])


async def kinds_for(account: int | None) -> list[str]:
    found = await rows("SELECT kind FROM message WHERE account_id = $1 ORDER BY id", account)
    return [row["kind"] for row in found]


async def test_every_fact_of_a_gift_brings_its_duties_in_line():
    deal = await make.allocated()

    await hear_all()

    assert (await duty(deal, "first_use"))["status"] == "waiting"
    assert (await duty(deal, "transport"))["status"] == "settled"


async def test_the_clock_is_heard_by_who_owes_and_the_way_back_is_told():
    deal = await make.allocated()
    await hear_all()
    for days in (60, 67, 74):
        with in_days(days):
            await sweep_duties(SYSTEM)
            await hear_all()
    assert await value("SELECT withheld_at IS NOT NULL FROM home WHERE id = $1", home_of(deal))
    with in_days(80):
        await told(deal, 20)
        await hear_all()

    assert await value("SELECT withheld_at IS NULL FROM home WHERE id = $1", home_of(deal))
    told_director = await kinds_for(deal.director.id)
    clock_said = [k for k in told_director if k.startswith(("duty_", "search_"))]
    assert clock_said == ["duty_due", "duty_due_again", "duty_hidden", "search_restored"]
    links = await rows("SELECT DISTINCT link FROM message WHERE kind LIKE 'duty_%'")
    assert [row["link"] for row in links] == ["/desk/duties"]


async def test_a_question_is_heard_and_so_is_its_answer():
    deal = await make.allocated()
    await hear_all()
    question = await reports.ask_about_use(deal.manager, deal.agreement, "书放在哪里，怎么借？")
    await hear_all()
    assert "question_asked" in await kinds_for(deal.director.id)
    assert (await duty(deal, "answer"))["status"] == "waiting"

    await reports.answer_question(deal.director, question, "放在阅读角，登记后借回家。")
    await hear_all()

    assert "question_answered" in await kinds_for(deal.manager.id)
    assert (await duty(deal, "answer"))["status"] == "settled"


async def test_the_county_hears_of_what_nobody_counted():
    deal, _parcel = await make.sent()
    await hear_all()
    for days in (21, 28, 35):
        with in_days(days):
            await sweep_duties(SYSTEM)
            await hear_all()

    assert "duty_late_county" in await kinds_for(deal.county.id)


async def test_the_night_finds_what_no_fact_told():
    deal = await make.allocated()  # and nobody heard of it

    done = await track_gifts(SYSTEM)

    assert done["gifts"] == 1
    assert (await duty(deal, "first_use"))["status"] == "waiting"


async def test_the_night_run_twice_is_once():
    await make.allocated()
    await track_gifts(SYSTEM)
    before = await rows("SELECT * FROM duty ORDER BY id")
    trail = await value("SELECT count(*) FROM audit")

    again = await track_gifts(SYSTEM)

    assert again["duties"] == again["poked"] == again["search"] == 0
    assert await rows("SELECT * FROM duty ORDER BY id") == before
    assert await value("SELECT count(*) FROM audit") == trail


async def test_a_night_that_is_killed_is_ended_by_the_next(monkeypatch: pytest.MonkeyPatch):
    deals = [await make.allocated() for _ in range(2)]
    whole = disclosure.keep_duties

    async def dies_at_the_second(actor: object, donation_id: int) -> int:
        if donation_id == deals[1].agreement:
            raise KeyboardInterrupt
        return await whole(actor, donation_id)  # type: ignore[arg-type]

    monkeypatch.setattr("match.giving.disclosure.tracking.keep_duties", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        await track_gifts(SYSTEM)
    monkeypatch.undo()

    await track_gifts(SYSTEM)

    for deal in deals:
        assert (await duty(deal, "first_use"))["status"] == "waiting"


async def test_the_night_mends_a_home_that_is_out_of_search_for_nothing():
    deal = await make.allocated()
    await withhold_home(SYSTEM, home_of(deal), "误操作")

    done = await track_gifts(SYSTEM)

    assert done["search"] == 1
    assert not await release_home(SYSTEM, home_of(deal))


async def test_a_clock_that_trusts_the_news_reminds_of_what_is_done(
    monkeypatch: pytest.MonkeyPatch,
):
    """The broken twin of `poke_duty`: without asking the facts, the reminder goes out."""
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)
    await told(deal)  # and nobody hears of it

    async def trusts(actor: object, donation_id: int) -> int:
        return 0

    monkeypatch.setattr(disclosure, "keep_duties", trusts)
    with in_days(60):
        await sweep_duties(SYSTEM)

    assert (await duty(deal, "first_use"))["status"] == "reminded"


async def test_the_task_looks_at_gifts_donations_pledges_and_statements():
    await make.allocated()
    told_percent: list[int] = []

    async def report(percent: int) -> None:
        told_percent.append(percent)

    done = await TASKS["track_donations"]({}, report)

    assert done["gifts"] == 1
    assert {"donations", "pledges", "statements", "search", "duties", "poked"} <= set(done)
    assert disclosure.sweep_duties in SWEEPS
