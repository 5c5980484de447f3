"""What every verb here begins and ends with: the tender's lock, the clock, the board, a receipt."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from match.bids.opening import canonical
from match.bids.receipts import RECEIPT, Receipt, receipt_key, signed
from match.bids.states import SEALING_MACHINE, BoardKind, SealingStatus
from match.bids.tables import Sealing
from match.foundation.actor import Actor
from match.foundation.db import in_transaction, one, rows, value
from match.foundation.errors import Conflict, NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.tenders import commands as tenders
from match.tenders.queries import TenderFacts

_SEALING = "SELECT * FROM bid_sealing WHERE tender_id = $1"
_LOCKED = "SELECT * FROM bid_sealing WHERE tender_id = $1 FOR NO KEY UPDATE"

locked = tenders.locked


class Line(msgspec.Struct, frozen=True):
    """A line of the board that was just written."""

    number: int
    at: datetime
    hash: str


async def clock_of_database() -> datetime:
    """The only clock that decides about a deadline; asked after the lock is held."""
    return await value("SELECT clock_timestamp()")


async def sealing(tender_id: int, *, lock: bool = False) -> dict[str, Any]:
    """The tender's sealing. Raises Conflict where no officials were chosen yet."""
    found = await one(_LOCKED if lock else _SEALING, tender_id)
    if found is None:
        raise Conflict(_("这次采购还没有指定开标人，请联系采购单位。"))
    return found


async def move_sealing(
    actor: Actor,
    facts: TenderFacts,
    row: Mapping[str, Any],
    verb: str,
    *,
    reason: str = "",
    **sets: Any,
) -> None:
    """Fire *verb* on the sealing; *sets* are columns that change with it, as *reason* does."""
    await carry_out(
        actor,
        SEALING_MACHINE,
        Sealing,
        {"id": row["id"], "division": facts.division},
        SealingStatus(row["status"]),
        verb,
        reason=reason,
        sets=sets | ({"reason": reason} if reason else {}),
        tender_id=facts.id,
    )


async def post(tender_id: int, kind: BoardKind, **words: object) -> Line:
    """Write one line on the public board; the database gives number, time and link."""
    assert in_transaction(), "post() only inside a command"
    made = await one(
        "SELECT number, at, hash FROM bid_board_append($1, $2, $3)",
        tender_id,
        str(kind),
        canonical(words).decode(),
    )
    assert made is not None, "the function answers one row"
    return Line(made["number"], made["at"], made["hash"].hex())


async def receipt(bid: Mapping[str, Any], kind: BoardKind, line: Line, **words: object) -> Receipt:
    """Sign what was written on the board about *bid*, and keep the receipt."""
    said, signature = signed(
        RECEIPT,
        v=1,
        tender=bid["tender_id"],
        bid=bid["id"],
        bidder=bid["organisation_id"],
        alias=alias(bid["tender_id"], bid["organisation_id"]),
        kind=str(kind),
        board=line.number,
        board_hash=line.hash,
        at=line.at.isoformat(),
        level="A",
        **words,
    )
    await one(
        "INSERT INTO bid_receipt (bid_id, tender_id, kind, number, said, signature, public_key)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        bid["id"],
        bid["tender_id"],
        str(kind),
        line.number,
        said,
        signature,
        receipt_key(),
    )
    return Receipt(bid["id"], line.number, str(kind), said, signature, receipt_key())


def alias(tender_id: int, organisation_id: int) -> str:
    """
    How the board calls a bidder before the opening: nobody may learn who takes part (采购法22,
    招标投标法22). A bidder finds its own on its receipts; the opening says whose is whose.
    """
    return keys().fingerprint(f"{tender_id}|{organisation_id}", "bids.alias").hex()[:16]


async def bid_of(bid_id: int) -> dict[str, Any]:
    """The bid, not locked: a first look at which tender to lock."""
    found = await one("SELECT * FROM bid WHERE id = $1", bid_id)
    if found is None:
        raise missing()
    return found


async def locked_bid(bid_id: int) -> dict[str, Any]:
    """The bid, locked, after its tender was."""
    found = await one("SELECT * FROM bid WHERE id = $1 FOR NO KEY UPDATE", bid_id)
    if found is None:
        raise missing()
    return found


async def standing(tender_id: int, *statuses: str) -> list[dict[str, Any]]:
    """The tender's bids in these states, first submitted first."""
    return await rows(
        "SELECT b.*, o.name FROM bid b JOIN organisation o ON o.id = b.organisation_id"
        " WHERE b.tender_id = $1 AND b.status = ANY($2::text[]) ORDER BY b.id",
        tender_id,
        [str(each) for each in statuses],
    )


async def officials(tender_id: int) -> list[dict[str, Any]]:
    """The tender's key set, in its printed order."""
    return await rows(
        "SELECT t.*, k.body_name, k.fingerprint, k.revoked_at FROM tender_key t"
        " JOIN official_key k ON k.id = t.key_id WHERE t.tender_id = $1 ORDER BY t.position",
        tender_id,
    )


def missing() -> NotFound:
    """The same words for what is not there and for what is not to be known."""
    return NotFound(_("没有找到这份投标。"))
