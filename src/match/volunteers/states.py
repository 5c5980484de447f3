"""The way of a shift, and of one person's pledge to come."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class ShiftStatus(StrEnum):
    """``full`` and ``open`` change with every place; ``done`` waits for the home's confirmation."""

    draft = "draft"
    open = "open"
    full = "full"
    running = "running"
    done = "done"
    confirmed = "confirmed"
    cancelled = "cancelled"


class SignupStatus(StrEnum):
    """One person's pledge: ``cancelled`` came with its shift, ``lapsed`` never got a place."""

    waiting = "waiting"
    signed = "signed"
    checked_in = "checked_in"
    confirmed = "confirmed"
    absent = "absent"
    withdrawn = "withdrawn"
    lapsed = "lapsed"
    cancelled = "cancelled"


class ShiftPlace(StrEnum):
    """Where one meets; for a small group always at the township office (domain.md §3.7)."""

    home = "home"
    township = "township"


class IdentityKind(StrEnum):
    """What document proves who one is."""

    resident = "resident"
    other = "other"


class ProofStatus(StrEnum):
    """A certificate for a skill: it counts once the county has seen it."""

    waiting = "waiting"
    checked = "checked"
    refused = "refused"


class CallStatus(StrEnum):
    """A call for a replacement: ``closed`` found nobody, or is no longer needed."""

    open = "open"
    filled = "filled"
    closed = "closed"


class Answer(StrEnum):
    """What became of one who was to be asked: ``late`` said yes, or was asked, when it was gone."""

    queued = "queued"
    asked = "asked"
    yes = "yes"
    no = "no"
    late = "late"


class Verb(StrEnum):
    """What a telephone reports from the door."""

    come = "in"
    go = "out"


class Outcome(StrEnum):
    """What became of such a report."""

    taken = "taken"
    refused = "refused"


class Side(StrEnum):
    """Who says how a shift was."""

    home = "home"
    volunteer = "volunteer"


S = ShiftStatus
SHIFT_MACHINE = Machine(
    {
        (S.draft, "open"): Move(S.open, "shift.opened"),
        (S.open, "fill"): Move(S.full, "shift.filled"),
        (S.full, "free"): Move(S.open, "shift.freed"),
        (S.open, "start"): Move(S.running, "shift.begun"),
        (S.full, "start"): Move(S.running, "shift.begun"),
        (S.running, "finish"): Move(S.done, "shift.finished"),
        (S.done, "confirm"): Move(S.confirmed, "shift.confirmed"),
        **{(s, "cancel"): Move(S.cancelled, "shift.called_off") for s in (S.draft, S.open, S.full)},
    }
)

U = SignupStatus
SIGNUP_MACHINE = Machine(
    {
        (U.waiting, "promote"): Move(U.signed, "signup.promoted"),
        (U.waiting, "withdraw"): Move(U.withdrawn, "signup.withdrawn"),
        (U.signed, "withdraw"): Move(U.withdrawn, "signup.withdrawn"),
        (U.waiting, "lapse"): Move(U.lapsed, "signup.lapsed"),
        (U.signed, "check_in"): Move(U.checked_in, "signup.checked_in"),
        (U.signed, "miss"): Move(U.absent, "signup.missed"),
        (U.checked_in, "miss"): Move(U.absent, "signup.missed"),
        (U.absent, "check_in"): Move(U.checked_in, "signup.checked_in"),
        (U.checked_in, "confirm"): Move(U.confirmed, "signup.confirmed"),
        (U.confirmed, "miss"): Move(U.absent, "signup.taken_back"),
        (U.waiting, "cancel"): Move(U.cancelled, "signup.called_off"),
        (U.signed, "cancel"): Move(U.cancelled, "signup.called_off"),
        (U.checked_in, "cancel"): Move(U.cancelled, "signup.called_off"),
    }
)

PROOF_MACHINE = Machine(
    {
        (ProofStatus.waiting, "check"): Move(ProofStatus.checked, "skill.checked"),
        (ProofStatus.waiting, "refuse"): Move(ProofStatus.refused, "skill.refused"),
        (ProofStatus.checked, "refuse"): Move(ProofStatus.refused, "skill.taken_back"),
    }
)
CALL_MACHINE = Machine(
    {
        (CallStatus.open, "fill"): Move(CallStatus.filled, "call.filled"),
        (CallStatus.open, "close"): Move(CallStatus.closed, "call.closed"),
    }
)

# Where people may still get in, and what everybody may look at.
JOINABLE = frozenset({S.open, S.full})
PUBLIC = frozenset({S.open, S.full, S.running, S.done, S.confirmed})
BEGUN = frozenset({S.running, S.done, S.confirmed})
# Who holds a place, who holds units of the need, and who still may come.
HOLDS_PLACE = frozenset({U.signed, U.checked_in, U.confirmed, U.absent})
HOLDS_UNITS = frozenset({U.signed, U.checked_in})
LIVE = frozenset({U.waiting, U.signed, U.checked_in})


def shift_word(status: ShiftStatus) -> str:
    """A shift's state in words."""
    return {
        S.draft: pgettext("shift", "草稿"),
        S.open: pgettext("shift", "招募中"),
        S.full: pgettext("shift", "已满员"),
        S.running: pgettext("shift", "进行中"),
        S.done: pgettext("shift", "待确认时长"),
        S.confirmed: pgettext("shift", "已确认"),
        S.cancelled: pgettext("shift", "已取消"),
    }[status]


def signup_word(status: SignupStatus) -> str:
    """A sign-up's state in words."""
    return {
        U.waiting: pgettext("signup", "候补"),
        U.signed: pgettext("signup", "已报名"),
        U.checked_in: pgettext("signup", "已签到"),
        U.confirmed: pgettext("signup", "时长已确认"),
        U.absent: pgettext("signup", "未到"),
        U.withdrawn: pgettext("signup", "已退出"),
        U.lapsed: pgettext("signup", "未候补上"),
        U.cancelled: pgettext("signup", "班次已取消"),
    }[status]


def proof_word(status: ProofStatus) -> str:
    """Where a certificate stands, in words."""
    return {
        ProofStatus.waiting: pgettext("proof", "待核验"),
        ProofStatus.checked: pgettext("proof", "已核验"),
        ProofStatus.refused: pgettext("proof", "未通过"),
    }[status]


def call_word(status: CallStatus) -> str:
    """Where a call for a replacement stands, in words."""
    return {
        CallStatus.open: pgettext("call", "正在找人"),
        CallStatus.filled: pgettext("call", "已有人接替"),
        CallStatus.closed: pgettext("call", "已结束"),
    }[status]
