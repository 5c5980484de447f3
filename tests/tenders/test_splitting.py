"""The splitting watch: the year's parts count together, and what was tried is kept."""

import asyncio
from decimal import Decimal

import pytest

from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid
from match.tenders import commands, queries
from match.tenders.commands import publishing
from match.tenders.splitting import judge
from match.tenders.states import Method, Mode
from tests.lasting import lasting
from tests.people import make as people
from tests.tenders import make

SHARE = Decimal("0.80")
YUAN = 100


def seen(yuan, spent, **other):
    return judge(make.facts(budget_fen=yuan * YUAN, **other), spent * YUAN, SHARE)


@pytest.mark.parametrize(
    ("yuan", "spent", "answer"),
    [
        (500_000, 0, None),
        (300_000, 339_999, None),
        (300_000, 340_000, "warned"),
        (300_000, 499_999, "warned"),
        (300_000, 500_000, "refused"),
        (100_000, 5_000_000, "refused"),
    ],
)
def test_under_the_limit_the_year_counts_together(yuan, spent, answer):
    split = seen(yuan, spent)
    assert (split and ("refused" if split.refused else "warned")) == answer


CONSULT = {"mode": Mode.full, "method": Method.consult}


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        (CONSULT, "refused"),
        ({**CONSULT, "method_approval": "州财采批〔2026〕7号"}, "warned"),
        ({**CONSULT, "mode": Mode.mirror}, "warned"),
        ({**CONSULT, "method": Method.open}, None),
    ],
)
def test_above_the_limit_the_open_tender_threshold_counts(other, answer):
    split = seen(1_200_000, 800_000, **other)
    assert (split and ("refused" if split.refused else "warned")) == answer


def test_the_share_that_warns_is_a_parameter():
    facts = make.facts(budget_fen=300_000 * YUAN)
    assert judge(facts, 100_000 * YUAN, Decimal("0.5")) is not None
    assert judge(facts, 99_999 * YUAN, Decimal("0.5")) is None


async def another(officer, organisation, yuan=450_000, **other):
    made = await commands.draft_tender(
        officer, make.form(organisation=organisation, budget_fen=yuan * YUAN, **other)
    )
    await commands.publish_tender(officer, made)
    return made


async def book():
    return await rows("SELECT tender_id, refused, together_fen, by FROM tender_split ORDER BY id")


@pytest.mark.usefixtures("hunan", "db")
async def test_what_was_tried_is_kept_for_the_auditors_though_it_was_refused():
    officer, organisation = await make.department()
    await another(officer, organisation)
    with pytest.raises(Invalid) as refusal:
        await another(officer, organisation)
    assert set(refusal.value.fields) == {"budget_fen"}
    assert [(row["tender_id"], row["refused"]) for row in await book()] == [(None, True)]
    auditor = await people.account("auditor", "43")
    [sighting] = await queries.split_sightings(auditor)
    assert (sighting.refused, sighting.together_fen) == (True, 90_000_000)
    assert sighting.budget_line == make.form().budget_line
    for stranger in (officer, await people.account("auditor", "4301")):
        assert await queries.split_sightings(stranger) == []


@pytest.mark.usefixtures("hunan", "db")
async def test_a_draft_that_was_small_enough_is_judged_again_when_it_goes_out():
    officer, organisation = await make.department()
    drafts = [
        await commands.draft_tender(
            officer, make.form(organisation=organisation, budget_fen=45_000_000)
        )
        for _each in range(2)
    ]
    await commands.publish_tender(officer, drafts[0])
    with pytest.raises(Conflict, match="拆分"):
        await commands.publish_tender(officer, drafts[1])
    assert [(row["tender_id"], row["refused"]) for row in await book()] == [(drafts[1], True)]
    assert (await queries.facts(drafts[1])).status == "draft"


@pytest.mark.usefixtures("hunan", "db")
async def test_a_warning_lets_the_purchase_go_out_and_is_kept():
    officer, organisation = await make.department()
    await another(officer, organisation, 400_000)
    second = await another(officer, organisation, 300_000)
    assert [(row["tender_id"], row["refused"]) for row in await book()] == [(second, False)]


@pytest.mark.usefixtures("hunan", "db")
async def test_what_does_not_count_together():
    officer, organisation = await make.department()
    first = await another(officer, organisation)
    await another(officer, organisation, budget_line="2026年未成年人保护")
    await another(officer, organisation, item_code="C05011000")
    await commands.withdraw_tender(officer, first, "预算调整，采购任务取消")
    await another(officer, organisation)
    assert await book() == []


@pytest.mark.usefixtures("hunan", "db")
@pytest.mark.parametrize(
    "written", ["2026 年儿童福利 服务", "２０２６年儿童福利服务", "2026年　儿童福利服务"]
)
async def test_a_line_written_otherwise_is_the_same_line(written: str):
    officer, organisation = await make.department()
    await another(officer, organisation, budget_line="2026年儿童福利服务")
    with pytest.raises(Invalid) as refusal:
        await another(officer, organisation, budget_line=written)
    assert set(refusal.value.fields) == {"budget_fen"}


@pytest.mark.usefixtures("hunan", "db")
async def test_next_years_budget_is_another_year():
    officer, organisation = await make.department()
    await another(officer, organisation)
    year = (await queries.facts(await another(officer, organisation, 100_000))).fiscal_year
    await another(officer, organisation, fiscal_year=year + 1)
    assert len(await book()) == 0


async def both_at_once(services):
    """Two drafts that each fit alone, published together on two connections; what came of it."""
    async with lasting(services):
        officer, organisation = await make.department()
        drafts = [
            await commands.draft_tender(
                officer, make.form(organisation=organisation, budget_fen=45_000_000)
            )
            for _each in range(2)
        ]
        answers = await asyncio.gather(
            *(commands.publish_tender(officer, draft) for draft in drafts), return_exceptions=True
        )
        return [type(answer).__name__ for answer in answers]


async def test_two_notices_at_once_cannot_both_be_the_last_that_fits(services, hunan):
    assert sorted(await both_at_once(services)) == ["Dates", "SplitConflict"]


async def test_without_the_lock_both_go_out(services, hunan, monkeypatch):
    """The twin: each reads the year's sum before the other has written."""
    read = asyncio.Barrier(2)

    async def watched(facts):
        spent = await value("SELECT count(*) FROM tender WHERE published_at IS NOT NULL AND id = 0")
        await read.wait()
        return judge(facts, spent, SHARE)

    monkeypatch.setattr(publishing, "watched", watched)
    assert await both_at_once(services) == ["Dates", "Dates"]
