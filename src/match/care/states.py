"""What may happen to a child's record, to a grant of access, and to an erasure."""

from enum import StrEnum

from match.foundation.states import Machine, Move


class ChildStatus(StrEnum):
    """``archived``: left or grown up, kept for a set time; ``erased``: its key is destroyed."""

    active = "active"
    archived = "archived"
    erased = "erased"


CHILD_MACHINE = Machine(
    {
        (ChildStatus.active, "archive"): Move(ChildStatus.archived, "care.archived"),
        (ChildStatus.archived, "take_back"): Move(ChildStatus.active, "care.taken_back"),
        (ChildStatus.active, "erase"): Move(ChildStatus.erased, "care.erased"),
        (ChildStatus.archived, "erase"): Move(ChildStatus.erased, "care.erased"),
    }
)


class GrantStatus(StrEnum):
    """``approved`` opens files until its last day; the clock, not the state, ends it."""

    asked = "asked"
    approved = "approved"
    refused = "refused"
    revoked = "revoked"


GRANT_MACHINE = Machine(
    {
        (GrantStatus.asked, "approve"): Move(GrantStatus.approved, "care.grant_approved"),
        (GrantStatus.asked, "refuse"): Move(GrantStatus.refused, "care.grant_refused"),
        (GrantStatus.approved, "revoke"): Move(GrantStatus.revoked, "care.grant_revoked"),
    }
)


class ErasureStatus(StrEnum):
    """Two persons: who asks, and who confirms."""

    asked = "asked"
    confirmed = "confirmed"
    refused = "refused"


ERASURE_MACHINE = Machine(
    {
        (ErasureStatus.asked, "confirm"): Move(ErasureStatus.confirmed, "care.erasure_confirmed"),
        (ErasureStatus.asked, "refuse"): Move(ErasureStatus.refused, "care.erasure_refused"),
    }
)


class Purpose(StrEnum):
    """Why somebody opens children's files (未成年人网络保护条例36: for a purpose, and no more)."""

    daily = "daily"
    review = "review"
    case = "case"
    pairing = "pairing"
    request = "request"
    audit = "audit"


class GuardianKind(StrEnum):
    """Codes of the list ``guardian_kind`` in codes_home.csv; the talks of notice 2.3e are with
    those who stand in for parents."""

    away = "GK-FAR"
    parent = "GK-PAR"
    grandparent = "GK-GRAND"
    appointed = "GK-APPT"
    carer = "GK-CARER"
    state = "GK-STATE"


class ConsentScope(StrEnum):
    """Each is asked apart; none follows from another (个保法29)."""

    collect = "collect"
    share = "share"
    photo = "photo"


class Decision(StrEnum):
    """Both were offered; a refusal is kept like a consent."""

    given = "given"
    refused = "refused"


class Channel(StrEnum):
    """How the guardian said it."""

    paper = "paper"
    present = "present"
    phone = "phone"
    video = "video"


class RequestKind(StrEnum):
    """What guardians may ask for (个保法45–47, 儿童个人信息网络保护规定19–20)."""

    view = "view"
    copy = "copy"
    correct = "correct"
    delete = "delete"


class Leaving(StrEnum):
    """Why a file is closed."""

    grown = "grown"
    moved = "moved"
    parents_back = "parents_back"
    deceased = "deceased"
    other = "other"
