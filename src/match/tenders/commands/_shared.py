"""What every verb on a tender begins and ends with, and the facts its rules are judged by."""

from datetime import date, datetime
from typing import Any

from match.catalogue.queries import guiding_items
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.parameters import periods
from match.needs.wording import refuse_personal_data
from match.tenders import policy, rules
from match.tenders.forms import TenderForm
from match.tenders.loading import not_found
from match.tenders.states import PUBLIC, TenderStatus

# The unit's own rules govern below the limit; the shortest answer time of the law's own simplest
# method, inquiry, is the floor here (domain.md §2.1, deadlines.csv).
NOTICE = "PROC.INQ.RESP"


async def row_for(actor: Actor, tender_id: int) -> dict[str, Any]:
    """The tender's row, locked; NotFound for those who may not know of it."""
    tender = await one("SELECT * FROM tender WHERE id = $1 FOR UPDATE", tender_id)
    if tender is None or not policy.can_see(
        actor,
        tender["organisation_id"],
        tender["division"],
        public=is_public(tender),
    ):
        raise not_found()
    return tender


async def purchaser(organisation_id: int) -> dict[str, Any]:
    """The department: kind, name, seat and standing. NotFound if there is none."""
    found = await one(
        "SELECT id, kind, name, division, status, verified_until FROM organisation WHERE id = $1",
        organisation_id,
    )
    if found is None:
        raise NotFound(_("没有找到这个采购单位。"))
    return found


def legal_periods() -> rules.Periods:
    """The lengths of deadlines.csv that the timetable needs."""
    held = periods()
    return rules.Periods(
        notice_workdays=held[NOTICE].whole,
        result_workdays=held["PROC.AWARD"].whole,
        contract_days=held["PROC.CONTRACT.SIGN"].whole,
        publish_workdays=held["PROC.CONTRACT.PUBLISH"].whole,
    )


async def check_item(division: str, item_code: str, guiding_item: int | None) -> dict[str, str]:
    """The item is a service; where the area has loaded a guiding catalogue, it is in that too."""
    complaint = rules.item_complaint(item_code)
    if complaint:
        return {"item_code": complaint}
    offered = {item.id: item for item in await guiding_items(division)}
    if guiding_item is None:
        if offered:
            return {"guiding_item": _("请选择本地政府购买服务指导性目录中的项目。")}
        return {}
    item = offered.get(guiding_item)
    if item is None:
        return {"guiding_item": _("这个项目不在本地现行的指导性目录中，请重新选择。")}
    if item.procurement_code not in (None, item_code):
        return {"guiding_item": _("指导性目录项目与采购品目不一致，请核对。")}
    return {}


def check_words(form: TenderForm) -> None:
    """Personal data has no place in a notice."""
    refuse_personal_data(
        {"title": form.title, "requirements": form.requirements, "acceptance": form.acceptance}
    )


async def db_now() -> datetime:
    """The instant by the database's own clock, which decides about deadlines; a test's, if held."""
    return clock.now() if clock.held() else await value("SELECT clock_timestamp()")


def is_public(tender: dict[str, Any]) -> bool:
    """Whether everybody may know of it: a plan that was called off was never anybody's business."""
    told = tender["published_at"] is not None or tender["intent_at"] is not None
    return told and TenderStatus(tender["status"]) in PUBLIC


def today() -> date:
    """The day in Hunan."""
    return clock.today()
