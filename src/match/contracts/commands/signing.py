"""Signing: every side by a person of its own; then in force, promised in the books, published."""

from datetime import date, datetime, time, timedelta
from typing import Any

from match.contracts import books, policy, rules
from match.contracts.commands._shared import locked, move, noted, of_part, reasoned, stands
from match.contracts.forms import FilingForm, SignForm
from match.contracts.states import ContractStatus, IndicatorKind, Source
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.calendar import due
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.parameters import periods
from match.foundation.workdays import working_days
from match.ledger.commands import enter
from match.needs.commands import move_units
from match.needs.commands.units import Place
from match.tenders.commands import advance
from match.tenders.commands import locked as locked_tender
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.states import NoticeKind
from match.tenders.states import Mode

PUBLISH, FILE = "PROC.CONTRACT.PUBLISH", "PROC.CONTRACT.FILE"
PARTNERS_LEAST = 2
AHEAD = timedelta(days=7)
"""So long before its day a milestone is first spoken of."""
__all__ = ["file_with_finance", "of_part", "record_signed", "sign"]


@command
async def sign(actor: Actor, contract_id: int, form: SignForm) -> bool:
    """
    Sign for the actor's side the version that was read; True once all have, and it is in force.

    Conflict for a version that has changed, before the days for objections are over, while the
    purchase is suspended, and for one person on two sides; Invalid with everything that is missing,
    and for a signature after the law's 30 days without its reason (采购法46).
    """
    contract = await _ready(actor, contract_id)
    require(policy.can_sign(actor, contract))
    if form.version != contract["version"]:
        raise Conflict(_("合同文本已经修改，请重新阅读第 %(version)s 版后再签署。")
                       % {"version": contract["version"]})  # fmt: skip
    if contract["mirror"]:
        raise Conflict(_("这是官方系统上签订的合同，由采购单位登记签订日期。"))
    await _refuse_early_or_late(contract, form.reason)
    side = await _side(actor, contract)
    await value(
        "UPDATE contract_party SET signed_by = $3, signed_at = $4, signed_version = $5"
        " WHERE contract_id = $1 AND organisation_id = $2",
        contract_id,
        side,
        actor.id,
        clock.now(),
        form.version,
    )
    await noted(actor, contract, "contract.side_signed", organisation_id=side)
    missing = await value(
        "SELECT count(*) FROM contract_party WHERE contract_id = $1 AND signed_at IS NULL",
        contract_id,
    )
    if missing:
        return False
    await _in_force(actor, contract, clock.now())
    return True


@command
async def record_signed(actor: Actor, contract_id: int, signed_on: date) -> None:
    """The purchaser records a contract that was signed on the official system (a mirror)."""
    contract = await _ready(actor, contract_id)
    require(policy.can_write(actor, contract))
    if not contract["mirror"]:
        raise Conflict(_("这份合同在本平台签署，请双方分别签署。"))
    if not contract["awarded_on"] <= signed_on <= clock.today():
        raise Invalid({"signed_on": _("签订日期必须在结果公告以后，且不能晚于今天。")})
    await _in_force(actor, contract, datetime.combine(signed_on, time(12), clock.HERE))


@command
async def file_with_finance(actor: Actor, contract_id: int, form: FilingForm) -> None:
    """A copy is with finance (采购法47: within 7 working days), under this number."""
    contract = await locked(actor, contract_id)
    require(policy.can_write(actor, contract))
    if contract["source"] != Source.award or contract["signed_at"] is None:
        raise Conflict(_("采购合同签订以后才需要备案。"))
    if contract["filed_on"] is not None:
        raise Conflict(_("这份合同已经备案。"))
    await value(
        "UPDATE contract SET filed_on = $2, filing_number = $3 WHERE id = $1",
        contract_id,
        clock.today(),
        form.filing_number.strip(),
    )
    await noted(actor, contract, "contract.filed")


async def _ready(actor: Actor, contract_id: int) -> dict[str, Any]:
    """The draft, locked after its tender and needs, with what its tender says; complete."""
    tender_id = await value("SELECT tender_id FROM contract WHERE id = $1", contract_id)
    tender = await locked_tender(tender_id) if tender_id is not None else None
    contract = await locked(actor, contract_id, needs=True)
    stands(contract, ContractStatus.drafted)
    contract["mirror"] = tender is not None and tender.mode is Mode.mirror
    if tender is not None:
        if tender.suspended:
            raise Conflict(
                _("这个采购已暂停：%(reason)s。恢复之前不能签订合同。")
                % {"reason": tender.suspended_reason}
            )
        named = tender.winner_id in (contract["supplier_id"], None)
        if not named or tender.awarded_at is None:
            raise Conflict(_("采购结果已经改变，请撤销这份草稿，按新的结果拟订。"))
        contract["awarded_on"] = tender.awarded_at.astimezone(clock.HERE).date()
    await _complete(contract)
    return contract


