"""What every verb of donations needs: the locked row, the move with its step, the books."""

import secrets
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.outbox import tell
from match.giving import policy
from match.giving.bookkeeping import DONATION, lot_of
from match.giving.pledging.rules import named_child_complaint
from match.giving.states import (
    DONATION_MACHINE,
    PLEDGE_MACHINE,
    DonationStatus,
    GiftKind,
    PledgeStatus,
)
from match.giving.tables import Donation, Pledge
from match.needs.commands.units import Closure
from match.needs.states import ClosureKind
from match.needs.wording import refuse_personal_data

__all__ = [
    "closure",
    "code",
    "for_nobody_alone",
    "locked",
    "lot_of",
    "move",
    "noted",
    "reasoned",
    "screened",
    "stands",
    "step",
    "turn_pledge",
]
# No 0, 1, I or O: a code is read out over a bad line and typed with a thumb.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
REASON_LEAST, WORDS_MOST = 4, 500


async def locked(actor: Actor, donation_id: int) -> dict[str, Any]:
    """
    The donation, locked after its need (needs before giving), with the ``proposal_id`` of its
    pledge and the ``homes`` that had a part. Raises NotFound for who may not know of it.
    """
    found = await one("SELECT need_id FROM donation WHERE id = $1", donation_id)
    if found is not None and found["need_id"] is not None:
        await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", found["need_id"])
    donation = await one(DONATION + " WHERE d.id = $1 FOR UPDATE OF d", donation_id)
    if donation is None or not (actor.system or policy.can_see(actor, donation)):
        raise NotFound(_("没有找到这项捐赠。"))
    return donation


async def move(
    actor: Actor, donation: dict[str, Any], verb: str, note: str = "", **sets: Any
) -> None:
    """
    Fire *verb* on *donation* (the dict follows), write its step, audit and fact. *sets* are
    columns that change with the state.
    """
    before = DonationStatus(donation["status"])
    changed = {"changed_at": clock.now(), **sets}
    fired = await carry_out(
        actor,
        DONATION_MACHINE,
        Donation,
        donation,
        before,
        verb,
        reason=note,
        sets=changed,
        donation_id=donation["id"],
        need_id=donation["need_id"],
    )
    donation.update(changed, status=str(fired.to))
    await step(actor, donation["id"], verb, note)


async def noted(
    actor: Actor, donation: dict[str, Any], verb: str, event: str, note: str = "", **told: Any
) -> None:
    """Something happened that leaves the state as it is: step, audit and fact all the same."""
    await value("UPDATE donation SET changed_at = $2 WHERE id = $1", donation["id"], clock.now())
    await record(
        actor,
        event,
        subject=("donation", donation["id"]),
        division=donation["division"],
        reason=note,
    )
    await tell(event, donation_id=donation["id"], need_id=donation["need_id"], **told)
    await step(actor, donation["id"], verb, note)


async def step(actor: Actor, donation_id: int, verb: str, note: str) -> None:
    """One line of the timeline."""
    await value(
        "INSERT INTO donation_step (donation_id, verb, by, at, note) VALUES ($1, $2, $3, $4, $5)",
        donation_id,
        verb,
        actor.id,
        clock.now(),
        note.strip(),
    )


async def turn_pledge(actor: Actor, donation: dict[str, Any], verb: str, reason: str = "") -> None:
    """The pledge follows its donation: kept, or withdrawn."""
    pledge = await one("SELECT * FROM pledge WHERE id = $1 FOR UPDATE", donation["pledge_id"])
    assert pledge is not None, "a donation has its pledge"
    sets = {"changed_at": clock.now(), "next_check_at": None, "reason": reason.strip()}
    await carry_out(
        actor,
        PLEDGE_MACHINE,
        Pledge,
        pledge,
        PledgeStatus(pledge["status"]),
        verb,
        reason=reason,
        sets=sets,
        pledge_id=pledge["id"],
        need_id=pledge["need_id"],
    )


def closure(donation: dict[str, Any]) -> Closure:
    """What needs are told has brought their units."""
    return Closure(ClosureKind.gift, donation["id"])


def stands(donation: dict[str, Any], *wanted: DonationStatus) -> None:
    """Raise Conflict unless the donation is in one of the *wanted* states."""
    if donation["status"] not in wanted:
        raise Conflict(
            _("现在的状态不能这样操作，请刷新页面后再看。"), state=str(donation["status"])
        )


def reasoned(reason: str, field: str = "reason") -> None:
    """Raise Invalid unless there is a reason of a few words that names nobody."""
    if len(reason.strip()) < REASON_LEAST:
        raise Invalid({field: _("请写明原因，至少 4 个字，对方会看到。")})
    screened(**{field: reason})


def screened(**texts: str) -> None:
    """Raise Invalid for words that are too many, or that could show who a child is."""
    for field, text in texts.items():
        if len(text) > WORDS_MOST:
            raise Invalid({field: _("内容太长，请缩短到 500 字以内。")})
    refuse_personal_data(texts)


def for_nobody_alone(donation: dict[str, Any], **texts: str) -> None:
    """Raise Invalid where money's words would turn it to one child or family (domain.md §3.2)."""
    named = named_child_complaint(texts) if donation["kind"] == GiftKind.money else {}
    if named:
        raise Invalid(named)


def code(length: int = 10) -> str:
    """A code nobody can guess and anybody can type."""
    return "".join(secrets.choice(_LETTERS) for _place in range(length))
