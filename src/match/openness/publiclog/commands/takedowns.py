"""
A document that may not be public goes, by two persons and with a reason; the entry stays.

From the first person's word the text is not shown any more: a child's name must not wait for a
second signature. Only the second one makes it go for good. Every step is an entry of the log.
"""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.screening import refuse_names
from match.openness.publiclog import policy, rules
from match.openness.publiclog.commands.adding import append, hold_log
from match.openness.publiclog.forms import DecisionForm, TakedownForm
from match.openness.publiclog.states import TakedownStatus

REASON_MOST = 300


@command
async def ask_takedown(actor: Actor, place: int, form: TakedownForm) -> int:
    """
    The first person's word: the text is held back from now on. Returns the takedown's id.

    Raises Denied, NotFound, Invalid without a reason that everybody may read, Conflict where the
    text is held back or gone already, or the entry is itself about a takedown.
    """
    require(policy.can_ask(actor))
    reason = _said(form.reason, "reason", _("请写明为什么要删除，所有人都会看到。"))
    refuse_names({"reason": reason})
    await hold_log()
    entry = await _entry(place)
    if entry["takes_down"] is not None:
        raise Conflict(_("这一条本身就是删除记录，不能删除。"))
    if await one(
        "SELECT id FROM public_log_takedown WHERE place = $1 AND status <> 'refused'", place
    ):
        raise Conflict(_("这一条的内容已经不再显示。"))
    assert actor.id is not None, "the policy lets persons only"
    return await _hold(actor, place, reason, actor.id)


@command
async def hold_withdrawn(actor: Actor, url: str, reason: str, withdrawn_by: int) -> int:
    """
    What stood on a page that *withdrawn_by* has taken off the site is held back here as well, until
    a second person confirms or shows it again; returns how many texts. *reason* is public already.
    """
    await hold_log()
    found = await rows(
        "SELECT e.id FROM public_log_entry e JOIN public_log_document d ON d.place = e.id"
        " WHERE e.url = $1 AND NOT EXISTS (SELECT FROM public_log_takedown t"
        " WHERE t.place = e.id AND t.status <> 'refused') ORDER BY e.id",
        url,
    )
    for row in found:
        await _hold(actor, row["id"], reason, withdrawn_by)
    return len(found)


async def _hold(actor: Actor, place: int, reason: str, asked_by: int) -> int:
    asked: int = await value(
        "INSERT INTO public_log_takedown (place, reason, asked_by, asked_at)"
        " VALUES ($1, $2, $3, $4) RETURNING id",
        place,
        reason,
        asked_by,
        clock.now(),
    )
    await _say(rules.ASKED, place, reason=reason)
    await record(actor, "publiclog.takedown_asked", subject=_of(asked), reason=reason)
    await tell("publiclog.takedown_asked", takedown_id=asked, place=place)
    return asked


@command
async def confirm_takedown(actor: Actor, takedown_id: int) -> None:
    """The second person agrees: text and salt are gone for good. Raises Denied, Conflict."""
    asked = await _decidable(actor, takedown_id)
    await _decide(actor, takedown_id, TakedownStatus.done, "")
    await _say(rules.DONE, asked["place"], reason=asked["reason"])
    await value("DELETE FROM public_log_document WHERE place = $1", asked["place"])
    await record(actor, "publiclog.takedown_done", subject=_of(takedown_id), reason=asked["reason"])
    await tell("publiclog.taken_down", takedown_id=takedown_id, place=asked["place"])


@command
async def refuse_takedown(actor: Actor, takedown_id: int, form: DecisionForm) -> None:
    """The second person disagrees: the text is shown again. Raises Denied, Conflict, Invalid."""
    asked = await _decidable(actor, takedown_id)
    note = _said(form.note, "note", _("请写明为什么不删除。"))
    await _decide(actor, takedown_id, TakedownStatus.refused, note)
    await _say(rules.REFUSED, asked["place"])
    await record(actor, "publiclog.takedown_refused", subject=_of(takedown_id), reason=note)


def _of(takedown_id: int) -> tuple[str, int]:
    return "public_log_takedown", takedown_id


def _said(text: str, field: str, complaint: str) -> str:
    said = text.strip()
    if not said:
        raise Invalid({field: complaint})
    if len(said) > REASON_MOST:
        raise Invalid({field: _("最多 %(count)s 个字。") % {"count": REASON_MOST}})
    return said


async def _entry(place: int) -> dict[str, Any]:
    entry = await one("SELECT id, takes_down FROM public_log_entry WHERE id = $1", place)
    if entry is None:
        raise NotFound(_("公开日志里没有这一条。"))
    return entry


async def _decidable(actor: Actor, takedown_id: int) -> dict[str, Any]:
    await hold_log()
    asked = await one("SELECT * FROM public_log_takedown WHERE id = $1 FOR UPDATE", takedown_id)
    if asked is None:
        raise NotFound(_("没有找到这条删除申请。"))
    require(policy.can_decide(actor, asked["asked_by"]))
    if asked["status"] != TakedownStatus.asked:
        raise Conflict(_("这条申请已经处理过了。"))
    return asked


async def _decide(actor: Actor, takedown_id: int, status: TakedownStatus, note: str) -> None:
    await value(
        "UPDATE public_log_takedown SET status = $2, decided_by = $3, decided_at = $4, note = $5"
        " WHERE id = $1",
        takedown_id,
        str(status),
        actor.id,
        clock.now(),
        note,
    )


async def _say(kind: str, place: int, **facts: str) -> None:
    await append(kind, f"/log/{place}", {"place": place, **facts}, takes_down=place)
