"""Letters and meetings: both go through the home, and neither says who, where or how to reach."""

from datetime import datetime, time
from typing import Any

from match.care.access import opened
from match.care.cases.wall import verb
from match.care.pairs import policy
from match.care.pairs.commands._shared import held, note
from match.care.pairs.forms import MeetingForm
from match.care.pairs.queries import names_of
from match.care.pairs.screening import require_clean
from match.care.pairs.states import LETTER_MACHINE, LetterStatus, PairStatus
from match.care.pairs.tables import PairLetter
from match.care.pairs.wall import among_pairs
from match.care.sealing import keyring
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.people.queries.people import valid_check

TEXT = "pair_letter.text"


@verb
async def write_in(actor: Actor, pair_id: int, text: str) -> int:
    """
    The helper writes. It is refused with what to take out where it holds contact data or a name;
    the child's own words are not looked at here, or the refusal would tell them.
    """
    async with among_pairs(actor, ()):
        pair = await held(pair_id)
        if not policy.is_helper(actor, pair):
            raise NotFound(_("没有找到这个结对。"))
        _running(pair)
        assert actor.id is not None
        if not await valid_check(actor.id):
            raise Conflict(_("从业查询已过期，请先更新。"))
        require_clean(text, [actor.name])
        return await _written(actor, pair, "in", text)


async def write_out(actor: Actor, pair_id: int, text: str) -> int:
    """The child writes, with the director's hand: not one word of who or where may be in it."""
    child_id = await _child_of(actor, pair_id)
    async with opened(actor, child_id, "letter") as file:
        pair = await held(pair_id)
        require(policy.can_decide_home(actor, pair))
        _running(pair)
        require_clean(text, await names_of(file))
        return await _written(actor, pair, "out", text)


async def pass_letter(actor: Actor, pair_id: int, letter_id: int) -> None:
    """The home has read it and passes it on; it is screened once more, against the child's file."""
    child_id = await _child_of(actor, pair_id)
    async with opened(actor, child_id, "letter") as file:
        pair = await held(pair_id)
        require(policy.can_decide_home(actor, pair))
        _running(pair)
        letter = await _letter(pair_id, letter_id)
        text = file.open(letter["text"], TEXT)
        helper = await value("SELECT name FROM account WHERE id = $1", pair["helper_id"])
        require_clean(text, [*await names_of(file), helper])
        await _decide(actor, pair, letter, "pass_on", "")


async def refuse_letter(actor: Actor, pair_id: int, letter_id: int, reason: str) -> None:
    """The home does not pass it on, and says why to who wrote it: screened like a letter."""
    child_id = await _child_of(actor, pair_id)
    async with opened(actor, child_id, "letter") as file:
        pair = await held(pair_id)
        require(policy.can_decide_home(actor, pair))
        require_clean(reason, await names_of(file), field="reason")
        await _decide(actor, pair, await _letter(pair_id, letter_id), "refuse", reason)


@verb
async def note_meeting(actor: Actor, pair_id: int, form: MeetingForm) -> None:
    """They met, in the home, with two grown-ups there. Raises Invalid for fewer."""
    if form.adults < 2:
        raise Invalid({"adults": _("见面须有至少两名成年人在场。")})
    if form.on > clock.today():
        raise Invalid({"on": _("日期不能晚于今天。")})
    async with among_pairs(actor):
        pair = await held(pair_id)
        require(policy.can_decide_home(actor, pair))
        _running(pair)
        await rows(
            "INSERT INTO care.pair_meeting (pair_id, division, at, minutes, adults, noted_by)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            pair_id,
            pair["division"],
            datetime.combine(form.on, time(12), clock.HERE),
            form.minutes,
            form.adults,
            actor.id,
        )
        await note(actor, "pair.met", pair_id, pair["division"])


async def _child_of(actor: Actor, pair_id: int) -> int:
    async with among_pairs(actor):
        await held(pair_id)
        row = await one(
            "SELECT child_id FROM care.pair_child WHERE pair_id = $1 AND withdrawn_at IS NULL",
            pair_id,
        )
    if row is None:
        raise NotFound(_("没有找到这个结对。"))
    return row["child_id"]


async def _written(actor: Actor, pair: dict[str, Any], direction: str, text: str) -> int:
    letter_id: int = await value(
        "INSERT INTO care.pair_letter (pair_id, division, direction, text, written_by, written_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        pair["id"],
        pair["division"],
        direction,
        keyring().key(pair["key"]).seal(text, TEXT),
        actor.id,
        clock.now(),
    )
    await note(actor, "letter.written", pair["id"], pair["division"])
    if direction == "in":
        await tell("letter.written", pair_id=pair["id"], home_id=pair["home_id"])
    return letter_id


async def _letter(pair_id: int, letter_id: int) -> dict[str, Any]:
    letter = await one(
        "SELECT * FROM care.pair_letter WHERE id = $1 AND pair_id = $2 FOR UPDATE",
        letter_id,
        pair_id,
    )
    if letter is None:
        raise NotFound(_("没有找到这封信。"))
    return letter


async def _decide(
    actor: Actor, pair: dict[str, Any], letter: dict[str, Any], what: str, reason: str
) -> None:
    step = await LETTER_MACHINE.fire(
        PairLetter,
        letter["id"],
        LetterStatus(letter["status"]),
        what,
        {"reason": reason, "decided_by": actor.id, "decided_at": clock.now()},
    )
    await note(actor, step.event, pair["id"], pair["division"])
    if step.to is LetterStatus.passed and letter["direction"] == "out":
        await tell("letter.passed", pair_id=pair["id"], helper_id=pair["helper_id"])


def _running(pair: dict[str, Any]) -> None:
    if pair["status"] != PairStatus.active:
        raise Conflict(_("结对没有开始或已经结束。"))


for _verb in (write_out, pass_letter, refuse_letter):
    _verb.is_command = True  # pyright: ignore[reportFunctionMemberAccess] # their transaction is `opened`
