"""What a reader may do with a contract now, the nearest step first. Pure: the desk draws it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from match.contracts import policy
from match.contracts.shapes import Milestone, Payment, PublicContract
from match.contracts.states import (
    BreachStatus,
    ChangeStatus,
    ContractStatus,
    Evaluator,
    MilestoneStatus,
    PaymentStatus,
    Source,
    Stage,
    SubcontractStatus,
)
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission

C, M = ContractStatus, MilestoneStatus


class Act(msgspec.Struct, frozen=True):
    """One step. ``of``: the part it is about, 0 for the contract itself; ``about``: its name."""

    verb: str
    of: int = 0
    about: str = ""


class Around(msgspec.Struct, frozen=True):
    """What stands beside the public view: signatures, the reader's homes, what is not public."""

    signed: Mapping[int, int | None]
    """Organisation → who signed for it."""
    homes: Sequence[tuple[int, str]] = ()
    sessions: Sequence[Mapping[str, Any]] = ()
    breaches: Sequence[Mapping[str, Any]] = ()
    changes: Mapping[int, Mapping[str, Any]] = {}
    scored: frozenset[tuple[str, int | None]] = frozenset()
    stage: Stage | None = None
    """What may be judged now."""
    mirror: bool = False


def acts(
    actor: Actor, contract: Mapping[str, Any], view: PublicContract, around: Around
) -> tuple[Act, ...]:
    """Every step this reader may take now. *contract* is its row with ``parties``."""
    by_state = {
        C.drafted: _of_draft,
        C.in_force: _of_work,
        C.completed: _of_completed,
        C.evaluated: _of_over,
        C.terminated: _of_over,
    }.get(view.status)
    return tuple(by_state(actor, contract, view, around)) if by_state else ()


def _of_draft(
    actor: Actor, contract: Mapping[str, Any], view: PublicContract, around: Around
) -> Iterator[Act]:
    mine = policy.sides(actor, contract)
    writes = policy.can_write(actor, contract) is True
    if around.mirror and writes:
        yield Act("record_signed")
    unsigned = any(around.signed.get(side) is None for side in mine)
    if not around.mirror and unsigned and actor.id not in around.signed.values():
        yield Act("sign")
    if view.indicators:
        for role in (Evaluator.purchaser, Evaluator.third_party):
            if (role.value, None) not in around.scored and _may_score(actor, contract, role):
                yield Act(f"appraise_{role.value}")
    if not writes:
        return
    for verb in ("add_milestone", "add_line"):
        yield Act(verb)
    if view.source is Source.award:
        for verb in ("add_standard", "add_indicator"):
            yield Act(verb)
    else:
        for verb in ("add_partner", "add_budget"):
            yield Act(verb)
    yield Act("save_terms")
    yield Act("cancel_draft")


def _of_work(
    actor: Actor, contract: Mapping[str, Any], view: PublicContract, around: Around
) -> Iterator[Act]:
    for session in around.sessions:
        if session["confirmed"] is None and session["home_id"] in dict(around.homes):
            yield Act("answer_session", session["id"], session["what"])
    for milestone in view.milestones:
        yield from _of_milestone(actor, contract, view, around, milestone)
    for payment in view.payments:
        yield from _of_payment(actor, contract, view, payment)
    yield from _of_changes(actor, contract, view, around)
    yield from _of_breaches(actor, contract, around)
    if around.stage is Stage.yearly:
        yield from _of_evaluation(actor, contract, view, around)
    buys = policy.is_purchaser(actor, contract)
    if view.source is Source.cooperation and buys:
        yield Act("report")
    if view.source is Source.award and buys and view.filed_on is None:
        yield Act("file_with_finance")
    supervises = policy.can_approve(actor, contract) is True
    upheld = any(one["status"] == BreachStatus.upheld for one in around.breaches)
    if supervises or (buys and upheld):
        yield Act("terminate")


def _of_milestone(
    actor: Actor,
    contract: Mapping[str, Any],
    view: PublicContract,
    around: Around,
    milestone: Milestone,
) -> Iterator[Act]:
    of, about = milestone.id, milestone.title
    if policy.is_supplier(actor, contract):
        if milestone.status in (M.planned, M.returned):
            yield Act("deliver", of, about)
        if view.engages_directors and milestone.status in (M.planned, M.returned, M.delivered):
            yield Act("record_session", of, about)
    if milestone.status is M.delivered:
        if around.homes:
            yield Act("give_opinion", of, about)
        if policy.is_purchaser(actor, contract):
            yield Act("conclude", of, about)
    live = any(
        one.milestone_id == of and one.status is not PaymentStatus.refused for one in view.payments
    )
    asks = view.source is Source.award and policy.is_purchaser(actor, contract)
    if milestone.status is M.accepted and milestone.amount_fen and asks and not live:
        yield Act("request_payment", of, about)


def _of_payment(
    actor: Actor, contract: Mapping[str, Any], view: PublicContract, payment: Payment
) -> Iterator[Act]:
    if not actor.may(Permission.contracts_pay, contract["division"]):
        return
    about = next((m.title for m in view.milestones if m.id == payment.milestone_id), "")
    if payment.status is PaymentStatus.requested and policy.uninvolved(actor, contract):
        yield Act("approve_payment", payment.id, about)
        yield Act("refuse_payment", payment.id, about)
    elif payment.status is PaymentStatus.approved and policy.uninvolved(actor, contract):
        yield Act("record_payment", payment.id, about)


