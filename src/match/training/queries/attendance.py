"""What is kept of those who have a place on a course: days, tests, the last try at the exam."""

from typing import Any

from match.foundation.db import rows


async def attended(course_id: int, enrolment_id: int | None = None) -> list[dict[str, Any]]:
    """
    Each place of a course, or one: id, name, status, ``days`` (day → there or not), ``before``,
    ``after`` and ``score``, in points of 100. Nobody of the waiting list. The caller looks who may.
    """
    found = await rows(
        "SELECT e.id, a.name, e.status, e.before, e.after,"
        " (SELECT x.score FROM course_exam x WHERE x.enrolment_id = e.id"
        "   ORDER BY x.attempt DESC LIMIT 1) AS score,"
        " ARRAY(SELECT t.day FROM course_attendance t WHERE t.enrolment_id = e.id AND t.present"
        "   ORDER BY 1) AS came,"
        " ARRAY(SELECT t.day FROM course_attendance t WHERE t.enrolment_id = e.id AND NOT t.present"
        "   ORDER BY 1) AS missed"
        " FROM enrolment e JOIN account a ON a.id = e.account_id WHERE e.course_id = $1"
        " AND e.status NOT IN ('withdrawn', 'waiting') AND ($2::bigint IS NULL OR e.id = $2)"
        " ORDER BY e.status, e.id",
        course_id,
        enrolment_id,
    )
    return [
        {
            **row,
            "days": {**dict.fromkeys(row["came"], True), **dict.fromkeys(row["missed"], False)},
        }
        for row in found
    ]
