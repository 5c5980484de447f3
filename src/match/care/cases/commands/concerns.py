"""Speaking, answering and closing: a concern knows no account on the speaker's side."""

from typing import Any

from match.care.cases import policy
from match.care.cases.alarms import on_duty
from match.care.cases.codes import CONCERN, code_key, new_code
from match.care.cases.forms import ConcernForm
from match.care.cases.queries.concerns import scope
from match.care.cases.rules import desk_for
from match.care.cases.states import CONCERN_MACHINE, ConcernStatus
from match.care.cases.tables import Concern
from match.care.cases.wall import inside, verb
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.errors import Invalid, NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.permissions import Role
from match.places.queries import divisions

TEXT = "concern_message.text"
NAMES = ("山茶", "石榴", "枫叶", "杜鹃", "竹笋", "白鹭", "桐花", "稻穗", "蜻蜓", "月牙")


@verb
async def make_concern(actor: Actor, form: ConcernForm) -> str:
    """
    Say what worries one; returns the code for the answer. Who is signed in is not kept: *actor*
    is taken because every verb takes one, and is not looked at. Tells ``concern.made``.
    """
    del actor
    if form.division not in await divisions([form.division]):
        raise Invalid({"division": _("请选择事情发生的县（市、区）。")})
    code = new_code(CONCERN)
    key, desk = code_key(CONCERN, code), desk_for(form.about)
    if desk is Role.protection and not await on_duty(desk, form.division):
        desk = Role.prefecture  # an empty desk reads nothing
    async with inside(code=key):
        concern_id: int = await value(
            "INSERT INTO care.concern (code_key, pseudonym, about, division, desk, made_at)"
            " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            key,
            f"{NAMES[key[0] % len(NAMES)]}{key[1] * 256 + key[2]:05d}",
            form.about.value,
            form.division,
            desk.value,
            clock.now(),
        )
        await _say(concern_id, None, form.text)
        await _note(ANONYMOUS, "concern.made", concern_id, form.division)
        await tell("concern.made", concern_id=concern_id, desk=desk.value, division=form.division)
    return code


@verb
async def speak_again(actor: Actor, code: str, text: str) -> None:
    """One more message from whoever holds the code."""
    del actor
    key = code_key(CONCERN, code)
    async with inside(code=key):
        held = await one("SELECT * FROM care.concern WHERE code_key = $1 FOR UPDATE", key)
        if held is None:
            raise NotFound(_("没有找到这条反映，请核对查询码。"))
        await _move(held, "speak")
        await _say(held["id"], None, text)
        await _note(ANONYMOUS, "concern.spoken", held["id"], held["division"])
        await tell(
            "concern.spoken",
            concern_id=held["id"],
            desk=held["desk"],
            division=held["division"],
        )


@verb
async def answer_concern(actor: Actor, concern_id: int, text: str) -> None:
    """The desk answers; who spoke reads it with the code."""
    async with inside(desk=scope(actor)):
        held = await _held(actor, concern_id)
        await _move(held, "answer")
        await _say(concern_id, actor.id, text)
        await _note(actor, "concern.answered", concern_id, held["division"])


@verb
async def close_concern(actor: Actor, concern_id: int) -> None:
    """Closed, after an answer was given."""
    async with inside(desk=scope(actor)):
        held = await _held(actor, concern_id)
        await _move(held, "close")
        await _note(actor, "concern.closed", concern_id, held["division"])


async def _held(actor: Actor, concern_id: int) -> dict[str, Any]:
    """The concern, for its own desk; it is not there for anybody else."""
    held = await one("SELECT * FROM care.concern WHERE id = $1 FOR UPDATE", concern_id)
    if (
        held is None
        or policy.can_handle_concern(actor, Role(held["desk"]), held["division"]) is not True
    ):
        raise NotFound(_("没有找到这条反映。"))
    return held


async def _move(held: dict[str, Any], what: str) -> None:
    await CONCERN_MACHINE.fire(Concern, held["id"], ConcernStatus(held["status"]), what)


async def _say(concern_id: int, account: int | None, text: str) -> None:
    await rows(
        "INSERT INTO care.concern_message (concern_id, account_id, text, at)"
        " VALUES ($1, $2, $3, $4)",
        concern_id,
        account,
        keys().seal(text, TEXT),
        clock.now(),
    )


async def _note(actor: Actor, what: str, concern_id: int, division: str) -> None:
    await record(actor, what, subject=("concern", concern_id), division=division)
