"""Places and the homes in them (notice 1.5, 3.1; domain.md §1.8)."""

BUILT = "('open', 'idle', 'suspended')"
"""Homes that stand: closed ones are gone, planned ones are still to come."""

# As `standards.inspection_days`: every working home is looked at at least this often.
_LOOKED_AT_DAYS = (
    "coalesce((SELECT q.value FROM parameter q WHERE q.key = 'standards.inspection_days'"
    " AND q.valid_from <= {today} ORDER BY q.valid_from DESC, q.id DESC LIMIT 1), '183')::int"
)

SOURCES = {
    # Communities and other units are shown apart: the target speaks of villages.
    "places": (
        "SELECT code, CASE WHEN level = 5 THEN CASE kind WHEN 'village' THEN 'villages'"
        " ELSE 'communities' END WHEN level = 4 THEN 'townships' ELSE 'counties' END, '', 1"
        " FROM division WHERE valid_to IS NULL AND (level = 3 AND counts_as_county"
        " OR level = 4 AND kind IN ('subdistrict', 'town', 'township')"
        " OR level = 5 AND kind IN ('village', 'community'))"
    ),
    "covered": (
        "SELECT v.code, CASE v.kind WHEN 'village' THEN 'covered' ELSE 'communities_covered' END,"
        " '', 1 FROM home h JOIN division v ON v.code = h.division AND v.valid_to IS NULL"
        " AND v.kind IN ('village', 'community') WHERE h.kind = 'main' AND h.status = 'open'"
    ),
    "homes": (
        "SELECT h.division, 'homes_' || h.status, '', 1 FROM home h"
        " WHERE h.kind = 'main' AND h.status NOT IN ('none', 'closed')"
    ),
    "built": (
        "SELECT h.division, 'built', '', 1 FROM home h"
        f" WHERE h.kind = 'main' AND h.status IN {BUILT}"
    ),
    "satellites": (
        "SELECT h.division, 'satellites', '', 1 FROM home h"
        f" WHERE h.kind = 'satellite' AND h.status IN {BUILT}"
    ),
    # One row for each thing that the notice (3.3b-c, 5.4a) asks of an open home and it has not.
    "lacking": (
        "SELECT h.division, 'lacking', wanted, 1 FROM home h, unnest(ARRAY['FAC-VIDEO',"
        " 'FAC-READ', 'FAC-PLAY', 'FAC-OUT', 'DOC-WORK', 'DOC-EQUIP', 'DOC-SAFE']) AS wanted"
        f" WHERE h.kind = 'main' AND h.status IN {BUILT}"
        " AND NOT wanted = ANY(h.facilities || h.documents)"
    ),
    "overdue": (
        "SELECT h.division, 'overdue', '', 1 FROM home h WHERE h.kind = 'main'"
        " AND h.status IN ('open', 'idle') AND coalesce((SELECT max(i.inspected_on)"
        " FROM inspection i WHERE i.home_id = h.id),"
        " (h.created_at AT TIME ZONE 'Asia/Shanghai')::date)"
        f" < {{today}} - {_LOOKED_AT_DAYS}"
    ),
}
