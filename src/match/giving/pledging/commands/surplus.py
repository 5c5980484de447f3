"""
More came than was promised: the giver says what is to become of the rest, as of any promise that
found no use. Unanswered by ``surplus_until`` it is promised to the like need with the highest
score, or is the giver's again where there is none.
"""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, MatchError
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.permissions import Permission
from match.giving import policy
from match.giving.commands._shared import locked, noted
from match.giving.pledging.commands.offering import promise
from match.giving.pledging.forms import PledgeForm
from match.giving.pledging.like import LikeNeed, like_need
from match.giving.pledging.states import Regift
from match.people.sessions import actor_of_account


@command
async def choose_surplus(actor: Actor, donation_id: int, choice: Regift | None) -> int | None:
    """
    What the giver (or, once asked, the county) says of the units that came over the promise.
    Returns the new pledge to the like need, or None. Raises Conflict where nothing is to be chosen.
    """
    donation = await locked(actor, donation_id)
    asked = donation["surplus_choice"] == Regift.county
    decides = asked and actor.may(Permission.giving_approve, donation["division"])
    if not (policy.is_giver(actor, donation) or decides):
        raise Denied(_("由捐赠人选择去向；捐赠人委托后，才由县民政部门决定。"))
    _open(donation)
    if choice is None:
        raise Invalid({"choice": _("请选择承诺的去向。")})
    if choice is Regift.county:
        if asked:
            raise Conflict(_("已经委托县民政部门决定，请等待结果。"))
        await _chosen(actor, donation, choice)
        await tell("donation.surplus_county_asked", donation_id=donation_id)
        return None
    target = await like_need(of_surplus(donation)) if choice is Regift.like else None
    if choice is Regift.like and target is None:
        raise Conflict(_("现在没有同类的需求，可以收回承诺，或请县民政部门决定。"))
    await _chosen(actor, donation, choice)
    return None if target is None else await _promised(donation, target)


@command
async def settle_surplus(actor: Actor, donation_id: int) -> int | None:
    """Nobody chose in time: promised to a like need, or the giver's again."""
    donation = await locked(actor, donation_id)
    _open(donation)
    target = await like_need(of_surplus(donation))
    if target is not None:
        try:
            pledge = await _promised(donation, target)
        except MatchError:
            target = None  # the giver may promise no more: it is theirs again
        else:
            await _chosen(actor, donation, Regift.like)
            return pledge
    await _chosen(actor, donation, Regift.back)
    return None


async def sweep_surplus(actor: Actor, limit: int = 100) -> int:
    """Settle what nobody chose in time; returns how many. Each is its own transaction."""
    due = await rows(
        "SELECT id FROM donation WHERE surplus > 0 AND surplus_until < $1"
        " AND surplus_choice IN ('', 'county') ORDER BY id LIMIT $2",
        clock.today(),
        limit,
    )
    for row in due:
        await settle_surplus(actor, row["id"])
    return len(due)


def of_surplus(donation: dict[str, Any]) -> dict[str, Any]:
    """The surplus as a promise without a use: what `like_need` asks for."""
    return {**donation, "units": donation["surplus"], "amount_fen": None}


def _open(donation: dict[str, Any]) -> None:
    if not donation["surplus"] or donation["surplus_choice"] not in ("", Regift.county):
        raise Conflict(_("这项捐赠没有等待选择去向的多出数量。"))


async def _promised(donation: dict[str, Any], target: LikeNeed) -> int:
    giver = await actor_of_account(donation["giver_id"])
    if giver is None:
        raise Denied(_("请先登录，再承诺捐赠。"))
    units = min(donation["surplus"], target.open_units)
    form = PledgeForm(target.line_id, units, donation["organisation_id"])
    return await promise(giver, form, giver_id=donation["giver_id"])


async def _chosen(actor: Actor, donation: dict[str, Any], choice: Regift) -> None:
    await value(
        "UPDATE donation SET surplus_choice = $2 WHERE id = $1", donation["id"], choice.value
    )
    await noted(actor, donation, "choose_surplus", "donation.surplus_chosen", choice.value)
