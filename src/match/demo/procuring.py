"""Purchases above the limit: full procedures by the demo's permission, and mirrors of others."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from match.demo.casting import Staff
from match.demo.content import (
    ProcurementText,
    PurchaseText,
    StepText,
    organisations,
    procurements,
)
from match.demo.steps import Progress, Stage
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.parameters import parameter
from match.foundation.permissions import Role
from match.tenders.commands import (
    announce_intent,
    draft_tender,
    keep_survey,
    publish_tender,
    record_official,
    store_permission,
)
from match.tenders.forms import NEGATIVE, CriterionForm, OfficialForm, SurveyForm, TenderForm
from match.tenders.states import Method, Mode

PERMISSION = "演示授权〔2026〕1号（仅供演示）"
OFFICIAL = "https://www.ccgp-hunan.gov.cn/demo"
AHEAD = timedelta(days=45)
"""So long ago the demo's intents went out: more than the thirty days the rule asks."""


async def procure(staff: Staff, ids: Mapping[str, int], progress: Progress) -> None:
    """Write every procurement that is not there yet, the permission first."""
    texts = procurements()
    seats = {text.key: text.division for text in organisations()}
    stage = Stage(progress, "procurements", len(texts))
    await _permit(await staff.at(Role.province, "43"))
    there = {
        (row["organisation_id"], row["title"])
        for row in await rows("SELECT organisation_id, title FROM tender")
    }
    for text in texts:
        department, county = ids[text.department], seats[text.department][:6]
        if (department, text.title) not in there:
            officer = await staff.at(Role.purchaser, county)
            await _procurement(officer, text, department, county)
        stage.step()


async def _permit(operator: Actor) -> None:
    if (await parameter("proc.native.permission")).text:
        return
    with clock.freeze(clock.now() - AHEAD):
        await store_permission(operator, PERMISSION)


@command
async def _procurement(officer: Actor, text: ProcurementText, department: int, county: str) -> None:
    """One plan, carried on as far as its text says."""
    survey = await _survey(officer, text, department) if text.respondents else None
    tender_id = await draft_tender(officer, _form(text, department, county, survey))
    if text.stage in ("intent", "published"):
        with clock.freeze(clock.now() - AHEAD):
            await announce_intent(officer, tender_id)
    if text.stage == "published":
        await publish_tender(officer, tender_id)
    for step in text.steps:
        await record_official(officer, tender_id, _official(text, step))


async def _survey(officer: Actor, text: ProcurementText, department: int) -> int:
    return await keep_survey(
        officer,
        SurveyForm(
            organisation=department,
            item_code=text.catalogue_code,
            held_on=clock.today() - timedelta(days=90),
            respondents=text.respondents,
            findings=text.findings,
        ),
    )


def _form(text: ProcurementText, department: int, county: str, survey: int | None) -> TenderForm:
    return tender_form(
        text,
        department,
        county,
        days=(text.closes_in_days, text.decides_in_days),
        mode=Mode(text.mode),
        method=Method(text.method),
        method_ground=text.ground,
        closes_time="09:30",
        legal_adviser="演示律师事务所" if survey else "",
        official_notice_url=text.official_notice_url,
        survey=survey,
        criteria=[msgspec.convert(each, CriterionForm) for each in text.criteria],
    )


def tender_form(
    text: ProcurementText | PurchaseText,
    department: int,
    county: str,
    *,
    days: tuple[int, int],
    **more: Any,
) -> TenderForm:
    """
    The form the officer fills, every question of 102号令10 answered with no. *days*: from today
    until answers close, and until the decision.
    """
    closes, decides = (clock.today() + timedelta(days=each) for each in days)
    return TenderForm(
        organisation=department,
        title=text.title,
        item_code=text.catalogue_code,
        budget_fen=text.budget_fen,
        budget_line=f"演示预算项目 {text.key}",
        requirements=text.requirements,
        acceptance=text.acceptance,
        service_days=text.service_days,
        areas=[county],
        closes_on=closes,
        decides_on=decides,
        fair=True,
        **dict.fromkeys(NEGATIVE, False),
        **more,
    )


def _official(text: ProcurementText, step: StepText) -> OfficialForm:
    today = clock.today()

    def day(days_ago: int | None):
        return None if days_ago is None else today - timedelta(days=days_ago)

    return msgspec.convert(
        {
            "step": step.step,
            "held_on": day(step.days_ago),
            "url": f"{OFFICIAL}/{text.key.lower()}-{step.step}",
            "note": step.note,
            "closes_on": day(step.closes_days_ago),
            "closes_time": "09:30" if step.closes_days_ago is not None else "",
            "decides_on": day(step.decides_days_ago),
            "winner": step.winner,
            "amount_fen": step.amount_fen,
            "reason": step.reason,
        },
        OfficialForm,
    )
