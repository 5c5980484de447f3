"""
The ledger's hashes and seals again, in Python: what the database wrote is never asked to vouch for
itself. The SQL is in ``migrations/ledger_guards.py``; the two share a definition and no code.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from match.foundation.chain import START, link

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
Row = Mapping[str, Any]


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """One seal, as it stands in the table and, in hex, on its line of the file."""

    number: int
    first_tx: int
    last_tx: int
    transactions: int
    entries: int
    digest: bytes
    at: datetime
    prev: bytes
    hash: bytes = b""
    key: bytes = b""
    signature: bytes = b""


def account_link(account: Row) -> bytes:
    """Where an account's chain begins: what it is, whose, and how low it may go."""
    return link(
        "ledger.account",
        START,
        (
            account["id"],
            account["kind"],
            account["owner_kind"],
            account["owner_id"],
            account["unit"],
            account["floor"],
        ),
    )


def content_link(tx: Row, lines: Sequence[Row]) -> bytes:
    """What was done; a repeat of the same key must have it in common with the first."""
    accounts = ",".join([str(line["account_id"]) for line in lines])
    amounts = ",".join([str(line["amount"]) for line in lines])
    return link(
        "ledger.content",
        START,
        (
            tx["kind"],
            tx["subject_kind"],
            tx["subject_id"],
            tx["note"],
            tx["reverses"],
            f"{{{accounts}}}",
            f"{{{amounts}}}",
        ),
    )


def tx_link(tx: Row, content: bytes) -> bytes:
    """Who did it, when, under which number and key; *content* holds the rest."""
    return link(
        "ledger.tx",
        START,
        (tx["id"], tx["key"], tx["actor_id"], micros(tx["at"]), content.hex()),
    )


def entry_link(before: bytes, tx: bytes, entry: Row) -> bytes:
    """An account's next link: the transaction's hash, and what the entry did to the account."""
    return link(
        "ledger.entry",
        before,
        (
            tx.hex(),
            entry["line"],
            entry["account_id"],
            entry["amount"],
            entry["version"],
            entry["balance_after"],
        ),
    )


def seal_link(seal: Seal) -> bytes:
    """A seal's hash: the seal before, the range, how much is in it, and its digest."""
    return link(
        "ledger.seal",
        seal.prev,
        (
            seal.number,
            seal.first_tx,
            seal.last_tx,
            seal.transactions,
            seal.entries,
            seal.digest.hex(),
            micros(seal.at),
        ),
    )


class Digest:
    """What a seal holds of its range: every transaction's hash, and its entries', in order."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.transactions = 0
        self.entries = 0

    def add(self, tx: bytes, entries: Sequence[bytes]) -> None:
        """The next transaction."""
        self.transactions += 1
        self.entries += len(entries)
        self._hash.update(b"".join((b"T", tx, *entries)))

    @property
    def value(self) -> bytes:
        """32 bytes."""
        return self._hash.digest()


def micros(moment: datetime) -> int:
    """Microseconds since 1970, exact."""
    return (moment - _EPOCH) // _MICROSECOND
