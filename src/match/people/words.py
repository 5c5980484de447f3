"""Names of roles, states and fields, as people read them."""

from match.foundation.language import _
from match.foundation.permissions import Role
from match.people.states import OrganisationStatus


def role_label(role: Role | str) -> str:
    """The role in the language of the request."""
    return {
        Role.director: _("儿童主任"),
        Role.rota: _("值班人员"),
        Role.supervisor: _("儿童督导员"),
        Role.station: _("乡镇社工站工作人员"),
        Role.county: _("县级民政"),
        Role.protection: _("县级未成年人保护机构"),
        Role.prefecture: _("市州民政"),
        Role.province: _("省级民政"),
        Role.education: _("教育部门"),
        Role.federation: _("妇联"),
        Role.finance: _("财政部门"),
        Role.party: _("组织部门"),
        Role.purchaser: _("采购经办人"),
        Role.panel: _("评审专家"),
        Role.auditor: _("审计人员"),
        Role.manager: _("机构管理员"),
        Role.donor: _("捐赠人"),
        Role.volunteer: _("志愿者"),
        Role.expert: _("专家"),
        Role.editor: _("编辑"),
        Role.administrator: _("平台管理员"),
    }[Role(role)]


def status_label(status: OrganisationStatus) -> str:
    """Where an organisation's verification stands."""
    return {
        OrganisationStatus.applied: _("等待核验"),
        OrganisationStatus.verified: _("已核验"),
        OrganisationStatus.refused: _("已退回，请修改"),
        OrganisationStatus.expired: _("核验已到期"),
        OrganisationStatus.withdrawn: _("已退出"),
    }[status]


def status_tone(status: OrganisationStatus) -> str:
    """The chip's colour; the words beside it say the same."""
    return {
        OrganisationStatus.applied: "dao",
        OrganisationStatus.verified: "zhu",
        OrganisationStatus.refused: "zhusha",
        OrganisationStatus.expired: "dao",
        OrganisationStatus.withdrawn: "ink",
    }[status]


def shared_label(field: str) -> str:
    """What two organisations have in common."""
    return {
        "person_in_charge": _("负责人相同"),
        "phone": _("电话相同"),
        "address": _("地址相同"),
        "bank_name": _("银行户名相同"),
    }[field]
