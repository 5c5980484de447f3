"""Reports, cases, referrals and concerns in words."""

from match.care.cases.states import (
    About,
    CaseStatus,
    ConcernStatus,
    Entitled,
    Level,
    ReferralStatus,
    Stands,
    Step,
)
from match.foundation.language import pgettext


def level_word(level: Level) -> str:
    """A desk in words."""
    return {
        Level.protection: pgettext("care", "县级未成年人救助保护机构"),
        Level.county: pgettext("care", "县级民政部门"),
        Level.prefecture: pgettext("care", "市州民政部门"),
    }[level]


def situation_word(code: str) -> str:
    """
    The nine situations (the 2020 opinion on mandatory report, art. 4), short enough for a thumb.
    The list we ship has them in English only; the words are the opinion's own, shortened.
    """
    return {
        "MR1": pgettext("report", "未成年人的生殖器官或隐私部位有损伤"),
        "MR2": pgettext("report", "不满十四周岁的女孩疑似受性侵害、怀孕或流产"),
        "MR3": pgettext("report", "十四周岁以上的女孩疑似受性侵害所致怀孕、流产"),
        "MR4": pgettext(
            "report", "身体多处损伤、严重营养不良、意识不清，疑似被家暴、欺凌、虐待、殴打或麻醉"
        ),
        "MR5": pgettext("report", "因自杀、自残、工伤、中毒、被麻醉、殴打等非正常原因伤残或死亡"),
        "MR6": pgettext("report", "被遗弃，或者长期没有人照料"),
        "MR7": pgettext("report", "来源不明、失踪，或者疑似被拐卖、收买"),
        "MR8": pgettext("report", "被组织乞讨"),
        "MR9": pgettext("report", "其他受到严重侵害，或者正面临危险"),
    }[code]


def case_word(status: CaseStatus) -> str:
    """Where a case stands."""
    return {
        CaseStatus.reported: pgettext("case", "已报告，待评估"),
        CaseStatus.triage: pgettext("case", "评估中"),
        CaseStatus.acting: pgettext("case", "处置中"),
        CaseStatus.police: pgettext("case", "已报公安"),
        CaseStatus.referred: pgettext("case", "已转介"),
        CaseStatus.follow_up: pgettext("case", "跟踪回访"),
        CaseStatus.closed: pgettext("case", "已结案"),
    }[status]


def case_verb_word(verb: str) -> str:
    """What the desk does next."""
    return {
        "triage": pgettext("case", "开始评估"),
        "act": pgettext("case", "采取措施"),
        "call_police": pgettext("case", "报公安机关"),
        "refer": pgettext("case", "转介"),
        "follow": pgettext("case", "转入跟踪回访"),
        "close": pgettext("case", "结案"),
    }[verb]


def referral_word(status: ReferralStatus) -> str:
    """Where a referral stands."""
    return {
        ReferralStatus.sent: pgettext("referral", "等对方答复"),
        ReferralStatus.accepted: pgettext("referral", "已接收"),
        ReferralStatus.refused: pgettext("referral", "未接收"),
        ReferralStatus.done: pgettext("referral", "已完成"),
    }[status]


def concern_word(status: ConcernStatus) -> str:
    """Where a concern stands."""
    return {
        ConcernStatus.waiting: pgettext("concern", "等处理人答复"),
        ConcernStatus.answered: pgettext("concern", "已有答复"),
        ConcernStatus.closed: pgettext("concern", "已办结"),
    }[status]


def about_word(about: About) -> str:
    """Whom a concern is about."""
    return {
        About.home: pgettext("concern", "儿童之家的工作人员"),
        About.township: pgettext("concern", "乡镇的工作人员"),
        About.county: pgettext("concern", "县级部门或救助保护机构"),
        About.prefecture: pgettext("concern", "市州部门"),
        About.donor: pgettext("concern", "捐赠人"),
        About.volunteer: pgettext("concern", "志愿者"),
        About.organisation: pgettext("concern", "社会组织或企业"),
        About.other: pgettext("concern", "其他"),
    }[about]


def step_word(step: Step) -> str:
    """What happened to a report."""
    return {
        Step.alarmed: pgettext("report", "通知值班台"),
        Step.opened: pgettext("report", "打开并接手"),
        Step.late: pgettext("report", "15 分钟无人打开"),
        Step.read: pgettext("report", "查看报告"),
        Step.reporter_read: pgettext("report", "查看报告人"),
        Step.case_made: pgettext("report", "立为个案"),
    }[step]


def contact_word(kind: str) -> str:
    """How a child and a parent met or spoke."""
    return {
        "video": pgettext("contact", "视频"),
        "phone": pgettext("contact", "电话"),
        "message": pgettext("contact", "留言"),
        "visit": pgettext("contact", "回来看望"),
        "stay": pgettext("contact", "回家陪伴"),
    }[kind]


def entitled_word(kind: Entitled) -> str:
    """What policy gives a child (2.1c)."""
    return {
        Entitled.living: pgettext("entitled", "基本生活保障"),
        Entitled.medical: pgettext("entitled", "医疗保障"),
        Entitled.schooling: pgettext("entitled", "就学保障"),
        Entitled.registration: pgettext("entitled", "户籍登记"),
    }[kind]


def stands_word(stands: Stands) -> str:
    """Whether the child has it."""
    return {
        Stands.has: pgettext("entitled", "已落实"),
        Stands.applied: pgettext("entitled", "已申请"),
        Stands.missing: pgettext("entitled", "未落实"),
        Stands.not_due: pgettext("entitled", "不适用"),
    }[stands]
