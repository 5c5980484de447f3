"""Rows as views, for every list and page of purchases."""

from typing import Any

from match.foundation.workdays import working_days
from match.places.queries import divisions
from match.places.rules import code_from
from match.tenders import rules
from match.tenders.commands._shared import legal_periods
from match.tenders.loading import criteria_by_tender
from match.tenders.public import TenderView, tender_view
from match.tenders.states import TenderStatus

TENDER = (
    "SELECT t.*, g.name AS purchaser, d.path FROM tender t"
    " JOIN organisation g ON g.id = t.organisation_id JOIN division d ON d.code = t.division "
)


async def views_of(found: list[dict[str, Any]]) -> list[TenderView]:
    areas = {area for row in found for area in row["areas"]}
    places = await divisions([code_from(area) for area in areas])
    names = {area: places[code].name for area in areas if (code := code_from(area)) in places}
    days, lengths = await working_days(), legal_periods()
    criteria = await criteria_by_tender([row["id"] for row in found])
    return [
        tender_view(
            row,
            names,
            rules.dates(row["closes_on"], row["decides_on"], lengths, days),
            criteria.get(row["id"], ()),
        )
        for row in found
    ]


def texts(statuses: frozenset[TenderStatus]) -> list[str]:
    return [str(status) for status in statuses]
