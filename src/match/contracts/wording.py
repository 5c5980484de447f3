"""Codes of contracts in words."""

from match.contracts.states import (
    ChangeReason,
    Evaluator,
    IndicatorKind,
    PartyRole,
    ReportKind,
    Source,
    Stage,
    StandardKind,
    SubcontractStatus,
    UserKind,
)
from match.foundation.language import _, pgettext

CENT = 100


def source_word(source: Source | str) -> str:
    """Where a contract comes from."""
    return {
        Source.award: _("政府购买服务合同"),
        Source.cooperation: _("公益项目合作"),
    }[Source(source)]


def role_word(role: PartyRole | str) -> str:
    """A side."""
    return {
        PartyRole.purchaser: pgettext("party", "采购单位"),
        PartyRole.supplier: pgettext("party", "供应商"),
        PartyRole.lead: pgettext("party", "牵头方"),
        PartyRole.partner: pgettext("party", "合作方"),
    }[PartyRole(role)]


def standard_word(kind: StandardKind | str) -> str:
    """A kind of standard."""
    return {
        StandardKind.technical: pgettext("standard", "技术"),
        StandardKind.service: pgettext("standard", "服务"),
        StandardKind.safety: pgettext("standard", "安全"),
    }[StandardKind(kind)]


def user_word(kind: UserKind | str) -> str:
    """A kind of user."""
    return {
        UserKind.director: pgettext("user", "儿童主任"),
        UserKind.guardian: pgettext("user", "监护人"),
        UserKind.children: pgettext("user", "儿童（不记名）"),
    }[UserKind(kind)]


def satisfaction_word(level: int) -> str:
    """1 to 5."""
    return {
        1: pgettext("satisfaction", "很不满意"),
        2: pgettext("satisfaction", "不满意"),
        3: pgettext("satisfaction", "一般"),
        4: pgettext("satisfaction", "满意"),
        5: pgettext("satisfaction", "很满意"),
    }[level]


def reason_word(reason: ChangeReason | str) -> str:
    """Why a contract changes."""
    return {
        ChangeReason.quantity: pgettext("change-reason", "服务数量调整"),
        ChangeReason.quality: pgettext("change-reason", "质量要求调整"),
        ChangeReason.term: pgettext("change-reason", "期限调整"),
        ChangeReason.place: pgettext("change-reason", "服务地点调整"),
        ChangeReason.law: pgettext("change-reason", "政策或法律变化"),
        ChangeReason.force_majeure: pgettext("change-reason", "不可抗力"),
        ChangeReason.error: pgettext("change-reason", "文字或计算错误"),
    }[ChangeReason(reason)]


def indicator_word(kind: IndicatorKind | str) -> str:
    """A kind of indicator (102号令20)."""
    return {
        IndicatorKind.quantity: pgettext("indicator", "产出数量"),
        IndicatorKind.quality: pgettext("indicator", "产出质量"),
        IndicatorKind.time: pgettext("indicator", "产出时效"),
        IndicatorKind.cost: pgettext("indicator", "产出成本"),
        IndicatorKind.effect: pgettext("indicator", "效果"),
        IndicatorKind.satisfaction: pgettext("indicator", "满意度"),
    }[IndicatorKind(kind)]


def evaluator_word(role: Evaluator | str) -> str:
    """Who scores."""
    return {
        Evaluator.purchaser: pgettext("evaluator", "采购单位"),
        Evaluator.home: pgettext("evaluator", "儿童之家"),
        Evaluator.third_party: pgettext("evaluator", "第三方机构"),
        Evaluator.supervisor: pgettext("evaluator", "监督部门"),
    }[Evaluator(role)]


def stage_word(stage: Stage | str, year: int = 0) -> str:
    """When it is judged."""
    return {
        Stage.before: pgettext("stage", "事前评估"),
        Stage.yearly: pgettext("stage", "第 %(year)s 年度评价") % {"year": year},
        Stage.final: pgettext("stage", "期末评价"),
    }[Stage(stage)]


def report_word(kind: ReportKind | str) -> str:
    """A kind of report."""
    return {
        ReportKind.progress: pgettext("report", "进展报告"),
        ReportKind.final: pgettext("report", "结项报告"),
    }[ReportKind(kind)]


def subcontract_word(status: SubcontractStatus | str) -> str:
    """Whether a part may be given on."""
    return {
        SubcontractStatus.asked: pgettext("subcontract", "待采购单位同意"),
        SubcontractStatus.consented: pgettext("subcontract", "已同意"),
        SubcontractStatus.refused: pgettext("subcontract", "未同意"),
    }[SubcontractStatus(status)]


def points_word(points: int | None) -> str:
    """Hundredths of a point as people read them."""
    if points is None:
        return _("未评价")
    return _("%(points)s 分") % {"points": f"{points // CENT}.{points % CENT:02d}"}
