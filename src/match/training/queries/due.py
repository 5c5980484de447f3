"""Who must still be trained this year (4.4c), from the first of September on."""

from datetime import date, datetime

import msgspec

from match.foundation import clock
from match.foundation.db import rows
from match.foundation.parameters import parameter
from match.training import rules
from match.training.states import Audience


class Due(msgspec.Struct, frozen=True):
    """Somebody who has completed no course this year; ``division`` is where she works."""

    account_id: int
    name: str
    division: str
    place: str
    waiting: bool
    signed: bool
    valid_until: date | None
    reminded_at: datetime | None


async def list_begins(year: int) -> date:
    """The day of *year* from which the due list is kept (parameter ``training.due_from``)."""
    return rules.due_from((await parameter("training.due_from")).text, year)


async def due_people(audience: Audience, division: str) -> list[Due]:
    """
    Directors or supervisors of *division* (a prefix) without a completed course of two or three
    days this calendar year, in the order of their places. Empty for other audiences, and before
    the list begins.
    """
    role = rules.YEARLY.get(audience)
    today = clock.today()
    if role is None or today < await list_begins(today.year):
        return []
    found = await rows(
        "SELECT DISTINCT ON (m.division, a.id) a.id AS account_id, a.name, m.division,"
        " d.path AS place, m.waiting,"
        " EXISTS (SELECT FROM enrolment e JOIN course c ON c.id = e.course_id"
        "   WHERE e.account_id = a.id AND e.status IN ('signed', 'waiting')"
        "   AND c.audience = $2 AND c.status = 'published' AND c.ends_on >= $5) AS signed,"
        " (SELECT max(t.valid_until) FROM training_certificate t"
        "   JOIN enrolment e ON e.id = t.enrolment_id JOIN course c ON c.id = e.course_id"
        "   WHERE t.account_id = a.id AND c.audience = $2 AND t.withdrawn_at IS NULL)"
        "   AS valid_until,"
        " (SELECT max(r.at) FROM training_reminder r WHERE r.account_id = a.id"
        "   AND r.audience = $2) AS reminded_at"
        " FROM membership m JOIN account a ON a.id = m.account AND a.erased_at IS NULL"
        " JOIN division d ON d.code = rpad(m.division, 12, '0')"
        " WHERE m.role = $1 AND m.ended_at IS NULL AND starts_with(m.division, $3)"
        " AND (m.valid_until IS NULL OR m.valid_until >= $5)"
        " AND NOT EXISTS (SELECT FROM enrolment e JOIN course c ON c.id = e.course_id"
        "   WHERE e.account_id = a.id AND e.status = 'completed' AND c.audience = $2"
        "   AND c.days BETWEEN 2 AND 3 AND c.ends_on BETWEEN $4 AND $5)"
        " ORDER BY m.division, a.id",
        str(role),
        str(audience),
        division,
        date(today.year, 1, 1),
        today,
    )
    return [Due(**row) for row in found]
