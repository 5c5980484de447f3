"""Who holds a post, from being named to handing over."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Office(StrEnum):
    """The two posts of part four: one in each home, one in each township."""

    director = "director"
    supervisor = "supervisor"


class PostStatus(StrEnum):
    """
    ``invited`` until she accepts; ``pending_exam`` until the county's training is passed (4.4d);
    ``ready`` while the one before her has not handed over.
    """

    invited = "invited"
    pending_exam = "pending_exam"
    ready = "ready"
    active = "active"
    ended = "ended"


class TutorStatus(StrEnum):
    """``waiting`` for check, course or consent; a lapsed check sends a tutor back there."""

    waiting = "waiting"
    active = "active"
    ended = "ended"


class Guide(StrEnum):
    """Who guides a home without deciding for it (4.1a, 4.1b)."""

    station = "station"
    protection = "protection"


P = PostStatus
POST_MACHINE = Machine(
    {
        (P.invited, "accept"): Move(P.pending_exam, "post.accepted"),
        (P.invited, "prepare"): Move(P.ready, "post.ready"),
        (P.pending_exam, "prepare"): Move(P.ready, "post.ready"),
        (P.ready, "take_up"): Move(P.active, "post.taken_up"),
        (P.invited, "end"): Move(P.ended, "post.ended"),
        (P.pending_exam, "end"): Move(P.ended, "post.ended"),
        (P.ready, "end"): Move(P.ended, "post.ended"),
        (P.active, "end"): Move(P.ended, "post.ended"),
    }
)
T = TutorStatus
TUTOR_MACHINE = Machine(
    {
        (T.waiting, "begin"): Move(T.active, "tutor.began"),
        (T.active, "lapse"): Move(T.waiting, "tutor.lapsed"),
        (T.waiting, "end"): Move(T.ended, "tutor.ended"),
        (T.active, "end"): Move(T.ended, "tutor.ended"),
    }
)


def post_word(status: PostStatus) -> str:
    """Where a post stands, in words."""
    return {
        P.invited: pgettext("post", "已提名，等待本人接受"),
        P.pending_exam: pgettext("post", "待考核，暂不履职"),
        P.ready: pgettext("post", "已具备条件，等待交接"),
        P.active: pgettext("post", "在任"),
        P.ended: pgettext("post", "已离任"),
    }[status]


def tutor_word(status: TutorStatus) -> str:
    """Where a tutor stands, in words."""
    return {
        T.waiting: pgettext("tutor", "条件未齐，暂不上岗"),
        T.active: pgettext("tutor", "在岗"),
        T.ended: pgettext("tutor", "已结束"),
    }[status]


def guide_word(guide: Guide) -> str:
    """Who guides, in words."""
    return {
        Guide.station: pgettext("guide", "乡镇社工站"),
        Guide.protection: pgettext("guide", "县级未成年人救助保护机构"),
    }[guide]
