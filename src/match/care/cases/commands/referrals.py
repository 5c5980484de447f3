"""Referral (2.4b, 2.4c): sent with a reason, answered by the other side, chased meanwhile."""

from datetime import timedelta
from typing import Any

from match.care.access import opened
from match.care.cases import policy
from match.care.cases.forms import ReferralForm
from match.care.cases.sealing import Box, master
from match.care.cases.states import REFERRAL_MACHINE, ReferralStatus
from match.care.cases.tables import Referral
from match.care.cases.wall import every_county, inside, verb
from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.permissions import Permission as P

CHASE = "care.referral_chase_days"


def scope(actor: Actor) -> tuple[str, ...]:
    """The places whose referrals the actor sends or answers."""
    return actor.scope(P.care_refer)


async def refer_child(actor: Actor, child_id: int, form: ReferralForm) -> int:
    """Refer a child whose file the actor may open, with or without a case."""
    _known(form.target)
    async with opened(actor, child_id, "referral") as file:
        return await _send(actor, form, Box(file.key), child=child_id, division=file.division)


refer_child.is_command = True  # pyright: ignore[reportFunctionMemberAccess] # its transaction is `opened`


@verb
async def refer_case(actor: Actor, case_id: int, form: ReferralForm) -> int:
    """Refer a case; its child's file must be open to the actor where the child is known."""
    _known(form.target)
    async with inside(children=actor.scope(P.care_cases)):
        case = await one("SELECT child_id, division FROM care.care_case WHERE id = $1", case_id)
        if case is None:
            raise NotFound(_("没有找到这个个案。"))
        if case["child_id"] is None:
            return await _send(actor, form, master(), case=case_id, division=case["division"])
    async with opened(actor, case["child_id"], "referral") as file:
        return await _send(
            actor,
            form,
            Box(file.key),
            case=case_id,
            child=case["child_id"],
            division=file.division,
        )


@verb
async def answer_referral(actor: Actor, referral_id: int, what: str, words: str) -> None:
    """
    ``accept``, ``refuse`` (with the reason) or ``finish``. Raises NotFound for who is neither the
    receiving station nor the county that notes an agency's answer.
    """
    if what not in ("accept", "refuse", "finish"):
        raise NotFound(_("没有这一步。"))
    async with inside(children=scope(actor)):
        held = await _held(actor, referral_id)
    if what == "refuse" and len(words.strip()) < 4:
        raise Invalid({"result": _("请写明不接收的原因，以便另行转介。")})
    # Taking it on without a word opens nobody's file.
    if held["child_id"] is None or not words.strip():
        async with inside(children=scope(actor)):
            await _answer(actor, held, what, words, master())
        return
    async with opened(actor, held["child_id"], "referral") as file:
        await _answer(actor, held, what, words, Box(file.key))


@verb
async def sweep_referrals(actor: Actor) -> int:
    """Chase every referral that three days have not answered, and again after three more."""
    chased = 0
    days = timedelta(days=await whole(CHASE))
    async with inside(children=await every_county()):
        due = await rows(
            "UPDATE care.referral SET chased = chased + 1, next_check_at = $1::timestamptz + $2"
            " WHERE status = 'sent' AND next_check_at <= $1 RETURNING id, target, division",
            clock.now(),
            days,
        )
        for row in due:
            await tell(
                "referral.chase",
                what="chase",
                referral_id=row["id"],
                target=row["target"],
                division=row["division"],
            )
            chased += 1
    return chased


async def _send(
    actor: Actor,
    form: ReferralForm,
    box: Box,
    *,
    division: str,
    child: int | None = None,
    case: int | None = None,
) -> int:
    referral_id: int = await value(
        "INSERT INTO care.referral (case_id, child_id, division, target, reason, sent_by, sent_at,"
        " next_check_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        case,
        child,
        division,
        form.target,
        box.seal(form.reason, "referral.reason"),
        actor.id,
        clock.now(),
        clock.now() + timedelta(days=await whole(CHASE)),
    )
    await _note(actor, "referral.sent", referral_id, division)
    await tell(
        "referral.sent",
        what="sent",
        referral_id=referral_id,
        target=form.target,
        division=division,
    )
    return referral_id


async def _answer(actor: Actor, held: dict[str, Any], what: str, words: str, box: Box) -> None:
    move = await REFERRAL_MACHINE.fire(
        Referral,
        held["id"],
        ReferralStatus(held["status"]),
        what,
        {
            "answer": box.seal(words.strip(), "referral.answer"),
            "answered_by": actor.id,
            "answered_at": clock.now(),
            "next_check_at": None,
        },
    )
    await _note(actor, move.event, held["id"], held["division"])
    await tell(
        "referral.answered",
        what="answered",
        referral_id=held["id"],
        target=held["target"],
        division=held["division"],
    )


async def _held(actor: Actor, referral_id: int) -> dict[str, Any]:
    held = await one("SELECT * FROM care.referral WHERE id = $1", referral_id)
    if (
        held is None
        or policy.can_answer_referral(actor, held["target"], held["division"]) is not True
    ):
        raise NotFound(_("没有找到这份转介。"))
    return held


def _known(target: str) -> None:
    if target not in {entry.code for entry in codes.home_list("referral_target")}:
        raise Invalid({"target": _("请从给出的选项里选择，或按提示填写。")})


async def _note(actor: Actor, what: str, referral_id: int, division: str) -> None:
    await record(actor, what, subject=("referral", referral_id), division=division)
