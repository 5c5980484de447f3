"""The ways of a case, a referral and a concern, and the steps of a mandatory report."""

from enum import StrEnum

from match.foundation.states import Machine, Move


class Level(StrEnum):
    """Whose desk a report lies on. Each has its role; a report only ever climbs."""

    protection = "protection"
    county = "county"
    prefecture = "prefecture"


class Step(StrEnum):
    """What happened to a report. Lines are added, never changed: a report has no state column."""

    alarmed = "alarmed"
    opened = "opened"
    late = "late"
    read = "read"
    reporter_read = "reporter_read"
    case_made = "case_made"


class CaseStatus(StrEnum):
    """domain.md §1.10: reported → triage → action or police → referral → follow-up → closed."""

    reported = "reported"
    triage = "triage"
    acting = "acting"
    police = "police"
    referred = "referred"
    follow_up = "follow_up"
    closed = "closed"


class ReferralStatus(StrEnum):
    """A referral is answered, never left lying (2.4c)."""

    sent = "sent"
    accepted = "accepted"
    refused = "refused"
    done = "done"


class ConcernStatus(StrEnum):
    """``waiting`` for the desk, ``answered`` for who spoke; ``closed`` by the desk with a word."""

    waiting = "waiting"
    answered = "answered"
    closed = "closed"


class About(StrEnum):
    """Whom a concern is about: this decides which desk reads it (never the one concerned)."""

    home = "home"
    township = "township"
    county = "county"
    prefecture = "prefecture"
    donor = "donor"
    volunteer = "volunteer"
    organisation = "organisation"
    other = "other"


class Entitled(StrEnum):
    """What policy gives a child (2.1c): allowance, medical cover, schooling, registration."""

    living = "living"
    medical = "medical"
    schooling = "schooling"
    registration = "registration"


class Stands(StrEnum):
    """Whether it has it. ``not_due``: this child is not meant."""

    has = "has"
    applied = "applied"
    missing = "missing"
    not_due = "not_due"


C = CaseStatus
CASE_MACHINE = Machine(
    {
        (C.reported, "triage"): Move(C.triage, "case.triaged"),
        (C.triage, "act"): Move(C.acting, "case.acting"),
        (C.triage, "call_police"): Move(C.police, "case.police"),
        (C.acting, "call_police"): Move(C.police, "case.police"),
        (C.acting, "refer"): Move(C.referred, "case.referred"),
        (C.police, "refer"): Move(C.referred, "case.referred"),
        (C.acting, "follow"): Move(C.follow_up, "case.followed"),
        (C.police, "follow"): Move(C.follow_up, "case.followed"),
        (C.referred, "follow"): Move(C.follow_up, "case.followed"),
        (C.follow_up, "act"): Move(C.acting, "case.acting"),
        (C.follow_up, "refer"): Move(C.referred, "case.referred"),
        (C.follow_up, "close"): Move(C.closed, "case.closed"),
    }
)
R = ReferralStatus
REFERRAL_MACHINE = Machine(
    {
        (R.sent, "accept"): Move(R.accepted, "referral.accepted"),
        (R.sent, "refuse"): Move(R.refused, "referral.refused"),
        (R.accepted, "finish"): Move(R.done, "referral.done"),
    }
)
N = ConcernStatus
CONCERN_MACHINE = Machine(
    {
        (N.waiting, "answer"): Move(N.answered, "concern.answered"),
        (N.answered, "answer"): Move(N.answered, "concern.answered"),
        (N.answered, "speak"): Move(N.waiting, "concern.spoken"),
        (N.waiting, "speak"): Move(N.waiting, "concern.spoken"),
        (N.answered, "close"): Move(N.closed, "concern.closed"),
    }
)