async def _complete(contract: dict[str, Any]) -> None:
    """Raise Invalid with everything that a contract must have before anybody signs."""
    award = contract["source"] == Source.award
    found = await one(
        "SELECT (SELECT array_agg(amount_fen) FROM contract_milestone WHERE contract_id = $1)"
        " AS instalments, (SELECT array_agg(due_on) FROM contract_milestone"
        " WHERE contract_id = $1) AS days,"
        " (SELECT count(*) FROM contract_standard WHERE contract_id = $1) AS standards,"
        " (SELECT count(*) FROM contract_budget WHERE contract_id = $1) AS budgets",
        contract["id"],
    )
    assert found is not None, "one row"
    wrong: dict[str, str | None] = {}
    days = found["days"] or []
    if not days:
        wrong["milestones"] = _("请至少写一个阶段。")
    elif not all(contract["starts_on"] <= day <= contract["ends_on"] for day in days):
        wrong["milestones"] = _("有阶段的日期不在合同期内，请修改。")
    if award:
        wrong["amount"] = rules.instalments_complaint(
            found["instalments"] or [], contract["amount_fen"]
        )
        wrong["standards"] = None if found["standards"] else _("请至少写一条验收标准。")
        wrong["indicators"] = await _indicators(contract["id"])
    else:
        if len(contract["parties"]) < PARTNERS_LEAST:
            wrong["partners"] = _("合作项目至少要有两家通过核实的机构。")
        wrong["budget"] = None if found["budgets"] else _("请至少写一条预算。")
        wrong["unverified"] = await _unverified(contract["id"])
    told = {name: words for name, words in wrong.items() if words}
    if told:
        raise Invalid(told)


async def _indicators(contract_id: int) -> str | None:
    held = await rows(
        "SELECT kind, weight FROM contract_indicator WHERE contract_id = $1", contract_id
    )
    weights = [row["weight"] for row in held]
    return rules.weights_complaint(weights, [IndicatorKind(row["kind"]) for row in held])


async def _unverified(contract_id: int) -> str | None:
    name = await value(
        "SELECT g.name FROM contract_party p JOIN organisation g ON g.id = p.organisation_id"
        " WHERE p.contract_id = $1 AND NOT (g.status = 'verified' AND g.verified_until >= $2)",
        contract_id,
        clock.today(),
    )
    return _("%(name)s 的核实已过期，请先重新核实。") % {"name": name} if name else None


async def _refuse_early_or_late(contract: dict[str, Any], reason: str) -> None:
    today = clock.today()
    if contract["opens_on"] is not None and today < contract["opens_on"]:
        raise Conflict(
            _("质疑期还没有结束，%(on)s 起才能签订合同。")
            % {"on": contract["opens_on"].isoformat()},
            opens_on=contract["opens_on"].isoformat(),
        )
    if contract["sign_by"] is not None and today > contract["sign_by"]:
        if not reason.strip():
            raise Invalid(
                {"reason": _("已超过成交通知书发出后 30 日，请写明逾期签订的原因，会公开。")}
            )
        await value(
            "UPDATE contract SET reason = $2 WHERE id = $1", contract["id"], reasoned(reason)
        )


async def _side(actor: Actor, contract: dict[str, Any]) -> int:
    """Which side this person signs for. Nobody signs for two."""
    held = {
        row["organisation_id"]: row["signed_by"]
        for row in await rows(
            "SELECT organisation_id, signed_by FROM contract_party WHERE contract_id = $1",
            contract["id"],
        )
    }
    if actor.id in held.values():
        raise Conflict(_("您已经签署过，其他各方须由各自的人员签署。"))
    free = [side for side in policy.sides(actor, contract) if held[side] is None]
    if not free:
        raise Conflict(_("您这一方已经签署过，正在等其他各方签署。"))
    return free[0]


async def _in_force(actor: Actor, contract: dict[str, Any], at: datetime) -> None:
    """All have signed: needs are promised, the books know it, everybody reads it."""
    award = contract["source"] == Source.award
    days = await working_days()
    last = {
        key: due(at, periods()[key].text, periods()[key].unit, periods()[key].rule, days).on
        for key in (PUBLISH, FILE)
    }
    if award:
        await advance(actor, contract["tender_id"], "contract", at=at)
    await _promise(actor, contract["id"])
    await move(
        actor,
        contract,
        "sign",
        signed_at=at,
        publish_by=last[PUBLISH] if award else None,
        file_by=last[FILE] if award else None,
        published_at=clock.now(),
    )
    for row in await rows(
        "SELECT id, due_on FROM contract_milestone WHERE contract_id = $1", contract["id"]
    ):
        await value(
            "UPDATE contract_milestone SET next_check_at = $2 WHERE id = $1",
            row["id"],
            datetime.combine(row["due_on"] - AHEAD, time(9), clock.HERE),
        )
    if award:
        posting = books.signed(contract["id"], contract["purchaser_id"], contract["amount_fen"])
        await enter(actor, posting)
        notice = await _notice(contract)
        await publish_notice(actor, contract["tender_id"], NoticeKind.contract, notice)


async def _promise(actor: Actor, contract_id: int) -> None:
    found = await rows(
        "SELECT c.id, c.line_id, c.units FROM contract_line c WHERE contract_id = $1"
        " AND state = 'planned' ORDER BY line_id, id",
        contract_id,
    )
    for line in found:
        await move_units(
            actor, line["line_id"], line["units"], source=Place.open, target=Place.committed
        )
        await value("UPDATE contract_line SET state = 'committed' WHERE id = $1", line["id"])


async def _notice(contract: dict[str, Any]) -> dict[str, Any]:
    supplier = await value("SELECT name FROM organisation WHERE id = $1", contract["supplier_id"])
    return {
        "number": contract["number"],
        "supplier": supplier,
        "amount_fen": contract["amount_fen"],
        "signed_on": contract["signed_at"].astimezone(clock.HERE).date(),
        "items": [
            {
                "name": contract["title"],
                "spec": contract["quantity"][:300],
                "unit_price_fen": contract["amount_fen"],
                "service": contract["content"][:300],
            }
        ],
        "starts_on": contract["starts_on"],
        "ends_on": contract["ends_on"],
    }
