"""The giver asks and is answered; a word of thanks gets a word back."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.workdays import workdays_from_now
from match.giving.commands._shared import locked
from match.giving.reports import policy
from match.giving.reports.commands._shared import refuse_words
from match.giving.states import DonationStatus

OPEN_MOST = 3
# Before anything arrived there is no use to ask about.
_NOTHING_YET = (DonationStatus.promised, DonationStatus.cancelled)


@command
async def ask_about_use(actor: Actor, donation_id: int, question: str) -> int:
    """
    The giver's right to query (慈善法 42); the question's id. Answered within
    ``giving.question_workdays``, else the county hears of it.
    """
    gift = await locked(actor, donation_id)
    require(policy.can_ask(actor, gift))
    if gift["status"] in _NOTHING_YET:
        raise Conflict(_("这笔捐赠还没有生效，暂时没有使用情况可以查询。"))
    refuse_words("question", question, 4)
    waiting: int = await value(
        "SELECT count(*) FROM use_question WHERE donation_id = $1 AND answered_at IS NULL",
        donation_id,
    )
    if waiting >= OPEN_MOST:
        raise Conflict(_("已有几个问题在等答复，请等收到答复后再问。"))
    due = await workdays_from_now(await whole("giving.question_workdays"))
    home = gift["home_id"]
    question_id: int = await value(
        "INSERT INTO use_question (donation_id, home_id, organisation_id, question, asked_by,"
        " asked_at, due_on) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        donation_id,
        home,
        None if home is not None else gift["charity_id"],
        question.strip(),
        actor.id,
        clock.now(),
        due.date(),
    )
    await _told(actor, gift, question_id, "use_question.asked")
    return question_id


@command
async def answer_question(actor: Actor, question_id: int, answer: str) -> None:
    """Whoever was asked answers, once. Raises NotFound, Denied, Conflict."""
    seen = await one("SELECT donation_id FROM use_question WHERE id = $1", question_id)
    if seen is None:
        raise NotFound(_("没有找到这个问题。"))
    gift = await locked(actor, seen["donation_id"])
    question = await one("SELECT * FROM use_question WHERE id = $1 FOR UPDATE", question_id)
    assert question is not None, "read a moment ago, and never deleted"
    require(policy.can_answer_question(actor, gift, question))
    if question["answered_at"] is not None:
        raise Conflict(_("这个问题已经答复过了。"))
    refuse_words("answer", answer, 4)
    await value(
        "UPDATE use_question SET answer = $2, answered_by = $3, answered_at = $4 WHERE id = $1",
        question_id,
        answer.strip(),
        actor.id,
        clock.now(),
    )
    await _told(actor, gift, question_id, "use_question.answered")


@command
async def write_back(actor: Actor, donation_id: int, answer: str) -> None:
    """The giver answers the home's words, once."""
    gift = await locked(actor, donation_id)
    require(policy.can_write_back(actor, gift))
    thanks = await one("SELECT * FROM feedback WHERE donation_id = $1 FOR UPDATE", donation_id)
    if thanks is None:
        raise Conflict(_("儿童之家还没有反馈，请等收到反馈后再回复。"))
    if thanks["answered_at"] is not None:
        raise Conflict(_("您已经回复过了。"))
    refuse_words("answer", answer, 4)
    await value(
        "UPDATE feedback SET answer = $2, answered_by = $3, answered_at = $4 WHERE id = $1",
        thanks["id"],
        answer.strip(),
        actor.id,
        clock.now(),
    )
    await record(
        actor, "feedback.answered", subject=("feedback", thanks["id"]), division=gift["division"]
    )
    await tell("feedback.answered", donation_id=donation_id)


async def _told(actor: Actor, gift: dict[str, Any], question_id: int, event: str) -> None:
    await record(actor, event, subject=("use_question", question_id), division=gift["division"])
    await tell(event, question_id=question_id, donation_id=gift["id"])
