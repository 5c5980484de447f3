"""Reading runs and proposals: for the engine, for the review desk, for the two parties."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from match.allocation.answers import Facts, RunnerUp
from match.allocation.scores import TIES
from match.allocation.shapes import PARTS
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.matching import policy
from match.matching.states import PROPOSAL_MACHINE, ProposalStatus

_PROPOSAL = (
    "SELECT p.*, n.title AS need_title, n.urgency, n.beneficiaries, h.name AS home_name, d.path,"
    " l.name AS line_name, l.unit, l.category, l.quantity AS asked, o.title AS offer_title,"
    " o.submitted_by AS offer_owner, g.name AS giver, r.at AS run_at, r.solver, r.solver_version,"
    " r.parameters"
    " FROM proposal p JOIN need n ON n.id = p.need_id JOIN home h ON h.id = p.home_id"
    " JOIN need_line l ON l.id = p.line_id JOIN offer o ON o.id = p.offer_id"
    " JOIN division d ON d.code = p.division JOIN match_run r ON r.id = p.run_id"
    " LEFT JOIN organisation g ON g.id = p.organisation_id"
)

_BESIDE = """
SELECT count(*) FILTER (WHERE line_id = $2 AND offer_id <> $3) AS others,
  coalesce(sum(units) FILTER (WHERE offer_id = $3), 0) AS used
  FROM proposal WHERE run_id = $1 AND origin = 'run' AND (line_id = $2 OR offer_id = $3)
"""


class ProposalLine(msgspec.Struct, frozen=True):
    """One row of a list of proposals."""

    id: int
    status: ProposalStatus
    need_id: int
    need_title: str
    home_name: str
    place: str
    giver: str
    line_name: str
    units: int
    unit: str
    score: int
    margin: int | None
    urgency: str
    created_at: datetime
    next_check_at: datetime | None

    @property
    def close(self) -> bool:
        """Whether another offer was just as good: such rows are looked at first."""
        return self.margin is not None and self.margin < TIES


class Alternative(msgspec.Struct, frozen=True):
    """The runner-up as a line of the comparison."""

    offer_id: int
    title: str
    giver: str
    score: int
    margin: int


class ProposalFile(msgspec.Struct, frozen=True):
    """A proposal in full, for those who decide on it."""

    line: ProposalLine
    run_id: int
    line_id: int
    category: str
    offer_id: int
    offer_title: str
    home_id: int
    organisation_id: int | None
    division: str
    beneficiaries: int
    unit_value: int
    need_price: int
    offer_price: int
    parts: dict[str, int]
    weights: dict[str, int]
    facts: Facts
    runner_up: RunnerUp | None
    alternative: Alternative | None
    need_accepted: bool
    offer_accepted: bool
    reason: str
    solver: str
    run_at: datetime
    verbs: tuple[str, ...]
    approval: bool | str
    asked: int
    locked: bool
    swapped: bool
    by_day: bool
    beside: int
    """Other offers that the same run gave to the same line."""
    used_up: bool
    """Whether the run placed all units of the offer."""

    @property
    def by_hand(self) -> bool:
        """Whether people paired the two: no run has compared it with anything."""
        return self.swapped or self.by_day


class RunView(msgspec.Struct, frozen=True):
    """A run's figures."""

    id: int
    scope: str
    at: datetime
    needs: int
    offers: int
    pairs: int
    objective: int
    dual_objective: int
    gap: int
    violated_pairs: int
    figures: dict[str, Any]
    solver: str
    solver_version: str
    input_sha256: str
    proposals: int
    superseded: int
    parameters: dict[str, Any]
    parameter_versions: dict[str, Any]
    plan_sha256: str

    @property
    def limits(self) -> dict[str, int]:
        """The side constraints that are on, by name; with one on, `gap` is that to a bound."""
        return {name: most for name, most in self.parameters.get("limits", {}).items() if most}

    @property
    def gap_share(self) -> float:
        """How far the plan is from what its prices allow, as a share of that."""
        return self.gap / max(1, self.dual_objective)

    @property
    def price_of_fairness(self) -> float:
        """What the ladder costs in worth, as a share of the best plan without it."""
        return round(1 - self.figures["quality"], 6)


async def latest_run_id() -> int:
    """The newest run, 0 before the first."""
    return await value("SELECT coalesce(max(id), 0) FROM match_run")


async def figures_of(run_id: int) -> dict[str, Any]:
    """What `commands.running.summary` says of a plan, of a run that was kept."""
    row = await one("SELECT * FROM match_run WHERE id = $1", run_id)
    if row is None:
        raise NotFound(_("没有找到这次匹配。"))
    figures = msgspec.json.decode(row["figures"])
    return {
        "run_id": run_id,
        **{
            name: row[name]
            for name in ("pairs", "objective", "dual_objective", "gap", "violated_pairs")
        },
        "quality": figures["quality"],
        **figures["with"],
        "worst_decile_without_ladder": figures["without_ladder"]["worst_decile"],
        "first_come": figures["first_come"],
        "greedy": figures["greedy"],
        "proposals": row["proposals"],
        "unserved": figures.get("unserved", 0),
        "solver": f"{row['solver']} {row['solver_version']}",
        "input_sha256": row["input_sha256"],
    }