def _of_changes(
    actor: Actor, contract: Mapping[str, Any], view: PublicContract, around: Around
) -> Iterator[Act]:
    party = policy.is_party(actor, contract)
    waiting = False
    for change in view.changes:
        row = around.changes[change.id]
        if change.status is ChangeStatus.asked:
            waiting = True
            answered = {row["asked_for"], *row["consents"]}
            if set(policy.sides(actor, contract)) - answered and actor.id != row["asked_by"]:
                yield Act("answer_change", change.id, change.words)
        elif change.status is ChangeStatus.consented:
            waiting = True
            if policy.can_approve(actor, contract) is True and actor.id != row["asked_by"]:
                yield Act("approve_change", change.id, change.words)
    if party and not waiting:
        yield Act("ask_change")
    if view.source is Source.award:
        for part in view.subcontracts:
            asked = part.status is SubcontractStatus.asked
            if asked and policy.is_purchaser(actor, contract):
                yield Act("answer_subcontract", part.id, part.name)
        if policy.is_supplier(actor, contract):
            yield Act("ask_subcontract")


def _of_breaches(actor: Actor, contract: Mapping[str, Any], around: Around) -> Iterator[Act]:
    mine = policy.sides(actor, contract)
    for breach in around.breaches:
        about = breach["words"][:40]
        if breach["status"] == BreachStatus.reported and breach["against"] in mine:
            yield Act("reply_to_breach", breach["id"], about)
        undecided = breach["status"] in (BreachStatus.reported, BreachStatus.replied)
        if undecided and policy.can_approve(actor, contract) is True:
            yield Act("decide_breach", breach["id"], about)
    if mine:
        yield Act("report_breach")


def _of_evaluation(
    actor: Actor, contract: Mapping[str, Any], view: PublicContract, around: Around
) -> Iterator[Act]:
    if view.source is not Source.award:
        return
    for home, name in around.homes:
        if (Evaluator.home.value, home) not in around.scored:
            yield Act("evaluate_home", home, name)
    for role in (Evaluator.purchaser, Evaluator.supervisor, Evaluator.third_party):
        if (role.value, None) not in around.scored and _may_score(actor, contract, role):
            yield Act(f"evaluate_{role.value}")


def _of_completed(
    actor: Actor, contract: Mapping[str, Any], view: PublicContract, around: Around
) -> Iterator[Act]:
    yield from _of_evaluation(actor, contract, view, around)
    buys = policy.is_purchaser(actor, contract)
    if buys and around.scored:
        yield Act("conclude_evaluation")
    if view.source is Source.award and buys and view.filed_on is None:
        yield Act("file_with_finance")
    if view.source is Source.cooperation and buys:
        yield Act("archive")
    yield from _of_breaches(actor, contract, around)


def _of_over(
    actor: Actor, contract: Mapping[str, Any], view: PublicContract, around: Around
) -> Iterator[Act]:
    del around
    if policy.is_purchaser(actor, contract):
        if view.source is Source.award and view.filed_on is None:
            yield Act("file_with_finance")
        yield Act("archive")
    for payment in view.payments:
        if payment.status is PaymentStatus.approved:
            yield from _of_payment(actor, contract, view, payment)


def _may_score(actor: Actor, contract: Mapping[str, Any], role: Evaluator) -> bool:
    if role is Evaluator.purchaser:
        return policy.is_purchaser(actor, contract)
    if role is Evaluator.supervisor:
        return policy.can_approve(actor, contract) is True
    return contract["third_party_id"] in actor.organisations


def act_word(verb: str) -> str:
    """A step in words, as its button and its page say it."""
    return {
        "draft": _("拟订合同"),
        "sign": _("签署合同"),
        "record_signed": _("登记官方系统上的签订"),
        "save_terms": _("修改条款"),
        "add_milestone": _("增加阶段"),
        "add_line": _("关联需求"),
        "add_standard": _("增加验收标准"),
        "add_indicator": _("增加绩效指标"),
        "add_partner": _("增加合作方"),
        "add_budget": _("增加预算"),
        "cancel_draft": _("撤销草稿"),
        "answer_session": _("确认服务场次"),
        "deliver": _("登记交付"),
        "record_session": _("登记服务场次"),
        "give_opinion": _("填写使用者意见"),
        "conclude": _("组织验收"),
        "request_payment": _("申请付款"),
        "approve_payment": _("审核付款"),
        "refuse_payment": _("退回付款申请"),
        "record_payment": _("登记支付"),
        "ask_change": _("提出变更"),
        "answer_change": _("答复变更"),
        "approve_change": _("审核变更"),
        "ask_subcontract": _("申请分包"),
        "answer_subcontract": _("答复分包"),
        "report_breach": _("报告违约"),
        "reply_to_breach": _("答辩"),
        "decide_breach": _("处理违约报告"),
        "report": _("提交项目报告"),
        "file_with_finance": _("登记财政备案"),
        "terminate": _("终止合同"),
        "appraise_purchaser": _("采购单位事前评估"),
        "appraise_third_party": _("第三方事前评估"),
        "evaluate_home": _("儿童之家评价"),
        "evaluate_purchaser": _("采购单位评价"),
        "evaluate_supervisor": _("监督部门评价"),
        "evaluate_third_party": _("第三方评价"),
        "conclude_evaluation": _("汇总评价"),
        "archive": _("归档"),
    }[verb]
