"""Two bodies accept the helper, the home decides for which child, the guardian says yes."""

from datetime import timedelta

from match.care.access import opened
from match.care.cases.wall import every_county, verb
from match.care.pairs import policy
from match.care.pairs.commands._shared import held, move
from match.care.pairs.consent import CURRENT, hash_of
from match.care.pairs.forms import BeginForm
from match.care.pairs.wall import among_pairs
from match.care.sealing import keyring
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.people.queries.people import valid_check, valid_checks

FOLLOW = "pair.follow_days"
NOTE = "pair.follow_note"


@verb
async def accept_for_home(actor: Actor, pair_id: int) -> None:
    """The director accepts the helper, whose check is looked at again."""
    async with among_pairs(actor):
        pair = await held(pair_id)
        require(policy.can_decide_home(actor, pair))
        await _still_checked(pair["helper_id"])
        await move(actor, pair, "accept_home", {"home_by": actor.id})


@verb
async def accept_for_county(actor: Actor, pair_id: int) -> None:
    """The county accepts, in another person."""
    async with among_pairs(actor):
        pair = await held(pair_id)
        require(policy.can_decide_county(actor, pair))
        await _still_checked(pair["helper_id"])
        await move(actor, pair, "accept_county", {"county_by": actor.id})


@verb
async def refuse_pair(actor: Actor, pair_id: int, reason: str) -> None:
    """Not this helper; the reason is told to them."""
    async with among_pairs(actor):
        pair = await held(pair_id)
        require(policy.can_refuse(actor, pair))
        await move(actor, pair, "refuse", {"reason": reason})


@verb
async def begin_pair(actor: Actor, pair_id: int, form: BeginForm) -> None:
    """
    The home decides for which child, with the guardian's consent to the present text. Nothing of
    this is seen from the helper's side. Raises Invalid where refusing was not offered or the
    guardian is not this child's, Conflict without the check.
    """
    if not form.refusal_shown:
        raise Invalid({"refusal_shown": _("请先告诉监护人可以拒绝，再勾选这一项。")})
    async with opened(actor, form.child, "pair") as file:
        pair = await held(pair_id)
        require(policy.can_decide_home(actor, pair))
        if file.home_id != pair["home_id"]:
            raise Invalid({"child": _("请选择本儿童之家的儿童。")})
        await _still_checked(pair["helper_id"])
        guardian = await one(
            "SELECT id FROM care.guardian WHERE id = $1 AND child_id = $2 AND ended_on IS NULL",
            form.guardian,
            form.child,
        )
        if guardian is None:
            raise Invalid({"guardian": _("请选择这名儿童的监护人。")})
        await move(actor, pair, "begin", {"key": file.key.name})
        await rows(
            "INSERT INTO care.pair_child (pair_id, child_id, division, guardian_id, version,"
            " text_hash, channel, consented_at, decided_by)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            pair_id,
            form.child,
            file.division,
            form.guardian,
            CURRENT,
            hash_of(),
            form.channel,
            clock.now(),
            actor.id,
        )


@verb
async def end_pair(actor: Actor, pair_id: int, reason: str) -> None:
    """Ended by the home, the county or the helper; somebody looks after the child within a week."""
    async with among_pairs(actor):
        pair = await held(pair_id)
        if not policy.is_helper(actor, pair):
            require(policy.can_refuse(actor, pair))
        await _end(actor, pair, reason)


@verb
async def withdraw_consent(actor: Actor, pair_id: int) -> None:
    """The guardian takes the consent back: the pair ends at once."""
    async with among_pairs(actor):
        pair = await held(pair_id)
        require(policy.can_decide_home(actor, pair))
        await rows(
            "UPDATE care.pair_child SET withdrawn_at = coalesce(withdrawn_at, $2)"
            " WHERE pair_id = $1",
            pair_id,
            clock.now(),
        )
        await _end(actor, pair, "监护人撤回同意")


@verb
async def follow_up(actor: Actor, pair_id: int, note: str) -> None:
    """How the child is after the pair ended, noted by the home."""
    async with among_pairs(actor):
        pair = await held(pair_id)
        require(policy.can_decide_home(actor, pair))
        # Under the child's key, like its letters: an erasure reaches it. Without, it is not kept.
        box = keyring().present([pair["key"]]).get(pair["key"])
        sealed = box.seal(note, NOTE) if box else None
        sets = {"follow_note": sealed, "followed_by": actor.id, "next_check_at": None}
        await move(actor, pair, "follow", sets)


@verb
async def sweep_pairs(actor: Actor) -> int:
    """
    Pairs whose helper's check ran out, or whose child's file or consent is gone, end; homes are
    reminded of ended pairs that nobody has followed up. Returns how many rows were touched.
    """
    done = 0
    async with among_pairs(SYSTEM, await every_county()):
        running = await rows(
            "SELECT p.*, k.id AS child_row, c.withdrawn_at FROM care.pair p"
            " LEFT JOIN care.pair_child c ON c.pair_id = p.id"
            " LEFT JOIN care.child k ON k.id = c.child_id AND k.status = 'active'"
            " WHERE p.status = 'active'"
        )
        fit = await valid_checks(pair["helper_id"] for pair in running)
        for pair in running:
            checked = pair["helper_id"] in fit
            if checked and pair["child_row"] is not None and pair["withdrawn_at"] is None:
                continue
            reason = "从业查询已过期" if not checked else "监护人撤回同意或档案已结束"
            await _end(actor, pair, reason)
            done += 1
        due = await rows(
            "UPDATE care.pair SET next_check_at = $1::timestamptz + interval '3 days'"
            " WHERE status = 'ended' AND next_check_at <= $1 RETURNING id, home_id",
            clock.now(),
        )
        for pair in due:
            await tell("pair.follow_due", pair_id=pair["id"], home_id=pair["home_id"])
            done += 1
    return done


async def _end(actor: Actor, pair: dict[str, object], reason: str) -> None:
    days = timedelta(days=await whole(FOLLOW))
    sets = {"reason": reason, "ended_at": clock.now(), "next_check_at": clock.now() + days}
    await move(actor, pair, "end", sets)


async def _still_checked(helper: int) -> None:
    if not await valid_check(helper):
        raise Conflict(_("这位帮扶人没有有效的从业查询结果，不能结对。"))
