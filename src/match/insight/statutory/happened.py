"""What happened within a period in an area: courses, money, needs, purchases. Sums of rows."""

# The conditions are our own words; values go in as parameters.
# ruff: noqa: S608

from typing import Any

from match.foundation.db import rows
from match.insight.statutory.periods import Period
from match.needs.rules import hidden_categories

_FROM = "($2::date::timestamp AT TIME ZONE 'Asia/Shanghai')"
_UNTIL = "(($3::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai')"


def _within(column: str) -> str:
    """Whether an instant falls on a day of the period, in Hunan."""
    return f"{column} >= {_FROM} AND {column} < {_UNTIL}"


COURSES = """
SELECT c.audience AS key, count(DISTINCT c.id) AS courses, coalesce(sum(e.came), 0)::bigint AS came,
  coalesce(sum(e.certified), 0)::bigint AS certified
FROM course c LEFT JOIN LATERAL (SELECT count(*) FILTER (WHERE n.status = 'completed') AS came,
  count(t.id) AS certified FROM enrolment n LEFT JOIN training_certificate t
  ON t.enrolment_id = n.id AND t.withdrawn_at IS NULL WHERE n.course_id = c.id) e ON true
WHERE starts_with(c.division, $1) AND c.status = 'completed' AND c.ends_on BETWEEN $2 AND $3
GROUP BY 1 ORDER BY 1
"""
GRANTS = f"""
SELECT count(*) AS grants, coalesce(sum(g.total_fen), 0)::bigint AS total_fen,
  coalesce(sum(l.province_fen), 0)::bigint AS province_fen,
  coalesce(sum(l.paid_fen), 0)::bigint AS paid_fen
FROM build_grant g LEFT JOIN LATERAL (SELECT
  sum(x.amount_fen) FILTER (WHERE x.level = 'province') AS province_fen,
  sum(x.amount_fen) FILTER (WHERE x.paid_on IS NOT NULL) AS paid_fen
  FROM build_grant_line x WHERE x.grant_id = g.id) l ON true
WHERE starts_with(g.division, $1) AND g.status IN ('approved', 'allotted', 'paid', 'closed')
  AND {_within("g.approved_at")}
"""
ALLOWANCES = """
SELECT count(DISTINCT l.account_id) AS directors, count(l.id) AS months,
  coalesce(sum(l.amount_fen), 0)::bigint AS fen
FROM allowance_line l JOIN allowance_sheet s ON s.id = l.sheet_id AND s.status = 'paid'
JOIN home h ON h.id = l.home_id
WHERE starts_with(h.division, $1) AND s.paid_on BETWEEN $2 AND $3
"""
RUNNING = """
SELECT count(DISTINCT home_id) AS homes, coalesce(sum(amount_fen), 0)::bigint AS fen
FROM running_cost WHERE starts_with(division, $1) AND paid_on BETWEEN $2 AND $3
"""
NEEDS = f"""
SELECT split_part(n.category, '-', 1) AS key, count(*) AS published,
  count(*) FILTER (WHERE n.status IN ('met', 'confirmed', 'closed')) AS met,
  coalesce(sum(l.asked), 0)::bigint AS asked, coalesce(sum(l.received), 0)::bigint AS received
FROM need n LEFT JOIN LATERAL (SELECT sum(x.quantity) AS asked, sum(x.received) AS received
  FROM need_line x WHERE x.need_id = n.id) l ON true
WHERE starts_with(n.division, $1) AND n.category <> ALL($4) AND {_within("n.published_at")}
GROUP BY 1 ORDER BY 1
"""
PURCHASES = f"""
SELECT count(*) FILTER (WHERE {_within("t.published_at")}) AS noticed,
  coalesce(sum(t.budget_fen) FILTER (WHERE {_within("t.published_at")}), 0)::bigint AS budget_fen,
  count(*) FILTER (WHERE {_within("t.awarded_at")}) AS awarded,
  count(*) FILTER (WHERE t.status = 'failed' AND {_within("t.ended_at")}) AS failed
FROM tender t WHERE starts_with(t.division, $1)
"""
CONTRACTS = f"""
SELECT count(*) FILTER (WHERE {_within("c.signed_at")}) AS signed,
  coalesce(sum(c.amount_fen) FILTER (WHERE {_within("c.signed_at")}), 0)::bigint AS signed_fen,
  coalesce((SELECT sum(p.amount_fen) FROM contract_payment p JOIN contract k ON k.id = p.contract_id
    WHERE starts_with(k.division, $1) AND k.source = 'award' AND p.status = 'paid'
    AND p.paid_on BETWEEN $2 AND $3), 0)::bigint AS paid_fen
FROM contract c WHERE starts_with(c.division, $1) AND c.source = 'award'
  AND c.status <> 'cancelled'
"""
STAGES = """
SELECT i.status AS key, count(DISTINCT i.organisation_id) AS organisations FROM incubation i
WHERE starts_with(i.division, $1) AND i.status <> 'left' AND $2::date <= $3::date
GROUP BY 1 ORDER BY 1
"""


async def happened(question: str, scope: str, period: Period) -> list[dict[str, Any]]:
    """The answer to one of the questions above, for an area and a period."""
    values: list[object] = [scope, period.first, period.last]
    if "$4" in question:
        values.append(list(hidden_categories()))
    return await rows(question, *values)
