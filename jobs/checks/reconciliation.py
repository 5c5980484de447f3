"""Money between the sources: ledger and donations, statements and clearing, cases and reversals."""

from typing import Any

from match.foundation.db import rows
from match.statements.queries.books import all_differences

_NOT_OPENED = """
SELECT (payload->>'donation_id')::bigint AS id FROM outbox
 WHERE topic = 'donation.carried_over' AND done_at IS NULL AND dead_at IS NULL
"""


async def differing() -> list[dict[str, Any]]:
    """
    Donations whose books are not what their state says; read in batches, never all at once. Those
    that an upgrade carried over are passed by until the worker has opened their books.
    """
    waiting = {row["id"] for row in await rows(_NOT_OPENED)}
    return [
        {"subject": one.subject, "fault": one.fault.value, "what": one.posting.what}
        async for batch in all_differences()
        for one in batch
        if one.subject[1] not in waiting
    ]


CHECKS = {
    "the ledger holds what every donation's state calls for": differing,
    "nothing is posted about what is not there": (
        "SELECT t.id, t.subject_kind FROM ledger_tx t WHERE t.subject_kind = 'donation'"
        " AND NOT EXISTS (SELECT FROM donation d WHERE d.id = t.subject_id)"
    ),
    "clearing is what its donations have on it": (
        "SELECT a.id FROM ledger_account a LEFT JOIN clearing_mark m ON m.account_id = a.id"
        " WHERE a.kind = 'clearing' AND coalesce(m.version, 0) = a.version AND a.balance <>"
        " coalesce((SELECT sum(c.open_fen) FROM clearing c WHERE c.charity_id = a.owner_id), 0)"
    ),
    "what is posted to clearing is looked at within the hour": (
        "SELECT a.id FROM ledger_account a JOIN clearing_mark m ON m.account_id = a.id"
        " JOIN ledger_entry e ON e.account_id = a.id AND e.version = m.version + 1"
        " JOIN ledger_tx t ON t.id = e.tx_id"
        " WHERE a.kind = 'clearing' AND t.at < now() - interval '1 hour'"
    ),
    "the bank is what the matched rows say": (
        "SELECT a.id FROM ledger_account a WHERE a.kind = 'bank' AND a.balance <> -coalesce("
        "(SELECT sum(CASE WHEN r.outgoing THEN -m.amount_fen ELSE m.amount_fen END)"
        " FROM row_match m JOIN statement_row r ON r.id = m.row_id"
        " WHERE r.charity_id = a.owner_id AND m.undone_at IS NULL), 0)"
    ),
    "a matched row is matched whole, any other not at all": (
        "SELECT r.id FROM statement_row r WHERE coalesce((SELECT sum(m.amount_fen)"
        " FROM row_match m WHERE m.row_id = r.id AND m.undone_at IS NULL), 0)"
        " <> CASE WHEN r.status = 'matched' THEN r.amount_fen ELSE 0 END"
    ),
    "what did not clear in time is a case": (
        "SELECT 'row' AS what, id FROM statement_row"
        " WHERE next_check_at < now() - interval '1 day' UNION ALL"
        " SELECT 'donation', donation_id FROM clearing"
        " WHERE next_check_at < now() - interval '1 day' UNION ALL"
        " SELECT 'row', r.id FROM statement_row r WHERE r.status = 'waiting'"
        " AND r.next_check_at IS NULL AND NOT EXISTS (SELECT FROM clearing_case c"
        "  WHERE c.row_id = r.id AND c.status <> 'closed')"
    ),
}
