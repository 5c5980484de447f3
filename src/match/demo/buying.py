"""Departments publish small purchases of services, by their own purchasing officers."""

from collections.abc import Mapping
from datetime import timedelta

from match.demo.casting import Staff
from match.demo.content import PurchaseText, organisations, purchases
from match.demo.procuring import procure
from match.demo.steps import Progress, Stage
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.permissions import Role
from match.tenders.commands import draft_tender, publish_tender
from match.tenders.forms import TenderForm


async def buy(staff: Staff, ids: Mapping[str, int], progress: Progress) -> None:
    """Write every purchase that is not there yet."""
    texts = purchases()
    seats = {text.key: text.division for text in organisations()}
    stage = Stage(progress, "purchases", len(texts))
    there = {
        (row["organisation_id"], row["title"])
        for row in await rows("SELECT organisation_id, title FROM tender")
    }
    for text in texts:
        department, county = ids[text.department], seats[text.department][:6]
        if (department, text.title) not in there:
            await _purchase(await staff.at(Role.purchaser, county), text, department, county)
        stage.step()
    await procure(staff, ids, progress)


@command
async def _purchase(officer: Actor, text: PurchaseText, department: int, county: str) -> None:
    """One notice, published unless it is still being written."""
    tender_id = await draft_tender(officer, tender_form(text, department, county))
    if text.published:
        await publish_tender(officer, tender_id)


def tender_form(text: PurchaseText, department: int, county: str) -> TenderForm:
    """The form the officer fills. Every question of 102号令10 is answered with no."""
    today = clock.today()
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
        closes_on=today + timedelta(days=text.responses_close_in_days),
        decides_on=today + timedelta(days=text.decision_in_days),
        outside_duty=False,
        own_duty=False,
        goods_works=False,
        financing=False,
        staffing=False,
        other_law=False,
        fair=True,
        skills=text.skills,
    )
