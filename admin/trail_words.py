"""The trail in words: what was done, and what changed from what to what."""

from typing import Any

from admin import (
    trail_activities,
    trail_children,
    trail_protection,
    trail_purchases,
    trail_standards,
    trail_training,
    trail_upkeep,
    trail_volunteers,
)
from match.activities.states import (
    ActivityStatus,
    BookingStatus,
    PlanStatus,
    activity_word,
    booking_word,
    plan_word,
)
from match.contracts.states import ContractStatus
from match.contracts.states import word as contract_word
from match.foundation.language import _, pgettext
from match.giving.campaigns.states import CampaignStatus, campaign_word
from match.giving.pledging.states import JointStatus, joint_word
from match.giving.standing.states import RuleStatus, rule_word
from match.giving.states import (
    AgreementStatus,
    DonationStatus,
    PledgeStatus,
    agreement_word,
    pledge_word,
)
from match.giving.states import word as donation_word
from match.homes.pages.common import status_word
from match.homes.states import HomeStatus
from match.matching.states import ProposalStatus
from match.matching.states import word as proposal_word
from match.needs.states import NeedStatus, inside
from match.offers.states import OfferStatus
from match.offers.states import inside as offer_word
from match.statements.states import CaseStatus, ReversalStatus, case_word, reversal_word
from match.tenders.states import TenderStatus, outside
from match.volunteers.states import ShiftStatus, SignupStatus, shift_word, signup_word


