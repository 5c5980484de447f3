"""People: sessions, roles, and what may not be kept."""

CHECKS = {
    "no session outlives its account": (
        "SELECT s.account FROM session s JOIN account a ON a.id = s.account"
        " WHERE a.disabled_at IS NOT NULL OR a.erased_at IS NOT NULL"
    ),
    "an erased account keeps no name and no number": (
        "SELECT id FROM account WHERE erased_at IS NOT NULL AND (name <> '' OR phone IS NOT NULL)"
    ),
    "a director of a home has the role for it": (
        "SELECT h.id FROM home h WHERE h.director_id IS NOT NULL AND h.status = 'open'"
        " AND NOT EXISTS (SELECT FROM membership m WHERE m.account = h.director_id"
        " AND m.home = h.id AND m.ended_at IS NULL)"
    ),
    "no telephone number is in an audit line": (
        "SELECT id FROM audit WHERE changes::text ~ '(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)'"
        " OR reason ~ '(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)'"
    ),
    "no telephone number is in a fact": (
        "SELECT id FROM outbox WHERE payload::text ~ '(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)'"
    ),
}
