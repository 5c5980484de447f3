"""
The ledger's invariants, in SQL: money and goods are never made, lost or moved twice.

What SQL cannot tell (whether rows were edited and made to agree again) is for
``match check --seals``, which computes every hash anew.
"""

CHECKS = {
    "every ledger transaction sums to zero in each unit": (
        "SELECT e.tx_id, a.unit FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id"
        " GROUP BY e.tx_id, a.unit HAVING sum(e.amount) <> 0"
    ),
    "every ledger transaction has all its lines": (
        "SELECT t.id FROM ledger_tx t LEFT JOIN ledger_entry e ON e.tx_id = t.id"
        " GROUP BY t.id HAVING count(e.id) <> t.lines OR count(e.id) < 2"
    ),
    "every ledger balance is the sum of its entries": (
        "SELECT a.id FROM ledger_account a LEFT JOIN ledger_entry e ON e.account_id = a.id"
        " GROUP BY a.id HAVING a.balance <> coalesce(sum(e.amount), 0)"
    ),
    "all ledger balances of a unit sum to zero": (
        "SELECT unit, sum(balance) FROM ledger_account GROUP BY unit HAVING sum(balance) <> 0"
    ),
    "no ledger balance was ever below its floor": (
        "SELECT a.id FROM ledger_account a WHERE a.balance < a.floor UNION ALL"
        " SELECT e.id FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id"
        " WHERE e.balance_after < a.floor"
    ),
    "ledger entries follow one another without a gap": (
        "SELECT id FROM (SELECT id, version, prev, balance_after - amount AS before,"
        "  lag(version, 1, 0::bigint) OVER w AS last, lag(hash) OVER w AS hash,"
        "  lag(balance_after, 1, 0::bigint) OVER w AS balance FROM ledger_entry"
        "  WINDOW w AS (PARTITION BY account_id ORDER BY version)) AS e"
        " WHERE version <> last + 1 OR before <> balance OR prev <> hash"
    ),
    "every ledger account stands at its newest entry": (
        "SELECT a.id FROM ledger_account a LEFT JOIN LATERAL (SELECT version, balance_after, hash"
        " FROM ledger_entry WHERE account_id = a.id ORDER BY version DESC LIMIT 1) AS e ON true"
        " WHERE (a.version, a.balance) IS DISTINCT FROM"
        " (coalesce(e.version, 0), coalesce(e.balance_after, 0)) OR a.head <> e.hash"
    ),
    "a ledger reversal is the opposite of what it reverses, once": (
        "SELECT r.id FROM ledger_tx r JOIN ledger_tx t ON t.id = r.reverses"
        " WHERE t.reverses IS NOT NULL OR EXISTS (SELECT FROM ledger_entry WHERE tx_id IN (r.id,"
        " t.id) GROUP BY account_id HAVING sum(amount) <> 0)"
    ),
    "no ledger key was used twice": ("SELECT key FROM ledger_tx GROUP BY key HAVING count(*) > 1"),
    "what was posted is sealed within a day": (
        "SELECT min(id) FROM ledger_tx WHERE at < now() - interval '1 day'"
        " AND id > (SELECT coalesce(max(last_tx), 0) FROM ledger_seal) HAVING count(*) > 0"
    ),
    "the application may only read the ledger and call its door": (
        "SELECT wanted FROM unnest(ARRAY['ledger_account', 'ledger_tx', 'ledger_entry']) AS wanted"
        " WHERE has_table_privilege('match_app', wanted,"
        " 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') UNION ALL"
        " SELECT wanted FROM unnest(ARRAY['ledger_seal', 'ledger_halt']) AS wanted"
        " WHERE has_table_privilege('match_app', wanted, 'UPDATE, DELETE, TRUNCATE')"
    ),
    "the ledger's guards are on": (
        "SELECT wanted FROM unnest(ARRAY['ledger_account', 'ledger_tx', 'ledger_entry',"
        " 'ledger_seal', 'ledger_halt']) AS wanted WHERE (SELECT count(*) FROM pg_trigger"
        " WHERE tgrelid = wanted::regclass AND tgenabled IN ('O', 'A') AND tgname"
        " IN ('append_only', 'append_only_all', 'ledger_account_follows', 'ledger_tx_whole',"
        " 'ledger_entry_whole')) <> CASE WHEN wanted IN ('ledger_seal', 'ledger_halt') THEN 2"
        " ELSE 3 END"
    ),
    "posting to the ledger is not stopped": (
        "SELECT id, reason FROM (SELECT * FROM ledger_halt ORDER BY id DESC LIMIT 1) AS newest"
        " WHERE halted"
    ),
}
STOPPING = frozenset(CHECKS) - {
    "what was posted is sealed within a day",
    "posting to the ledger is not stopped",
}
"""The checks whose failure stops posting: the ledger does not go on from numbers in doubt."""
