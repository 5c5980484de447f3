"""What a supplier can prove: the kinds of papers, how one is checked, how several bid together."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Kind(StrEnum):
    """Papers of the vault. The code list that forms, eligibility and JSON share."""

    registration = "registration"
    tax = "tax"
    social_insurance = "social_insurance"
    audit_report = "audit_report"
    grade = "grade"
    social_work = "social_work"
    staff = "staff"
    safeguarding = "safeguarding"
    charity = "charity"
    performance = "performance"
    other = "other"


class QualificationStatus(StrEnum):
    """``waiting`` for staff to compare it with the original's number and issuer."""

    waiting = "waiting"
    verified = "verified"
    refused = "refused"
    expired = "expired"
    removed = "removed"


class Declared(StrEnum):
    """What a supplier declares with its own signature, and answers for."""

    article22 = "article22"
    small_firm = "small_firm"
    micro_firm = "micro_firm"
    disabled_firm = "disabled_firm"


class ControlRole(StrEnum):
    """Why a person or body counts for 实施条例18."""

    in_charge = "in_charge"
    controller = "controller"


class ConsortiumStatus(StrEnum):
    """``joint`` once every member's manager has signed; nothing in it changes afterwards."""

    gathering = "gathering"
    joint = "joint"
    ended = "ended"


Q = QualificationStatus
QUALIFICATION_MACHINE = Machine(
    {
        (Q.waiting, "verify"): Move(Q.verified, "qualification.verified"),
        (Q.waiting, "refuse"): Move(Q.refused, "qualification.refused"),
        (Q.verified, "refuse"): Move(Q.refused, "qualification.refused"),
        (Q.waiting, "expire"): Move(Q.expired, "qualification.expired"),
        (Q.verified, "expire"): Move(Q.expired, "qualification.expired"),
        **{
            (origin, "remove"): Move(Q.removed, "qualification.removed")
            for origin in (Q.waiting, Q.verified, Q.refused, Q.expired)
        },
    }
)
C = ConsortiumStatus
CONSORTIUM_MACHINE = Machine(
    {
        (C.gathering, "join"): Move(C.joint, "consortium.joined"),
        (C.gathering, "end"): Move(C.ended, "consortium.ended"),
        (C.joint, "end"): Move(C.ended, "consortium.ended"),
    }
)
# Grades of social organisations (社会组织评估管理办法), best first.
GRADES = ("5A", "4A", "3A")


def kind_word(kind: Kind) -> str:
    """A kind of paper in words."""
    return {
        Kind.registration: pgettext("qualification", "登记证书或营业执照"),
        Kind.tax: pgettext("qualification", "依法纳税证明"),
        Kind.social_insurance: pgettext("qualification", "缴纳社会保险证明"),
        Kind.audit_report: pgettext("qualification", "年度审计报告"),
        Kind.grade: pgettext("qualification", "社会组织评估等级"),
        Kind.social_work: pgettext("qualification", "社会工作服务资质"),
        Kind.staff: pgettext("qualification", "专业人员证书"),
        Kind.safeguarding: pgettext("qualification", "儿童保护承诺书"),
        Kind.charity: pgettext("qualification", "慈善组织认定证书"),
        Kind.performance: pgettext("qualification", "同类项目业绩"),
        Kind.other: pgettext("qualification", "其他证明"),
    }[kind]


def qualification_word(status: QualificationStatus) -> str:
    """Where a paper stands, in words."""
    return {
        Q.waiting: pgettext("qualification", "等待核对"),
        Q.verified: pgettext("qualification", "已核对"),
        Q.refused: pgettext("qualification", "未通过核对"),
        Q.expired: pgettext("qualification", "已过期"),
        Q.removed: pgettext("qualification", "已删除"),
    }[status]


def declared_word(declared: Declared) -> str:
    """A declaration's name."""
    return {
        Declared.article22: pgettext("declaration", "供应商资格承诺（采购法第二十二条）"),
        Declared.small_firm: pgettext("declaration", "小型企业声明"),
        Declared.micro_firm: pgettext("declaration", "微型企业声明"),
        Declared.disabled_firm: pgettext("declaration", "残疾人福利性单位声明"),
    }[declared]


def control_word(role: ControlRole) -> str:
    """Why somebody counts, in words."""
    return {
        ControlRole.in_charge: pgettext("control", "单位负责人"),
        ControlRole.controller: pgettext("control", "控股或管理方"),
    }[role]


def consortium_word(status: ConsortiumStatus) -> str:
    """Where a joint agreement stands, in words."""
    return {
        C.gathering: pgettext("consortium", "等待各方签署"),
        C.joint: pgettext("consortium", "已共同签署"),
        C.ended: pgettext("consortium", "已终止"),
    }[status]
