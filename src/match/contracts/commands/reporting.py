"""Reports of a cooperation: what was done and spent; the final one closes it."""

from typing import Any

from match.contracts import policy
from match.contracts.commands._shared import locked, move, noted, own_files, screened, stands
from match.contracts.commands.ending import release
from match.contracts.forms import ReportForm
from match.contracts.states import ContractStatus, MilestoneStatus, ReportKind, Source
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _


@command
async def report(actor: Actor, contract_id: int, form: ReportForm) -> int:
    """
    The lead reports on a project; the report's id. No budget line is ever overspent, no child
    named. The final report comes once every milestone is accepted or dropped, with evidence, and
    completes the project; units of needs that nothing brought seek help again.
    """
    contract = await locked(actor, contract_id, needs=True)
    require(policy.can_accept(actor, contract))
    if contract["source"] != Source.cooperation:
        raise Conflict(_("采购合同按阶段验收，不提交项目报告。"))
    stands(contract, ContractStatus.in_force)
    screened(words=form.words)
    files = await own_files(actor, form.files)
    if form.kind is ReportKind.final:
        await _refuse_unfinished(contract_id, files)
    await _refuse_overspending(contract_id, form.spent)
    report_id: int = await value(
        "INSERT INTO contract_report (contract_id, kind, words, files, by)"
        " VALUES ($1, $2, $3, $4, $5) RETURNING id",
        contract_id,
        form.kind.value,
        form.words.strip(),
        files,
        actor.id,
    )
    for budget, fen in form.spent:
        await value(
            "INSERT INTO contract_spending (report_id, budget_id, fen) VALUES ($1, $2, $3)",
            report_id,
            budget,
            fen,
        )
        await value(
            "UPDATE contract_budget SET spent_fen = spent_fen + $2 WHERE id = $1", budget, fen
        )
    await noted(actor, contract, "contract.reported", report_id=report_id, kind=form.kind.value)
    if form.kind is ReportKind.final:
        await move(actor, contract, "complete", ended_on=clock.today())
        await release(actor, contract)
    return report_id


async def _refuse_unfinished(contract_id: int, files: list[int]) -> None:
    left: int = await value(
        "SELECT count(*) FROM contract_milestone WHERE contract_id = $1 AND status <> ALL($2)",
        contract_id,
        [MilestoneStatus.accepted.value, MilestoneStatus.dropped.value],
    )
    if left:
        raise Conflict(_("还有 %(left)s 个阶段没有完成，不能提交结项报告。") % {"left": left})
    if not files:
        raise Invalid({"files": _("结项报告请附上证明材料。")})


async def _refuse_overspending(contract_id: int, spent: list[tuple[int, int]]) -> None:
    left: dict[int, dict[str, Any]] = {
        row["id"]: row
        for row in await rows(
            "SELECT id, title, amount_fen - spent_fen AS left FROM contract_budget"
            " WHERE contract_id = $1 ORDER BY id FOR UPDATE",
            contract_id,
        )
    }
    for budget, fen in spent:
        if budget not in left:
            raise Invalid({"spent": _("请选择这个项目的预算。")})
        if fen <= 0 or fen > left[budget]["left"]:
            raise Invalid(
                {"spent": _("“%(title)s”的支出超过了剩余预算。") % {"title": left[budget]["title"]}}
            )
    if len({budget for budget, _fen in spent}) < len(spent):
        raise Invalid({"spent": _("每条预算只填一次。")})
