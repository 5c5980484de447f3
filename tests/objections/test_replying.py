"""The department answers: not by the hand it is about, never naming who objected, with effect."""

import pytest

from match.foundation.db import DatabaseError, one, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.objections import commands
from match.objections.forms import RefusalForm, ReplyForm
from match.objections.rules import outcomes
from match.objections.states import Outcome, Refusal, Step, Subject
from match.tenders.commands import suspend
from match.tenders.queries import facts
from match.tenders.states import TenderStatus
from tests.objections import make
from tests.people import make as people

REPLY = "经向发证机关核实，该证书有效期至2028年，质疑供应商查询的是已换发的旧证。"


def reply(outcome: Outcome = Outcome.unfounded, words: str = REPLY) -> ReplyForm:
    return ReplyForm(outcome, words)


async def test_the_reply_frees_the_signing(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    await commands.receive_objection(at.colleague, made)
    await commands.reply_objection(at.colleague, made, reply())
    held = await facts(at.tender)

    assert (held.suspended, held.suspended_reason, held.status) == (False, "", "awarded")
    await make.step(at.tender, "contract", at.rivals)


async def test_an_upheld_objection_sends_the_purchase_back_to_its_panel(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    await commands.reply_objection(at.colleague, made, reply(Outcome.rejudge))
    held = await facts(at.tender)

    assert (held.status, held.suspended, held.winner_id) == (TenderStatus.opened, False, None)


async def test_an_upheld_objection_that_voids_ends_the_purchase_with_the_reply_as_reason(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    await commands.reply_objection(at.colleague, made, reply(Outcome.fail))
    held = await facts(at.tender)

    assert (held.status, held.suspended, held.reason) == (TenderStatus.failed, False, REPLY)


async def test_two_objections_hold_until_both_are_answered(db: None):
    at = await make.bought("award")
    first = await make.raised(at)
    second = await commands.raise_objection(at.rival, at.tender, make.form(at.rivals))
    await commands.reply_objection(at.colleague, first, reply())
    between = (await facts(at.tender)).suspended_reason
    await commands.reply_objection(at.colleague, second, reply())

    assert f"第{second}号" in between
    assert f"第{first}号" not in between
    assert (await facts(at.tender)).suspended is False


async def test_an_upheld_one_is_not_held_up_by_its_neighbour_which_still_waits(db: None):
    at = await make.bought("award")
    first = await make.raised(at)
    second = await commands.raise_objection(at.rival, at.tender, make.form(at.rivals))
    await commands.reply_objection(at.colleague, first, reply(Outcome.rejudge))
    held = await facts(at.tender)

    assert held.status == TenderStatus.opened
    assert f"第{second}号" in held.suspended_reason


async def test_another_reason_to_stop_stays(db: None):
    at = await make.bought("award")
    await suspend(at.finance, at.tender, "审计机关要求暂停")
    made = await make.raised(at)
    await commands.reply_objection(at.colleague, made, reply())

    assert (await facts(at.tender)).suspended_reason == "审计机关要求暂停"


async def test_who_published_does_not_answer_while_a_colleague_can(db: None):
    at = await make.bought("award")
    made = await make.raised(at)

    for verb in (
        commands.receive_objection(at.officer, made),
        commands.reply_objection(at.officer, made, reply()),
        commands.refuse_objection(at.officer, made, RefusalForm(Refusal.unfit, "缺少必要的事实")),
    ):
        with pytest.raises(Denied, match="您经办"):
            await verb


async def test_a_department_of_one_answers_itself_and_it_is_kept_that_it_did(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    await value("UPDATE membership SET ended_at = now() WHERE account = $1", at.colleague.id)
    await commands.reply_objection(at.officer, made, reply())
    row = await one("SELECT alone, replied_by FROM objection WHERE id = $1", made)

    assert row == {"alone": True, "replied_by": at.officer.id}


async def test_others_may_neither_see_nor_answer(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    elsewhere = await people.account("purchaser", "433122")
    other = await people.account(
        "purchaser", "433101", organisation=await people.organisation("GOV-EDU")
    )

    for person in (elsewhere, other, at.rival, await people.account()):
        with pytest.raises(NotFound):
            await commands.reply_objection(person, made, reply())
    for person in (at.finance, await people.account("auditor", "43"), at.manager):
        with pytest.raises(Denied, match="采购单位"):
            await commands.reply_objection(person, made, reply())


async def test_a_refusal_says_its_ground_and_frees(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    with pytest.raises(Invalid):
        await commands.refuse_objection(at.colleague, made, RefusalForm(Refusal.late, "晚"))
    await commands.refuse_objection(
        at.colleague, made, RefusalForm(Refusal.unfit, "没有写明具体事实和依据")
    )
    row = await one("SELECT status, refusal, reason FROM objection WHERE id = $1", made)

    assert row == {"status": "refused", "refusal": "unfit", "reason": "没有写明具体事实和依据"}
    assert (await facts(at.tender)).suspended is False
    with pytest.raises(Conflict):
        await commands.reply_objection(at.colleague, made, reply())


async def test_a_public_reply_names_neither_who_objected_nor_a_child(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    name = await value("SELECT name FROM organisation WHERE id = $1", at.supplier)

    with pytest.raises(Conflict, match="名称"):
        await commands.reply_objection(at.colleague, made, reply(words=f"{REPLY}{name}"))
    with pytest.raises(Invalid) as named:
        await commands.reply_objection(at.colleague, made, reply(words=f"{REPLY}电话13812345678。"))
    assert "reply" in named.value.fields


async def test_a_reply_is_said_once_and_stays(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    await commands.reply_objection(at.colleague, made, reply())

    with pytest.raises(Conflict):
        await commands.reply_objection(at.colleague, made, reply(Outcome.no_effect))
    with pytest.raises(DatabaseError, match="stays"):
        await value("UPDATE objection SET reply = repeat('x', 30) WHERE id = $1", made)


async def test_after_a_rejudged_result_the_new_one_may_be_objected_to(db: None):
    with make.at("2026-11-02T10:00"):
        at = await make.bought("award")
        made = await make.raised(at)
        await commands.reply_objection(at.colleague, made, reply(Outcome.rejudge))
    with make.at("2026-11-09T10:00"):
        for verb in ("report", "decide", "award"):
            await make.step(at.tender, verb, at.rivals)

        assert await make.raised(at) > made


# 94号令16 read by hand: (where the purchase stands, what is objected to) and what may be said.
ALLOWED = {
    ("published", "document"): "unfounded no_effect correct",
    ("closed", "document"): "unfounded no_effect fail",
    ("opened", "process"): "unfounded no_effect fail",
    ("reported", "process"): "unfounded no_effect rejudge fail",
    ("awarded", "document"): "unfounded no_effect fail",
    ("awarded", "result"): "unfounded no_effect rejudge fail",
    ("contracted", "result"): "unfounded no_effect finance",
    ("failed", "result"): "unfounded no_effect",
    ("archived", "result"): "unfounded no_effect",
}


@pytest.mark.parametrize(("status", "subject"), ALLOWED)
def test_what_a_reply_may_say(status: str, subject: str):
    found = outcomes(TenderStatus(status), Subject(subject))

    assert " ".join(found) == ALLOWED[status, subject]


async def test_an_outcome_out_of_place_is_refused(db: None):
    at = await make.bought("award")
    made = await make.raised(at)

    for outcome in (Outcome.correct, Outcome.finance):
        with pytest.raises(Invalid) as refused:
            await commands.reply_objection(at.colleague, made, reply(outcome))
        assert "outcome" in refused.value.fields


async def test_an_objection_after_the_contract_stops_it_and_is_handed_on(db: None):
    at = await make.bought("contract")
    made = await make.raised(at)
    stopped = (await facts(at.tender)).suspended
    await commands.reply_objection(at.colleague, made, reply(Outcome.finance))

    assert stopped is True
    assert (await facts(at.tender)).suspended is False


async def test_a_founded_objection_without_effect_leaves_the_purchase_where_it_was(db: None):
    at = await make.bought("report")
    made = await make.raised(at, subject=Subject.process, step=Step.evaluation)
    await commands.reply_objection(at.colleague, made, reply(Outcome.no_effect))

    assert (await facts(at.tender)).status == TenderStatus.reported
