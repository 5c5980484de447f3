"""The night's comparison: every donation's books against the ledger, and what differs kept."""

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.outbox import tell
from match.statements.queries.books import books_of, differences_of, donation_books
from match.statements.reconciliation import Difference


async def reconcile_ledger(actor: Actor) -> dict[str, int]:
    """
    Compare the books of every donation with the ledger, batch by batch, each in a transaction of
    its own; how many were compared and how many differences stand.
    """
    compared, after = 0, 0
    while True:
        looked, last = await keep_differences(actor, after)
        if not looked:
            break
        compared, after = compared + looked, last
    standing = await value("SELECT count(*) FROM ledger_difference WHERE settled_at IS NULL")
    if standing:
        await tell_of_differences(actor, standing)
    return {"compared": compared, "differences": standing}


@command
async def keep_differences(actor: Actor, after: int) -> tuple[int, int]:
    """
    Compare the donations next after an id; how many, and the last one's id. What differs is kept,
    seen anew or again; what does so no more is settled.
    """
    del actor
    batch = await donation_books(after)
    if not batch:
        return 0, after
    now = clock.now()
    # A donation that moved between two of our reads only seems to differ: those are looked at
    # again with the donation held, and what posts for one holds it first.
    seeming = sorted({one.subject[1] for one in await differences_of(batch)})
    await rows("SELECT id FROM donation WHERE id = ANY($1) ORDER BY id FOR SHARE", seeming)
    kept = [await _keep(one) for one in await differences_of(await books_of(seeming))]
    await rows(
        "UPDATE ledger_difference SET settled_at = $3 WHERE settled_at IS NULL"
        " AND subject_kind = $1 AND subject_id = ANY($2) AND NOT id = ANY($4)",
        batch[0].subject[0],
        [books.subject[1] for books in batch],
        now,
        kept,
    )
    return len(batch), batch[-1].subject[1]


@command
async def tell_of_differences(actor: Actor, standing: int) -> None:
    """Those who read the ledger hear that it differs, once a night."""
    await record(
        actor,
        "ledger.differs",
        subject=("ledger_difference", None),
        changes={"differences": (None, standing)},
    )
    await tell("ledger.differs", differences=standing)


async def _keep(difference: Difference) -> int:
    return await value(
        "INSERT INTO ledger_difference (subject_kind, subject_id, division, fault, posting,"
        " found_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $6)"
        " ON CONFLICT (subject_kind, subject_id, fault, md5(posting)) WHERE settled_at IS NULL"
        " DO UPDATE SET seen_at = $6 RETURNING id",
        difference.subject[0],
        difference.subject[1],
        difference.division,
        difference.fault.value,
        msgspec.json.encode(difference.posting).decode(),
        clock.now(),
    )
