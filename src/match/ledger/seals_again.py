"""Seals met while all transactions pass by: each range's digest, the chain, the file, the keys."""

from collections.abc import Iterator
from typing import Any, Protocol

from match.foundation.chain import START
from match.foundation.db import batches
from match.foundation.settings import Settings
from match.foundation.signing import signer, verified
from match.ledger import seal_file
from match.ledger.seal_file import SealTrouble
from match.ledger.sealing import PURPOSE, of_row
from match.ledger.twin import Digest, Seal, seal_link

_SEALS = "SELECT * FROM ledger_seal ORDER BY number"


class _Finds(Protocol):
    def add(self, words: str) -> None: ...


class SealsAgain:
    """
    Call `begin`, `pass_by` for every transaction in order, and `end`. The chain means that a seal
    vouches for all before it: whoever signed the newest signed one must be believed, nobody else.
    """

    def __init__(self, findings: _Finds, settings: Settings) -> None:
        self.count = self.sealed_to = self.signed_to = self.unsealed = 0
        self._findings = findings
        self._settings = settings
        self._written: Iterator[Seal] = iter(())
        self._open: Seal | None = None
        self._digest = Digest()
        self._before: Seal | None = None
        self._signed: Seal | None = None

    async def begin(self, reading: Any) -> None:
        """Take up the first seal."""
        self._rows = batches(reading, _SEALS)
        self._batch: list[Any] = []
        self._written = self._lines()
        await self._next()

    async def pass_by(self, number: int, tx: bytes, entries: list[bytes]) -> None:
        """The next transaction."""
        while self._open is not None and number > self._open.last_tx:
            await self._close()
        if self._open is None:
            self.unsealed += 1
        else:
            self._digest.add(tx, entries)

    async def end(self) -> None:
        """No more transactions: what seals and file still hold, and who signed."""
        while self._open is not None:
            await self._close()
        for left in self._written:
            self._findings.add(
                f"seal {left.number} of the file, up to transaction {left.last_tx}, is not in the"
                " database"
            )
        self._look_at_signature()

    async def _next(self) -> None:
        self._digest = Digest()
        if not self._batch:
            self._batch = (await anext(self._rows, []))[::-1]
        self._open = of_row(self._batch.pop()) if self._batch else None

    async def _close(self) -> None:
        """All of the open seal's range has passed by."""
        seal, before = self._open, self._before
        assert seal is not None
        wrong = self._findings.add
        found = (self._digest.transactions, self._digest.entries, self._digest.value)
        if found != (seal.transactions, seal.entries, seal.digest):
            wrong(
                f"seal {seal.number}: transactions {seal.first_tx} to {seal.last_tx} are not those"
                f" that were sealed ({seal.transactions} then, {found[0]} now)"
            )
        if (
            seal_link(seal) != seal.hash
            or seal.number != (before.number + 1 if before else 1)
            or seal.first_tx != (before.last_tx + 1 if before else 1)
            or seal.prev != (before.hash if before else START)
        ):
            wrong(f"seal {seal.number} does not follow from the one before")
        written = next(self._written, None)
        if written != seal:
            wrong(
                f"seal {seal.number} is not in the file"
                if written is None
                else f"seal {seal.number} is another one in the file"
            )
        if seal.signature:
            if not verified(seal.key, PURPOSE, seal.hash, seal.signature):
                wrong(f"seal {seal.number} has a signature that is none")
            self._signed = seal
            self.signed_to = seal.last_tx
        self.count += 1
        self.sealed_to = seal.last_tx
        self._before = seal
        await self._next()

    def _lines(self) -> Iterator[Seal]:
        try:
            yield from seal_file.read(self._settings.seals)
        except SealTrouble as trouble:
            self._findings.add(str(trouble))

    def _look_at_signature(self) -> None:
        believed = {bytes.fromhex(key) for key in self._settings.seal_public_keys}
        if self._signed is None:
            if believed and self.count:
                self._findings.add("no seal is signed: `match seal` with the private key at hand")
            return
        if not believed:
            hand = signer(self._settings.seal_key, PURPOSE)
            believed = {hand.public} if hand else set[bytes]()
        if believed and self._signed.key not in believed:
            self._findings.add(
                f"seal {self._signed.number} is signed by {self._signed.key.hex()}, which is not"
                " a key that is believed here"
            )
