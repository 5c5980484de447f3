"""Departments publish small purchases of services, by their own purchasing officers."""

from collections.abc import Mapping

import msgspec

from match.demo.casting import Staff
from match.demo.content import PurchaseText, organisations, purchases
from match.demo.procuring import procure, tender_form
from match.demo.steps import Progress, Stage
from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.permissions import Role
from match.tenders.commands import draft_tender, publish_tender
from match.tenders.forms import CriterionForm, NeedForm
from match.tenders.rules import category_of
from match.tenders.states import CriterionKind

CRITERIA = [
    CriterionForm(CriterionKind.passing, "具有独立承担民事责任的能力", "提供登记证书。"),
    CriterionForm(CriterionKind.price, "价格分", "最低有效报价÷报价×100×20%。", 2000),
    CriterionForm(
        CriterionKind.objective, "专业人员", "每名持证的专业人员得 10 分，最多 30 分。", 3000
    ),
    CriterionForm(
        CriterionKind.subjective,
        "服务方案",
        "进度、保密和评议办法完整得 36 至 50 分，较完整得 16 至 35 分，其他得 0 至 15 分。",
        5000,
    ),
]
"""What a department of the demo compares small purchases by."""


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
    days = (text.responses_close_in_days, text.decision_in_days)
    form = tender_form(text, department, county, days=days, skills=text.skills, criteria=CRITERIA)
    wanted = await _waiting(county, category_of(form))
    tender_id = await draft_tender(officer, msgspec.structs.replace(form, needs=wanted))
    if text.published:
        await publish_tender(officer, tender_id)


async def _waiting(county: str, category: str) -> list[NeedForm]:
    """A few lines of the county's published needs that a service of *category* can close, and that
    no other purchase is for."""
    found = await rows(
        "SELECT l.id, l.quantity FROM need_line l JOIN need n ON n.id = l.need_id"
        " WHERE n.status = 'published' AND starts_with(n.division, $1)"
        " AND (l.category = $2 OR starts_with(l.category, $2 || '-'))"
        " AND l.reserved + l.committed + l.in_transit + l.received = 0"
        " AND NOT EXISTS (SELECT FROM tender_need p WHERE p.line_id = l.id)"
        " ORDER BY l.id LIMIT 3",
        county,
        category,
    )
    return [NeedForm(row["id"], row["quantity"]) for row in found]
