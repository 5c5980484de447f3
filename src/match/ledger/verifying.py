"""
Everything again from scratch: every hash, chain, balance, floor and seal, in one snapshot.

Two passes, both streamed: transactions in order with their lines (their hashes, their sums, and
the seals over them), then entries account by account (the chains and the balances). What is held
in memory is one batch of rows, whatever the size of the ledger.
"""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import msgspec

from match.foundation.db import batches, snapshot
from match.foundation.settings import Settings
from match.ledger.seals_again import SealsAgain
from match.ledger.twin import account_link, content_link, entry_link, tx_link

_TRANSACTIONS = "SELECT * FROM ledger_tx ORDER BY id"
_LINES = """
SELECT e.tx_id, e.line, e.account_id, e.amount, e.hash, a.unit
  FROM ledger_entry e LEFT JOIN ledger_account a ON a.id = e.account_id ORDER BY e.tx_id, e.line
"""
_ACCOUNTS = "SELECT * FROM ledger_account ORDER BY id"
_ENTRIES = """
SELECT e.account_id, e.version, e.line, e.amount, e.balance_after, e.prev, e.hash,
       t.hash AS tx_hash
  FROM ledger_entry e LEFT JOIN ledger_tx t ON t.id = e.tx_id
 ORDER BY e.account_id, e.version
"""
SHOWN_MOST = 20


class Findings:
    """What is wrong, counted; the first few in words."""

    def __init__(self) -> None:
        self.count = 0
        self.words: list[str] = []

    def add(self, words: str) -> None:
        """One more thing that is not as it was posted."""
        self.count += 1
        if len(self.words) < SHOWN_MOST:
            self.words.append(words)


class Verified(msgspec.Struct, frozen=True):
    """What was looked at, and what was wrong with it."""

    transactions: int
    entries: int
    accounts: int
    seals: int
    sealed_to: int
    signed_to: int
    unsealed: int
    wrong: int
    words: tuple[str, ...]


async def verify(settings: Settings) -> Verified:
    """Read the whole ledger and the file of seals. Changes nothing; not inside a transaction."""
    findings = Findings()
    async with snapshot() as reading:
        seals = SealsAgain(findings, settings)
        transactions = await _transactions(reading, seals, findings)
        accounts, entries = await _accounts(reading, findings)
    return Verified(
        transactions=transactions,
        entries=entries,
        accounts=accounts,
        seals=seals.count,
        sealed_to=seals.sealed_to,
        signed_to=seals.signed_to,
        unsealed=seals.unsealed,
        wrong=findings.count,
        words=tuple(findings.words),
    )


async def _transactions(reading: Any, seals: SealsAgain, findings: Findings) -> int:
    """The first pass; how many transactions there are."""
    await seals.begin(reading)
    seen = 0
    lines = _Groups(batches(reading, _LINES), "tx_id")
    async for batch in batches(reading, _TRANSACTIONS):
        for tx in batch:
            seen += 1
            number = tx["id"]
            for stray in await lines.skip_to(number):
                findings.add(f"lines of transaction {stray}, which is not there")
            mine = await lines.of(number)
            _look_at(tx, mine, findings)
            await seals.pass_by(number, tx["hash"], [line["hash"] for line in mine])
    for stray in await lines.skip_to(None):
        findings.add(f"lines of transaction {stray}, which is not there")
    await seals.end()
    return seen


def _look_at(tx: Any, lines: Sequence[Any], findings: Findings) -> None:
    number = tx["id"]
    content = content_link(tx, lines)
    if (content, tx_link(tx, content)) != (tx["content"], tx["hash"]):
        findings.add(f"transaction {number} is not what was posted")
    if [line["line"] for line in lines] != list(range(1, tx["lines"] + 1)) or len(lines) < 2:
        findings.add(f"transaction {number} lacks lines, or has too many")
    sums: dict[str, int] = {}
    for line in lines:
        sums[line["unit"]] = sums.get(line["unit"], 0) + line["amount"]
    if any(sums.values()):
        findings.add(f"transaction {number} does not sum to zero")


async def _accounts(reading: Any, findings: Findings) -> tuple[int, int]:
    """The second pass; how many accounts and entries there are."""
    accounts = entries = 0
    groups = _Groups(batches(reading, _ENTRIES), "account_id")
    async for batch in batches(reading, _ACCOUNTS):
        for account in batch:
            accounts += 1
            for stray in await groups.skip_to(account["id"]):
                findings.add(f"entries of account {stray}, which is not there")
            walk = _Walk(account)
            while mine := await groups.part(account["id"]):
                entries += len(mine)
                walk.on(mine)
            for words in walk.end():
                findings.add(words)
    for stray in await groups.skip_to(None):
        findings.add(f"entries of account {stray}, which is not there")
    return accounts, entries


class _Walk:
    """One account from its opening to its newest entry."""

    def __init__(self, account: Any) -> None:
        self._account = account
        self._head = account_link(account)
        self._balance = self._version = 0
        self._broken = ""

    def on(self, entries: Sequence[Any]) -> None:
        """Its next entries. After the first fault nothing further can be told of this account."""
        if self._broken:
            return
        floor = self._account["floor"]
        head, balance, version = self._head, self._balance, self._version
        for entry in entries:
            balance += entry["amount"]
            version += 1
            if entry["version"] != version or entry["prev"] != head:
                self._broken = f"broken at version {version}"
            elif entry["balance_after"] != balance or (floor is not None and balance < floor):
                self._broken = f"wrong balance at version {version}"
            elif entry["tx_hash"] is None or entry["hash"] != entry_link(
                head, entry["tx_hash"], entry
            ):
                self._broken = f"altered at version {version}"
            if self._broken:
                return
            head = entry["hash"]
        self._head, self._balance, self._version = head, balance, version

    def end(self) -> list[str]:
        """What is wrong with it."""
        account = self._account
        told = (account["balance"], account["version"], account["head"])
        if not self._broken and told != (self._balance, self._version, self._head):
            self._broken = "not where its entries lead"
        return [f"account {account['id']}: {self._broken}"] if self._broken else []


class _Groups:
    """Rows that come in the order of one column, given out by its values."""

    def __init__(self, source: AsyncIterator[list[Any]], column: str) -> None:
        self._source = source
        self._column = column
        self._rows: list[Any] = []
        self._at = 0

    async def _more(self) -> bool:
        if self._at < len(self._rows):
            return True
        self._rows = await anext(self._source, [])
        self._at = 0
        return bool(self._rows)

    async def part(self, number: int) -> list[Any]:
        """Some of the next rows with this value: as many as are at hand, none at the end."""
        if not await self._more():
            return []
        rows, column, begin = self._rows, self._column, self._at
        while self._at < len(rows) and rows[self._at][column] == number:
            self._at += 1
        return rows[begin : self._at]

    async def of(self, number: int) -> list[Any]:
        """All rows with this value; for groups that are small."""
        found = await self.part(number)
        while self._at == len(self._rows) and (more := await self.part(number)):
            found += more
        return found

    async def skip_to(self, number: int | None) -> list[int]:
        """The values before *number* (None: all that are left) that nobody asked for."""
        strays: list[int] = []
        while await self._more():
            row = self._rows[self._at]
            if number is not None and row[self._column] >= number:
                break
            if not strays or strays[-1] != row[self._column]:
                strays.append(row[self._column])
            self._at += 1
        return strays
