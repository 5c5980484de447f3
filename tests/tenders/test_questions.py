"""Questions: a name of their own, an answer to all in time, a clock that forgets none."""

from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.asking import TOPICS
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import DatabaseError, one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.keys import fresh, hold, keys
from match.tenders.commands import withdraw_tender
from match.tenders.questions.commands import answer, ask, sweep_questions
from match.tenders.questions.forms import AnswerForm, QuestionForm
from match.tenders.questions.queries import (
    answered,
    asker,
    own_questions,
    question,
    waiting,
    waiting_questions,
)
from match.tenders.questions.rules import pseudonym
from match.tenders.questions.states import QuestionStatus
from tests.people import make as people
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")

FRIDAY = datetime(2026, 3, 6, 2, tzinfo=UTC)
WHAT = QuestionForm("服务人员往返村里的交通费是否包含在最高限价之内？")


async def supplier():
    organisation = await people.organisation("NGO", "433122000000")
    return await people.account("manager", organisation=organisation), organisation


async def test_one_asker_has_one_name_in_a_purchase_and_another_in_the_next():
    _officer, first = await make.published()
    _other, second = await make.published()
    asking, _organisation = await supplier()

    names = [
        (await question(tender, await ask(asking, tender, WHAT))).pseudonym
        for tender in (first, first, second)
    ]
    assert names[0] == names[1]
    assert names[0] != names[2]


async def test_colleagues_ask_under_one_name_and_strangers_under_others():
    _officer, tender = await make.published()
    asking, organisation = await supplier()
    colleague = await people.account("manager", organisation=organisation)
    stranger, _organisation = await supplier()

    names = [
        (await question(tender, await ask(each, tender, WHAT))).pseudonym
        for each in (asking, colleague, stranger)
    ]
    assert names[0] == names[1]
    assert names[0] != names[2]


async def test_without_the_key_nobody_computes_the_name():
    """Whoever holds the list of organisations, but not the key, can try them all in vain."""
    held = keys()
    name = pseudonym(7, "organisation:12")
    try:
        hold(fresh())
        guessed = {pseudonym(7, f"organisation:{each}") for each in range(1, 200)}
    finally:
        hold(held)

    assert pseudonym(7, "organisation:12") == name
    # Five letters of 32: two hundred guesses meet a given name six times in a million.
    assert name not in guessed


async def test_the_asker_stands_nowhere_in_clear():
    officer, tender = await make.published()
    asking, organisation = await supplier()
    asked = await ask(asking, tender, WHAT)

    row = await one("SELECT * FROM tender_question WHERE id = $1", asked)
    assert str(asking.id).encode() != row["asked_by"]
    trail = await rows(
        "SELECT actor_id, changes FROM audit WHERE subject_kind = 'tender' AND subject_id = $1"
        " AND verb = 'tender.question_asked'",
        tender,
    )
    assert [each["actor_id"] for each in trail] == [None]
    told = await rows("SELECT payload FROM outbox WHERE topic = 'tender.question_asked'")
    assert told
    for each in (*trail, *told):
        assert str(organisation) not in str(each.get("changes") or each.get("payload")).split(":")
    assert await asker(asked) == asking.id, "only the inbox of the answer opens it"
    assert officer.id != asking.id


async def test_the_words_are_public_with_the_answer_and_not_before():
    officer, tender = await make.published()
    asking, _organisation = await supplier()
    asked = await ask(asking, tender, WHAT)

    assert await answered(tender) == ()
    assert (await waiting(tender)).count == 1
    assert [each.id for each in await own_questions(asking, tender)] == [asked]
    assert [each.id for each in await waiting_questions(tender)] == [asked]
    stranger, _other = await supplier()
    assert await own_questions(stranger, tender) == ()

    await answer(officer, tender, asked, AnswerForm("包含。山区补贴另按附件计算。", False))
    shown = await answered(tender)
    assert [(each.text, each.answer) for each in shown] == [
        (WHAT.text, "包含。山区补贴另按附件计算。")
    ]
    assert (await waiting(tender)).count == 0


async def test_an_answer_is_due_in_three_working_days():
    """实施条例52. Asked on Friday 6 March 2026: Monday, Tuesday, Wednesday the 11th."""
    _officer, tender = await make.published()
    asking, _organisation = await supplier()
    closes = await value("SELECT closes_at FROM tender WHERE id = $1", tender)
    assert closes > clock.now()
    with clock.freeze(FRIDAY):
        asked = await ask(asking, tender, WHAT)

    assert (await question(tender, asked)).due_on == date(2026, 3, 11)


async def test_the_clock_reminds_on_the_last_day_then_says_late_each_day():
    officer, tender = await make.published()
    asking, _organisation = await supplier()
    with clock.freeze(FRIDAY):
        asked = await ask(asking, tender, WHAT)

    async def heard(moment):
        before = await value("SELECT coalesce(max(id), 0) FROM outbox")
        with clock.freeze(moment):
            await sweep_questions(SYSTEM)
        found = await rows(
            "SELECT topic FROM outbox WHERE id > $1 AND topic LIKE 'tender.question%'", before
        )
        return [each["topic"] for each in found]

    tuesday = datetime(2026, 3, 10, 12, tzinfo=clock.HERE)
    assert await heard(tuesday) == []
    assert await heard(tuesday + timedelta(hours=21)) == ["tender.question_due"]
    assert await heard(tuesday + timedelta(hours=22)) == []
    late = datetime(2026, 3, 12, 9, tzinfo=clock.HERE)
    assert await heard(late) == ["tender.question_late"]
    assert await heard(late + timedelta(hours=1)) == []
    assert await heard(late + timedelta(days=1, minutes=1)) == ["tender.question_late"]
    with clock.freeze(late):
        assert (await question(tender, asked)).late
    await answer(officer, tender, asked, AnswerForm("包含在内。", False))
    assert await heard(late + timedelta(days=9)) == []