def done(verb: str) -> str:
    """``need.returned`` → 退回. The subject has a column of its own, so only the act is said."""
    act = verb.rpartition(".")[2]
    return (
        _of_money(verb)
        or trail_purchases.done(verb)
        or trail_activities.done(verb)
        or trail_standards.done(verb)
        or trail_protection.done(verb)
        or trail_children.done(verb)
        or trail_upkeep.done(verb)
        or trail_volunteers.done(verb)
        or trail_training.done(verb)
        or {
            "accepted": pgettext("trail", "接受"),
            "agreed": pgettext("trail", "约定"),
            "allocated": pgettext("trail", "分配"),
            "answered": pgettext("trail", "答复"),
            "applied": pgettext("trail", "申请"),
            "approved": pgettext("trail", "批准"),
            "approved_once": pgettext("trail", "第一方批准"),
            "arranged": pgettext("trail", "安排"),
            "asked": pgettext("trail", "查询"),
            "authenticator_bound": pgettext("trail", "绑定动态口令"),
            "begun": pgettext("trail", "开始"),
            "building": pgettext("trail", "开始建设"),
            "called_off": pgettext("trail", "取消"),
            "cancelled": pgettext("trail", "解除"),
            "changed": pgettext("trail", "修改"),
            "checked": pgettext("trail", "核实"),
            "checked_in": pgettext("trail", "签到"),
            "choosing": pgettext("trail", "请捐赠人选择去向"),
            "closed": pgettext("trail", "结束"),
            "complete": pgettext("trail", "凑齐"),
            "confirmed": pgettext("trail", "确认"),
            "corrected": pgettext("trail", "更正时长"),
            "counted": pgettext("trail", "清点"),
            "created": pgettext("trail", "建立"),
            "declined": pgettext("trail", "谢绝"),
            "delivered": pgettext("trail", "送达"),
            "described": pgettext("trail", "修改资料"),
            "director_seated": pgettext("trail", "任命主任"),
            "disabled": pgettext("trail", "停用"),
            "discarded": pgettext("trail", "删除草稿"),
            "dispatched": pgettext("trail", "发出"),
            "drafted": pgettext("trail", "起草"),
            "ended": pgettext("trail", "结束"),
            "entered": pgettext("trail", "登记"),
            "erased": pgettext("trail", "注销"),
            "escalated": pgettext("trail", "上报县民政部门"),
            "evaluated": pgettext("trail", "评价"),
            "expired": pgettext("trail", "过期"),
            "exported": pgettext("trail", "导出"),
            "factor_forgotten": pgettext("trail", "清除动态口令"),
            "failed": pgettext("trail", "未成功"),
            "filled": pgettext("trail", "满员"),
            "finished": pgettext("trail", "结束"),
            "freed": pgettext("trail", "空出名额"),
            "given": pgettext("trail", "同意"),
            "granted": pgettext("trail", "授予"),
            "guiding_loaded": pgettext("trail", "载入指导目录"),
            "hidden": pgettext("trail", "逾期暂停检索"),
            "hours_set": pgettext("trail", "设定开放时间"),
            "idle_proposed": pgettext("trail", "询问是否停用"),
            "idled": pgettext("trail", "标为未发挥作用"),
            "in_delivery": pgettext("trail", "开始交付"),
            "in_force": pgettext("trail", "生效"),
            "information_asked": pgettext("trail", "要求补充"),
            "kept": pgettext("trail", "保存"),
            "lapsed": pgettext("trail", "未候补上"),
            "left": pgettext("trail", "结束代办"),
            "loaded": pgettext("trail", "载入"),
            "locked": pgettext("trail", "锁定"),
            "made": pgettext("trail", "生成"),
            "matching": pgettext("trail", "进入匹配"),
            "met": pgettext("trail", "满足"),
            "milestone": pgettext("trail", "确认条件达到"),
            "missed": pgettext("trail", "未到"),
            "need_accepted": pgettext("trail", "需求方接受"),
            "offer_accepted": pgettext("trail", "供给方接受"),
            "offered": pgettext("trail", "提出承诺"),
            "opened": pgettext("trail", "开放"),
            "ordered": pgettext("trail", "申请"),
            "overdue": pgettext("trail", "超过时限"),
            "paid": pgettext("trail", "确认到账"),
            "parcel_sent": pgettext("trail", "发出一件"),
            "part_allocated": pgettext("trail", "分配一部分"),
            "part_counted": pgettext("trail", "清点一部分"),
            "part_returned": pgettext("trail", "退回一部分"),
            "part_used": pgettext("trail", "使用一部分"),
            "partly_met": pgettext("trail", "部分满足"),
            "password_changed": pgettext("trail", "修改密码"),
            "paused": pgettext("trail", "暂停"),
            "picked": pgettext("trail", "按规则选中"),
            "planned": pgettext("trail", "列入计划"),
            "pledged": pgettext("trail", "报名"),
            "privacy_cleared": pgettext("trail", "通过隐私核对"),
            "promoted": pgettext("trail", "递补"),
            "proposed": pgettext("trail", "提议"),
            "published": pgettext("trail", "发布"),
            "ran": pgettext("trail", "运行匹配"),
            "receipted": pgettext("trail", "开具凭证"),
            "received": pgettext("trail", "签收"),
            "recorded": pgettext("trail", "登记"),
            "recovery_renewed": pgettext("trail", "更换恢复码"),
            "redriven": pgettext("trail", "重新投递"),
            "refused": pgettext("trail", "不通过"),
            "regift_chosen": pgettext("trail", "选择去向"),
            "registered": pgettext("trail", "登记"),
            "rejected": pgettext("trail", "不通过"),
            "released": pgettext("trail", "释放"),
            "reminded": pgettext("trail", "提醒"),
            "reminded_again": pgettext("trail", "再次提醒"),
            "reopened": pgettext("trail", "重新开放"),
            "replaced": pgettext("trail", "被更正"),
            "reported": pgettext("trail", "公平审计"),
            "reserved": pgettext("trail", "预留"),
            "rest_dropped": pgettext("trail", "其余不再送来"),
            "returned": pgettext("trail", "退回"),
            "revoked": pgettext("trail", "撤销登录"),
            "run_ordered": pgettext("trail", "发起挑选"),
            "saved": pgettext("trail", "保存"),
            "sealed": pgettext("trail", "封存"),
            "settled": pgettext("trail", "完成"),
            "shown": pgettext("trail", "公开"),
            "started": pgettext("trail", "开始代办"),
            "submitted": pgettext("trail", "提交"),
            "superseded": pgettext("trail", "重新安排"),
            "surplus_found": pgettext("trail", "清点有多出"),
            "suspended": pgettext("trail", "暂停"),
            "swapped": pgettext("trail", "对调"),
            "taken_back": pgettext("trail", "撤销时长"),
            "told": pgettext("trail", "登记报告"),
            "units_moved": pgettext("trail", "数量变动"),
            "unlocked": pgettext("trail", "解除锁定"),
            "unmatched": pgettext("trail", "退出匹配"),
            "use_change_asked": pgettext("trail", "申请改变用途"),
            "use_change_refused": pgettext("trail", "不同意改变用途"),
            "use_changed": pgettext("trail", "改变用途"),
            "use_corrected": pgettext("trail", "更正使用情况"),
            "used": pgettext("trail", "登记使用"),
            "verified": pgettext("trail", "核验通过"),
            "void": pgettext("trail", "不再需要"),
            "withdrawn": pgettext("trail", "撤回"),
            "withheld": pgettext("trail", "暂停检索"),
            "written": pgettext("trail", "设定规则"),
        }.get(act, act)
    )


