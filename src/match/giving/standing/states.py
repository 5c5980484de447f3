"""A foundation's rule: drafted, at work, resting, over."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class RuleStatus(StrEnum):
    """Only an ``active`` rule picks; what it has promised stands whatever becomes of it."""

    draft = "draft"
    active = "active"
    paused = "paused"
    ended = "ended"


S = RuleStatus
RULE_MACHINE = Machine(
    {
        (S.draft, "start"): Move(S.active, "rule.started"),
        (S.active, "pause"): Move(S.paused, "rule.paused"),
        (S.paused, "resume"): Move(S.active, "rule.started"),
        **{(s, "end"): Move(S.ended, "rule.ended") for s in (S.draft, S.active, S.paused)},
    }
)


def rule_word(status: RuleStatus) -> str:
    """The state in words."""
    return {
        S.draft: pgettext("rule", "草稿"),
        S.active: pgettext("rule", "执行中"),
        S.paused: pgettext("rule", "已暂停"),
        S.ended: pgettext("rule", "已结束"),
    }[status]
