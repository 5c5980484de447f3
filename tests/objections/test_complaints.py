"""Who objected complains to finance, in time and on the same matters; finance decides in public."""

import msgspec
import pytest

from match.foundation.db import DatabaseError, one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.objections import commands
from match.objections.forms import DecisionForm, RefusalForm, ReplyForm
from match.objections.states import Decision, Ground, Outcome, Refusal, Remedy
from match.tenders.queries import facts
from match.tenders.states import TenderStatus
from tests.objections import make
from tests.people import make as people
from tests.suppliers import make as suppliers

REPLY = "经向发证机关核实，该证书有效期至2028年，质疑供应商查询的是已换发的旧证。"
DECISION = DecisionForm(
    Decision.dismissed,
    "经调取发证机关登记信息，该证书在投标截止时有效，投诉事项缺乏事实依据。",
    "《政府采购质疑和投诉办法》第二十九条第（二）项",
)


async def replied(outcome: Outcome = Outcome.unfounded) -> tuple[make.Scene, int]:
    at = await make.bought("award")
    made = await make.raised(at)
    await commands.reply_objection(at.colleague, made, ReplyForm(outcome, REPLY))
    return at, made


async def filed(**other: object) -> tuple[make.Scene, int]:
    at, objection = await replied()
    return at, await commands.file_complaint(at.manager, objection, make.complaint(**other))


async def served() -> tuple[make.Scene, int]:
    at, made = await filed()
    await commands.accept_complaint(at.finance, made)
    await commands.serve_complaint(at.finance, made)
    return at, made


async def test_a_complaint_from_filing_to_a_published_decision(db: None):
    at, made = await served()
    notice = await commands.decide_complaint(at.finance, made, DECISION)
    row = await one("SELECT kind, facts, body FROM tender_notice WHERE id = $1", notice)
    held = await one("SELECT status, decision, notice_id FROM complaint WHERE id = $1", made)
    name = await value("SELECT name FROM organisation WHERE id = $1", at.supplier)

    assert row is not None
    assert held == {"status": "decided", "decision": "dismissed", "notice_id": notice}
    assert row["kind"] == "complaint_result"
    told = msgspec.json.decode(row["facts"])
    assert (told["complainant"], told["decision"]) == (name, "驳回投诉")
    assert "答复没有核实" not in row["facts"] + row["body"], "what was complained stays inside"
    assert make.FACTS not in row["facts"] + row["body"]


async def test_only_who_objected_complains(db: None):
    at, objection = await replied()
    stranger, _theirs = await suppliers.applicant()

    for person in (at.rival, stranger):
        with pytest.raises(NotFound):
            await commands.file_complaint(person, objection, make.complaint())
    with pytest.raises(Denied, match="负责人"):
        await commands.file_complaint(at.colleague, objection, make.complaint())


async def test_only_on_matters_that_were_objected_to(db: None):
    at, objection = await replied()

    for grounds in ([Ground.collusion], [Ground.unqualified_winner, Ground.collusion]):
        with pytest.raises(Invalid) as refused:
            await commands.file_complaint(at.manager, objection, make.complaint(grounds=grounds))
        assert "grounds" in refused.value.fields


async def test_once(db: None):
    at, objection = await replied()
    await commands.file_complaint(at.manager, objection, make.complaint())

    with pytest.raises(Conflict, match="重复投诉"):
        await commands.file_complaint(at.manager, objection, make.complaint())


async def test_not_before_there_is_a_reply_or_the_time_for_one_is_over(db: None):
    """Raised on Wednesday 25 November 2026: the reply is due on Friday 4 December."""
    with make.at("2026-11-25T09:00"):
        at = await make.bought("award")
        objection = await make.raised(at)
    early = make.at("2026-12-04T23:59:59")
    with early, pytest.raises(Conflict, match="最晚 2026-12-04"):
        await commands.file_complaint(at.manager, objection, make.complaint())

    with make.at("2026-12-05T00:00:01"):
        assert await commands.file_complaint(at.manager, objection, make.complaint()) > 0


