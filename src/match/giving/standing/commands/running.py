"""A rule picks: by need score, never by who came first, within its caps whoever else picks."""

from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, MatchError
from match.foundation.language import _
from match.foundation.outbox import tell
from match.giving.pledging.commands import promise
from match.giving.pledging.forms import PledgeForm
from match.giving.pledging.states import Recipient
from match.giving.standing import policy
from match.giving.standing.commands._shared import at_work, the_rule
from match.giving.standing.planning import plan_of
from match.giving.standing.rules import Pick, Weights
from match.people.sessions import actor_of_account


@command
async def order_rule_run(actor: Actor, rule_id: int) -> None:
    """Ask for a run now; a worker does it. Raises Conflict for a rule that is not at work."""
    rule = await the_rule(actor, rule_id)
    require(policy.can_keep(actor, rule["organisation_id"]))
    if not at_work(rule, clock.today()):
        raise Conflict(_("这条规则没有在执行中，不能挑选需求。"))
    await record(actor, "rule.run_ordered", subject=("giving_rule", rule_id), division=None)
    await tell("rule.run_ordered", rule_id=rule_id)


async def run_rule(actor: Actor, rule_id: int) -> dict[str, Any]:
    """
    Pick what the rule should give now and offer it, pick by pick: each pledge is its own
    transaction, so a run that dies leaves whole pledges, and the next one goes on from there.

    What another giver took meanwhile, or what no longer fits a cap, is skipped. Returns the figures
    ``candidates``, ``planned``, ``offered`` (pledge ids) and ``skipped`` (why).
    """
    rule = await the_rule(actor, rule_id)
    require(policy.can_run(actor, rule))
    if not at_work(rule, clock.today()):
        raise Conflict(_("这条规则没有在执行中，不能挑选需求。"))
    plan, weights, found = await plan_of(rule)
    run_id = await _begin(actor, rule_id, found, len(plan.picks), weights)
    offered: list[int] = []
    skipped: list[str] = []
    for place, pick in enumerate(plan.picks, 1):
        try:
            offered.append(await offer_pick(actor, rule_id, run_id, place, pick))
        except MatchError as refusal:
            skipped.append(refusal.message)
    return {
        "run": run_id,
        "candidates": found,
        "planned": len(plan.picks),
        "offered": offered,
        "skipped": skipped,
    }


async def run_rules(actor: Actor) -> dict[str, Any]:
    """Every rule at work, in the night. One that is refused keeps none of the others back."""
    active = await rows(
        "SELECT id FROM giving_rule WHERE status = 'active' AND starts_on <= $1 AND ends_on >= $1"
        " ORDER BY id",
        clock.today(),
    )
    pledges, refused = 0, 0
    for row in active:
        try:
            pledges += len((await run_rule(actor, row["id"]))["offered"])
        except MatchError:
            refused += 1
    return {"rules": len(active), "pledges": pledges, "refused": refused}


@command
async def offer_pick(actor: Actor, rule_id: int, run_id: int, place: int, pick: Pick) -> int:
    """
    One pick becomes a pledge ``offered`` by the rule; returns its id.

    Need and line are locked first, then the rule: the caps are asked again under its lock, and the
    database holds them as well. Raises Conflict where they, or the need, no longer have room.
    """
    await one("SELECT id FROM need WHERE id = $1 FOR UPDATE", pick.need_id)
    rule = await one("SELECT * FROM giving_rule WHERE id = $1 FOR UPDATE", rule_id)
    assert rule is not None, "rules are never deleted"
    if not at_work(rule, clock.today()):
        raise Conflict(_("这条规则没有在执行中，不能挑选需求。"))
    await _within_caps(rule, pick)
    contact = await actor_of_account(rule["contact_id"])
    if contact is None or rule["organisation_id"] not in contact.organisations:
        raise Conflict(_("规则的负责人已不在本机构，请先更换负责人。"))
    pledge_id = await promise(
        contact, _pledge_form(rule, pick), giver_id=rule["contact_id"], rule_id=rule_id
    )
    await value(
        "INSERT INTO rule_pick (run_id, rule_id, need_id, line_id, pledge_id, place, units, score,"
        " shares) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)",
        run_id,
        rule_id,
        pick.need_id,
        pick.line_id,
        pledge_id,
        place,
        pick.units,
        pick.score.total,
        msgspec.json.encode(pick.score.shares).decode(),
    )
    await record(
        actor,
        "rule.picked",
        subject=("giving_rule", rule_id),
        division=None,
        changes={"pledge": (None, pledge_id)},
    )
    return pledge_id


async def _within_caps(rule: dict[str, Any], pick: Pick) -> None:
    held = await one(
        "SELECT coalesce(sum(u), 0) AS given, coalesce(sum(u) FILTER (WHERE home_id = $2), 0)"
        " AS home, coalesce(sum(u) FILTER (WHERE need_id = $3), 0) AS need"
        " FROM (SELECT home_id, need_id, coalesce(units, amount_fen / 100) AS u FROM pledge"
        "        WHERE rule_id = $1"
        "          AND status IN ('offered', 'accepted', 'agreed', 'kept', 'choosing')) AS live",
        rule["id"],
        pick.home_id,
        pick.need_id,
    )
    assert held is not None, "sums are always there"
    caps = (("given", "cap_units"), ("home", "cap_home_units"), ("need", "cap_need_units"))
    if any(held[sum_of] + pick.units > rule[cap] for sum_of, cap in caps):
        raise Conflict(_("规则的上限已经用完，没有再承诺。"))


def _pledge_form(rule: dict[str, Any], pick: Pick) -> PledgeForm:
    money = rule["charity_id"] is not None
    return PledgeForm(
        line=pick.line_id,
        units=pick.units,
        organisation=rule["organisation_id"],
        charity=rule["charity_id"],
        recipient=Recipient.project if money else None,
        purpose=rule["title"] if money else "",
    )


@command
async def _begin(actor: Actor, rule_id: int, found: int, planned: int, weights: Weights) -> int:
    run_id: int = await value(
        "INSERT INTO rule_run (rule_id, by, at, candidates, planned, weights)"
        " VALUES ($1, $2, $3, $4, $5, $6::jsonb) RETURNING id",
        rule_id,
        actor.id,
        clock.now(),
        found,
        planned,
        msgspec.json.encode(weights).decode(),
    )
    await record(actor, "rule.ran", subject=("giving_rule", rule_id), division=None)
    await tell("rule.ran", rule_id=rule_id, run_id=run_id)
    return run_id
