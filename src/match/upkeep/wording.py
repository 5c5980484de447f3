"""Words of upkeep: codes as people say them, and free text in which no child is named."""

from match.foundation.language import _, pgettext
from match.foundation.screening import refuse_names
from match.upkeep.states import BodyKind, CostKind, DepartmentKind, InsuranceKind, Payer


def screened(**texts: str) -> None:
    """Raise Invalid for words by which a child or a family could be known."""
    refuse_names(texts)


def department_word(kind: DepartmentKind) -> str:
    """A department kind in words (H2)."""
    return {
        DepartmentKind.civil: _("民政部门"),
        DepartmentKind.party: _("党委组织部门"),
        DepartmentKind.finance: _("财政部门"),
        DepartmentKind.education: _("教育部门"),
        DepartmentKind.federation: _("妇联"),
    }[kind]


def body_word(kind: BodyKind) -> str:
    """A kind of coordination body in words."""
    return {
        BodyKind.leading_group: _("领导小组"),
        BodyKind.joint_meeting: _("联席会议"),
    }[kind]


def insurance_word(kind: InsuranceKind) -> str:
    """A kind of insurance in words."""
    return {
        InsuranceKind.venue: _("场地责任保险"),
        InsuranceKind.accident: _("儿童意外伤害保险"),
    }[kind]


def payer_word(payer: Payer) -> str:
    """Who pays, in words."""
    return {
        Payer.county: pgettext("payer", "县级"),
        Payer.township: pgettext("payer", "乡镇"),
        Payer.village: pgettext("payer", "村（社区）"),
        Payer.family: pgettext("payer", "家庭"),
        Payer.giver: pgettext("payer", "捐赠人"),
    }[payer]


def cost_word(kind: CostKind) -> str:
    """What running money went to, in words."""
    return {
        CostKind.energy: _("水电取暖"),
        CostKind.repair: _("维修"),
        CostKind.supplies: _("办公和活动用品"),
        CostKind.activity: pgettext("cost", "活动"),
        CostKind.cleaning: _("保洁消毒"),
        CostKind.network: _("网络通信"),
        CostKind.other: pgettext("cost", "其他"),
    }[kind]


def standard_word(code: str) -> str:
    """A standard that a title is reviewed by, in words."""
    return {
        "open": _("正在运行"),
        "area": _("室内面积达到标准"),
        "facilities": _("设施齐全（视频、学习阅读、娱乐、室外场地）"),
        "documents": _("三项制度齐全"),
        "hours": _("开放时间已公布"),
        "director": _("主任在岗"),
        "trained": _("主任本年度或上年度参加过培训"),
        "activities": _("近 12 个月每月都有活动"),
        "insured": _("场地责任保险有效"),
        "counselling": _("有心理咨询室"),
    }[code]
