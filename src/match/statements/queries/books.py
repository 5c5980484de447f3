"""Donations as their own rows tell them, batch by batch: what the books are compared with."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence

from match.foundation.db import rows
from match.giving.bookkeeping import book_facts
from match.giving.books import expected_postings
from match.ledger.postings import expected_of
from match.ledger.queries import Transaction, transactions_for
from match.statements.reconciliation import Books, Difference, differences, matched

BATCH = 500
_MATCHES = """
SELECT m.id, m.donation_id, m.amount_fen, r.charity_id, r.outgoing
  FROM row_match m JOIN statement_row r ON r.id = m.row_id
 WHERE m.donation_id = ANY ($1::bigint[]) AND m.undone_at IS NULL ORDER BY m.id
"""


async def donation_books(after: int = 0, limit: int = BATCH) -> list[Books]:
    """The next donations after an id, with every posting their rows call for."""
    found = await rows("SELECT id FROM donation WHERE id > $1 ORDER BY id LIMIT $2", after, limit)
    return await books_of([row["id"] for row in found])


async def books_of(donations: Sequence[int]) -> list[Books]:
    """What these donations' own rows, and the rows of statements, call for; in order of ids."""
    facts = await book_facts(donations)
    places = await rows(
        "SELECT id, division FROM donation WHERE id = ANY ($1::bigint[])", donations
    )
    divisions = {row["id"]: row["division"] for row in places}
    expected = {gift: expected_of(expected_postings(held)) for gift, held in facts.items()}
    for one in await rows(_MATCHES, donations):
        expected[one["donation_id"]] |= matched(
            one["id"], one["charity_id"], one["amount_fen"], outgoing=one["outgoing"]
        )
    return [Books(("donation", gift), divisions[gift], expected[gift]) for gift in sorted(expected)]


async def all_differences() -> AsyncIterator[list[Difference]]:
    """
    Batch by batch, where the ledger is not what the donations' states say. Reads only; what seems
    to differ is looked at twice, since a donation may move between two reads.
    """
    after = 0
    while batch := await donation_books(after):
        seeming = sorted({one.subject[1] for one in await differences_of(batch)})
        yield await differences_of(await books_of(seeming))
        after = batch[-1].subject[1]


async def differences_of(batch: Sequence[Books]) -> list[Difference]:
    """Where the ledger is not what these books call for."""
    by_subject: defaultdict[tuple[str, int], list[Transaction]] = defaultdict(list)
    for tx in await transactions_for([books.subject for books in batch]):
        by_subject[tx.subject].append(tx)
    return [one for books in batch for one in differences(books, by_subject[books.subject])]
