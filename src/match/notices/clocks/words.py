"""Clocks and steps in words."""

from match.foundation.language import _
from match.notices.clocks.states import Clock, Step


def clock_word(which: Clock) -> str:
    """What should have been done."""
    return {
        Clock.need_check: _("核实需求"),
        Clock.need_approval: _("审核需求"),
        Clock.gift_confirmation: _("双方确认协议"),
        Clock.objection_reply: _("答复质疑"),
    }[which]


def step_word(step: Step) -> str:
    """How far it climbed."""
    return {
        Step.ahead: _("已提前提醒经办人"),
        Step.due: _("到期，已提醒经办人"),
        Step.supervisor: _("逾期，已报上一级"),
        Step.above: _("仍未办理，已再报上一级"),
    }[step]
