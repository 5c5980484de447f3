"""What the pages of posts share: words, choices, the answer after a POST."""

from typing import Any
from urllib.parse import quote

from litestar import Request, Response

from match.catalogue import codes
from match.foundation.language import _
from match.foundation.settings import settings
from match.posts import rules, states
from match.posts.queries import work_word
from match.posts.states import PostStatus, TutorStatus

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/posts"
TONES = {
    PostStatus.invited: "dao",
    PostStatus.pending_exam: "dao",
    PostStatus.ready: "ji",
    PostStatus.active: "zhu",
    PostStatus.ended: "ink",
}
TUTOR_TONES = {TutorStatus.waiting: "dao", TutorStatus.active: "zhu", TutorStatus.ended: "ink"}
WORDS: dict[str, Any] = {
    "post_word": states.post_word,
    "post_tone": lambda status: TONES[PostStatus(status)],
    "status_word": lambda status: states.post_word(PostStatus(status)),
    "tutor_word": states.tutor_word,
    "tutor_tone": lambda status: TUTOR_TONES[status],
    "guide_word": states.guide_word,
    "work_word": work_word,
    "kind_word": codes.label,
    "where": lambda path: " ".join(path.split("/")[1:]),
}


def link(token: str) -> str:
    """The address by which somebody named accepts; shown once."""
    return f"{settings().base_url}/invitations/{quote(token)}"


def director_kinds(site_source: str) -> list[tuple[str, str]]:
    """Kinds of directors, the first choices first; in a school only its leadership (4.1e)."""
    if site_source == "SITE-SCH":
        return [(rules.IN_A_SCHOOL, codes.label(rules.IN_A_SCHOOL))]
    listed = [entry.code for entry in codes.home_list("director_kind")]
    return [
        (code, codes.label(code) + (_("（优先）") if code in rules.FIRST_CHOICES else ""))
        for code in listed
    ]


def supervisor_kinds() -> list[tuple[str, str]]:
    """Kinds of supervisors (4.1c)."""
    return codes.home_choices("supervisor_kind")


def tutor_kinds() -> list[tuple[str, str]]:
    """Kinds of part-time tutors (4.3b)."""
    return codes.home_choices("tutor_kind")


def genders() -> list[tuple[str, str]]:
    """Said of supervisors only: the notice asks for a woman."""
    return [("F", _("女")), ("M", _("男"))]
