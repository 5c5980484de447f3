"""The county's list: whose background check, course or certificate is due (未成年人保护法 62)."""

from datetime import timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.volunteers.limits import limits

MOST = 200
# Who works with children in one's scope: directors and helpers, tutors, volunteers of the county,
# and whoever has a place in a shift there. Everybody once, with all they do.
_PEOPLE = """
WITH part AS (
  SELECT account AS id, role AS part, rpad(division, 12, '0') AS division FROM membership
   WHERE role IN ('director', 'rota') AND ended_at IS NULL
  UNION SELECT account_id, 'tutor', division FROM tutor WHERE ended_on IS NULL
  UNION SELECT account_id, 'volunteer', rpad(area, 12, '0') FROM volunteer WHERE area <> ''
  UNION SELECT volunteer_id, 'volunteer', left(division, 6) || '000000' FROM shift_signup
   WHERE status IN ('waiting', 'signed') AND starts_at > $3),
mine AS (SELECT id, array_agg(DISTINCT part) AS parts, min(division) AS division FROM part
  WHERE EXISTS (SELECT FROM unnest($1::text[]) AS scope WHERE starts_with(division, scope))
  GROUP BY id)
SELECT m.id, a.name, m.parts, m.division, d.path, c.result, c.checked_on, c.next_due_on,
       k.held_on AS course_on
  FROM mine m JOIN account a ON a.id = m.id AND a.disabled_at IS NULL AND a.erased_at IS NULL
  LEFT JOIN division d ON d.code = m.division
  LEFT JOIN LATERAL (SELECT result, checked_on, next_due_on FROM background_check b
    WHERE b.account = m.id ORDER BY b.checked_on DESC, b.id DESC LIMIT 1) c ON true
  LEFT JOIN LATERAL (SELECT max(held_on) AS held_on FROM safety_course s
    WHERE s.account_id = m.id) k ON true
 WHERE ($2 = '' OR position($2 IN a.name) > 0)
 ORDER BY coalesce(c.result = 'clear' AND c.next_due_on > $4, false), c.next_due_on NULLS FIRST,
       m.id LIMIT $5
"""


async def people_to_check(actor: Actor, name: str = "") -> list[dict[str, Any]]:
    """
    People who work with children in one's scope, those whose check is due first. Each: id, name,
    parts, division, path, result, checked_on, next_due_on, course_on, and ``due``.
    """
    soon = clock.today() + timedelta(days=(await limits()).remind_days)
    found = await rows(
        _PEOPLE,
        list(actor.scope(Permission.people_verify)),
        name.strip()[:40],
        clock.now(),
        soon,
        MOST,
    )
    return [row | {"due": _due(row, soon)} for row in found]


async def skills_to_check(actor: Actor) -> list[dict[str, Any]]:
    """Certificates of one's scope that wait to be seen."""
    return await rows(
        "SELECT c.*, a.name, d.path FROM skill_certificate c JOIN account a ON a.id = c.account_id"
        " JOIN division d ON d.code = c.division WHERE c.status = 'waiting' AND EXISTS (SELECT"
        " FROM unnest($1::text[]) AS scope WHERE starts_with(c.division, scope))"
        " ORDER BY c.id LIMIT $2",
        list(actor.scope(Permission.people_verify)),
        MOST,
    )


async def seen_skill(actor: Actor, certificate_id: int) -> None:
    """Raises NotFound where the certificate is not of one's scope: others do not learn of it."""
    division = await value("SELECT division FROM skill_certificate WHERE id = $1", certificate_id)
    if division is None or not actor.may(Permission.people_verify, division):
        raise NotFound(_("没有找到这份证书。"))


def _due(row: dict[str, Any], soon: Any) -> str:
    """none, not_clear, over, soon, or nothing."""
    if row["result"] is None:
        return "none"
    if row["result"] != "clear":
        return "not_clear"
    if row["next_due_on"] < clock.today():
        return "over"
    return "soon" if row["next_due_on"] <= soon else ""