def _of_money(verb: str) -> str:
    """What is done to gifts, statements and the ledger, where the act alone would say less."""
    return {
        "pledge.agreed": pgettext("trail", "批准"),
        "pledge.kept": pgettext("trail", "兑现"),
        "donation.agreed": pgettext("trail", "生效"),
        "statement.imported": pgettext("trail", "导入"),
        "statement_row.matched": pgettext("trail", "对应捐赠"),
        "statement_row.unmatched": pgettext("trail", "撤销对应"),
        "clearing_case.opened": pgettext("trail", "列为待清算事项"),
        "clearing_case.explained": pgettext("trail", "说明"),
        "clearing_case.corrected": pgettext("trail", "更正"),
        "clearing_case.closed": pgettext("trail", "结案"),
        "reversal.proposed": pgettext("trail", "提出冲正"),
        "reversal.done": pgettext("trail", "冲正"),
        "ledger.differs": pgettext("trail", "核对发现差异"),
        "ledger.sealed": pgettext("trail", "封存账本"),
        "ledger.halted": pgettext("trail", "暂停记账"),
        "ledger.resumed": pgettext("trail", "恢复记账"),
    }.get(verb, "")


def field(name: str) -> str:
    """A changed field; one without a word keeps its name in the code."""
    return {
        "status": pgettext("trail", "状态"),
        "units": pgettext("trail", "数量"),
        "entered_for": pgettext("trail", "代谁填写"),
        "director_id": pgettext("trail", "主任"),
        "role": pgettext("trail", "角色"),
        "name": pgettext("trail", "名称"),
        "level": pgettext("trail", "登录级别"),
        "facilities": pgettext("trail", "设施"),
        "documents": pgettext("trail", "制度文件"),
        "indoor_area_m2": pgettext("trail", "室内面积"),
        "title": pgettext("trail", "标题"),
        "quantity": pgettext("trail", "数量"),
        "language": pgettext("trail", "语言"),
        "locked": pgettext("trail", "锁定"),
        "kind": pgettext("trail", "类别"),
        "difference_fen": pgettext("trail", "差额（分）"),
        "rows": pgettext("trail", "行数"),
        "donations": pgettext("trail", "捐赠"),
        "how": pgettext("trail", "方式"),
        "tx": pgettext("trail", "凭证号"),
        "differences": pgettext("trail", "差异数"),
    }.get(name, name)


def change(kind: str, name: str, changed: Any) -> str:
    """From what to what; of a hidden field only that it changed."""
    if isinstance(changed, str):
        return _("已修改（内容不记录）")
    before, after = (_value(kind, name, side) for side in changed)
    return f"{before} → {after}"


def _value(kind: str, name: str, value: Any) -> str:
    if value is None or value == "" or value == []:
        return _("（空）")
    if name != "status":
        return _("、").join(map(str, value)) if isinstance(value, list) else str(value)
    if kind in trail_upkeep.STATES:
        return trail_upkeep.STATES[kind](value)
    states = {
        "need": lambda: inside(NeedStatus(value)),
        "offer": lambda: offer_word(OfferStatus(value)),
        "proposal": lambda: proposal_word(ProposalStatus(value)),
        "agreement": lambda: _of_agreement(value),
        "donation": lambda: donation_word(DonationStatus(value)),
        "pledge": lambda: pledge_word(PledgeStatus(value)),
        "giving_rule": lambda: rule_word(RuleStatus(value)),
        "joint_pledge": lambda: joint_word(JointStatus(value)),
        "campaign": lambda: campaign_word(CampaignStatus(value)),
        "home": lambda: status_word(HomeStatus(value)),
        "activity": lambda: activity_word(ActivityStatus(value)),
        "work_plan": lambda: plan_word(PlanStatus(value)),
        "venue_booking": lambda: booking_word(BookingStatus(value)),
        "clearing_case": lambda: case_word(CaseStatus(value)),
        "reversal": lambda: reversal_word(ReversalStatus(value)),
        "tender": lambda: outside(TenderStatus(value)),
        "contract": lambda: contract_word(ContractStatus(value)),
        "shift": lambda: shift_word(ShiftStatus(value)),
        "shift_signup": lambda: signup_word(SignupStatus(value)),
    }
    return states[kind]() if kind in states else str(value)


def _of_agreement(value: str) -> str:
    """The trail outlives states: in the first release an agreement went the way of its match."""
    if value in set(AgreementStatus):
        return agreement_word(AgreementStatus(value))
    return proposal_word(ProposalStatus(value))
