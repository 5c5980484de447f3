"""The trail of upkeep in words: grants, allowances, titles, minutes, insurance."""

from match.foundation.language import pgettext
from match.upkeep.states import (
    DecisionStatus,
    GrantStatus,
    SheetStatus,
    TitleStatus,
    decision_word,
    grant_word,
    sheet_word,
    title_word,
)

STATES = {
    "build_grant": lambda value: grant_word(GrantStatus(value)),
    "allowance_sheet": lambda value: sheet_word(SheetStatus(value)),
    "demo_title": lambda value: title_word(TitleStatus(value)),
    "coordination_decision": lambda value: decision_word(DecisionStatus(value)),
}


def done(verb: str) -> str:
    """``grant.allotted`` → 资金全部下达; an empty string for what is said elsewhere."""
    return {
        "grant.requested": pgettext("trail", "申请建设补助"),
        "grant.share_allotted": pgettext("trail", "登记一级资金下达"),
        "grant.allotted": pgettext("trail", "资金全部下达"),
        "grant.share_arrived": pgettext("trail", "登记一级资金到账"),
        "grant.paid": pgettext("trail", "资金全部到账"),
        "grant.used": pgettext("trail", "登记支出"),
        "grant.closed": pgettext("trail", "办结补助"),
        "cost.recorded": pgettext("trail", "登记运行经费"),
        "cost.reversed": pgettext("trail", "冲销运行经费"),
        "allowance.rule_set": pgettext("trail", "设定津贴标准"),
        "allowance.drawn": pgettext("trail", "做津贴发放表"),
        "allowance.regraded": pgettext("trail", "调整津贴等级"),
        "allowance.proposed": pgettext("trail", "提交复核"),
        "allowance.checked": pgettext("trail", "复核无误"),
        "allowance.returned": pgettext("trail", "退回修改"),
        "allowance.discarded": pgettext("trail", "作废草稿"),
        "allowance.paid": pgettext("trail", "登记已发放"),
        "insurance.recorded": pgettext("trail", "登记保险"),
        "insurance.ended": pgettext("trail", "注销保险单"),
        "title.applied": pgettext("trail", "申报示范称号"),
        "title.passed": pgettext("trail", "评审推荐"),
        "title.named": pgettext("trail", "命名"),
        "title.revoked": pgettext("trail", "撤销称号"),
        "title.quota_set": pgettext("trail", "设定年度计划数"),
        "coordination.set_up": pgettext("trail", "登记协调机构"),
        "coordination.ended": pgettext("trail", "撤销协调机构"),
        "coordination.met": pgettext("trail", "登记会议纪要"),
        "decision.made": pgettext("trail", "登记议定事项"),
        "decision.done": pgettext("trail", "办结议定事项"),
    }.get(verb, "")
