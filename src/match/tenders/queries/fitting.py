"""Whom a purchase suits, and what suits an organisation, the best first."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import msgspec

from match.allocation.shapes import PARTS, Parameters, Weights
from match.catalogue.lexicon import matching_words
from match.foundation import clock
from match.foundation.db import rows
from match.foundation.parameters import whole
from match.places.shapes import point_of
from match.tenders import rules, suiting
from match.tenders.public import TenderView
from match.tenders.queries.public import open_tenders, public_tender

# Who might answer: verified today, with the fields and areas of what they have on offer.
_SUPPLIERS = """
SELECT g.id, g.kind, g.division, g.skills,
  coalesce(array_agg(DISTINCT o.category) FILTER (WHERE o.id IS NOT NULL), '{}') AS offered,
  coalesce((SELECT array_agg(DISTINCT area) FROM offer p, unnest(p.areas) AS area
            WHERE p.organisation_id = g.id AND p.status IN ('published', 'reserved')), '{}')
    AS reaches
FROM organisation g
LEFT JOIN offer o ON o.organisation_id = g.id AND o.status IN ('published', 'reserved')
WHERE g.status = 'verified' AND g.verified_until >= $1 AND ($2::bigint IS NULL OR g.id = $2)
GROUP BY g.id ORDER BY g.id
"""


# What each of them has on offer now, for the points.
_OFFERS = """
SELECT id, organisation_id, division, category, areas, starts_on, ends_on, tokens FROM offer
WHERE organisation_id = ANY($1) AND status IN ('published', 'reserved') AND ends_on >= starts_on
ORDER BY id
"""

Offers = dict[int, list[suiting.Offered]]


async def suitable_suppliers(tender_id: int) -> list[rules.Fit]:
    """The organisations a notice suits, the best first; the department not among them. Raises
    NotFound for a notice that is not public."""
    view = await public_tender(tender_id)
    suppliers = [one for one in await _suppliers(None) if one.id != view.organisation_id]
    found = {one.id: (one, fit) for one in suppliers if (fit := _fit(one, view)) is not None}
    offers, weights = await _offers(list(found)), await _weights()
    scored = [
        msgspec.structs.replace(fit, points=_points(view, one, offers, weights))
        for one, fit in found.values()
    ]
    return sorted(scored, key=lambda fit: (-fit.points, fit.organisation_id))


async def suitable_tenders(
    organisation_id: int, limit: int = 20
) -> list[tuple[TenderView, rules.Fit]]:
    """Open notices that suit an organisation, the best first; of equals the first to close."""
    suppliers = await _suppliers(organisation_id)
    if not suppliers:
        return []
    [supplier] = suppliers
    offers, weights = await _offers([supplier.id]), await _weights()
    fitting = [
        (view, msgspec.structs.replace(fit, points=_points(view, supplier, offers, weights)))
        for view in await open_tenders(limit=500)
        if view.organisation_id != organisation_id and (fit := _fit(supplier, view)) is not None
    ]
    fitting.sort(key=lambda one: (-one[1].points, one[0].dates.closes_on, one[0].id))
    return fitting[:limit]


def _fit(supplier: rules.Supplier, view: TenderView) -> rules.Fit | None:
    return rules.fit(supplier, areas=view.areas, category=view.category, skills=view.skills)


def _points(
    view: TenderView, supplier: rules.Supplier, offers: Offers, parameters: Parameters
) -> int:
    """The engine's points for what the organisation offers, or for itself at its seat."""
    area = view.areas[0]
    wanted = suiting.Wanted(
        id=view.id,
        category=view.category,
        parent=view.category.split("-")[0] if "-" in view.category else "",
        county=area[:6] if len(area) >= 6 else view.division[:6],
        point=_point(area.ljust(12, "0") if len(area) >= 6 else view.division),
        today=clock.today(),
        closes_on=view.dates.closes_on,
        words=tuple(matching_words(f"{view.title} {view.requirements}")),
    )
    seat = suiting.Offered(
        id=suiting.AT_SEAT,
        category=view.category,
        areas=("43",),
        point=_point(supplier.division),
        from_day=clock.today(),
        until_day=date.max,
        words=(),
    )
    return suiting.points(wanted, offers.get(supplier.id, []), seat, parameters)


def _point(division: str) -> tuple[float, float] | None:
    found = point_of(division)
    return (found.lat, found.lon) if found else None


async def _offers(organisations: Sequence[int]) -> Offers:
    held: Offers = defaultdict(list)
    for row in await rows(_OFFERS, list(organisations)):
        held[row["organisation_id"]].append(
            suiting.Offered(
                id=row["id"],
                category=row["category"],
                areas=tuple(row["areas"]),
                point=_point(row["division"]),
                from_day=row["starts_on"],
                until_day=row["ends_on"],
                words=tuple(row["tokens"]),
            )
        )
    return held


async def _weights() -> Parameters:
    """The points of each part, as they are set for needs."""
    weights = {part: await whole(f"match.weight.{part}") for part in PARTS}
    return Parameters(weights=Weights(**weights))


async def _suppliers(organisation_id: int | None) -> list[rules.Supplier]:
    return [
        rules.Supplier(
            id=row["id"],
            kind=row["kind"],
            division=row["division"],
            skills=frozenset(row["skills"]),
            offered=frozenset(row["offered"]),
            reaches=tuple(row["reaches"]),
        )
        for row in await rows(_SUPPLIERS, clock.today(), organisation_id)
    ]
