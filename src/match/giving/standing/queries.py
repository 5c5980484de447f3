"""Reading foundations' rules: the list, one in full with its dry run, and what it has picked."""

from datetime import date, datetime
from typing import Any

import msgspec

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.giving.amounts import amount_word
from match.giving.standing import policy
from match.giving.standing.planning import plan_of
from match.giving.standing.rules import Pick, Weights
from match.giving.standing.states import RULE_MACHINE, RuleStatus
from match.giving.states import GiftKind, PledgeStatus
from match.places.queries import area_names

SHOWN_MOST = 30
_RULE = """
SELECT r.*, o.name AS organisation_name, c.name AS charity_name, a.name AS contact_name,
       coalesce((SELECT sum(coalesce(p.units, p.amount_fen / 100)) FROM pledge p
                  WHERE p.rule_id = r.id AND p.status IN
                        ('offered', 'accepted', 'agreed', 'kept', 'choosing')), 0)::bigint AS given
  FROM giving_rule r JOIN organisation o ON o.id = r.organisation_id
  JOIN account a ON a.id = r.contact_id LEFT JOIN organisation c ON c.id = r.charity_id
"""


class RuleLine(msgspec.Struct, frozen=True):
    """One rule in a list. ``given``: promised so far, in the rule's unit."""

    id: int
    title: str
    status: RuleStatus
    organisation: str
    charity: str | None
    contact: str
    category: str
    unit: str
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    cap_units: int
    cap_home_units: int
    cap_need_units: int
    two_person_fen: int | None
    given: int
    starts_on: date
    ends_on: date
    reason: str

    def amount(self, units: int) -> str:
        """So many units in words."""
        money = codes.category(self.category).is_money
        kind = GiftKind.money if money else GiftKind.goods
        return amount_word(kind, self.unit, units * 100 if money else units)

    @property
    def what(self) -> str:
        """The category and the groups in words."""
        named = [codes.group(code).label() for code in self.groups]
        return _("、").join([codes.category(self.category).label(), *named])


class Chosen(msgspec.Struct, frozen=True):
    """What a dry run would pick: the need, so many units, the score and its shares."""

    need_id: int
    title: str
    place: str
    units: int
    score: int
    shares: dict[str, int]


class Picked(msgspec.Struct, frozen=True):
    """What a rule has picked, and what became of it."""

    pledge_id: int
    need_id: int
    title: str
    place: str
    units: int
    score: int
    status: PledgeStatus
    at: datetime


class RuleFile(msgspec.Struct, frozen=True):
    """A rule with what it would pick now, what is left out and why, and what it picked before."""

    line: RuleLine
    own: bool
    verbs: tuple[str, ...]
    would: tuple[Chosen, ...]
    would_units: int
    candidates: int
    left_out: dict[str, int]
    weights: Weights
    picked: tuple[Picked, ...]


async def rules_of(actor: Actor) -> list[RuleLine]:
    """The rules of the reader's organisations, newest first."""
    found = await rows(
        _RULE + " WHERE r.organisation_id = ANY($1) ORDER BY r.id DESC LIMIT 100",
        sorted(actor.organisations),
    )
    return [await _line(row) for row in found]


async def rule_file(actor: Actor, rule_id: int) -> RuleFile:
    """
    One rule with its dry run: what it would pick now and why, part by part. Writes nothing.
    Raises NotFound for anybody else's.
    """
    row = await one(_RULE + " WHERE r.id = $1", rule_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这条捐赠规则。"))
    plan, weights, found = await plan_of(row)
    own = policy.can_keep(actor, row["organisation_id"]) is True
    counts: dict[str, int] = {}
    for why in plan.left_out.values():
        counts[why] = counts.get(why, 0) + 1
    return RuleFile(
        line=await _line(row),
        own=own,
        verbs=tuple(RULE_MACHINE.verbs(RuleStatus(row["status"]))) if own else (),
        would=await _chosen(plan.picks[:SHOWN_MOST]),
        would_units=sum(pick.units for pick in plan.picks),
        candidates=found,
        left_out=counts,
        weights=weights,
        picked=await _picked(rule_id),
    )


async def members(actor: Actor, organisation: int) -> list[tuple[str, str]]:
    """Who may answer for a rule of *organisation*: its managers."""
    if organisation not in actor.organisations:
        return []
    found = await rows(
        "SELECT DISTINCT a.id, a.name FROM membership m JOIN account a ON a.id = m.account"
        " WHERE m.organisation = $1 AND m.role = 'manager' AND m.ended_at IS NULL ORDER BY a.name",
        organisation,
    )
    return [(str(row["id"]), row["name"]) for row in found]


async def _chosen(picks: tuple[Pick, ...]) -> tuple[Chosen, ...]:
    needs = {
        row["id"]: row
        for row in await rows(
            "SELECT n.id, n.title, d.path FROM need n"
            " JOIN division d ON d.code = left(n.division, 9) || '000' WHERE n.id = ANY($1)",
            [pick.need_id for pick in picks],
        )
    }
    return tuple(
        Chosen(
            pick.need_id,
            needs[pick.need_id]["title"],
            " ".join(needs[pick.need_id]["path"].split("/")[1:]),
            pick.units,
            pick.score.total,
            pick.score.shares,
        )
        for pick in picks
    )


async def _picked(rule_id: int) -> tuple[Picked, ...]:
    found = await rows(
        "SELECT k.pledge_id, k.need_id, n.title, d.path, k.units, k.score, p.status, r.at"
        " FROM rule_pick k JOIN pledge p ON p.id = k.pledge_id JOIN need n ON n.id = k.need_id"
        " JOIN rule_run r ON r.id = k.run_id"
        " JOIN division d ON d.code = left(n.division, 9) || '000'"
        " WHERE k.rule_id = $1 ORDER BY k.id DESC LIMIT 100",
        rule_id,
    )
    return tuple(
        Picked(
            row["pledge_id"],
            row["need_id"],
            row["title"],
            " ".join(row["path"].split("/")[1:]),
            row["units"],
            row["score"],
            PledgeStatus(row["status"]),
            row["at"],
        )
        for row in found
    )


async def _line(row: dict[str, Any]) -> RuleLine:
    named = await area_names(row["areas"])
    return RuleLine(
        row["id"],
        row["title"],
        RuleStatus(row["status"]),
        row["organisation_name"],
        row["charity_name"],
        row["contact_name"],
        row["category"],
        row["unit"],
        tuple(named.get(area) or area for area in row["areas"]),
        tuple(row["groups"]),
        row["cap_units"],
        row["cap_home_units"],
        row["cap_need_units"],
        row["two_person_fen"],
        row["given"],
        row["starts_on"],
        row["ends_on"],
        row["reason"],
    )
