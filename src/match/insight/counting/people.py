"""Directors, supervisors, counsellors, organisations (notice 4.1, 4.2, 4.4)."""

_POST = "p.status = 'active' AND NOT p.deputy"
# 4.4c: at least one completed course in the calendar year, of two or three days.
_TRAINED = (
    "EXISTS (SELECT FROM enrolment e JOIN course c ON c.id = e.course_id"
    " WHERE e.account_id = p.account_id AND e.status = 'completed' AND c.audience = p.office"
    " AND c.days BETWEEN 2 AND 3"
    " AND extract(year FROM c.ends_on) = extract(year FROM {today}))"
)
_ORGANISATION = (
    "o.status = 'verified' AND o.serves_children AND o.kind IN ('NGO', 'FDN', 'SA', 'VOLTEAM')"
)
_TOWNSHIP = "d.valid_to IS NULL AND d.kind IN ('subdistrict', 'town', 'township')"
_COUNSELLOR = "k.status = 'checked' AND (k.expires_on IS NULL OR k.expires_on >= {today})"

SOURCES = {
    "posts": (f"SELECT p.division, p.office || 's', '', 1 FROM post p WHERE {_POST}"),
    "trained": (
        "SELECT p.division, p.office || 's_trained', '', 1 FROM post p"
        f" WHERE {_POST} AND {_TRAINED}"
    ),
    "townships_supervised": (
        "SELECT DISTINCT p.division, 'townships_supervised', '', 1 FROM post p"
        f" JOIN division d ON d.code = p.division AND {_TOWNSHIP}"
        f" WHERE p.office = 'supervisor' AND {_POST}"
    ),
    "townships_counselled": (
        "SELECT DISTINCT k.division, 'townships_counselled', '', 1 FROM counsellor k"
        f" JOIN division d ON d.code = k.division AND {_TOWNSHIP} WHERE {_COUNSELLOR}"
    ),
    # At least three for each county (4.2c): the county is where an organisation is registered.
    "organisations": (
        "SELECT rpad(left(o.division, 6), 12, '0'), 'organisations', '', 1 FROM organisation o"
        f" WHERE {_ORGANISATION}"
    ),
    "counties_with_three": (
        "SELECT d.code, 'counties_with_three', '', 1 FROM organisation o"
        " JOIN division d ON d.code = rpad(left(o.division, 6), 12, '0') AND d.counts_as_county"
        f" AND d.valid_to IS NULL WHERE {_ORGANISATION} GROUP BY d.code HAVING count(*) >= 3"
    ),
}
