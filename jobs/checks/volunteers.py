"""Volunteers' shifts: places, pledges, units and hours."""

CHECKS = {
    "a shift's places are those of its people": (
        "SELECT s.id FROM shift s WHERE s.taken > s.places OR s.taken <> (SELECT count(*)"
        " FROM shift_signup u WHERE u.shift_id = s.id"
        " AND u.status IN ('signed', 'checked_in', 'confirmed', 'absent'))"
    ),
    "open and full say what the places say": (
        "SELECT id FROM shift WHERE (status = 'open' AND taken = places)"
        " OR (status = 'full' AND taken < places)"
    ),
    "nobody is promised to two shifts at one time": (
        "SELECT a.id, b.id FROM shift_signup a JOIN shift_signup b"
        " ON b.volunteer_id = a.volunteer_id AND b.id > a.id"
        " AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)"
        " WHERE a.status IN ('signed', 'checked_in', 'confirmed')"
        " AND b.status IN ('signed', 'checked_in', 'confirmed')"
    ),
    "only a pledge that stands or was kept has units": (
        "SELECT id FROM shift_signup WHERE units > 0"
        " AND status NOT IN ('signed', 'checked_in', 'confirmed')"
    ),
    "what a shift brought is what its kept pledges hold": (
        "SELECT u.id FROM shift_signup u FULL JOIN (SELECT source_id, sum(units) AS units"
        " FROM need_closure WHERE kind = 'shift' GROUP BY 1) c ON c.source_id = u.id"
        " WHERE coalesce(c.units, 0) <> CASE WHEN u.status = 'confirmed' THEN u.units ELSE 0 END"
    ),
    "hours are confirmed by the home, never by who served": (
        "SELECT u.id FROM shift_signup u JOIN shift_hours h ON h.signup_id = u.id"
        ' WHERE h."by" = u.volunteer_id OR u.confirmed_by = u.volunteer_id'
    ),
    "a pledge's minutes are the last that were confirmed": (
        "SELECT u.id FROM shift_signup u WHERE coalesce(u.minutes, 0) <> coalesce((SELECT h.minutes"
        " FROM shift_hours h WHERE h.signup_id = u.id ORDER BY h.id DESC LIMIT 1), 0)"
    ),
    "a shift that waits knows when to look again": (
        "SELECT id FROM shift WHERE status IN ('open', 'full', 'running', 'done')"
        " AND next_check_at IS NULL"
    ),
    "no shift is open after its start": (
        "SELECT id FROM shift WHERE status IN ('open', 'full')"
        " AND starts_at < now() - interval '1 hour'"
    ),
    "a small group's shift meets at the township": (
        "SELECT id FROM shift WHERE children < 5 AND place <> 'township' AND status <> 'draft'"
    ),
    "nobody came to a dangerous shift without insurance": (
        "SELECT u.id FROM shift_signup u JOIN shift s ON s.id = u.shift_id WHERE s.bodily_risk"
        " AND u.status IN ('checked_in', 'confirmed') AND NOT EXISTS (SELECT FROM accident_cover c"
        " WHERE (c.shift_id = s.id OR c.account_id = u.volunteer_id)"
        " AND (s.starts_at AT TIME ZONE 'Asia/Shanghai')::date BETWEEN c.starts_on AND c.ends_on)"
    ),
    "a role has no more people than places": (
        "SELECT r.id FROM shift_role r WHERE r.places < (SELECT count(*) FROM shift_signup u"
        " WHERE u.role_id = r.id AND u.status IN ('signed', 'checked_in', 'confirmed', 'absent'))"
    ),
    "a filled call has one who said yes": (
        "SELECT c.id FROM replacement_call c WHERE (c.status = 'filled') <> EXISTS (SELECT"
        " FROM replacement_ask a WHERE a.call_id = c.id AND a.answer = 'yes')"
    ),
}
