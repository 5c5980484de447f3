"""The way of an activity, of a yearly plan, of a request for the venue."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class ActivityStatus(StrEnum):
    """``done`` has its head counts; what was cancelled says why."""

    planned = "planned"
    done = "done"
    cancelled = "cancelled"


class PlanStatus(StrEnum):
    """Of the plans of a home and year at most one exists, so at most one is approved (2.1d)."""

    draft = "draft"
    submitted = "submitted"
    approved = "approved"


class BookingStatus(StrEnum):
    """A request for the venue (2.3f)."""

    asked = "asked"
    accepted = "accepted"
    refused = "refused"
    withdrawn = "withdrawn"


class ExceptionKind(StrEnum):
    """A dated exception of the weekly hours: shut, or other hours."""

    closed = "closed"
    hours = "hours"


A = ActivityStatus
ACTIVITY_MACHINE = Machine(
    {
        (A.planned, "record"): Move(A.done, "activity.recorded"),
        (A.done, "correct"): Move(A.done, "activity.corrected"),
        (A.planned, "cancel"): Move(A.cancelled, "activity.called_off"),
    }
)

P = PlanStatus
PLAN_MACHINE = Machine(
    {
        (P.draft, "submit"): Move(P.submitted, "work_plan.submitted"),
        (P.submitted, "approve"): Move(P.approved, "work_plan.approved"),
        (P.submitted, "return"): Move(P.draft, "work_plan.returned"),
        (P.approved, "revise"): Move(P.draft, "work_plan.revised"),
    }
)

B = BookingStatus
BOOKING_MACHINE = Machine(
    {
        (B.asked, "accept"): Move(B.accepted, "booking.accepted"),
        (B.asked, "refuse"): Move(B.refused, "booking.refused"),
        (B.asked, "withdraw"): Move(B.withdrawn, "booking.withdrawn"),
        (B.accepted, "withdraw"): Move(B.withdrawn, "booking.withdrawn"),
    }
)


def activity_word(status: ActivityStatus) -> str:
    """An activity's state in words."""
    return {
        A.planned: pgettext("activity", "已安排"),
        A.done: pgettext("activity", "已举办"),
        A.cancelled: pgettext("activity", "已取消"),
    }[status]


def plan_word(status: PlanStatus) -> str:
    """A plan's state in words."""
    return {
        P.draft: pgettext("plan", "草稿"),
        P.submitted: pgettext("plan", "待乡镇批准"),
        P.approved: pgettext("plan", "已批准"),
    }[status]


def booking_word(status: BookingStatus) -> str:
    """A request's state in words."""
    return {
        B.asked: pgettext("booking", "待答复"),
        B.accepted: pgettext("booking", "已同意"),
        B.refused: pgettext("booking", "未同意"),
        B.withdrawn: pgettext("booking", "已撤回"),
    }[status]
