"""The gauges: what was added up fact by fact is what a count from the beginning gives."""

from match.insight.counting import counted

# What is still on its way is no drift; where nothing was ever counted there is nothing to compare.
_SETTLED = (
    "EXISTS (SELECT FROM gauge_recount) AND NOT EXISTS (SELECT FROM gauge_due)"
    " AND NOT EXISTS (SELECT FROM outbox WHERE done_at IS NULL AND dead_at IS NULL)"
)
_DAY = "(SELECT max(on_day) FROM gauge_recount)"

CHECKS = {
    # Added up instead of joined: a table without statistics makes the planner join row by row.
    "gauges are what a count from the beginning gives": (
        "SELECT division, measure, facet FROM"  # noqa: S608 # our own words
        f" (SELECT division, measure, facet, own FROM ({counted(_DAY)}) f UNION ALL"
        " SELECT division, measure, facet, -own FROM gauge_count WHERE own > 0) b"
        f" WHERE {_SETTLED} GROUP BY 1, 2, 3 HAVING sum(own) <> 0"
    ),
    "a division's gauges are its own and those of its parts": (
        "SELECT division, measure, facet FROM"
        " (SELECT division, measure, facet, total - own AS parts FROM gauge_count UNION ALL"
        " SELECT parent, measure, facet, -total FROM gauge_count WHERE parent IS NOT NULL) b"
        " GROUP BY 1, 2, 3 HAVING sum(parts) <> 0"
    ),
    "no recount found drift": (
        "SELECT id, on_day, drifted FROM gauge_recount WHERE drifted > 0"
        " AND at > now() - interval '7 days'"
    ),
    "care lets out no total under five": ("SELECT id FROM care_total WHERE told BETWEEN 1 AND 4"),
}
