"""
What must hold after a run, asked of the database and of the workers' logs. It shares no code with
the ledger: the SQL is written again here, and the hashes are left to `match check --seals`.
"""

from collections.abc import Iterator
from pathlib import Path

import asyncpg

from tests.bank.config import attempts, logs

INVARIANTS = {
    "I1 every transaction sums to zero": (
        "SELECT count(*) FROM (SELECT e.tx_id FROM ledger_entry e JOIN ledger_account a"
        " ON a.id = e.account_id GROUP BY e.tx_id, a.unit HAVING sum(amount) <> 0) AS x"
    ),
    "I2 no transaction is empty": (
        "SELECT count(*) FROM ledger_tx t"
        " WHERE (SELECT count(*) FROM ledger_entry e WHERE e.tx_id = t.id) < 2"
    ),
    "I3 a balance is the sum of its entries": (
        "SELECT count(*) FROM ledger_account a WHERE balance <>"
        " coalesce((SELECT sum(amount) FROM ledger_entry e WHERE e.account_id = a.id), 0)"
    ),
    "I4 all balances sum to zero": (
        "SELECT count(*) FROM (SELECT FROM ledger_account GROUP BY unit"
        " HAVING sum(balance) <> 0) AS x"
    ),
    "I5 nothing is or was below its floor": (
        "SELECT (SELECT count(*) FROM ledger_account WHERE balance < floor) + (SELECT count(*)"
        " FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id"
        " WHERE e.balance_after < a.floor)"
    ),
    "I6 versions are contiguous": (
        "SELECT count(*) FROM (SELECT account_id FROM ledger_entry GROUP BY account_id"
        " HAVING count(*) <> max(version) OR count(DISTINCT version) <> count(*)"
        " OR min(version) <> 1) AS x"
    ),
    "I7 balances run on": (
        "SELECT count(*) FROM (SELECT balance_after, sum(amount) OVER (PARTITION BY account_id"
        " ORDER BY version, id) AS ran, prev, lag(hash) OVER (PARTITION BY account_id"
        " ORDER BY version, id) AS hash FROM ledger_entry) AS x"
        " WHERE balance_after <> ran OR prev <> hash"
    ),
    "I8 heads are those of the last entries": (
        "SELECT count(*) FROM ledger_account a JOIN (SELECT account_id, max(version) AS version"
        " FROM ledger_entry GROUP BY 1) AS m ON m.account_id = a.id"
        " JOIN ledger_entry e ON e.account_id = a.id AND e.version = m.version"
        " WHERE a.version <> e.version OR a.head <> e.hash OR a.balance <> e.balance_after"
    ),
}
# Of the long form's millions of keys only so many are held in memory at a time.
SLICE = 500_000


async def judge(dsn: str, folder: Path) -> dict[str, int]:
    """Violations by rule; the rules that hold have none."""
    reader = await asyncpg.connect(dsn)
    try:
        found = {name: await reader.fetchval(sql) for name, sql in INVARIANTS.items()}
        total = await reader.fetchval("SELECT count(*) FROM ledger_tx")
        slices = 1 + total // SLICE
        for part in range(slices):
            for name, count in (await _clients(reader, folder, part, slices)).items():
                found[name] = found.get(name, 0) + count
    finally:
        await reader.close()
    return found


async def _clients(reader, folder: Path, part: int, slices: int) -> dict[str, int]:
    """C1 to C5, for one slice of the keys."""
    meant: dict[str, tuple[tuple[int, int], ...]] = {}
    acknowledged: dict[str, int] = {}
    refused: set[str] = set()
    accepted = confused = 0
    for each in _told(folder, part, slices):
        match each.what:
            case "I":
                meant[each.key] = tuple(sorted(each.lines))
            case "A":
                confused += acknowledged.setdefault(each.key, each.tx) != each.tx
            case "R":
                refused.add(each.key)
            case "X":
                accepted += 1
            case "W":
                confused += 1
    there: dict[str, int] = {}
    twice = strange = 0
    async with reader.transaction():
        async for row in reader.cursor(
            "SELECT t.id, replace(t.key::text, '-', '') AS key, e.lines FROM ledger_tx t,"
            " LATERAL (SELECT array_agg(ARRAY[account_id, amount] ORDER BY account_id, amount)"
            " AS lines FROM ledger_entry WHERE tx_id = t.id) AS e"
            " WHERE ('x' || left(t.key::text, 7))::bit(28)::int % $1 = $2",
            slices,
            part,
            prefetch=2000,
        ):
            twice += row["key"] in there
            there[row["key"]] = row["id"]
            lines = tuple((account, amount) for account, amount in row["lines"] or ())
            strange += meant.get(row["key"]) != lines
    return {
        "C1 what was acknowledged is there": sum(
            there.get(key) != tx for key, tx in acknowledged.items()
        ),
        "C2 a key is there once": twice + confused,
        "C3 what is there was meant, and is what was meant": strange,
        "C4 what was refused is not there": len(refused & there.keys()),
        "C5 a key is not taken again for other amounts": accepted,
    }


def _told(folder: Path, part: int, slices: int) -> Iterator:
    for path in logs(folder):
        for each in attempts(path):
            if int(each.key[:7], 16) % slices == part:
                yield each