async def test_the_last_day_is_fifteen_working_days_after_the_time_to_reply(db: None):
    """From 4 December 2026: 7–11, 14–18, 21–25 December are fifteen working days."""
    for moment, too_late in (("2026-12-25T23:59:59", False), ("2026-12-26T00:00:01", True)):
        with make.at("2026-11-25T09:00"):
            at = await make.bought("award")
            objection = await make.raised(at)
            await commands.reply_objection(
                at.colleague, objection, ReplyForm(Outcome.unfounded, REPLY)
            )
        with make.at(moment):
            if too_late:
                with pytest.raises(Conflict, match="投诉期限已过：最晚 2026-12-25"):
                    await commands.file_complaint(at.manager, objection, make.complaint())
            else:
                assert await commands.file_complaint(at.manager, objection, make.complaint()) > 0


async def test_of_a_refused_objection_one_may_complain_of_a_withdrawn_one_not(db: None):
    at = await make.bought("award")
    refused = await make.raised(at)
    await commands.refuse_objection(
        at.colleague, refused, RefusalForm(Refusal.unfit, "没有写明具体事实")
    )
    withdrawn = await commands.raise_objection(at.rival, at.tender, make.form(at.rivals))
    await commands.withdraw_objection(at.rival, withdrawn, "经核对没有异议")

    assert await commands.file_complaint(at.manager, refused, make.complaint()) > 0
    with pytest.raises(Conflict, match="已经撤回"):
        await commands.file_complaint(at.rival, withdrawn, make.complaint())


async def test_the_days_of_finance_are_kept_with_the_complaint(db: None):
    """Filed on 30 November 2026; counted on a paper calendar, New Year's Day 2027 is off."""
    with make.at("2026-11-25T09:00"):
        at, objection = await replied()
    with make.at("2026-11-30T09:00"):
        made = await commands.file_complaint(at.manager, objection, make.complaint())
    row = await one("SELECT check_by, serve_by, decide_by FROM complaint WHERE id = $1", made)

    assert row is not None
    assert [str(row[name]) for name in ("check_by", "serve_by")] == ["2026-12-07", "2026-12-10"]
    # 1–4 (4), 7–11 (9), 14–18 (14), 21–25 (19), 28–31 (23), January without its unannounced
    # holidays: 1 January counts provisionally, so 1, 4–8, 11 reach thirty.
    assert str(row["decide_by"]) == "2027-01-11"


@pytest.mark.parametrize("verb", ["accept", "refuse", "serve", "stop", "decide"])
async def test_nobody_but_finance_of_the_place_handles_it(db: None, verb: str):
    at, made = await served() if verb in ("stop", "decide") else await filed()
    if verb == "serve":
        await commands.accept_complaint(at.finance, made)

    def act(person):  # one of five commands
        return {
            "accept": lambda: commands.accept_complaint(person, made),
            "refuse": lambda: commands.refuse_complaint(person, made, "不在受理范围内"),
            "serve": lambda: commands.serve_complaint(person, made),
            "stop": lambda: commands.order_stop(person, made, "调查期间暂停"),
            "decide": lambda: commands.decide_complaint(person, made, DECISION),
        }[verb]()

    for person in (at.manager, await people.account("auditor", "43")):
        with pytest.raises(Denied, match="财政部门"):
            await act(person)
    # The department learns of a complaint when it is served.
    known = Denied if verb in ("stop", "decide") else NotFound
    with pytest.raises(known):
        await act(at.colleague)
    for person in (await people.account("finance", "433122"), at.rival):
        with pytest.raises(NotFound):
            await act(person)


async def test_who_belongs_to_a_party_does_not_decide(db: None):
    at, made = await served()
    own = await people.account("finance", "433101", organisation=at.department)

    with pytest.raises(Denied, match="当事单位"):
        await commands.decide_complaint(own, made, DECISION)


