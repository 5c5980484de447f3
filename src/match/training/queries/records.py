"""What other rooms ask: who passed which exam when, and who was trained this year."""

from datetime import date

import msgspec

from match.foundation import clock
from match.foundation.db import rows, value


class Trained(msgspec.Struct, frozen=True):
    """One person's completed course of a year; ``level`` 2 province, 4 prefecture, 6 county."""

    account_id: int
    audience: str
    course_id: int
    department: str
    level: int
    ends_on: date


async def passed(account_id: int, audience: str, on: date | None = None) -> date | None:
    """
    The latest day, not after *on* (None: today), on which somebody passed the exam of a completed
    course for *audience* and holds its certificate (notice 4.4d: a director's counts because only
    counties hold such courses).
    """
    return await value(
        "SELECT max(x.taken_on) FROM course_exam x JOIN enrolment e ON e.id = x.enrolment_id"
        " JOIN course c ON c.id = e.course_id"
        " JOIN training_certificate t ON t.enrolment_id = e.id AND t.withdrawn_at IS NULL"
        " WHERE e.account_id = $1 AND c.audience = $2 AND x.passed AND x.taken_on <= $3",
        account_id,
        str(audience),
        on or clock.today(),
    )


async def trained_in(year: int, division: str = "43") -> list[Trained]:
    """
    Every completed course of a calendar year of people who work in *division* (a prefix of the
    twelve digits): notice 4.4c asks for one a year, of two or three days.
    """
    found = await rows(
        "SELECT e.account_id, c.audience, c.id AS course_id, c.department, c.level, c.ends_on"
        " FROM enrolment e JOIN course c ON c.id = e.course_id"
        " WHERE e.status = 'completed' AND c.days BETWEEN 2 AND 3"
        " AND c.ends_on BETWEEN $1 AND $2 AND starts_with(e.division, $3)"
        " ORDER BY e.account_id, c.ends_on, c.id",
        date(year, 1, 1),
        date(year, 12, 31),
        division,
    )
    return [Trained(**row) for row in found]


async def certified(account_id: int, audience: str, on: date | None = None) -> bool:
    """Whether somebody holds a certificate for *audience* that is good on that day."""
    return await value(
        "SELECT EXISTS (SELECT FROM training_certificate t"
        " JOIN enrolment e ON e.id = t.enrolment_id JOIN course c ON c.id = e.course_id"
        " WHERE t.account_id = $1 AND c.audience = $2"
        " AND t.withdrawn_at IS NULL AND $3 BETWEEN t.issued_on AND t.valid_until)",
        account_id,
        str(audience),
        on or clock.today(),
    )
