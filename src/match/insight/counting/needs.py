"""Needs: units asked and received by category, and how many days things took (domain.md §1.8)."""

APPROVED = "('published', 'matching', 'partly_met', 'met', 'confirmed', 'closed')"
"""From the county's approval on. Withdrawn, rejected and expired ones were not asked for long."""

_DAYS = (
    "(({later} AT TIME ZONE 'Asia/Shanghai')::date"
    " - ({earlier} AT TIME ZONE 'Asia/Shanghai')::date)"
)
# Longer than a year is one year: the median does not move, and facets stay few.
_MOST = 366


def _days(measure: str, earlier: str, later: str, source: str) -> str:
    days = _DAYS.format(later=later, earlier=earlier)
    return (
        f"SELECT n.division, '{measure}', least(greatest({days}, 0), {_MOST})::text, 1"
        f" FROM {source} WHERE {later} IS NOT NULL AND {earlier} IS NOT NULL"
    )


SOURCES = {
    "asked": (
        "SELECT n.division, 'units_asked', l.category, l.quantity::bigint FROM need n"
        f" JOIN need_line l ON l.need_id = n.id WHERE n.status IN {APPROVED}"
    ),
    "received": (
        "SELECT n.division, 'units_received', l.category, l.received::bigint FROM need n"
        f" JOIN need_line l ON l.need_id = n.id WHERE n.status IN {APPROVED}"
    ),
    "needs": (
        "SELECT n.division, CASE WHEN n.status IN ('published', 'matching', 'partly_met')"
        " THEN 'needs_open' ELSE 'needs_met' END, '', 1"
        f" FROM need n WHERE n.status IN {APPROVED}"
    ),
    # The first agreement is when a need found its giver, whatever way it was found.
    "match_days": _days(
        "match_days",
        "n.published_at",
        "m.agreed_at",
        "need n JOIN (SELECT need_id, min(created_at) AS agreed_at FROM agreement"
        " WHERE status <> 'cancelled' GROUP BY 1) m ON m.need_id = n.id",
    ),
    "delivery_days": _days(
        "delivery_days",
        "n.created_at",
        "n.counted_at",
        "(SELECT g.division, a.created_at, g.counted_at FROM donation g JOIN agreement a"
        " ON a.id = g.agreement_id WHERE g.need_id IS NOT NULL AND g.status <> 'cancelled') n",
    ),
}