async def test_steps_out_of_turn_are_refused(db: None):
    at, made = await filed()

    with pytest.raises(Conflict):
        await commands.serve_complaint(at.finance, made)
    with pytest.raises(Conflict):
        await commands.decide_complaint(at.finance, made, DECISION)
    await commands.accept_complaint(at.finance, made)
    with pytest.raises(Conflict):
        await commands.decide_complaint(at.finance, made, DECISION)
    with pytest.raises(Conflict):
        await commands.refuse_complaint(at.finance, made, "已经受理以后不能再拒绝")


async def test_an_order_stops_the_purchase_once_and_the_decision_ends_it(db: None):
    at, made = await served()
    await commands.order_stop(at.finance, made, "调查期间暂停采购活动")
    stopped = (await facts(at.tender)).suspended_reason
    with pytest.raises(Conflict, match="不能延长"):
        await commands.order_stop(at.finance, made, "再暂停三十日")
    await commands.decide_complaint(at.finance, made, DECISION)

    assert f"第{made}号投诉" in stopped
    assert (await facts(at.tender)).suspended is False
    with pytest.raises(Conflict, match="办结"):
        await commands.order_stop(at.finance, made, "已经办结以后")


async def test_the_database_keeps_an_order_to_thirty_days(db: None):
    at, made = await served()
    await commands.order_stop(at.finance, made, "调查期间暂停采购活动")

    with pytest.raises(DatabaseError, match="complaint_stop_bounded"):
        await value("UPDATE complaint SET stopped_to = stopped_on + 31 WHERE id = $1", made)


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (Decision.no_effect, TenderStatus.awarded),
        (Decision.rejudge, TenderStatus.opened),
        (Decision.fail, TenderStatus.failed),
    ],
)
async def test_a_decision_is_carried_through(db: None, decision: Decision, status: TenderStatus):
    at, made = await served()
    form = msgspec.structs.replace(DECISION, decision=decision)
    await commands.decide_complaint(at.finance, made, form)

    assert (await facts(at.tender)).status == status


async def test_a_decision_that_the_purchase_cannot_take_and_a_named_child_are_refused(db: None):
    at, made = await served()
    misplaced = msgspec.structs.replace(DECISION, decision=Decision.contract)
    naming = msgspec.structs.replace(DECISION, findings=DECISION.findings + "联系电话13812345678。")

    with pytest.raises(Invalid) as refused:
        await commands.decide_complaint(at.finance, made, misplaced)
    with pytest.raises(Invalid) as named:
        await commands.decide_complaint(at.finance, made, naming)
    assert "decision" in refused.value.fields
    assert "findings" in named.value.fields


async def test_a_decision_stays(db: None):
    at, made = await served()
    await commands.decide_complaint(at.finance, made, DECISION)

    with pytest.raises(Conflict):
        await commands.decide_complaint(at.finance, made, DECISION)
    with pytest.raises(DatabaseError, match="stays"):
        await value("UPDATE complaint SET findings = repeat('x', 30) WHERE id = $1", made)


async def test_a_refusal_says_why_and_a_withdrawal_frees(db: None):
    at, first = await filed()
    with pytest.raises(Invalid):
        await commands.refuse_complaint(at.finance, first, "无")
    await commands.refuse_complaint(at.finance, first, "超出投诉事项范围")
    other, second = await served()
    await commands.order_stop(other.finance, second, "调查期间暂停采购活动")
    with pytest.raises(Denied):
        await commands.withdraw_complaint(other.colleague, second, "代为撤回看看")
    await commands.withdraw_complaint(other.manager, second, "与采购人达成谅解")
    found = await rows(
        "SELECT status FROM complaint WHERE id = ANY($1) ORDER BY id", [first, second]
    )

    assert [row["status"] for row in found] == ["refused", "withdrawn"]
    assert (await facts(other.tender)).suspended is False


async def test_evidence_is_ones_own(db: None):
    at, objection = await replied()
    theirs = await suppliers.file_of(at.rival)

    with pytest.raises(Invalid) as refused:
        await commands.file_complaint(at.manager, objection, make.complaint(evidence=[theirs]))
    assert "evidence" in refused.value.fields
    assert make.complaint().remedy is Remedy.void