async def review_queue(
    actor: Actor, statuses: Sequence[ProposalStatus] = (ProposalStatus.accepted,), limit: int = 100
) -> list[ProposalLine]:
    """What waits for the county: small margins first, then the oldest."""
    found = await rows(
        _PROPOSAL + " WHERE p.status = ANY($1) AND p.division LIKE ANY($2)"
        " ORDER BY coalesce(p.margin, $4) >= $4, p.next_check_at NULLS LAST, p.id LIMIT $3",
        [str(status) for status in statuses],
        [f"{prefix}%" for prefix in actor.scope(Permission.matching_read)],
        limit,
        TIES,
    )
    return [_line(row) for row in found]


async def proposals_of_need(need_id: int) -> list[ProposalLine]:
    """Every proposal a need ever had, newest first."""
    found = await rows(_PROPOSAL + " WHERE p.need_id = $1 ORDER BY p.id DESC", need_id)
    return [_line(row) for row in found]


async def proposal_file(actor: Actor, proposal_id: int) -> ProposalFile:
    """A proposal with its reasons. Raises NotFound for those who have no part in it."""
    row = await one(_PROPOSAL + " WHERE p.id = $1", proposal_id)
    if row is None or not policy.can_see(
        actor, row["division"], row["home_id"], row["organisation_id"], row["offer_owner"]
    ):
        raise NotFound(_("没有找到这条匹配建议。"))
    points = msgspec.json.decode(row["parts"], type=dict[str, int])
    second = msgspec.json.decode(row["runner_up"], type=RunnerUp) if row["runner_up"] else None
    involved = await one(
        "SELECT submitted_by, entered_for, checked_by FROM need WHERE id = $1", row["need_id"]
    )
    beside = await one(_BESIDE, row["run_id"], row["line_id"], row["offer_id"])
    assert involved is not None, "a proposal has a need"
    assert beside is not None, "a count has one row"
    facts = msgspec.json.decode(row["facts"], type=Facts)
    people = {
        *involved.values(),
        row["offer_owner"],
        row["need_accepted_by"],
        row["offer_accepted_by"],
    } - {None}
    return ProposalFile(
        line=_line(row),
        run_id=row["run_id"],
        line_id=row["line_id"],
        category=row["category"],
        offer_id=row["offer_id"],
        offer_title=row["offer_title"],
        home_id=row["home_id"],
        organisation_id=row["organisation_id"],
        division=row["division"],
        beneficiaries=row["beneficiaries"],
        unit_value=row["unit_value"],
        need_price=row["need_price"],
        offer_price=row["offer_price"],
        # In the order in which the engine counts them: the database keeps its own.
        parts={part: points[part] for part in PARTS},
        weights=msgspec.json.decode(row["parameters"])["weights"],
        facts=facts,
        runner_up=second,
        alternative=await _alternative(second),
        need_accepted=row["need_accepted_by"] is not None,
        offer_accepted=row["offer_accepted_by"] is not None,
        reason=row["reason"],
        solver=f"{row['solver']} {row['solver_version']}",
        run_at=row["run_at"],
        verbs=tuple(PROPOSAL_MACHINE.verbs(ProposalStatus(row["status"]))),
        approval=policy.can_approve(actor, row["division"], people, row["organisation_id"]),
        asked=row["asked"],
        locked=row["locked"],
        swapped=row["origin"] == "swap",
        by_day=row["origin"] == "day",
        beside=beside["others"],
        used_up=beside["used"] >= facts.capacity,
    )


async def runs(actor: Actor, limit: int = 30) -> list[RunView]:
    """The newest runs that touch the reader's area."""
    scopes = actor.scope(Permission.matching_read)
    found = await rows("SELECT * FROM match_run ORDER BY id DESC LIMIT $1", limit)
    return [
        _run(row)
        for row in found
        if any(row["scope"].startswith(s) or s.startswith(row["scope"]) for s in scopes)
    ]


async def run_view(actor: Actor, run_id: int) -> RunView:
    """One run. Raises NotFound where it does not touch the reader's area."""
    row = await one("SELECT * FROM match_run WHERE id = $1", run_id)
    scopes = actor.scope(Permission.matching_read)
    if row is None or not any(
        row["scope"].startswith(s) or s.startswith(row["scope"]) for s in scopes
    ):
        raise NotFound(_("没有找到这次匹配。"))
    return _run(row)


async def _alternative(second: RunnerUp | None) -> Alternative | None:
    if second is None:
        return None
    row = await one(
        "SELECT o.title, g.name FROM offer o LEFT JOIN organisation g ON g.id = o.organisation_id"
        " WHERE o.id = $1",
        second.offer_id,
    )
    if row is None:
        return None
    return Alternative(
        second.offer_id, row["title"], row["name"] or _("个人"), second.score, second.margin
    )


def _run(row: dict[str, Any]) -> RunView:
    names = RunView.__struct_fields__
    read = ("figures", "parameters", "parameter_versions")
    return RunView(**{n: msgspec.json.decode(row[n]) if n in read else row[n] for n in names})


def _line(row: dict[str, Any]) -> ProposalLine:
    return ProposalLine(
        row["id"],
        ProposalStatus(row["status"]),
        row["need_id"],
        row["need_title"],
        row["home_name"],
        " ".join(row["path"].split("/")[1:]),
        row["giver"] or _("个人"),
        row["line_name"],
        row["units"],
        row["unit"],
        row["score"],
        row["margin"],
        row["urgency"],
        row["created_at"],
        row["next_check_at"],
    )
