"""A purchase as everybody may read it: public business, so nearly all of it."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.language import _
from match.tenders import rules
from match.tenders.facts import Criterion
from match.tenders.states import Method, Mode, Scheme, TenderStatus, is_named


class TenderView(msgspec.Struct, frozen=True):
    """
    A purchase. ``budget_fen`` in fen; days in Hunan. ``dates`` follow from the two days the
    department set. ``documents`` are file ids. ``closes_at`` is the first instant too late to
    answer, ``document_version`` grows with every edit. ``winner`` is empty until one is named.
    """

    id: int
    organisation_id: int
    purchaser: str
    division: str
    place: str
    status: TenderStatus
    method: Method
    title: str
    category: str
    item_code: str
    guiding_item: int | None
    budget_fen: int
    requirements: str
    acceptance: str
    service_days: int
    areas: tuple[str, ...]
    area: str
    skills: tuple[str, ...]
    documents: tuple[int, ...]
    dates: rules.Dates
    published_at: datetime | None
    reason: str
    version: int
    mode: Mode
    scheme: Scheme
    closes_at: datetime
    document_version: int
    document_hash: str
    intent_at: datetime | None
    suspended_reason: str
    official_notice_url: str
    winner: str
    award_fen: int | None
    criteria: tuple[Criterion, ...]


def tender_view(
    row: dict[str, Any],
    names: dict[str, str],
    timetable: rules.Dates,
    criteria: tuple[Criterion, ...],
) -> TenderView:
    """The view of a row joined with its purchaser; *names* maps an area to its name."""
    areas: list[str] = row["areas"]
    named = is_named(TenderStatus(row["status"]), row["contracted_at"])
    path: str = row["path"]
    return TenderView(
        id=row["id"],
        organisation_id=row["organisation_id"],
        purchaser=row["purchaser"],
        division=row["division"],
        place=" ".join(path.split("/")[1:]) or path,
        status=TenderStatus(row["status"]),
        method=Method(row["method"]),
        title=row["title"],
        category=row["category"],
        item_code=row["item_code"],
        guiding_item=row["guiding_item"],
        budget_fen=row["budget_fen"],
        requirements=row["requirements"],
        acceptance=row["acceptance"],
        service_days=row["service_days"],
        areas=tuple(areas),
        area=_("、").join(names.get(area, area) for area in areas),
        skills=tuple(row["skills"]),
        documents=tuple(row["documents"]),
        dates=timetable,
        published_at=row["published_at"],
        reason=row["reason"],
        version=row["search_version"],
        mode=Mode(row["mode"]),
        scheme=Scheme(row["scheme"]),
        closes_at=row["closes_at"],
        document_version=row["document_version"],
        document_hash=row["document_hash"],
        intent_at=row["intent_at"],
        suspended_reason=row["suspended_reason"],
        official_notice_url=row["official_notice_url"],
        winner=row["winner_name"] if named else "",
        award_fen=row["award_fen"] if named else None,
        criteria=criteria,
    )
