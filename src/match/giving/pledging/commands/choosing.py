"""
A promise whose target is gone: to a like need, back to the giver, or as the county says.

Without an answer in ``pledge.choose_days`` it goes to the like need with the highest need score
where there is one, otherwise back (慈善法 58: a like purpose first).
"""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.giving.pledging import policy, rules
from match.giving.pledging.commands._shared import locked, move, waiting_sets
from match.giving.pledging.like import LikeNeed, like_need
from match.giving.pledging.states import Regift
from match.giving.states import GiftKind, PledgeStatus
from match.needs.commands import move_units
from match.needs.commands.units import Place


@command
async def choose_regift(actor: Actor, pledge_id: int, choice: Regift | None) -> PledgeStatus:
    """
    What the giver (or, once asked, the county) says. Returns where the pledge stands: offered to
    the like need, withdrawn, or still to be chosen by the county. Raises Conflict where no like
    need is open.
    """
    pledge = await locked(actor, pledge_id)
    asked = await county_asked(pledge_id)
    require(policy.can_choose(actor, pledge, asked_county=asked))
    _stands(pledge)
    if choice is None:
        raise Invalid({"choice": _("请选择承诺的去向。")})
    if choice is Regift.county:
        if asked:
            raise Conflict(_("已经委托县民政部门决定，请等待结果。"))
        await _chosen(actor, pledge, choice, None, rules.units_of(pledge))
        await tell("pledge.county_asked", pledge_id=pledge_id)
        return PledgeStatus.choosing
    if choice is Regift.back:
        return await _back(actor, pledge)
    target = await like_need(pledge)
    if target is None:
        raise Conflict(_("现在没有同类的需求，可以收回承诺，或请县民政部门决定。"))
    return await _to(actor, pledge, target)


@command
async def settle_choice(actor: Actor, pledge_id: int) -> PledgeStatus:
    """Nobody chose in time: to the like need with the highest score, otherwise back."""
    pledge = await locked(actor, pledge_id)
    _stands(pledge)
    target = await like_need(pledge)
    return await (_back(actor, pledge) if target is None else _to(actor, pledge, target))


async def county_asked(pledge_id: int) -> bool:
    """Whether the giver left the choice to the county."""
    return await value(
        "SELECT EXISTS (SELECT FROM regift_choice WHERE pledge_id = $1 AND choice = 'county')",
        pledge_id,
    )


def _stands(pledge: dict[str, Any]) -> None:
    if pledge["status"] != PledgeStatus.choosing:
        raise Conflict(_("这条承诺现在不需要选择去向，请刷新页面后再看。"))


async def _back(actor: Actor, pledge: dict[str, Any]) -> PledgeStatus:
    await _chosen(actor, pledge, Regift.back, None, rules.units_of(pledge))
    reason = _("原需求已结束，承诺收回")
    await value("UPDATE pledge SET reason = $2 WHERE id = $1", pledge["id"], reason)
    return await move(
        actor, pledge, "withdraw", reason=reason, next_check_at=None, choose_until=None
    )


async def _to(actor: Actor, pledge: dict[str, Any], target: LikeNeed) -> PledgeStatus:
    """Offer it to *target*: as many units as are open there; the rest is the giver's again."""
    units = min(rules.units_of(pledge), target.open_units)
    # Needs before giving: the new need is locked by the move of its units.
    await move_units(actor, target.line_id, units, source=Place.open, target=Place.reserved)
    await _chosen(actor, pledge, Regift.like, target.line_id, units)
    money = pledge["kind"] == GiftKind.money
    return await move(
        actor,
        pledge,
        "regift",
        need_id=target.need_id,
        line_id=target.line_id,
        home_id=target.home_id,
        division=target.division,
        units=None if money else units,
        amount_fen=units * rules.FEN if money else None,
        accepted_by=None,
        choose_until=None,
        **await waiting_sets(),
    )


async def _chosen(
    actor: Actor, pledge: dict[str, Any], choice: Regift, line_id: int | None, units: int
) -> None:
    await one(
        "INSERT INTO regift_choice (pledge_id, choice, by, from_line_id, to_line_id, units)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        pledge["id"],
        choice.value,
        actor.id,
        pledge["line_id"],
        line_id,
        units,
    )
    await record(
        actor,
        "pledge.regift_chosen",
        subject=("pledge", pledge["id"]),
        division=pledge["division"],
        changes={"choice": (None, choice.value), "line": (pledge["line_id"], line_id)},
    )
