"""A home asks in numbers; somebody who may be near children offers to be one of them."""

from match.care.cases.wall import inside, verb
from match.care.pairs import policy
from match.care.pairs.commands._shared import held, move, note
from match.care.pairs.forms import OfferForm, RequestForm
from match.care.pairs.wall import among_pairs
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.screening import Severity, screen, what_to_remove
from match.people.queries.people import valid_check


@verb
async def ask_for_pairs(actor: Actor, form: RequestForm) -> int:
    """How many helpers the home wants: a number, which may be told outside (4.3d HM-PAIR)."""
    require(policy.can_ask(actor, form.home))
    home = await one("SELECT division FROM home WHERE id = $1", form.home)
    assert home is not None
    async with among_pairs(actor):
        await rows(
            "UPDATE care.pair_request SET closed_at = $3"
            " WHERE home_id = $1 AND mode = $2 AND closed_at IS NULL",
            form.home,
            form.mode,
            clock.now(),
        )
        made: int = await value(
            "INSERT INTO care.pair_request (home_id, division, mode, wanted, asked_by, asked_at)"
            " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
            form.home,
            home["division"],
            form.mode,
            form.wanted,
            actor.id,
            clock.now(),
        )
        await record(actor, "pair.asked", subject=("pair_request", made), division=home["division"])
    return made


@verb
async def close_request(actor: Actor, request_id: int) -> None:
    """The home wants nobody more."""
    async with among_pairs(actor):
        request = await one("SELECT * FROM care.pair_request WHERE id = $1", request_id)
        if request is None or policy.can_ask(actor, request["home_id"]) is not True:
            raise NotFound(_("没有找到这条结对需求。"))
        await rows(
            "UPDATE care.pair_request SET closed_at = coalesce(closed_at, $2) WHERE id = $1",
            request_id,
            clock.now(),
        )
        await record(
            actor,
            "pair.request_closed",
            subject=("pair_request", request_id),
            division=request["division"],
        )


@verb
async def offer_help(actor: Actor, form: OfferForm) -> int:
    """
    Offer to help one to one in a township. Raises Denied without a background check in date
    (未保法62), Invalid for a unit that is not one's own or not verified, or for a home address.
    """
    if actor.id is None or not await valid_check(actor.id):
        raise Denied(_("一对一帮扶须有一年内有效的从业查询结果，请先请乡镇或县级登记。"))
    if found := [f for f in screen(form.words) if f.severity is Severity.block]:
        raise Invalid({"words": what_to_remove(found[0])})
    await _own_unit(actor, form.organisation)
    async with inside():
        request = await one("SELECT * FROM care.request_in($1, $2)", form.township[:9], form.mode)
    if request is None:
        raise Invalid({"township": _("这个乡镇现在没有结对需求。")})
    async with among_pairs(actor, ()):
        made = await one(
            "INSERT INTO care.pair (request_id, home_id, division, helper_id, organisation_id,"
            " words, offered_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"
            " ON CONFLICT DO NOTHING RETURNING id",
            request["id"],
            request["home_id"],
            request["division"],
            actor.id,
            form.organisation,
            form.words,
            clock.now(),
        )
        if made is None:
            raise Conflict(_("您已经申请过，请等答复。"))
        await note(actor, "pair.offered", made["id"], request["division"])
        await tell("pair.offered", pair_id=made["id"], home_id=request["home_id"])
    return made["id"]


@verb
async def withdraw_offer(actor: Actor, pair_id: int) -> None:
    """Taken back by who offered, before a child was thought of."""
    async with among_pairs(actor):
        pair = await held(pair_id)
        if not policy.is_helper(actor, pair):
            raise NotFound(_("没有找到这个结对。"))
        await move(actor, pair, "withdraw")


async def _own_unit(actor: Actor, organisation: int | None) -> None:
    if organisation is None:
        return
    status = await value("SELECT status FROM organisation WHERE id = $1", organisation)
    if organisation not in actor.organisations or status != "verified":
        raise Invalid({"organisation": _("请选择自己所在的、已核验的机构。")})
