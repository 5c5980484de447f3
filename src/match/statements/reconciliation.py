"""What the ledger must hold of a thing, against what it holds: pure, and the same for each."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from match.ledger.keys import key_for
from match.ledger.postings import Entered, entered
from match.ledger.queries import Transaction
from match.statements.states import Fault


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


def matched(match: int, charity: int, fen: int, *, outgoing: bool) -> dict[UUID, Entered]:
    """What the match of a statement's row with a donation must have posted."""
    came = -fen if outgoing else fen
    owner = ("organisation", charity)
    lines = (("bank", *owner, "CNY", -came), ("clearing", *owner, "CNY", came))
    return {key_for("statement.matched", match): Entered("statement.matched", tuple(sorted(lines)))}


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
