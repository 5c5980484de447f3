"""Evaluation by several, and breach with a right of reply: both public in the end."""

from collections import defaultdict
from typing import Any

from match.contracts import policy, rules
from match.contracts.commands._shared import (
    home_of,
    locked,
    move,
    noted,
    of_part,
    part,
    screened,
    stands,
)
from match.contracts.forms import BreachForm, DecisionForm, ReplyForm, SheetForm
from match.contracts.states import (
    BREACH_MACHINE,
    BreachStatus,
    ContractStatus,
    Evaluator,
    Source,
    Stage,
)
from match.contracts.tables import ContractBreach
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.permissions import Permission
from match.foundation.workdays import workdays_from_now

REPLY_WORKDAYS = 7
"""As for objections (采购法53): the accused has the time in which a purchaser would answer."""


@command
async def evaluate(actor: Actor, contract_id: int, form: SheetForm) -> None:
    """
    One evaluator's sheet: every indicator with what was found, points and evidence. Before the
    contract is signed, after each of its years, and at the end (102号令20); the end's count.

    The purchaser, homes where the service was given, the supervising body, and the third party
    that the contract names score each for itself, once; a supplier never. Denied, Conflict,
    Invalid.
    """
    contract = await locked(SYSTEM, contract_id)
    at = rules.stage(
        ContractStatus(contract["status"]),
        contract["starts_on"],
        contract["ends_on"],
        clock.today(),
    )
    require(await _may_score(actor, contract, form, at))
    if at is None or contract["source"] != Source.award:
        raise Conflict(
            _(
                "现在不评价：签订以前做事前评估，每个合同年度结束前 30 天起做年度评价，"
                "完成以后做期末评价。"
            )
        )
    stage, year = at
    indicators = await _weights(contract_id)
    if not indicators:
        raise Conflict(_("合同还没有绩效指标，请先增加指标再评价。"))
    given = {one.indicator_id: one.points for one in form.scores}
    if set(given) != set(indicators) or len(given) != len(form.scores):
        raise Invalid({"scores": _("请给每一项指标打分，并写明实际完成情况和依据。")})
    texts = {f"actual{at}": one.actual for at, one in enumerate(form.scores)}
    evidence = {f"evidence{at}": one.evidence for at, one in enumerate(form.scores)}
    screened(words=form.words, **texts, **evidence)
    sheet = await value(
        "INSERT INTO contract_evaluation (contract_id, role, home_id, by, words, stage, year)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING id",
        contract_id,
        form.role.value,
        form.home_id,
        actor.id,
        form.words.strip(),
        stage.value,
        year,
    )
    if sheet is None:
        raise Conflict(_("这一方已经评价过了。"))
    for one in form.scores:
        await value(
            "INSERT INTO contract_score (evaluation_id, indicator_id, actual, points, evidence)"
            " VALUES ($1, $2, $3, $4, $5)",
            sheet,
            one.indicator_id,
            one.actual.strip(),
            one.points,
            one.evidence.strip(),
        )
    await noted(actor, contract, "contract.sheet_given", role=form.role.value, stage=stage.value)


@command
async def conclude_evaluation(actor: Actor, contract_id: int) -> int:
    """
    Count the sheets together; the points in hundredths, public from now on and part of the
    supplier's record. Conflict until purchaser, a home, the supervisor, and the third party where
    one was named, have all scored.
    """
    contract = await locked(actor, contract_id)
    require(policy.can_accept(actor, contract))
    stands(contract, ContractStatus.completed)
    sheets = await _sheets(contract_id)
    wanted = [Evaluator.purchaser, Evaluator.home, Evaluator.supervisor]
    if contract["third_party_id"] is not None:
        wanted.append(Evaluator.third_party)
    if any(role not in sheets for role in wanted):
        raise Conflict(_("采购单位、儿童之家、监督部门（和约定的第三方）都评价以后才能汇总。"))
    points = rules.result(await _weights(contract_id), sheets)
    await value(
        "INSERT INTO contract_result (contract_id, points, by) VALUES ($1, $2, $3)",
        contract_id,
        points,
        actor.id,
    )
    await move(actor, contract, "evaluate")
    return points


@command
async def report_breach(actor: Actor, contract_id: int, form: BreachForm) -> int:
    """A party says that another broke the contract; its id. The accused has a right of reply."""
    contract = await locked(actor, contract_id)
    stands(contract, ContractStatus.in_force, ContractStatus.completed)
    sides = [side for side in policy.sides(actor, contract) if side != form.against]
    require(True if sides else _("只有合同的另一方可以提出违约报告。"))
    if form.against not in contract["parties"]:
        raise Invalid({"against": _("请选择合同的一方。")})
    screened(words=form.words)
    reply_by = (await workdays_from_now(REPLY_WORKDAYS)).date()
    breach_id: int = await value(
        "INSERT INTO contract_breach (contract_id, by_organisation, against, words, reported_by,"
        " reply_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        contract_id,
        sides[0],
        form.against,
        form.words.strip(),
        actor.id,
        reply_by,
    )
    await noted(
        actor, contract, "contract.breach_reported", breach_id=breach_id, against=form.against
    )
    return breach_id


