"""The rows of every number: $1 is the prefix, (code, title, state, counted, url) are answered.

They count as of the day of the last recount, as the numbers above them do.
"""

_DAY = "coalesce((SELECT max(on_day) FROM gauge_recount), current_date)"
_HOMES = (
    "FROM home h WHERE h.kind = 'main' AND h.status IN ('open', 'idle', 'suspended')"
    " AND starts_with(h.division, $1)"
)
_OF_HOME = "h.division AS code, h.name AS title, h.status AS state, '/homes/' || h.id AS url"
_PLACES = (
    "SELECT v.code, coalesce(h.name, '') AS title, coalesce(h.status, 'none') AS state,"
    " coalesce(h.status = 'open', false) AS counted, coalesce('/homes/' || h.id, '') AS url"
    " FROM division v LEFT JOIN home h ON h.division = v.code AND h.kind = 'main'"
    " AND h.status <> 'closed' WHERE v.level = 5 AND v.valid_to IS NULL"
    " AND v.kind = '{kind}' AND starts_with(v.code, $1)"
)
_POSTS = (
    "SELECT p.division AS code, '' AS title, CASE WHEN {trained} THEN 'trained' ELSE 'untrained'"
    " END AS state, {trained} AS counted, coalesce('/homes/' || p.home_id, '') AS url FROM post p"
    " WHERE p.office = '{office}' AND p.status = 'active' AND NOT p.deputy"
    " AND starts_with(p.division, $1)"
)
_TRAINED = (
    "EXISTS (SELECT FROM enrolment e JOIN course c ON c.id = e.course_id"
    " WHERE e.account_id = p.account_id AND e.status = 'completed' AND c.audience = p.office"
    " AND c.days BETWEEN 2 AND 3 AND extract(year FROM c.ends_on) = extract(year FROM"
    f" {_DAY}))"
)
_TOWNSHIPS = (
    "SELECT d.code, '' AS title, CASE WHEN {has} THEN 'has' ELSE 'none' END AS state,"
    " {has} AS counted, '' AS url FROM division d WHERE d.valid_to IS NULL"
    " AND d.kind IN ('subdistrict', 'town', 'township') AND starts_with(d.code, $1)"
)
LISTS: dict[str, str] = {
    "villages": _PLACES.replace("{kind}", "village"),
    "communities": _PLACES.replace("{kind}", "community"),
    "idle": f"SELECT {_OF_HOME}, h.status = 'idle' AS counted {_HOMES}",
    "titles": f"SELECT {_OF_HOME}, EXISTS (SELECT FROM demo_title t WHERE t.home_id = h.id"
    f" AND t.status = 'named') AS counted {_HOMES}",
    "directors": _POSTS.replace("{office}", "director").replace("{trained}", _TRAINED),
    "supervisors": _POSTS.replace("{office}", "supervisor").replace("{trained}", _TRAINED),
    "townships": _TOWNSHIPS.replace(
        "{has}",
        "EXISTS (SELECT FROM post p WHERE p.division = d.code AND p.office = 'supervisor'"
        " AND p.status = 'active' AND NOT p.deputy)",
    ),
    "counsellors": _TOWNSHIPS.replace(
        "{has}",
        "EXISTS (SELECT FROM counsellor k WHERE k.division = d.code AND k.status = 'checked'"
        " AND (k.expires_on IS NULL OR k.expires_on >="
        f" {_DAY}))",
    ),
    "organisations": "SELECT o.division AS code, o.name AS title, o.kind AS state, true AS counted,"
    " '/organisations/' || o.id AS url FROM organisation o WHERE o.status = 'verified'"
    " AND o.serves_children AND o.kind IN ('NGO', 'FDN', 'SA', 'VOLTEAM')"
    " AND starts_with(o.division, $1)",
    "needs": "SELECT n.division AS code, n.title, n.status AS state,"
    " n.status IN ('met', 'confirmed', 'closed') AS counted, '/needs/' || n.id AS url FROM need n"
    " WHERE n.status IN ('published', 'matching', 'partly_met', 'met', 'confirmed', 'closed')"
    " AND starts_with(n.division, $1)",
    "grants": f"SELECT {_OF_HOME}, EXISTS (SELECT FROM build_grant g WHERE g.home_id = h.id"
    " AND g.status IN ('approved', 'allotted', 'paid', 'closed')) AS counted FROM home h"
    " WHERE h.kind = 'main' AND h.status NOT IN ('none', 'closed')"
    " AND (h.created_at AT TIME ZONE 'Asia/Shanghai')::date >= date_trunc('year',"
    f" {_DAY}::timestamp)::date"
    " AND starts_with(h.division, $1)",
}
LISTS["overdue"] = (
    f"SELECT {_OF_HOME}, coalesce((SELECT max(i.inspected_on) FROM inspection i"
    " WHERE i.home_id = h.id), (h.created_at AT TIME ZONE 'Asia/Shanghai')::date)"
    f" < {_DAY} - coalesce((SELECT q.value FROM parameter q"
    f" WHERE q.key = 'standards.inspection_days' AND q.valid_from <= {_DAY}"
    " ORDER BY q.valid_from DESC, q.id DESC LIMIT 1), '183')::int AS counted"
    " FROM home h WHERE h.kind = 'main' AND h.status IN ('open', 'idle')"
    " AND starts_with(h.division, $1)"
)
LISTS |= {
    code: f"SELECT {_OF_HOME}, '{code}' = ANY(h.facilities || h.documents) AS counted {_HOMES}"
    for code in (
        "FAC-VIDEO", "FAC-READ", "FAC-PLAY", "FAC-OUT", "DOC-WORK", "DOC-EQUIP", "DOC-SAFE",
    )
}  # fmt: skip
