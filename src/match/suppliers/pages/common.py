"""What these pages share: words, choices, uploads, the answer after a POST."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import UploadFile

from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.suppliers import states
from match.suppliers.rules import may_declare
from match.suppliers.states import (
    GRADES,
    ConsortiumStatus,
    ControlRole,
    Declared,
    Kind,
    QualificationStatus,
)

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
TONES = {
    QualificationStatus.waiting: "dao",
    QualificationStatus.verified: "ji",
    QualificationStatus.refused: "zhusha",
    QualificationStatus.expired: "zhusha",
    QualificationStatus.removed: "ink",
}
CONSORTIUM_TONES = {
    ConsortiumStatus.gathering: "dao",
    ConsortiumStatus.joint: "ji",
    ConsortiumStatus.ended: "ink",
}
WORDS: dict[str, Any] = {
    "kind_word": states.kind_word,
    "paper_word": states.qualification_word,
    "paper_tone": lambda status: TONES[status],
    "declared_word": states.declared_word,
    "control_word": states.control_word,
    "consortium_word": states.consortium_word,
    "consortium_tone": lambda status: CONSORTIUM_TONES[status],
}


def kinds() -> list[tuple[str, str]]:
    """Every kind of paper."""
    return [(str(kind), states.kind_word(kind)) for kind in Kind]


def grades() -> list[tuple[str, str]]:
    """Grades of social organisations."""
    return [(grade, grade) for grade in GRADES]


def roles() -> list[tuple[str, str]]:
    """Why somebody counts for 实施条例18."""
    return [(str(role), states.control_word(role)) for role in ControlRole]


def declarations(kind: str) -> list[Declared]:
    """What an organisation of this kind can declare, in the order of the page."""
    return [each for each in Declared if may_declare(kind, each)]


async def upload(request: AnyRequest, actor: Actor) -> int | None:
    """The id of the submission's file, kept; None where there is none."""
    sent = (await request.form()).get("upload")
    if isinstance(sent, UploadFile) and sent.filename:
        return await keep_document(actor, await sent.read())
    return None
