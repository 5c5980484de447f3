"""Whom a purchase suits, and what suits an organisation."""

from match.foundation import clock
from match.foundation.db import rows
from match.tenders import rules
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


async def suitable_suppliers(tender_id: int) -> list[rules.Fit]:
    """The organisations a notice suits, best known to the field first; the department not among
    them. Raises NotFound for a notice that is not public."""
    view = await public_tender(tender_id)
    found = [
        fit
        for supplier in await _suppliers(None)
        if supplier.id != view.organisation_id and (fit := _fit(supplier, view)) is not None
    ]
    return sorted(
        found, key=lambda fit: (-len(fit.skills), not fit.same_field, fit.organisation_id)
    )


async def suitable_tenders(
    organisation_id: int, limit: int = 20
) -> list[tuple[TenderView, rules.Fit]]:
    """Open notices that suit an organisation, the first to close first."""
    suppliers = await _suppliers(organisation_id)
    if not suppliers:
        return []
    views = await open_tenders(limit=500)
    fitting = [
        (view, fit)
        for view in sorted(views, key=lambda view: (view.dates.closes_on, view.id))
        if view.organisation_id != organisation_id and (fit := _fit(suppliers[0], view)) is not None
    ]
    return fitting[:limit]


def _fit(supplier: rules.Supplier, view: TenderView) -> rules.Fit | None:
    return rules.fit(supplier, areas=view.areas, category=view.category, skills=view.skills)


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