async def test_after_the_deadline_one_objects_instead():
    _officer, tender = await make.published()
    asking, _organisation = await supplier()
    closes = await value("SELECT closes_at FROM tender WHERE id = $1", tender)

    with clock.freeze(closes - timedelta(seconds=1)):
        await ask(asking, tender, WHAT)
    with clock.freeze(closes), pytest.raises(Conflict, match="质疑"):
        await ask(asking, tender, WHAT)


async def test_a_draft_is_not_there_and_its_department_does_not_ask_itself():
    _officer, draft = await make.draft()
    officer, tender = await make.published()
    asking, _organisation = await supplier()

    with pytest.raises(NotFound):
        await ask(asking, draft, WHAT)
    with pytest.raises(Denied):
        await ask(officer, tender, WHAT)


async def test_only_the_department_answers_and_only_once():
    officer, tender = await make.published()
    stranger, _other = await make.department()
    asking, _organisation = await supplier()
    asked = await ask(asking, tender, WHAT)
    said = AnswerForm("包含在内。", False)

    for wrong in (stranger, asking):
        with pytest.raises(Denied):
            await answer(wrong, tender, asked, said)
    await answer(officer, tender, asked, said)
    with pytest.raises(Conflict):
        await answer(officer, tender, asked, said)


async def test_an_asker_who_writes_their_own_name_is_stopped():
    _officer, tender = await make.published()
    asking, organisation = await supplier()
    name = await value("SELECT name FROM organisation WHERE id = $1", organisation)

    with pytest.raises(Invalid) as refused:
        await ask(asking, tender, QuestionForm(f"{name}可以参加吗？"))
    assert "text" in refused.value.fields


async def test_a_flood_is_stopped_and_others_still_ask():
    _officer, tender = await make.published()
    asking, _organisation = await supplier()
    for _each in range(10):
        await ask(asking, tender, WHAT)

    with pytest.raises(Conflict):
        await ask(asking, tender, WHAT)
    other, _organisation = await supplier()
    await ask(other, tender, WHAT)


@pytest.mark.parametrize(
    "change", ["text = '别的问题是什么？'", "pseudonym = 'AAAAA'", "due_on = due_on + 9"]
)
async def test_a_question_stays_as_it_was_asked(change):
    _officer, tender = await make.published()
    asking, _organisation = await supplier()
    asked = await ask(asking, tender, WHAT)

    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await one(f"UPDATE tender_question SET {change} WHERE id = $1 RETURNING id", asked)


async def test_an_answer_stays_as_it_was_given():
    officer, tender = await make.published()
    asking, _organisation = await supplier()
    asked = await ask(asking, tender, WHAT)
    await answer(officer, tender, asked, AnswerForm("包含在内。", False))

    for change in ("answer = '不包含。'", "status = 'waiting', answered_at = NULL, answer = ''"):
        with pytest.raises(DatabaseError):
            async with unit_of_work():
                await one(f"UPDATE tender_question SET {change} WHERE id = $1 RETURNING id", asked)


async def test_what_waits_ends_with_a_withdrawn_purchase():
    officer, tender = await make.published()
    asking, _organisation = await supplier()
    asked = await ask(asking, tender, WHAT)
    await withdraw_tender(officer, tender, "采购任务取消，预算收回")
    due = await value("SELECT next_check_at FROM tender_question WHERE id = $1", asked)
    with clock.freeze(due):
        await sweep_questions(SYSTEM)

    assert (await question(tender, asked)).status is QuestionStatus.ended


async def test_the_department_hears_of_the_question_and_the_asker_of_the_answer():
    officer, tender = await make.published()
    asking, _organisation = await supplier()
    asked = await ask(asking, tender, WHAT)
    payload = {"tender_id": tender, "question_id": asked}

    async def heard(topic):
        for hear in TOPICS[topic]:
            await hear(4711, payload)
            await hear(4711, payload)
        return await rows("SELECT account_id, kind, link FROM message ORDER BY id")

    first = await heard("tender.question_asked")
    told = [each["account_id"] for each in first]
    assert {each["kind"] for each in first} == {"purchase_question"}
    assert officer.id in told
    assert asking.id not in told
    assert len(told) == len(set(told)), "heard twice, told once"
    await answer(officer, tender, asked, AnswerForm("包含在最高限价之内。", False))
    later = await heard("tender.question_answered")
    assert [(each["account_id"], each["kind"]) for each in later[len(first) :]] == [
        (asking.id, "purchase_answered")
    ]
    # A reminder that comes late finds nothing that waits.
    assert await heard("tender.question_late") == later
