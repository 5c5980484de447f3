"""Posts and training: nobody acts before the exam, one holder a post, places that are counted."""

CHECKS = {
    "nobody who directs waits for an exam": (
        # A role that acts, of somebody whose post at this home still waits (notice 4.4d).
        "SELECT m.id FROM membership m JOIN post p ON p.account_id = m.account"
        " AND p.home_id = m.home AND p.office = 'director'"
        " AND p.status IN ('pending_exam', 'ready')"
        " WHERE m.role = 'director' AND NOT m.waiting AND m.ended_at IS NULL"
        " AND NOT EXISTS (SELECT FROM post o WHERE o.account_id = p.account_id"
        " AND o.home_id = p.home_id AND o.status = 'active')"
    ),
    "an active director of a home in a school is of its leadership": (
        # Seats older than the register say so in their note until the county completes them.
        "SELECT p.id FROM post p JOIN home h ON h.id = p.home_id"
        " WHERE p.office = 'director' AND p.status = 'active' AND p.note = ''"
        " AND h.site_source = 'SITE-SCH' AND p.kind IS DISTINCT FROM 'DK-SCH'"
    ),
    "a home's director holds its post": (
        "SELECT h.id FROM home h WHERE h.director_id IS NOT NULL AND NOT h.director_pending"
        " AND EXISTS (SELECT FROM post p WHERE p.home_id = h.id AND p.office = 'director'"
        " AND p.status = 'active' AND NOT p.deputy AND p.account_id <> h.director_id)"
    ),
    "a certificate follows a whole course": (
        "SELECT t.id FROM training_certificate t JOIN enrolment e ON e.id = t.enrolment_id"
        " JOIN course c ON c.id = e.course_id WHERE e.status <> 'completed'"
        " OR (SELECT count(*) FROM course_attendance a WHERE a.enrolment_id = e.id AND a.present)"
        "    < c.days"
        " OR (c.has_exam AND NOT EXISTS"
        "     (SELECT FROM course_exam x WHERE x.enrolment_id = e.id AND x.passed))"
    ),
    "a passed exam reached the pass mark": (
        "SELECT x.id FROM course_exam x JOIN enrolment e ON e.id = x.enrolment_id"
        " JOIN course c ON c.id = e.course_id WHERE x.passed <> (x.score >= c.pass_mark)"
    ),
    "a director's course that was offered has all seven contents": (
        "SELECT id FROM course WHERE audience = 'director' AND status IN ('published', 'completed')"
        " AND cardinality(contents) < 7"
    ),
}
