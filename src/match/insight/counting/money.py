"""Building grants, allowances and titles (notice 3.1d-e, 5.2; domain.md §1.8). Fen, as kept."""


def _parameter(key: str, shipped: int) -> str:
    """A parameter as of the day of counting, in yuan, as this installation has it."""
    return (
        f"coalesce((SELECT q.value FROM parameter q WHERE q.key = '{key}'"
        " AND q.valid_from <= {today} ORDER BY q.valid_from DESC, q.id DESC LIMIT 1),"
        f" '{shipped}')::bigint * 100"
    )


_YEAR = "date_trunc('year', {today}::timestamp)::date"
_MONTH = "date_trunc('month', {today}::timestamp)::date"
# Whole months in office this year, before the month that still runs.
_MONTHS = (
    "greatest(0, extract(month FROM {today})::int"
    f" - extract(month FROM greatest(p.starts_on, {_YEAR}))::int)"
)

SOURCES = {
    "grant_due": (
        f"SELECT h.division, 'grant_due_fen', '', {_parameter('home.build_subsidy_total', 30000)}"
        " FROM home h WHERE h.kind = 'main' AND h.status NOT IN ('none', 'closed')"
        f" AND (h.created_at AT TIME ZONE 'Asia/Shanghai')::date >= {_YEAR}"
    ),
    "grants": (
        "SELECT g.division, 'grant_fen', '', g.total_fen FROM build_grant g"
        " JOIN home h ON h.id = g.home_id AND h.kind = 'main' AND h.status NOT IN"
        " ('none', 'closed') WHERE g.status IN ('approved', 'allotted', 'paid', 'closed')"
        f" AND (h.created_at AT TIME ZONE 'Asia/Shanghai')::date >= {_YEAR}"
    ),
    "allowance_due": (
        "SELECT p.division, 'allowance_due_fen', '',"
        f" {_parameter('director.allowance_month', 200)} * {_MONTHS} FROM post p"
        " WHERE p.office = 'director' AND p.status = 'active' AND NOT p.deputy"
        f" AND p.starts_on < {_MONTH}"
    ),
    "allowances": (
        "SELECT p.division, 'allowance_fen', '', l.amount_fen FROM allowance_line l"
        " JOIN allowance_sheet s ON s.id = l.sheet_id AND s.status = 'paid'"
        " JOIN post p ON p.home_id = l.home_id AND p.account_id = l.account_id"
        " AND p.office = 'director' AND p.status = 'active' AND NOT p.deputy"
        f" WHERE l.month >= {_YEAR} AND l.month < {_MONTH}"
    ),
    "titled": (
        "SELECT DISTINCT ON (h.id) h.division, 'titled', '', 1 FROM demo_title t"
        " JOIN home h ON h.id = t.home_id AND h.kind = 'main'"
        " AND h.status IN ('open', 'idle', 'suspended') WHERE t.status = 'named'"
    ),
}
