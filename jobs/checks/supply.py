"""Places and offers: what is given, and where."""

CHECKS = {
    "a valid division stands in a valid one": (
        "SELECT c.code FROM division c JOIN division p ON p.code = c.parent_code"
        " WHERE c.valid_to IS NULL AND p.valid_to IS NOT NULL"
    ),
    "a division's path ends with its name": (
        "SELECT code FROM division WHERE path <> name AND path NOT LIKE '%/' || name"
    ),
    "a village stands nowhere finer than its county": (
        "SELECT v.code FROM division v JOIN division c ON c.code = left(v.code, 6) || '000000'"
        " WHERE v.level > 3 AND (v.lon, v.lat) IS DISTINCT FROM (c.lon, c.lat)"
    ),
    "every area of an offer is a division": (
        "SELECT o.id FROM offer o, unnest(o.areas) AS area"
        " WHERE NOT EXISTS (SELECT FROM division WHERE code = rpad(area, 12, '0'))"
    ),
    "nobody moderated their own offer": ("SELECT id FROM offer WHERE moderated_by = submitted_by"),
    "money comes from organisations": (
        "SELECT id FROM offer WHERE organisation_id IS NULL"
        " AND (category LIKE 'FND%' OR mode IN ('MONEY', 'PROJFUND'))"
    ),
    "an offer's state says what its ledger says": (
        "SELECT id FROM offer WHERE (status = 'published' AND reserved + committed + delivered"
        " = quantity) OR (status = 'reserved' AND reserved + committed + delivered < quantity)"
        " OR (status IN ('delivered', 'closed') AND delivered < quantity)"
    ),
    "a waiting offer knows when to look again": (
        "SELECT id FROM offer WHERE status IN ('verifying', 'published', 'reserved')"
        " AND next_check_at IS NULL"
    ),
    "the index was never told of a money offer": (
        "SELECT s.subject_id FROM search_state s JOIN offer o ON o.id = s.subject_id"
        " WHERE s.index = 'offers' AND s.public"
        " AND (o.category LIKE 'FND%' OR o.mode IN ('MONEY', 'PROJFUND'))"
    ),
}
