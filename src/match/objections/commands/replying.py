"""The department receives, refuses or answers an objection (采购法53, 94号令13–16)."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.screening import refuse_names
from match.objections import policy, rules
from match.objections.commands._shared import (
    Row,
    locked_objection,
    move_objection,
    need_reason,
    other_officers,
    writers,
)
from match.objections.commands.effects import carry_through
from match.objections.commands.stopping import let_go, objection_words
from match.objections.forms import RefusalForm, ReplyForm
from match.objections.states import Subject


@command
async def receive_objection(actor: Actor, objection_id: int) -> None:
    """The department has it in hand. The time to reply runs from the day it was raised."""
    row, _facts = await locked_objection(actor, objection_id)
    await _require_officer(actor, row)
    await move_objection(
        actor,
        row,
        "receive",
        sets={"received_by": actor.id, "received_at": clock.now()},
    )


@command
async def refuse_objection(actor: Actor, objection_id: int, form: RefusalForm) -> None:
    """Not taken up, with the ground and the reason; who objected may complain to finance."""
    row, _facts = await locked_objection(actor, objection_id)
    await _require_officer(actor, row)
    said = need_reason(form.reason)
    await move_objection(
        actor,
        row,
        "refuse",
        reason=said,
        sets={"refusal": str(form.refusal), "reason": said, "next_check_at": None},
    )
    if row["stops"]:
        await let_go(actor, row["tender_id"], objection_words(objection_id))


@command
async def reply_objection(actor: Actor, objection_id: int, form: ReplyForm) -> None:
    """
    The reply, which everybody reads, and what follows from it at once: the purchase goes on, is
    judged again, or is void. Raises Invalid for an outcome the purchase's state does not allow,
    Conflict for a reply that names who objected, Denied for who wrote the purchase while a
    colleague could reply.
    """
    row, facts = await locked_objection(actor, objection_id)
    alone = await _require_officer(actor, row)
    allowed = rules.outcomes(facts.status, Subject(row["subject"]))
    if form.outcome not in allowed:
        raise Invalid({"outcome": _("采购进行到现在这一步，不能选择这种处理。")})
    said = form.reply.strip()
    refuse_names({"reply": said})
    await _refuse_naming(row, said)
    await move_objection(
        actor,
        row,
        "reply",
        sets={
            "outcome": str(form.outcome),
            "reply": said,
            "replied_by": actor.id,
            "replied_at": clock.now(),
            "alone": alone,
            "next_check_at": None,
        },
    )
    words = objection_words(objection_id)
    await carry_through(actor, row["tender_id"], words, str(form.outcome), said)


async def _require_officer(actor: Actor, row: Row) -> bool:
    """Denied unless the actor may reply; whether they wrote the purchase, for want of others."""
    others = await other_officers(row)
    wrote = writers(row)
    require(policy.can_reply(actor, row["purchaser_id"], row["division"], wrote, others))
    return bool({actor.id, actor.covering} & set(wrote))


async def _refuse_naming(row: Row, said: str) -> None:
    """A reply is public; whoever objected stays unnamed in it."""
    name = await value("SELECT name FROM organisation WHERE id = $1", row["organisation_id"])
    if name in said:
        raise Conflict(_("答复会公开，请不要写出质疑供应商的名称，可以写“质疑供应商”。"))
