"""A procedure of the official system, recorded step by step; no bids, no notice of ours."""

from datetime import timedelta

import pytest

from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.actor import ANONYMOUS
from match.foundation.db import rows
from match.foundation.errors import Conflict, Denied, Invalid
from match.tenders import commands, queries
from match.tenders.forms import OfficialForm
from match.tenders.papers import attached
from match.tenders.states import Method, Mode
from tests.people import make as people
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")

URL = "https://www.ccgp-hunan.gov.cn/notice/4711"


def day(back):
    return clock.today() - timedelta(days=back)


def step(name, back, **other):
    return OfficialForm(**{"step": name, "held_on": day(back), "url": URL, **other})


async def mirrored(**other):
    """A plan of an open tender of three million yuan that runs on the official system."""
    officer, organisation = await make.department()
    filled = make.form(
        **{
            "organisation": organisation,
            "mode": Mode.mirror,
            "method": Method.open,
            "budget_fen": 300_000_000,
            **other,
        }
    )
    return officer, await commands.draft_tender(officer, filled)


async def out(**other):
    officer, tender_id = await mirrored(**other)
    notice = step("notice", 60, closes_on=day(35), closes_time="09:30", decides_on=day(30))
    await commands.record_official(officer, tender_id, notice)
    return officer, tender_id


RESULT = {"winner": "长沙某社会工作服务中心", "amount_fen": 288_000_000}


async def test_a_whole_procedure_as_the_official_system_has_it():
    officer, tender_id = await mirrored()
    for form in (
        step("intent", 100),
        step("notice", 60, closes_on=day(37), closes_time="09:30", decides_on=day(30)),
        step("change", 50, closes_on=day(35), reason="澄清评分标准后顺延"),
        step("opening", 35, url=""),
        step("result", 28, **RESULT),
        step("contract", 14, **RESULT),
        step("acceptance", 1, note="服务对象参与，结果合格"),
    ):
        await commands.record_official(officer, tender_id, form)
    facts = await queries.facts(tender_id)
    assert (facts.status, facts.winner_name) == ("contracted", RESULT["winner"])
    assert (facts.award_fen, facts.official_notice_url) == (288_000_000, URL)
    assert facts.document_version == 2
    moments = [facts.intent_at, facts.published_at, facts.opened_at, facts.awarded_at]
    assert [m.astimezone(clock.HERE).date() for m in moments] == [
        day(100),
        day(60),
        day(35),
        day(28),
    ]
    kept = await rows(
        "SELECT step FROM tender_official_step WHERE tender_id = $1 ORDER BY id", tender_id
    )
    assert [row["step"] for row in kept] == [
        "intent",
        "notice",
        "change",
        "opening",
        "result",
        "contract",
        "acceptance",
    ]


async def test_a_result_brings_what_must_have_come_first():
    officer, tender_id = await out()
    await commands.record_official(officer, tender_id, step("result", 28, **RESULT))
    facts = await queries.facts(tender_id)
    assert facts.status == "awarded"
    assert None not in (facts.closed_at, facts.opened_at, facts.reported_at, facts.decided_at)


@pytest.mark.parametrize(("name", "status"), [("failure", "failed"), ("termination", "withdrawn")])
async def test_a_procedure_that_ended_without_a_winner(name, status):
    officer, tender_id = await out()
    await commands.record_official(officer, tender_id, step(name, 20, reason="合格供应商不足三家"))
    view = await queries.public_tender(tender_id)
    assert (view.status, view.reason) == (status, "合格供应商不足三家")


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ({"step": "result", "held_on": day(-1), **RESULT}, {"held_on"}),
        ({"step": "result", "held_on": day(61), **RESULT}, {"held_on"}),
        ({"step": "result", "url": "https://example.com/1", **RESULT}, {"url"}),
        ({"step": "result", "url": "", **RESULT}, {"url"}),
        ({"step": "result"}, {"winner"}),
        ({"step": "result", "winner": "某中心"}, {"winner"}),
        ({"step": "change"}, {"reason"}),
        ({"step": "change", "reason": "顺延", "closes_on": day(20)}, {"reason"}),
        ({"step": "failure"}, {"reason"}),
        ({"step": "termination", "reason": "无"}, {"reason"}),
        ({"step": "opening", "documents": [4711]}, {"documents"}),
        ({"step": "opening", "note": "联系人张老师13800138000"}, {"note"}),
    ],
)
async def test_a_step_that_cannot_be_right_is_refused_by_its_fields(form, fields):
    officer, tender_id = await out()
    with pytest.raises(Invalid) as refusal:
        await commands.record_official(
            officer, tender_id, OfficialForm(**{"held_on": day(20), "url": URL, **form})
        )
    assert set(refusal.value.fields) == fields


async def test_a_notice_names_its_days():
    officer, tender_id = await mirrored()
    for wrong, field in (
        ({}, "closes_on"),
        ({"closes_on": day(61)}, "closes_on"),
        ({"closes_on": day(30), "decides_on": day(30)}, "decides_on"),
    ):
        with pytest.raises(Invalid) as refusal:
            await commands.record_official(officer, tender_id, step("notice", 60, **wrong))
        assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize(
    "form", [step("contract", 10, **RESULT), step("acceptance", 10), step("notice", 10)]
)
async def test_a_step_out_of_turn_is_refused(form):
    officer, tender_id = await out()
    named = OfficialForm(
        **{**{f: getattr(form, f) for f in form.__struct_fields__}, "closes_on": day(0)}
    )
    with pytest.raises(Conflict):
        await commands.record_official(officer, tender_id, named)


async def test_only_the_department_records_and_only_for_a_mirror():
    _officer, tender_id = await out()
    with pytest.raises(Denied):
        await commands.record_official(
            await people.account("purchaser", "433122"), tender_id, step("opening", 35)
        )
    other_officer, native = await make.published(budget_line="另一个预算项目")
    with pytest.raises(Conflict, match="本平台"):
        await commands.record_official(other_officer, native, step("opening", 0))


async def test_the_papers_of_a_step_are_read_by_everybody():
    officer, tender_id = await mirrored()
    paper = await keep_document(officer, b"%PDF-1.7 notice")
    notice = step("notice", 60, closes_on=day(35), decides_on=day(30), documents=[paper])
    await commands.record_official(officer, tender_id, notice)

    found = await attached(tender_id)
    assert [(one.position, one.media_type) for one in found] == [(1, "application/pdf")]
    kept = await queries.document_of(ANONYMOUS, tender_id, 1)
    assert kept.path.read_bytes().startswith(b"%PDF-1.7 notice")
