"""Which clocks run, and the steps that each goes through."""

from enum import StrEnum


class Clock(StrEnum):
    """What somebody must do in time. Mandatory reports have a clock of their own, in care."""

    need_check = "need_check"
    need_approval = "need_approval"
    gift_confirmation = "gift_confirmation"
    objection_reply = "objection_reply"


class Step(StrEnum):
    """Ahead of the deadline, at it, and the two levels above that hear of it afterwards."""

    ahead = "ahead"
    due = "due"
    supervisor = "supervisor"
    above = "above"
