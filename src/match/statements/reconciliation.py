"""
What the ledger must hold of a thing, against what it holds: pure, and the same for every thing.

Each posting has a key that follows from what happened (`match.ledger.keys`), so that what was
expected and what was posted are compared one by one, not by their sums.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from match.giving.books import Posting
from match.ledger.keys import key_for
from match.ledger.queries import Transaction
from match.statements.states import Fault

Amounts = tuple[tuple[str, str, int, str, int], ...]
"""Lines as (account kind, owner kind, owner id, unit, amount), in order."""


class Entered(msgspec.Struct, frozen=True):
    """A posting as it is compared: what happened, and its lines in order."""

    what: str
    lines: Amounts


class Difference(msgspec.Struct, frozen=True):
    """One posting that is missing, or one too many."""

    subject: tuple[str, int]
    division: str
    fault: Fault
    posting: Entered


class Books(msgspec.Struct, frozen=True):
    """One thing of a room: where it lies, and every posting its state calls for, by key."""

    subject: tuple[str, int]
    division: str
    expected: Mapping[UUID, Entered]


def expected_of(postings: Iterable[Posting]) -> dict[UUID, Entered]:
    """A room's pure postings by the keys under which its commands must have posted them."""
    return {
        key_for(posting.what, posting.donation, posting.source): Entered(
            posting.what,
            _ordered((x.kind.value, *x.owner, x.unit, x.amount) for x in posting.lines),
        )
        for posting in postings
    }


def matched(match: int, charity: int, fen: int, *, outgoing: bool) -> dict[UUID, Entered]:
    """What the match of a statement's row with a donation must have posted."""
    came = -fen if outgoing else fen
    owner = ("organisation", charity)
    lines = (("bank", *owner, "CNY", -came), ("clearing", *owner, "CNY", came))
    return {key_for("statement.matched", match): Entered("statement.matched", _ordered(lines))}


def differences(books: Books, posted: Iterable[Transaction]) -> list[Difference]:
    """
    Where *posted*, all transactions about the thing, is not what *books* calls for.

    A reversed transaction counts as not posted, and its reversal as nothing.
    """
    standing = {
        tx.key: entered(tx) for tx in posted if tx.reverses is None and tx.reversed_by is None
    }
    found = [
        (Fault.missing, wanted)
        for key, wanted in books.expected.items()
        if standing.get(key) != wanted
    ]
    found += [
        (Fault.superfluous, held)
        for key, held in standing.items()
        if books.expected.get(key) != held
    ]
    return [Difference(books.subject, books.division, fault, what) for fault, what in found]


def entered(tx: Transaction) -> Entered:
    """A posted transaction as it is compared."""
    return Entered(tx.kind, _ordered((x.kind, *x.owner, x.unit, x.amount) for x in tx.lines))


def _ordered(lines: Iterable[tuple[str, str, int, str, int]]) -> Amounts:
    return tuple(sorted(lines))
