"""What several givers do together, and how money goes back."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class JointStatus(StrEnum):
    """``gathering`` until the line is filled by the date; all together, or none of them."""

    gathering = "gathering"
    complete = "complete"
    failed = "failed"


J = JointStatus
JOINT_MACHINE = Machine(
    {
        (J.gathering, "complete"): Move(J.complete, "joint.complete"),
        (J.complete, "reopen"): Move(J.gathering, "joint.reopened"),
        **{(s, "fail"): Move(J.failed, "joint.failed") for s in (J.gathering, J.complete)},
    }
)


class Recipient(StrEnum):
    """Who receives money for a home, which has no legal person (domain.md §3.2)."""

    host = "host"  # the village committee that hosts the home, as direct recipient
    project = "project"  # the charity's own project for the home
    institution = "institution"  # a public welfare or education institution


class Regift(StrEnum):
    """What is to become of a promise that found no use."""

    like = "like"
    back = "back"
    county = "county"


def joint_word(status: JointStatus) -> str:
    """The state in words."""
    return {
        J.gathering: pgettext("joint", "正在凑齐"),
        J.complete: pgettext("joint", "已凑齐"),
        J.failed: pgettext("joint", "没有凑齐"),
    }[status]


def recipient_word(recipient: Recipient) -> str:
    """The recipient in words."""
    return {
        Recipient.host: pgettext(
            "recipient", "儿童之家所在的村（居）委会（直接受赠，不开捐赠票据）"
        ),
        Recipient.project: pgettext("recipient", "慈善组织的公益项目"),
        Recipient.institution: pgettext("recipient", "公益性福利、教育机构"),
    }[recipient]


def regift_word(choice: Regift) -> str:
    """The choice in words."""
    return {
        Regift.like: pgettext("regift", "转给最需要的同类需求"),
        Regift.back: pgettext("regift", "收回承诺"),
        Regift.county: pgettext("regift", "请县民政部门决定"),
    }[choice]
