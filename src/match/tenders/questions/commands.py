"""Asking and answering, and the clock that sees to it that nothing stays unanswered."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.workdays import legal_due
from match.needs.wording import refuse_personal_data
from match.tenders import policy
from match.tenders.questions import rules
from match.tenders.questions.forms import AnswerForm, QuestionForm
from match.tenders.questions.states import QUESTION_MACHINE, QuestionStatus
from match.tenders.questions.tables import TenderQuestion
from match.tenders.states import PUBLIC, Mode, TenderStatus

_ASK = (
    "INSERT INTO tender_question (tender_id, position, pseudonym, asked_by, text, asked_at, due_on,"
    " next_check_at) SELECT $1::bigint, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6, $7"
    " FROM tender_question WHERE tender_id = $1 RETURNING id"
)


@command
async def ask(actor: Actor, tender_id: int, form: QuestionForm) -> int:
    """
    Ask about a purchase; returns the question's id. Anybody signed in may but its department.

    Raises NotFound, Denied, Conflict after the deadline or with too many questions waiting,
    Invalid where the words name the asker or tell who a child is. Tells tender.question_asked.
    """
    tender = await _public(tender_id, lock="FOR SHARE")
    if actor.id is None:
        raise Denied(_("请先登录再提问。"))
    if policy.can_write(actor, tender["organisation_id"], tender["division"]) is True:
        raise Denied(_("采购单位不能向自己提问。"))
    now = clock.now()
    complaint = rules.asking_complaint(
        TenderStatus(tender["status"]), Mode(tender["mode"]), tender["closes_at"], now
    )
    if complaint:
        raise Conflict(complaint)
    await _check_words(actor, form.text)
    name = rules.pseudonym(tender_id, rules.asker_of(actor.id, actor.organisations))
    await _check_flood(tender_id, name)
    due = await legal_due(rules.REPLY, now)
    question_id: int = await value(
        _ASK,
        tender_id,
        name,
        keys().seal(str(actor.id), rules.PURPOSE),
        form.text.strip(),
        now,
        due.on,
        rules.look_at(due.on),
    )
    # Not who: the trail of a purchase is read by those who must not know it.
    await record(
        SYSTEM,
        "tender.question_asked",
        subject=("tender", tender_id),
        division=tender["division"],
        changes={"question": (None, question_id), "pseudonym": (None, name)},
    )
    await tell("tender.question_asked", tender_id=tender_id, question_id=question_id)
    return question_id


@command
async def answer(actor: Actor, tender_id: int, question_id: int, form: AnswerForm) -> None:
    """
    Answer a question to everybody. An answer after the last day is taken all the same: late is
    better than never, and the page shows both days. Raises NotFound, Denied, Conflict, Invalid.
    """
    tender = await _public(tender_id, lock="FOR UPDATE")
    require(policy.can_write(actor, tender["organisation_id"], tender["division"]))
    question = await _locked(tender_id, question_id)
    refuse_personal_data({"answer": form.answer})
    await QUESTION_MACHINE.fire(
        TenderQuestion,
        question_id,
        QuestionStatus(question["status"]),
        "answer",
        {
            "answer": form.answer.strip(),
            "answered_by": actor.id,
            "answered_at": clock.now(),
            "next_check_at": None,
            # The edit that follows makes the next version; until then the answer points ahead.
            "document_version": tender["document_version"] + 1 if form.changes else None,
        },
    )
    await record(
        actor,
        "tender.question_answered",
        subject=("tender", tender_id),
        division=tender["division"],
        changes={"question": (None, question_id), "changes": (None, form.changes)},
    )
    await tell("tender.question_answered", tender_id=tender_id, question_id=question_id)


@command
async def look_after_question(actor: Actor, question_id: int) -> None:
    """Remind the department on the last day, say that it is late on the day after, then daily; end
    what a withdrawn purchase leaves open."""
    row = await one(
        "SELECT q.*, t.status AS purchase, t.division FROM tender_question q"
        " JOIN tender t ON t.id = q.tender_id WHERE q.id = $1 FOR UPDATE OF q",
        question_id,
    )
    if row is None or row["status"] != QuestionStatus.waiting:
        return
    if TenderStatus(row["purchase"]) in (TenderStatus.withdrawn, TenderStatus.failed):
        await QUESTION_MACHINE.fire(
            TenderQuestion, question_id, QuestionStatus.waiting, "end", {"next_check_at": None}
        )
        await tell("tender.question_ended", tender_id=row["tender_id"], question_id=question_id)
        return
    now, late_at = clock.now(), rules.late_at(row["due_on"])
    topic = "tender.question_late" if now >= late_at else "tender.question_due"
    await record(
        actor, topic, subject=("tender", row["tender_id"]), division=row["division"],
        changes={"question": (None, question_id)},
    )  # fmt: skip
    await one(
        "UPDATE tender_question SET reminded_at = $2, next_check_at = $3 WHERE id = $1"
        " RETURNING id",
        question_id,
        now,
        max(late_at, now + rules.DAILY),
    )
    await tell(topic, tender_id=row["tender_id"], question_id=question_id)


async def sweep_questions(actor: Actor, limit: int = 200) -> int:
    """Look after every question whose time has come; returns how many."""
    due = await rows(
        "SELECT id FROM tender_question WHERE next_check_at <= $1 AND status = 'waiting'"
        " ORDER BY next_check_at LIMIT $2",
        clock.now(),
        limit,
    )
    for each in due:
        await look_after_question(actor, each["id"])
    return len(due)


async def _public(tender_id: int, *, lock: str) -> dict[str, Any]:
    tender = await one(f"SELECT * FROM tender WHERE id = $1 {lock}", tender_id)  # noqa: S608 # ours
    if tender is None or TenderStatus(tender["status"]) not in PUBLIC:
        raise NotFound(_("没有找到这条采购公告。"))
    return tender


async def _locked(tender_id: int, question_id: int) -> dict[str, Any]:
    question = await one(
        "SELECT * FROM tender_question WHERE id = $1 AND tender_id = $2 FOR UPDATE",
        question_id,
        tender_id,
    )
    if question is None:
        raise NotFound(_("没有找到这个提问。"))
    return question


async def _check_words(actor: Actor, text: str) -> None:
    found = await rows(
        "SELECT name FROM organisation WHERE id = ANY($1::bigint[])", sorted(actor.belongs_to)
    )
    complaint = rules.naming_complaint(text, [row["name"] for row in found])
    if complaint:
        raise Invalid({"text": complaint})
    refuse_personal_data({"text": text})


async def _check_flood(tender_id: int, name: str) -> None:
    waiting = await value(
        "SELECT count(*) FROM tender_question WHERE tender_id = $1 AND pseudonym = $2"
        " AND status = 'waiting'",
        tender_id,
        name,
    )
    if waiting >= rules.WAITING_MOST:
        raise Conflict(_("您已有多个提问等待答复，请等采购单位答复后再问。"))
