"""The shapes at the door. Field names are those of the pages."""

from datetime import date

import msgspec

from match.care.states import (
    Channel,
    ConsentScope,
    Decision,
    GuardianKind,
    Leaving,
    Purpose,
    RequestKind,
)


class ChildForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A child's file, as it is written down; groups and risks are codes of the lists."""

    name: str
    born: date
    identity: str = ""
    address: str = ""
    phone: str = ""
    school: str = ""
    health: str = ""
    groups: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    insured_until: date | None = None


class LeaveForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Leave that is asked for: a home, or a township's or county's prefix; one child, or all."""

    purpose: Purpose
    reason: str
    days: int = 180
    division: str = ""
    home_id: int | None = None
    child_id: int | None = None


class GuardianForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Who looks after the child. The three questions are those of 未保法22 for entrusted carers."""

    kind: GuardianKind
    relation: str
    name: str
    phone: str = ""
    place: str = ""
    convicted: bool = False
    addicted: bool = False
    neglectful: bool = False


class TalkForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A talk with a guardian (notice 2.3e), and when the next one is due."""

    day: date
    note: str
    next_on: date | None = None


class ClausesForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The four clauses of a service agreement (notice 5.4g)."""

    content: str
    time: str
    rights: str
    disputes: str


class AgreementForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Signed by whom, when, and for which days."""

    guardian_id: int
    signed_on: date
    valid_from: date
    valid_until: date


class ConsentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A guardian's answer to one text. ``refusal_shown``: that one may refuse was said."""

    guardian_id: int
    scope: ConsentScope
    decision: Decision
    channel: Channel
    refusal_shown: bool = False


class AskedForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a guardian asks of the home."""

    guardian_id: int
    kind: RequestKind
    asked_on: date
    asked: str


class AnswerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Granted or refused, in writing."""

    granted: bool
    answer: str


class ArchiveForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Why a file is closed."""

    leaving: Leaving


class NothingForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A button without fields."""


class ErasureForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a file is to be erased."""

    reason: str


class EndForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why an agreement ends early."""

    why: str


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reason in writing."""

    reason: str = ""


class DayReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A day and why."""

    day: date
    reason: str


class FollowUpForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was done."""

    told: str


class TalkedForm(TalkForm, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A talk, and with whom."""

    guardian_id: int


class WithdrawalForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which consent is taken back, and how it was said."""

    scope: ConsentScope
    channel: Channel


class PhotoForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The number of a photo in the files room."""

    file_id: int


class PresentForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is here on a day."""

    day: date
    children: tuple[int, ...] = ()


class MonthForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The month whose numbers are sent: any of its days."""

    month: date


class SearchForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole name or number; sent by POST so that it stands in no address."""

    text: str


class ChargeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is named in charge where."""

    division: str
    account_id: int
