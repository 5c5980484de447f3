"""What is owed after a gift, and who is out of search for it. Facts need a moment to be heard."""

# The outbox is heard within seconds; a quarter of an hour later something is wrong.
_HEARD = "now() - interval '15 minutes'"

CHECKS = {
    "nobody is out of search without owing a report": (
        "SELECT 'home' AS whose, h.id FROM home h"  # noqa: S608 # our own words
        f" WHERE h.withheld_at < {_HEARD} AND NOT EXISTS"
        " (SELECT FROM duty y WHERE y.home_id = h.id AND y.status = 'hidden')"
        f" UNION ALL SELECT 'organisation', o.id FROM organisation o WHERE o.withheld_at < {_HEARD}"
        " AND NOT EXISTS"
        " (SELECT FROM duty y WHERE y.organisation_id = o.id AND y.status = 'hidden')"
    ),
    "who owes a report for too long is out of search": (
        "SELECT y.id FROM duty y LEFT JOIN home h ON h.id = y.home_id"  # noqa: S608 # our own words
        " LEFT JOIN organisation o ON o.id = y.organisation_id"
        f" WHERE y.status = 'hidden' AND y.changed_at < {_HEARD}"
        " AND coalesce(h.withheld_at, o.withheld_at) IS NULL"
    ),
    "what accepted reports say was used is what the donation says": (
        "SELECT d.id FROM donation d WHERE (d.used_units, d.used_fen) <>"
        " (SELECT coalesce(sum(r.units), 0), coalesce(sum(r.fen), 0) FROM use_report r"
        "   WHERE r.donation_id = d.id AND r.status = 'accepted')"
    ),
    "a replaced report has one that replaces it, and no other has": (
        "SELECT r.id FROM use_report r WHERE (r.status = 'replaced')"
        " <> EXISTS (SELECT FROM use_report n WHERE n.replaces = r.id)"
    ),
    "nobody looked at their own report": (
        "SELECT id FROM use_report WHERE decided_by IS NOT NULL AND decided_by = by"
    ),
}