@command
async def reply_to_breach(actor: Actor, breach_id: int, form: ReplyForm) -> None:
    """The accused party says its word, once."""
    contract = await locked(actor, await of_part("contract_breach", breach_id))
    breach = await part("contract_breach", breach_id)
    allowed = breach["against"] in policy.sides(actor, contract)
    require(True if allowed else _("只有被报告的一方可以答辩。"))
    screened(words=form.words)
    await _move(actor, contract, breach, "reply", reply=form.words.strip(), replied_by=actor.id)


@command
async def decide_breach(actor: Actor, breach_id: int, form: DecisionForm) -> None:
    """
    The supervising body decides, with grounds that everybody reads: after the reply, or once the
    days for it are over. Never a person of a party.
    """
    contract = await locked(actor, await of_part("contract_breach", breach_id))
    require(policy.can_approve(actor, contract))
    breach = await part("contract_breach", breach_id)
    if breach["status"] == BreachStatus.reported and clock.today() <= breach["reply_by"]:
        raise Conflict(
            _("答辩期到 %(on)s，对方答辩或期满以后才能处理。")
            % {"on": breach["reply_by"].isoformat()}
        )
    screened(words=form.words)
    await _move(
        actor,
        contract,
        breach,
        "uphold" if form.upheld else "dismiss",
        decision=form.words.strip(),
        decided_by=actor.id,
        decided_at=clock.now(),
    )


async def _may_score(
    actor: Actor, contract: dict[str, Any], form: SheetForm, at: tuple[Stage, int] | None
) -> bool | str:
    if (form.role is Evaluator.home) != (form.home_id is not None):
        raise Invalid({"home_id": _("儿童之家评价时请选择儿童之家。")})
    if form.role is Evaluator.home:
        assert form.home_id is not None, "asked above"
        return policy.can_speak(actor, await home_of(form.home_id), contract)
    allowed = {
        Evaluator.purchaser: policy.is_purchaser(actor, contract),
        Evaluator.supervisor: policy.can_approve(actor, contract) is True,
        Evaluator.third_party: contract["third_party_id"] in actor.organisations
        and policy.uninvolved(actor, contract),
    }[form.role]
    if not allowed:
        return _("您不是这份合同约定的这一评价方。")
    if form.role is Evaluator.supervisor and not actor.may(
        Permission.contracts_supervise, contract["division"]
    ):
        return _("您不是这份合同约定的这一评价方。")
    taken = await value(
        "SELECT id FROM contract_evaluation WHERE contract_id = $1 AND by = $2"
        " AND (role <> $3 OR (stage = $4 AND year = $5)) LIMIT 1",
        contract["id"],
        actor.id,
        form.role.value,
        at[0].value if at else "",
        at[1] if at else 0,
    )
    return _("一个人只能代表一方评价。") if taken is not None else True


async def _weights(contract_id: int) -> dict[int, int]:
    found = await rows(
        "SELECT id, weight FROM contract_indicator WHERE contract_id = $1", contract_id
    )
    return {row["id"]: row["weight"] for row in found}


async def _sheets(contract_id: int) -> dict[Evaluator, list[dict[int, int]]]:
    held: defaultdict[int, dict[int, int]] = defaultdict(dict)
    roles: dict[int, Evaluator] = {}
    for row in await rows(
        "SELECT e.id, e.role, s.indicator_id, s.points FROM contract_evaluation e"
        " JOIN contract_score s ON s.evaluation_id = e.id WHERE e.contract_id = $1"
        " AND e.stage = 'final'",
        contract_id,
    ):
        held[row["id"]][row["indicator_id"]] = row["points"]
        roles[row["id"]] = Evaluator(row["role"])
    sheets: dict[Evaluator, list[dict[int, int]]] = {}
    for sheet, role in sorted(roles.items()):
        sheets.setdefault(role, []).append(held[sheet])
    return sheets


async def _move(
    actor: Actor, contract: dict[str, Any], breach: dict[str, Any], verb: str, **sets: Any
) -> None:
    await carry_out(
        actor,
        BREACH_MACHINE,
        ContractBreach,
        {**breach, "division": contract["division"]},
        BreachStatus(breach["status"]),
        verb,
        sets=sets,
        contract_id=contract["id"],
        tender_id=contract["tender_id"],
        breach_id=breach["id"],
        source=Source(contract["source"]).value,
    )
