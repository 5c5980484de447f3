"""A dozen groups of messages that people choose by, and which of them the law will have sent."""

from enum import StrEnum
from functools import cache

from match.foundation.language import _
from match.foundation.permissions import STAFF, Role
from match.notices.states import Channel, Pace
from match.notices.words import BY_SMS, URGENT, Kind


class Group(StrEnum):
    """What people choose by, in the order of the page."""

    alarms = "alarms"
    deadlines = "deadlines"
    disputes = "disputes"
    needs = "needs"
    gifts = "gifts"
    shifts = "shifts"
    homes = "homes"
    children = "children"
    posts = "posts"
    purchases = "purchases"
    contracts = "contracts"
    publicity = "publicity"
    searches = "searches"
    account = "account"


# The law counts from these: mandatory reports (未成年人保护法 11), reports that are owed after a
# gift (慈善法 79), objections and complaints (94号令), questions and steps of a purchase (87号令).
# They stay on at least one channel outside the house.
STATUTORY = frozenset({Group.alarms, Group.deadlines, Group.disputes})

_EXACT: dict[Kind, Group] = {
    Kind.report_waiting: Group.alarms,
    Kind.report_climbed: Group.alarms,
    Kind.need_overdue: Group.deadlines,
    Kind.gift_unconfirmed: Group.deadlines,
    Kind.purchase_due: Group.deadlines,
    Kind.purchase_overdue: Group.deadlines,
    Kind.purchase_question_due: Group.deadlines,
    Kind.purchase_question_late: Group.deadlines,
    Kind.referral_chase: Group.deadlines,
    Kind.search_restored: Group.gifts,
    Kind.activity_off: Group.shifts,
    Kind.organisation_verified: Group.account,
    Kind.offer_waiting: Group.needs,
    Kind.decision_due: Group.homes,
    Kind.allowance_paid: Group.posts,
    Kind.panel_asked: Group.purchases,
    Kind.article_followed: Group.searches,
}
# Longest prefix first: a new kind of a known subject falls into its group by itself.
_PREFIXES: dict[str, Group] = {
    "deadline_": Group.deadlines,
    "duty_": Group.deadlines,
    "objection_": Group.disputes,
    "complaint_": Group.disputes,
    "need_": Group.needs,
    "proposal_": Group.needs,
    "offer_": Group.needs,
    "agreement_": Group.gifts,
    "gift_": Group.gifts,
    "pledge_": Group.gifts,
    "joint_": Group.gifts,
    "campaign_": Group.gifts,
    "use_": Group.gifts,
    "progress_": Group.gifts,
    "question_": Group.gifts,
    "thanks_": Group.gifts,
    "shift_": Group.shifts,
    "signup_": Group.shifts,
    "hours_": Group.shifts,
    "replacement_": Group.shifts,
    "volunteer_": Group.shifts,
    "skill_": Group.shifts,
    "home_": Group.homes,
    "standard_": Group.homes,
    "plan_": Group.homes,
    "booking_": Group.homes,
    "upkeep_": Group.homes,
    "insurance_": Group.homes,
    "title_": Group.homes,
    "concern_": Group.children,
    "leave_": Group.children,
    "child_": Group.children,
    "erasure_": Group.children,
    "referral_": Group.children,
    "contact_": Group.children,
    "stay_": Group.children,
    "pair_": Group.children,
    "letter_": Group.children,
    "post_": Group.posts,
    "tutor_": Group.posts,
    "course_": Group.posts,
    "training_": Group.posts,
    "certificate_": Group.posts,
    "purchase_": Group.purchases,
    "opening_": Group.purchases,
    "bid_": Group.purchases,
    "consortium_": Group.purchases,
    "paper_": Group.purchases,
    "panel_": Group.purchases,
    "decision_": Group.purchases,
    "expert_": Group.purchases,
    "contract_": Group.contracts,
    "ledger_": Group.contracts,
    "clearing_": Group.contracts,
    "reversal_": Group.contracts,
    "search_": Group.searches,
    "article_": Group.publicity,
    "policy_": Group.searches,
    "password_": Group.account,
    "authenticator_": Group.account,
    "cover_": Group.account,
    "organisation_": Group.account,
    "channel_": Group.account,
    "webhook_": Group.account,
}

