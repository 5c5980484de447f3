"""
What a room wants in the books: pure, so that what was posted can be compared with it.

A posting has a key that follows from what happened (`match.ledger.keys`), so that what was expected
and what was posted are compared one by one, not by their sums.
"""

from collections.abc import Iterable
from typing import Self
from uuid import UUID

import msgspec

from match.ledger.keys import key_for
from match.ledger.kinds import MONEY, AccountKind
from match.ledger.queries import Entry, Transaction

Owner = tuple[str, int]
"""A kind of thing, and its id."""
Purse = tuple[AccountKind, Owner]
"""An account, whatever its unit."""
# Who may owe the world anything: outside parties; all the rest never falls below nothing.
UNBOUNDED = frozenset({AccountKind.giver, AccountKind.clearing, AccountKind.bank})
Amounts = tuple[tuple[str, str, int, str, int], ...]
"""Lines as (account kind, owner kind, owner id, unit, amount), in order."""


class BookLine(msgspec.Struct, frozen=True):
    """An account by kind, owner and unit, and what it gains or gives: fen, or whole units."""

    kind: AccountKind
    owner: Owner
    amount: int
    unit: str = MONEY

    @property
    def floor(self) -> int | None:
        """The lowest balance of such an account; None: outside parties have none."""
        return None if self.kind in UNBOUNDED else 0


class Posting(msgspec.Struct, frozen=True):
    """One transaction: what happened to which thing, by which row of it (or 0)."""

    what: str
    subject: Owner
    source: int
    lines: tuple[BookLine, ...]

    @property
    def key(self) -> UUID:
        """The same however often it is asked for."""
        return key_for(self.what, self.subject[1], self.source)

    @classmethod
    def between(
        cls,
        what: str,
        subject: Owner,
        source: int,
        origin: Purse,
        target: Purse,
        amount: int,
        unit: str = MONEY,
    ) -> Self:
        """*amount* from one account to another."""
        lines = (BookLine(*origin, -amount, unit), BookLine(*target, amount, unit))
        return cls(what, subject, source, lines)


class Entered(msgspec.Struct, frozen=True):
    """A posting as it is compared: what happened, and its lines in order."""

    what: str
    lines: Amounts


def expected_of(postings: Iterable[Posting]) -> dict[UUID, Entered]:
    """A room's pure postings by the keys under which its commands must have posted them."""
    return {posting.key: Entered(posting.what, amounts(posting.lines)) for posting in postings}


def entered(tx: Transaction) -> Entered:
    """A posted transaction as it is compared."""
    return Entered(tx.kind, amounts(tx.lines))


def amounts(lines: Iterable[BookLine | Entry]) -> Amounts:
    """Lines, wanted or posted, in the one order in which they are compared."""
    return tuple(sorted((str(x.kind), *x.owner, x.unit, x.amount) for x in lines))
