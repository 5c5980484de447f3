"""What these pages share: words, choices, uploads, the answer after a POST."""

from collections.abc import Iterable, Mapping
from typing import Any

from litestar import Request, Response
from litestar.datastructures import UploadFile

from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid, MatchError
from match.foundation.language import _
from match.objections import states
from match.objections.states import ComplaintStatus, Ground, ObjectionStatus, Remedy

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
WORDS: dict[str, Any] = {
    "subject_word": states.subject_word,
    "step_word": states.step_word,
    "ground_word": states.ground_word,
    "ground_words": lambda held: ground_words(held),
    "remedy_word": states.remedy_word,
    "objection_word": states.objection_word,
    "refusal_word": states.refusal_word,
    "outcome_word": states.outcome_word,
    "complaint_word": states.complaint_word,
    "decision_word": states.decision_word,
    "objection_tone": lambda status: OBJECTION_TONES[status],
    "complaint_tone": lambda status: COMPLAINT_TONES[status],
}
OBJECTION_TONES = {
    ObjectionStatus.raised: "dao",
    ObjectionStatus.received: "dao",
    ObjectionStatus.refused: "ink",
    ObjectionStatus.replied: "ji",
    ObjectionStatus.withdrawn: "ink",
}
COMPLAINT_TONES = {
    ComplaintStatus.filed: "dao",
    ComplaintStatus.accepted: "dao",
    ComplaintStatus.served: "dao",
    ComplaintStatus.refused: "ink",
    ComplaintStatus.decided: "ji",
    ComplaintStatus.withdrawn: "ink",
}


def ground_words(held: Iterable[Ground]) -> str:
    """Several grounds in one line."""
    return _("、").join(states.ground_word(ground) for ground in held)


def grounds() -> list[tuple[str, str]]:
    """Every ground with its words."""
    return [(str(ground), states.ground_word(ground)) for ground in Ground]


def remedies() -> list[tuple[str, str]]:
    """Everything that can be asked for."""
    return [(str(remedy), states.remedy_word(remedy)) for remedy in Remedy]


def complaints_by_field(wrong: MatchError, field: str) -> Mapping[str, str]:
    """What was wrong, beside the field it concerns; a refusal without one stands by *field*."""
    if isinstance(wrong, Invalid):
        return wrong.fields
    assert isinstance(wrong, Conflict | Denied)
    return {field: wrong.message}


async def uploads(request: AnyRequest, actor: Actor) -> list[str]:
    """Ids of the files of this submission, kept."""
    sent = (await request.form()).getall("upload", [])
    files = [one for one in sent if isinstance(one, UploadFile) and one.filename]
    return [str(await keep_document(actor, await one.read())) for one in files]