# What somebody with this role hears most; the rest stands folded on the page.
_ROLES: dict[Role, tuple[Group, ...]] = {
    Role.director: (
        Group.needs,
        Group.gifts,
        Group.shifts,
        Group.homes,
        Group.children,
        Group.posts,
    ),
    Role.rota: (Group.shifts, Group.homes),
    Role.supervisor: (Group.needs, Group.homes, Group.children, Group.gifts, Group.posts),
    Role.station: (Group.children, Group.homes),
    Role.county: tuple(Group),
    Role.protection: (Group.children, Group.posts),
    Role.prefecture: (Group.gifts, Group.homes, Group.children, Group.posts),
    Role.province: (Group.gifts, Group.homes, Group.children, Group.posts),
    Role.finance: (Group.purchases, Group.contracts, Group.homes),
    Role.purchaser: (Group.purchases, Group.contracts),
    Role.expert: (Group.purchases,),
    Role.editor: (Group.publicity,),
    Role.manager: (Group.needs, Group.gifts, Group.purchases, Group.contracts, Group.searches),
    Role.donor: (Group.needs, Group.gifts, Group.searches),
    Role.volunteer: (Group.shifts, Group.needs, Group.searches),
}


@cache
def group_of(kind: Kind) -> Group:
    """The group of a kind; what nobody foresaw is about the account, and a test says so."""
    exact = _EXACT.get(kind)
    if exact is not None:
        return exact
    found = (group for prefix, group in _PREFIXES.items() if kind.value.startswith(prefix))
    return next(found, Group.account)


def kinds_of(group: Group) -> tuple[Kind, ...]:
    """The kinds of a group, in the order of `Kind`."""
    return tuple(kind for kind in Kind if group_of(kind) is group)


def groups_for(roles: frozenset[Role]) -> tuple[Group, ...]:
    """What somebody with these roles is shown first; everybody sees what the law will have sent."""
    near = {Group.account, *STATUTORY} | {one for role in roles for one in _ROLES.get(role, ())}
    return tuple(group for group in Group if group in near)


def default_pace(kind: Kind, channel: Channel, *, staff: bool) -> Pace:
    """
    How a message comes where nobody chose: a text for what is worth one; by mail and WeChat at
    once, except that whoever has a desk gets a digest in the morning of what is not pressing.
    """
    if channel is Channel.sms:
        return Pace.now if kind in BY_SMS else Pace.off
    group = group_of(kind)
    if kind in URGENT or group in STATUTORY:
        return Pace.now
    return Pace.daily if staff or group is Group.searches else Pace.now


def group_default(group: Group, channel: Channel, *, staff: bool) -> Pace:
    """What the page shows for a group that nobody chose: what most of its kinds do."""
    if channel is Channel.sms:
        return Pace.now
    return default_pace(kinds_of(group)[-1], channel, staff=staff)


def is_staff(roles: frozenset[str]) -> bool:
    """Whether any of the roles has a desk."""
    return bool(roles & {role.value for role in STAFF})


def group_word(group: Group) -> tuple[str, str]:
    """A group's name, and what is in it."""
    return {
        Group.alarms: (_("强制报告"), _("有强制报告等您打开，或无人打开报送到您这里")),
        Group.deadlines: (_("期限提醒"), _("报告到期、采购和办理的期限、逾期上报")),
        Group.disputes: (_("质疑和投诉"), _("质疑、投诉的提出、答复和处理期限")),
        Group.needs: (_("需求和匹配"), _("需求的核实、审核、发布，找到愿意帮助的一方")),
        Group.gifts: (_("捐赠和使用"), _("承诺、协议、发货、签收、凭证和使用报告")),
        Group.shifts: (_("志愿服务"), _("报名、班次、取消、接替和服务时长")),
        Group.homes: (_("儿童之家工作"), _("检查整改、计划、场地、补助和保险")),
        Group.children: (_("关爱保护工作"), _("转介、亲情联系、结对帮扶，只说有事，不说是谁")),
        Group.posts: (_("岗位和培训"), _("任职、交接、培训、证书和津贴")),
        Group.purchases: (_("采购和评审"), _("公告、提问、开标、评审、资质和联合体")),
        Group.contracts: (_("合同和账目"), _("合同履行、付款、账本核对")),
        Group.publicity: (_("宣传稿件"), _("文章等您编辑或校对、被退回、已发布")),
        Group.searches: (_("订阅和搜索"), _("您保存的搜索和订阅有了新内容")),
        Group.account: (_("账号安全"), _("密码、动态口令、代班、机构核验和联系方式")),
    }[group]
