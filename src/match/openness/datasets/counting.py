"""Totals, and the division tree that they hang on."""

from match.openness.datasets.shapes import Dataset

MEASURES = (
    "villages", "covered", "communities", "communities_covered", "townships", "counties", "built",
    "homes_planned", "homes_building", "homes_open", "homes_idle", "homes_suspended", "satellites",
    "units_asked", "units_received", "needs_open", "needs_met", "match_days", "delivery_days",
    "organisations", "counties_with_three", "townships_supervised", "townships_counselled",
    "titled", "grant_due_fen", "grant_fen",
)  # fmt: skip
"""Those that everybody may see down to the county and that count no persons; a test holds them
against the measures of insight/."""
COVERAGE = Dataset(
    "coverage",
    "totals",
    "SELECT g.division || ':' || g.measure || ':' || g.facet AS id, g.division, g.measure, g.facet,"
    " g.total FROM gauge_count g WHERE right(g.division, 6) = '000000' AND g.measure IN ("
    + ", ".join(f"'{name}'" for name in MEASURES)
    + ")",
    followed=False,
    made_by="insight.commands.recount_gauges",
)
# Persons in fewer than five, and their minutes, are told neither alone nor by subtraction: only
# whole counties and months with five or more are told at all, and there is no total row.
HOURS = Dataset(
    "volunteer_hours",
    "totals",
    """
SELECT left(u.division, 6) || '000000:' || to_char(u.starts_at AT TIME ZONE 'Asia/Shanghai',
       'YYYY-MM') AS id, left(u.division, 6) || '000000' AS division,
       to_char(u.starts_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month,
       count(DISTINCT u.volunteer_id) AS volunteers, count(*) AS participations,
       sum(u.minutes)::bigint AS minutes
  FROM shift_signup u WHERE u.status = 'confirmed' GROUP BY 1, 2, 3
HAVING count(DISTINCT u.volunteer_id) >= 5
""",
    followed=False,
    made_by="volunteers.commands.confirm_hours",
)
DIVISIONS = Dataset(
    "divisions",
    "totals",
    """
SELECT d.code, d.level, d.kind, d.name, d.parent_code, d.path, d.counts_as_county, d.valid_from,
       d.valid_to, d.replaced_by FROM division d
""",
    key="code",
    order="code",
    followed=False,
    made_by="places.commands.load_edition",
)
DATASETS = (COVERAGE, HOURS, DIVISIONS)
