"""
Sealing: what is posted up to a number is put under one hash, signed, and written off the database.

A seal must cover every number up to its last, for good. Numbers are given out in order but commit
in any order, so sealing first waits until nothing older can commit any more: a transaction is
given its number by PostgreSQL before it takes one of ours (`ledger_post` sees to that), so once
all that began before we looked have ended, what is there up to our last number is all.
"""

import asyncio
import time
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.chain import START
from match.foundation.db import batches, one, rows, snapshot, value
from match.foundation.settings import Settings
from match.foundation.signing import Signer, create, signer
from match.ledger import seal_file
from match.ledger.commands.sealing import keep_seal
from match.ledger.seal_file import SealTrouble
from match.ledger.twin import Digest, Seal, seal_link

PURPOSE = "xiangtonghui ledger seal"
WAIT_SECONDS = 120.0

_RANGE = """
SELECT t.hash, array_agg(e.hash ORDER BY e.line) AS entries
  FROM ledger_tx t JOIN ledger_entry e ON e.tx_id = t.id
 WHERE t.id > $1 AND t.id <= $2 GROUP BY t.id ORDER BY t.id
"""


async def seal(
    actor: Actor, settings: Settings, *, wait_seconds: float = WAIT_SECONDS
) -> Seal | None:
    """
    Seal what was posted since the last seal; None where there is nothing new to say.

    Without the private key at hand the seal is unsigned, and the next signed one covers it. Raises
    SealTrouble where the file contradicts the database or cannot be written, and where a
    transaction stays open for longer than *wait_seconds*; KeyTrouble for a key that is no key.
    """
    await export(settings)
    last = await newest()
    hand = _hand(settings, first=last is None)
    until = await _settled(wait_seconds)
    begins = last.last_tx if last else 0
    # A seal of nothing is worth making where it signs what was not, or by another key.
    signs = hand is not None and last is not None and last.key != hand.public
    if until <= begins and not signs:
        return None
    made = await _sealed(last, begins, max(until, begins), hand)
    await keep_seal(actor, made)
    await export(settings)
    return made


def key_at_hand(settings: Settings) -> Signer | None:
    """The private key, if it is here."""
    return signer(settings.seal_key, PURPOSE)


def _hand(settings: Settings, *, first: bool) -> Signer | None:
    """
    The private key. One is made for the very first seal, where no place for it was named; a named
    place that is empty is a medium that is not plugged in, and a key that is gone is not replaced
    by itself.
    """
    if first and settings.seal_key_file is None and not settings.seal_key.exists():
        create(settings.seal_key)
    return key_at_hand(settings)


async def newest() -> Seal | None:
    """The newest seal of the database."""
    row = await one("SELECT * FROM ledger_seal ORDER BY number DESC LIMIT 1")
    return of_row(row) if row else None


def of_row(row: Any) -> Seal:
    """A row of ledger_seal."""
    return Seal(**{name: row[name] for name in Seal.__struct_fields__})


async def export(settings: Settings) -> int:
    """
    Add to the file what it lacks; how many. What was written once is never changed: raises
    SealTrouble where the file's newest seal is not the database's of that number.
    """
    end: Seal | None = None
    for each in seal_file.read(settings.seals):
        end = each
    if end is not None:
        row = await one("SELECT * FROM ledger_seal WHERE number = $1", end.number)
        if row is None or of_row(row) != end:
            raise SealTrouble(
                f"Seal {end.number} in {settings.seals / seal_file.NAME} is not the database's: "
                "`match check --seals` tells more. After restoring an older backup, see "
                "docs/ledger.md."
            )
    missing = await rows(
        "SELECT * FROM ledger_seal WHERE number > $1 ORDER BY number", end.number if end else 0
    )
    if missing:
        seal_file.append(settings.seals, [of_row(row) for row in missing])
    return len(missing)


async def _settled(wait_seconds: float) -> int:
    """The last number up to which nothing can be added any more."""
    # First our number, then PostgreSQL's, each in a statement of its own: see the file's head.
    last: int = await value(
        "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ledger_tx_id_seq"
    )
    mark: int = await value("SELECT pg_current_xact_id()::text::bigint")
    ends, pause = time.monotonic() + wait_seconds, 0.01
    while await value("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint") < mark:
        if time.monotonic() > ends:
            raise SealTrouble(
                f"A transaction has been open for more than {wait_seconds:.0f} s; nothing is "
                "sealed before it ends. The next run tries again."
            )
        await asyncio.sleep(pause)
        pause = min(2 * pause, 1.0)
    return last


async def _sealed(last: Seal | None, begins: int, until: int, hand: Signer | None) -> Seal:
    digest = Digest()
    async with snapshot() as reading:
        async for batch in batches(reading, _RANGE, begins, until):
            for row in batch:
                digest.add(row["hash"], row["entries"])
    made = Seal(
        number=last.number + 1 if last else 1,
        first_tx=begins + 1,
        last_tx=until,
        transactions=digest.transactions,
        entries=digest.entries,
        digest=digest.value,
        at=clock.now(),
        prev=last.hash if last else START,
    )
    made = msgspec.structs.replace(made, hash=seal_link(made))
    if hand is None:
        return made
    return msgspec.structs.replace(made, key=hand.public, signature=hand.sign(made.hash))
