"""What the pages of training share: words, choices, the answer after a POST."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import UploadFile

from match.catalogue import codes
from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.training import policy, rules, states
from match.training.states import Audience, CourseStatus, EnrolmentStatus

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/training"
COURSE_TONES = {
    CourseStatus.draft: "dao",
    CourseStatus.published: "ji",
    CourseStatus.completed: "zhu",
    CourseStatus.cancelled: "ink",
}
PLACE_TONES = {
    EnrolmentStatus.waiting: "dao",
    EnrolmentStatus.signed: "ji",
    EnrolmentStatus.completed: "zhu",
    EnrolmentStatus.absent: "zhusha",
    EnrolmentStatus.withdrawn: "ink",
}


def where(path: str) -> str:
    """湖南省/湘西…/吉首市 is said without the province, unless it is the province."""
    return " ".join(path.split("/")[1:]) or path


WORDS: dict[str, Any] = {
    "audience_word": states.audience_word,
    "department_word": states.department_word,
    "course_word": states.course_word,
    "place_word": states.enrolment_word,
    "pack_word": states.pack_word,
    "origin_word": states.origin_word,
    "background_word": states.background_word,
    "course_tone": lambda status: COURSE_TONES[status],
    "place_tone": lambda status: PLACE_TONES[status],
    "content": codes.label,
    "where": where,
}


def contents() -> list[tuple[str, str]]:
    """The seven contents of 4.4e."""
    return [(code, codes.label(code)) for code in rules.CONTENTS]


def audiences(actor: Actor) -> list[tuple[str, str]]:
    """The audiences that this person's department trains."""
    return [
        (str(audience), states.audience_word(audience))
        for audience in Audience
        if not isinstance(policy.organiser_for(actor, audience), str)
    ]


async def upload(request: AnyRequest, actor: Actor) -> int | None:
    """The id of the submission's document, kept; None where there is none."""
    sent = (await request.form()).get("upload")
    if isinstance(sent, UploadFile) and sent.filename:
        return await keep_document(actor, await sent.read())
    return None
