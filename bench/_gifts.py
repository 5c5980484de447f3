"""Many gifts for `bench.giving`: one made by the product's commands, copied row by row.

The rows of a copy are inserted in bulk; what the ledger holds of it is posted by the database's own
posting function, from what `match.giving.books` says that its rows call for. So every live check
must find what it finds of gifts that people made.
"""

from collections.abc import Sequence

import asyncpg

from match.giving.bookkeeping import book_facts
from match.giving.books import Posting, expected_postings
from tests.giving import make
from tests.giving.reporting import told

BATCH = 500
# Table → how its rows hang on the first gift; of what a copy must not share, the new value.
_ROWS = {
    "need": ("id = $1", "'submission_key', NULL"),
    "need_line": ("need_id = $1", "'need_id', r.need_id + n"),
    "need_closure": (
        "line_id = (SELECT line_id FROM donation WHERE id = $2)",
        "'line_id', r.line_id + n, 'source_id', r.source_id + n",
    ),
    "pledge": (
        "id = (SELECT pledge_id FROM donation WHERE id = $2)",
        "'need_id', r.need_id + n, 'line_id', r.line_id + n, 'proposal_id', NULL,"
        " 'offer_id', NULL, 'number', r.number || '-' || n",
    ),
    "agreement": (
        "id = $2",
        "'need_id', r.need_id + n, 'line_id', r.line_id + n, 'proposal_id', NULL,"
        " 'offer_id', NULL, 'number', r.number || '-' || n",
    ),
    "donation": (
        "id = $2",
        "'need_id', r.need_id + n, 'line_id', r.line_id + n, 'offer_id', NULL,"
        " 'pledge_id', r.pledge_id + n, 'agreement_id', r.agreement_id + n,"
        " 'number', r.number || '-' || n, 'ack_code', r.ack_code || n,"
        " 'created_at', r.created_at - CASE WHEN n % 200 <> 0 THEN interval '1 year'"
        " ELSE interval '0' END",
    ),
    "parcel": ("donation_id = $2", "'donation_id', r.donation_id + n, 'code', r.code || n"),
    "donation_step": ("donation_id = $2", "'donation_id', r.donation_id + n"),
    "allocation_line": ("donation_id = $2", "'donation_id', r.donation_id + n"),
    "use_report": ("donation_id = $2", "'donation_id', r.donation_id + n"),
    "duty": ("donation_id = $2", "'donation_id', r.donation_id + n"),
}


async def gifts(owner: asyncpg.Connection, count: int) -> make.Deal:
    """*count* gifts, used and reported, of one giver to one home; the people around them."""
    deal = await make.allocated()
    await told(deal)
    copies = await _copies(owner, deal.agreement, count - 1)
    for start in range(0, len(copies), BATCH):
        await _post(owner, copies[start : start + BATCH])
    await owner.execute("ANALYZE")
    return deal


async def _copies(owner: asyncpg.Connection, first: int, count: int) -> list[int]:
    """Insert *count* copies of a gift; their ids. Steps of ids are wide enough for every table."""
    need = await owner.fetchval("SELECT need_id FROM donation WHERE id = $1", first)
    step = 100
    await owner.execute("SET session_replication_role = replica")
    for table, (which, changed) in _ROWS.items():
        await owner.execute(
            f"INSERT INTO {table} SELECT (jsonb_populate_record(r, jsonb_build_object("
            f"'id', r.id + n, {changed}))).* FROM {table} r,"
            " generate_series($3::bigint, $4::bigint, $3::bigint) n"
            f" WHERE {which} AND ($1::bigint, $2::bigint) IS NOT NULL",
            need,
            first,
            step,
            count * step,
        )
        await owner.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
        )
    await owner.execute("SET session_replication_role = origin")
    return [first + n * step for n in range(1, count + 1)]


async def _post(owner: asyncpg.Connection, donations: Sequence[int]) -> None:
    facts = await book_facts(donations)
    postings = [one for gift in donations for one in expected_postings(facts[gift])]
    wanted = list(dict.fromkeys(_account(line) for one in postings for line in one.lines))
    opened = await owner.fetch(
        "SELECT ledger_open(k, o, i, u, f) AS id FROM unnest($1::text[], $2::text[],"
        " $3::bigint[], $4::text[], $5::bigint[]) WITH ORDINALITY AS a (k, o, i, u, f, at)"
        " ORDER BY at",
        *(list(column) for column in zip(*wanted, strict=True)),
    )
    account = dict(zip(wanted, (row["id"] for row in opened), strict=True))
    await owner.executemany(
        "SELECT ledger_post($1, $2, 'donation', $3, NULL, '', $4, $5)",
        [_transaction(one, account) for one in postings],
    )


def _account(line):
    return (str(line.kind), line.owner[0], line.owner[1], line.unit, line.floor)


def _transaction(posting: Posting, account: dict) -> tuple:
    return (
        posting.key,
        posting.what,
        posting.subject[1],
        [account[_account(line)] for line in posting.lines],
        [line.amount for line in posting.lines],
    )
