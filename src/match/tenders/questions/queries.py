"""Reading questions: the public sees what was answered, the department also what waits."""

from datetime import date, datetime

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.tenders.questions.rules import PURPOSE, asker_of, pseudonym
from match.tenders.questions.states import QuestionStatus

_QUESTION = (
    "SELECT id, tender_id, position, status, pseudonym, text, asked_at, due_on, answer,"
    " document_version, answered_at FROM tender_question "
)


class Question(msgspec.Struct, frozen=True):
    """
    A question without its asker. ``mine``: the reader asked it. ``late``: unanswered after the last
    day of 实施条例52.
    """

    id: int
    tender_id: int
    position: int
    status: QuestionStatus
    pseudonym: str
    text: str
    asked_at: datetime
    due_on: date
    answer: str
    document_version: int | None
    answered_at: datetime | None
    mine: bool = False
    late: bool = False


class Waiting(msgspec.Struct, frozen=True):
    """What everybody may know of unanswered questions: how many, and by when the first is due."""

    count: int
    due_on: date | None


async def answered(tender_id: int) -> tuple[Question, ...]:
    """Question and answer for everybody, in the order in which they were asked."""
    return await _read("WHERE tender_id = $1 AND status = 'answered' ORDER BY position", tender_id)


async def waiting(tender_id: int) -> Waiting:
    """How many wait; their words are not public before the answer is."""
    row = await one(
        "SELECT count(*) AS count, min(due_on) AS due_on FROM tender_question"
        " WHERE tender_id = $1 AND status = 'waiting'",
        tender_id,
    )
    assert row is not None, "an aggregate is one row"
    return Waiting(row["count"], row["due_on"])


async def own_questions(actor: Actor, tender_id: int) -> tuple[Question, ...]:
    """What the reader, or their organisation, has asked and waits for. () for a stranger."""
    if actor.id is None:
        return ()
    name = pseudonym(tender_id, asker_of(actor.id, actor.organisations))
    found = await _read(
        "WHERE tender_id = $1 AND pseudonym = $2 AND status = 'waiting' ORDER BY position",
        tender_id,
        name,
    )
    return tuple(msgspec.structs.replace(each, mine=True) for each in found)


async def waiting_questions(tender_id: int) -> tuple[Question, ...]:
    """What the department has to answer, the most urgent first; for those who may answer."""
    return await _read(
        "WHERE tender_id = $1 AND status = 'waiting' ORDER BY due_on, position", tender_id
    )


async def question(tender_id: int, question_id: int) -> Question:
    """One question. Raises NotFound."""
    found = await _read("WHERE tender_id = $1 AND id = $2", tender_id, question_id)
    if not found:
        raise NotFound(_("没有找到这个提问。"))
    return found[0]


async def asker(question_id: int) -> int | None:
    """The account that asked: only for putting the answer into its inbox."""
    sealed = await value("SELECT asked_by FROM tender_question WHERE id = $1", question_id)
    return int(keys().open(sealed, PURPOSE)) if sealed is not None else None


async def _read(where: str, *values: object) -> tuple[Question, ...]:
    today = clock.today()
    return tuple(
        Question(
            **{**row, "status": QuestionStatus(row["status"])},
            late=row["status"] == QuestionStatus.waiting and row["due_on"] < today,
        )
        for row in await rows(_QUESTION + where, *values)
    )
