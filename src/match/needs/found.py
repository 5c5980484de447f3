"""What search may know of a need: a document, or nothing."""

from datetime import date

from match.catalogue import codes
from match.foundation.db import one, rows
from match.foundation.parameters import whole
from match.needs.public import is_money, public_view
from match.needs.states import OPEN, NeedStatus, Urgency
from match.places.shapes import point_of
from search.documents import Beneficiaries, NeedDocument

_EPOCH = date(1970, 1, 1)
_URGENCY = {Urgency.routine: 0, Urgency.soon: 1, Urgency.urgent: 3}
_KIND = {
    "MAT": "goods",
    "SVC": "service",
    "FND": "money",
    "FAC": "premises",
    "PAIR": "pairing",
    "ACT": "activity",
}


async def need_document(need_id: int) -> NeedDocument | None:
    """An open need, in public words. Money needs reach no index (domain.md §3.2), nor do those of a
    home that owes a report for long."""
    row = await one(
        "SELECT n.*, h.name AS home_name, h.withheld_at, d.path, d.name AS village FROM need n"
        " JOIN home h ON h.id = n.home_id JOIN division d ON d.code = n.division WHERE n.id = $1",
        need_id,
    )
    if row is None or NeedStatus(row["status"]) not in OPEN or row["withheld_at"] is not None:
        return None
    lines = await rows("SELECT * FROM need_line WHERE need_id = $1 ORDER BY position", need_id)
    view = public_view(row, lines, await whole("need.small_group"))
    if is_money(view):
        return None
    categories = tuple(dict.fromkeys([view.category, *(line.category for line in view.lines)]))
    small = view.home_id is None
    point = point_of(row["division"])
    return NeedDocument(
        id=view.id,
        version=row["search_version"],
        title=view.title,
        body=" ".join([view.purpose, *(line.name for line in view.lines)]),
        kind=_KIND[view.category.split("-")[0]],
        status=view.status.value,
        categories=categories,
        category_names=tuple(
            name
            for code in categories
            for name in (codes.category(code).name_zh, codes.category(code).name_en)
        ),
        division=row["division"][:9] if small else row["division"],
        place_names=tuple(view.place.split(" ")),
        lat=point.lat if point else None,
        lon=point.lon if point else None,
        published_on=(view.published_at.date() - _EPOCH).days if view.published_at else 0,
        urgency=_URGENCY[view.urgency],
        beneficiaries=Beneficiaries.of(row["beneficiaries"]),
        groups=view.groups,
        home_id=view.home_id,
        home_name=view.home_name or "",
        village_name="" if small else row["village"],
        quantity_asked=view.quantity,
        quantity_left=view.left,
        due_on=(view.due_on - _EPOCH).days if view.due_on else None,
    )
