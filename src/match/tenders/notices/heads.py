"""What a purchase knows of itself when a notice is composed: one read of its rows, in words."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from match.catalogue import codes
from match.foundation import clock
from match.foundation.db import one, rows
from match.places.queries import divisions
from match.places.rules import code_from
from match.tenders.notices.rules import Head

# A notice is Chinese whatever its publisher's browser speaks.
_METHODS = {
    "OPEN": "公开招标",
    "INVITE": "邀请招标",
    "NEGOT": "竞争性谈判",
    "CONSULT": "竞争性磋商",
    "INQUIRY": "询价",
    "SINGLE": "单一来源采购",
    "FRAME": "框架协议采购",
    "INTERNAL": "限额以下自行采购",
}
_SCHEMES = {"lowest": "最低评标价法", "scoring": "综合评分法"}
_KINDS = {
    "pass": "资格性或实质性条件（不计分）",
    "objective": "客观分",
    "subjective": "主观分",
    "price": "价格分",
}


class Purchase(msgspec.Struct, frozen=True):
    """The head of a notice, with what decides how it is published."""

    tender_id: int
    division: str
    method: str
    head: Head


def number_of(tender_id: int, drafted: datetime) -> str:
    """The public number of a purchase: T2026-0118."""
    return f"T{drafted.astimezone(clock.HERE).year}-{tender_id:04d}"


async def purchase(tender_id: int) -> Purchase:
    """The purchase as its notices name it. The caller has found and locked it."""
    row = await one(
        "SELECT t.*, g.name AS purchaser, d.path FROM tender t"
        " JOIN organisation g ON g.id = t.organisation_id"
        " JOIN division d ON d.code = t.division WHERE t.id = $1",
        tender_id,
    )
    assert row is not None, "publish_notice has locked it"
    places = await divisions([code_from(area) for area in row["areas"]])
    names = [places[code].name for area in row["areas"] if (code := code_from(area)) in places]
    return Purchase(
        tender_id=tender_id,
        division=row["division"],
        method=row["method"],
        head=Head(
            number=number_of(tender_id, row["created_at"]),
            title=row["title"],
            purchaser=row["purchaser"],
            place=" ".join(row["path"].split("/")[1:]) or row["path"],
            method=_METHODS[row["method"]],
            budget_fen=row["budget_fen"],
            item=f"{row['item_code']} {codes.procurement_item(row['item_code']).name_zh}",
            requirements=row["requirements"],
            acceptance=row["acceptance"],
            service_days=row["service_days"],
            area="、".join(names),
            closes=_moment(row["closes_at"]),
            opens=_moment(row["opens_at"]),
            scheme=_SCHEMES[row["scheme"]],
            criteria=await _criteria(tender_id),
            document_version=row["document_version"],
            document_hash=row["document_hash"],
        ),
    )


async def _criteria(tender_id: int) -> tuple[tuple[str, str, str, str], ...]:
    found = await rows(
        "SELECT title, kind, points, indicator FROM tender_criterion WHERE tender_id = $1"
        " ORDER BY position",
        tender_id,
    )
    return tuple(_criterion(row) for row in found)


def _criterion(row: dict[str, Any]) -> tuple[str, str, str, str]:
    whole, part = divmod(row["points"], 100)
    points = (f"{whole}.{part:02d}" if part else str(whole)) if row["points"] else "—"
    return row["title"], _KINDS[row["kind"]], points, row["indicator"]


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    here = at.astimezone(clock.HERE)
    if (here.hour, here.minute) == (0, 0):
        last = here - timedelta(days=1)
        return f"{last.year}年{last.month}月{last.day}日 24:00"
    return f"{here.year}年{here.month}月{here.day}日 {here.hour:02d}:{here.minute:02d}"
