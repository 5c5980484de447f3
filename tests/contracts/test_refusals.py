"""Every refusal of contracts, each for its own reason."""

from datetime import date, timedelta

import pytest

from match.contracts import commands, forms
from match.contracts.states import ChangeReason, Evaluator, UserKind
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.ledger.queries import account_of, balance
from match.needs.commands import move_units
from match.needs.commands.units import Place
from match.tenders.commands import advance
from match.tenders.facts import Decision
from tests.contracts import make
from tests.people import make as people
from tests.tenders import make as tenders

pytestmark = pytest.mark.usefixtures("db")


async def refused(kind: type[Exception], words: str, command, *given: object, **named: object):
    """The command is refused with these words; what was refused."""
    with pytest.raises(kind) as caught:
        await command(*given, **named)
    error = caught.value
    told = " ".join(getattr(error, "fields", {}).values()) or str(error)
    assert words in told
    return error


# Drafting.


async def test_only_the_department_drafts_and_only_once_after_the_award() -> None:
    officer, tender, _purchaser, _supplier = await make.awarded()
    stranger = await people.account("purchaser", "430121")
    await refused(Denied, "采购单位", commands.draft_award, stranger, tender, make.terms())
    await commands.draft_award(officer, tender, make.terms())
    await refused(Conflict, "已经有合同", commands.draft_award, officer, tender, make.terms())
    other, open_tender = await tenders.published()
    await refused(Conflict, "结果公告以后", commands.draft_award, other, open_tender, make.terms())


async def test_a_winner_who_is_not_registered_cannot_be_contracted() -> None:
    officer, tender = await tenders.published()
    for verb in ("close", "open", "report"):
        await advance(SYSTEM, tender, verb)
    await advance(SYSTEM, tender, "decide", decision=Decision("某中心", make.PRICE))
    await advance(SYSTEM, tender, "award")
    await refused(Conflict, "登记", commands.draft_award, officer, tender, make.terms())


@pytest.mark.parametrize(
    ("terms", "field", "words"),
    [
        ({"ends_on": make.in_days(-1)}, "ends_on", "早于"),
        ({"ends_on": make.in_days(366)}, "ends_on", "1 年"),
        ({"recurrent": True}, "recurrent", "没有注明"),
        ({"starts_on": make.in_days(-99), "ends_on": make.in_days(-1)}, "ends_on", "已经过去"),
        ({"starts_on": date(9999, 3, 1), "ends_on": date(9999, 4, 1)}, "starts_on", "年份"),
        ({"bond_fen": make.PRICE // 10 + 1}, "bond_fen", "10%"),
        ({"content": "为王小明（2015年3月2日生）提供辅导"}, "content", ""),
        ({"third_party_id": 999_999_999}, "", "没有找到"),
    ],
)
async def test_terms_that_the_law_does_not_allow(
    terms: dict[str, object], field: str, words: str
) -> None:
    officer, tender, _purchaser, _supplier = await make.awarded()
    kind = NotFound if not field else Invalid
    error = await refused(kind, words, commands.draft_award, officer, tender, make.terms(**terms))
    if isinstance(error, Invalid):
        assert set(error.fields) == {field}


async def test_no_party_is_the_third_that_judges() -> None:
    officer, tender, purchaser, supplier = await make.awarded()
    for party in (purchaser, supplier):
        terms = make.terms(third_party_id=party)
        await refused(Invalid, "另选", commands.draft_award, officer, tender, terms)


async def test_parts_of_a_draft_that_do_not_fit() -> None:
    scene = await make.drafted()
    add, officer, contract = commands.add_milestone, scene.officer, scene.contract
    await refused(Invalid, "合同期内", add, officer, contract, make.milestone("太晚", 300, 0))
    await refused(Invalid, "不能超过合同金额", add, officer, contract, make.milestone("多了", 9, 1))
    await refused(Denied, "草稿", add, scene.manager, contract, make.milestone("供应商", 9, 0))
    line = forms.LineForm(scene.milestones[0], scene.line, 10_000)
    await refused(Invalid, "只剩", commands.add_line, officer, contract, line)
    again = forms.LineForm(scene.milestones[0], scene.line, 1)
    await refused(Invalid, "已经列在", commands.add_line, officer, contract, again)
    budget = forms.BudgetForm("用途", scene.purchaser, 100)
    await refused(Conflict, "成交金额", commands.add_budget, officer, contract, budget)
    partner = forms.PartnerForm(scene.supplier)
    await refused(Conflict, "采购结果", commands.add_partner, officer, contract, partner)
    await refused(NotFound, "删除", commands.remove_part, officer, contract, "partner", 1)


# Signing.


async def test_a_result_that_changed_is_not_signed() -> None:
    scene = await make.drafted()
    other = await people.organisation()
    await advance(SYSTEM, scene.tender, "rejudge", reason="投诉成立重新评审")
    await advance(SYSTEM, scene.tender, "report")
    decision = Decision("另一家", make.PRICE, other)
    await advance(SYSTEM, scene.tender, "decide", decision=decision)
    await advance(SYSTEM, scene.tender, "award")
    form = forms.SignForm(await make.version_of(scene.contract))
    await refused(Conflict, "结果已经改变", commands.sign, scene.officer, scene.contract, form)


async def test_strangers_and_the_side_that_signed_do_not_sign() -> None:
    scene = await make.drafted()
    form = forms.SignForm(await make.version_of(scene.contract))
    stranger = await people.account("manager", organisation=await people.organisation())
    await refused(NotFound, "没有找到", commands.sign, stranger, scene.contract, form)
    await refused(Denied, "各方的人员", commands.sign, scene.finance, scene.contract, form)
    await commands.sign(scene.officer, scene.contract, form)
    await refused(Conflict, "已经签署", commands.sign, scene.clerk, scene.contract, form)


async def test_a_line_that_somebody_else_brought_meanwhile_stops_the_signing() -> None:
    scene = await make.drafted()
    form = forms.SignForm(await make.version_of(scene.contract))
    await move_units(SYSTEM, scene.line, 35, source=Place.open, target=Place.reserved)
    await commands.sign(scene.officer, scene.contract, form)
    await refused(Conflict, "只剩", commands.sign, scene.manager, scene.contract, form)
    assert (await make.row(scene.contract))["status"] == "drafted"
    assert await value("SELECT status FROM tender WHERE id = $1", scene.tender) == "awarded"


# Work and acceptance.


async def test_delivery_needs_the_supplier_and_evidence() -> None:
    scene = await make.signed()
    milestone = scene.milestones[0]
    bare = forms.DeliveryForm("三十课时已完成。")
    await refused(Invalid, "证明材料", commands.deliver, scene.manager, milestone, bare)
    foreign = forms.DeliveryForm("三十课时已完成。", [await make.paper(scene.officer)])
    await refused(Invalid, "重新上传", commands.deliver, scene.manager, milestone, foreign)
    own = forms.DeliveryForm("三十课时已完成。", [await make.paper(scene.officer)])
    await refused(Denied, "提供服务", commands.deliver, scene.officer, milestone, own)


async def test_nothing_is_accepted_before_users_spoke_or_with_a_standard_not_met() -> None:
    scene = await make.delivered()
    milestone = scene.milestones[0]
    form = await make.acceptance(scene)
    await refused(Conflict, "服务对象", commands.conclude, scene.officer, milestone, form)
    await make.heard(scene)
    unmet = await make.acceptance(scene, met=False)
    await refused(Invalid, "没有达到", commands.conclude, scene.officer, milestone, unmet)
    bare = forms.AcceptanceForm(accepted=True, words="资料齐全")
    await refused(Invalid, "逐条", commands.conclude, scene.officer, milestone, bare)
    await refused(Denied, "采购单位", commands.conclude, scene.manager, milestone, form)
    back = await make.acceptance(scene, accepted=False, met=False)
    await commands.conclude(scene.officer, milestone, back)
    await refused(Conflict, "还没有交付", commands.conclude, scene.officer, milestone, form)


async def test_only_directors_within_reach_speak_once_and_name_nobody() -> None:
    scene = await make.delivered()
    milestone, give = scene.milestones[0], commands.give_opinion
    await refused(Denied, "儿童之家主任", give, scene.manager, milestone, make.opinion(scene))
    named = make.opinion(scene, words="王小明（2015年3月2日生）说很好")
    await refused(Invalid, "删去", give, scene.director, milestone, named)
    for words in ("张小丽说很好", "李子涵同学进步很大", "孩子叫刘思雨"):
        likely = make.opinion(scene, words=words)
        await refused(Invalid, "姓名", give, scene.director, milestone, likely)
    alone = make.opinion(scene, UserKind.director, heard=2)
    await refused(Invalid, "1 人", give, scene.director, milestone, alone)
    await give(scene.director, milestone, make.opinion(scene))
    await refused(Conflict, "已经填写", give, scene.director, milestone, make.opinion(scene))
    planned = scene.milestones[1]
    await refused(Conflict, "还没有交付", give, scene.director, planned, make.opinion(scene))


@pytest.mark.notice
async def test_sessions_wait_for_their_director() -> None:
    """Notice 5.3c: suppliers engage directors, who confirm what was given in their homes."""
    scene = await make.signed(engages_directors=True)
    milestone = scene.milestones[0]
    session = forms.SessionForm(scene.home, clock.today(), "团体辅导两课时")
    number = await commands.record_session(scene.manager, milestone, session)
    await make.heard(await make.delivered(scene))
    form = await make.acceptance(scene)
    await refused(Conflict, "1 个场次", commands.conclude, scene.officer, milestone, form)
    answer = commands.answer_session
    denial = forms.SessionAnswerForm(confirmed=False)
    await refused(Invalid, "原因", answer, scene.director, number, denial)
    told = forms.SessionAnswerForm(confirmed=False, note="当天没有人来")
    await answer(scene.director, number, told)
    await refused(Conflict, "没有确认的场次", commands.conclude, scene.officer, milestone, form)
    again = await commands.record_session(scene.manager, milestone, session)
    await refused(
        Denied, "主任", answer, scene.manager, again, forms.SessionAnswerForm(confirmed=True)
    )
    await answer(scene.director, again, forms.SessionAnswerForm(confirmed=True))
    await commands.conclude(scene.officer, milestone, form)
    early = forms.SessionForm(scene.home, clock.today() + timedelta(days=1), "明天的")
    second = scene.milestones[1]
    await refused(Invalid, "不能晚于今天", commands.record_session, scene.manager, second, early)


# Changes and parts that are given on.


async def test_additions_stay_within_a_tenth_and_pass_two_bodies() -> None:
    scene = await make.signed()
    last, ask = scene.milestones[1], commands.ask_change
    tenth = make.PRICE // 10
    change = forms.ChangeForm(ChangeReason.quantity, "增加三十课时", tenth + 1, last)
    await refused(Invalid, "10%", ask, scene.officer, scene.contract, change)
    change = forms.ChangeForm(ChangeReason.quantity, "增加三十课时", tenth, last)
    number = await ask(scene.officer, scene.contract, change)
    await refused(Conflict, "已有一项变更", ask, scene.manager, scene.contract, change)
    yes, no = forms.AnswerForm(consent=True), forms.AnswerForm(consent=False)
    await refused(Conflict, "不由您", commands.answer_change, scene.clerk, number, yes)
    await refused(Conflict, "各方同意以后", commands.approve_change, scene.finance, number, yes)
    await refused(Invalid, "原因", commands.answer_change, scene.manager, number, no)
    await commands.answer_change(scene.manager, number, yes)
    await refused(Denied, "财政或民政", commands.approve_change, scene.manager, number, yes)
    assert (await make.row(scene.contract))["amount_fen"] == make.PRICE

    await commands.approve_change(scene.finance, number, yes)

    assert (await make.row(scene.contract))["amount_fen"] == make.PRICE + tenth
    promised = await account_of("promised", ("contract", scene.contract))
    assert promised is not None
    assert await balance(promised) == make.PRICE + tenth
    one = forms.ChangeForm(ChangeReason.quantity, "再增加一分钱", 1, last)
    await refused(Invalid, "10%", ask, scene.officer, scene.contract, one)


async def test_the_term_is_never_longer_than_the_law() -> None:
    scene = await make.signed()
    change = forms.ChangeForm(ChangeReason.term, "延长到明年底", new_ends_on=make.in_days(400))
    await refused(Invalid, "1 年", commands.ask_change, scene.officer, scene.contract, change)
    before = forms.ChangeForm(ChangeReason.term, "提前结束合同", new_ends_on=make.in_days(100))
    await refused(
        Invalid, "结束日期以后", commands.ask_change, scene.officer, scene.contract, before
    )


async def test_the_whole_is_never_given_on() -> None:
    scene = await make.signed()
    ask = commands.ask_subcontract
    whole = forms.SubcontractForm("另一家服务机构", "全部服务内容", make.PRICE)
    await refused(Invalid, "转包", ask, scene.manager, scene.contract, whole)
    most = forms.SubcontractForm("另一家服务机构", "大部分服务", make.PRICE - 1)
    number = await ask(scene.manager, scene.contract, most)
    last = forms.SubcontractForm("第三家服务机构", "剩下的一点", 1)
    await refused(Invalid, "转包", ask, scene.manager, scene.contract, last)
    yes = forms.AnswerForm(consent=True)
    await refused(Denied, "采购单位", commands.answer_subcontract, scene.manager, number, yes)
    no = forms.AnswerForm(consent=False, words="不同意分包主体服务")
    await commands.answer_subcontract(scene.officer, number, no)
    await ask(scene.manager, scene.contract, last)


# Payment.


async def test_payment_is_asked_approved_and_recorded_by_three_people() -> None:
    scene = await make.delivered()
    ask, bill = commands.request_payment, forms.PaymentForm("24432000000012345678")
    milestone = scene.milestones[0]
    await refused(Conflict, "验收合格以后", ask, scene.officer, milestone, bill)
    await make.heard(scene)
    await commands.conclude(scene.officer, milestone, await make.acceptance(scene))
    await refused(Denied, "经办人员", ask, scene.manager, milestone, bill)
    number = await ask(scene.officer, milestone, bill)
    await refused(Conflict, "已经申请", ask, scene.clerk, milestone, bill)
    voucher = forms.VoucherForm(clock.today(), "JK-2026-0001")
    await refused(Conflict, "状态", commands.record_payment, scene.second, number, voucher)
    await refused(Denied, "财政人员", commands.approve_payment, scene.clerk, number)
    await commands.approve_payment(scene.finance, number)
    await refused(Denied, "三个不同", commands.record_payment, scene.finance, number, voucher)
    early = forms.VoucherForm(clock.today() - timedelta(days=1), "JK-2026-0001")
    await refused(Invalid, "审核以后", commands.record_payment, scene.second, number, early)
    await commands.record_payment(scene.second, number, voucher)
    await refused(Conflict, "状态", commands.record_payment, scene.third, number, voucher)


async def test_a_refused_request_may_be_asked_again() -> None:
    scene = await make.accepted()
    bill = forms.PaymentForm("24432000000012345678")
    number = await commands.request_payment(scene.officer, scene.milestones[0], bill)
    await commands.refuse_payment(scene.finance, number, "发票抬头有误")
    await commands.request_payment(scene.officer, scene.milestones[0], bill)


async def test_an_invoice_and_a_voucher_stand_for_one_payment() -> None:
    scene = await make.accepted(await make.paid(), 1)
    ask, second = commands.request_payment, scene.milestones[1]
    same = forms.PaymentForm("24432000000012345670")
    await refused(Invalid, "发票号码已经", ask, scene.officer, second, same)
    number = await ask(scene.officer, second, forms.PaymentForm("24432000000012345671"))
    await commands.approve_payment(scene.finance, number)
    voucher = forms.VoucherForm(clock.today(), "JK-2026-0000")
    record = commands.record_payment
    await refused(Invalid, "凭证号已经", record, scene.second, number, voucher)
    await record(scene.second, number, forms.VoucherForm(clock.today(), "JK-2026-0001"))
    assert (await make.row(scene.contract))["status"] == "completed"


# Judging.


async def test_a_breach_has_a_right_of_reply_and_a_judge_from_outside() -> None:
    scene = await make.signed()
    form = forms.BreachForm(scene.supplier, "连续两个月没有开展服务。")
    own = forms.BreachForm(scene.purchaser, "采购单位没有提供场地。")
    await refused(Denied, "另一方", commands.report_breach, scene.officer, scene.contract, own)
    number = await commands.report_breach(scene.officer, scene.contract, form)
    decision = forms.DecisionForm(upheld=True, words="核实两个月没有服务记录。")
    await refused(Conflict, "答辩期", commands.decide_breach, scene.finance, number, decision)
    reply = forms.ReplyForm("因道路中断无法前往。")
    await refused(Denied, "被报告", commands.reply_to_breach, scene.officer, number, reply)
    early = commands.terminate
    await refused(Conflict, "认定违约以后", early, scene.officer, scene.contract, "多次违约")
    await commands.reply_to_breach(scene.manager, number, reply)
    await refused(Denied, "监督", commands.decide_breach, scene.officer, number, decision)
    await commands.decide_breach(scene.finance, number, decision)

    await commands.terminate(scene.officer, scene.contract, "供应商违约，终止合同")

    line = await value("SELECT committed FROM need_line WHERE id = $1", scene.line)
    assert line == 0
    promised = await account_of("promised", ("contract", scene.contract))
    assert promised is not None
    assert await balance(promised) == 0


async def test_finance_decides_and_a_signed_contract_ends_once() -> None:
    scene = await make.signed()
    tender = (await make.row(scene.contract))["tender_id"]

    ended = [
        await commands.end_as_decided(SYSTEM, tender, "评审中计分有误，影响中标结果。")
        for _again in range(2)
    ]

    assert ended == [scene.contract, None]
    contract = await make.row(scene.contract)
    assert (contract["status"], contract["reason"]) == (
        "terminated",
        "评审中计分有误，影响中标结果。",
    )
    assert await value("SELECT committed FROM need_line WHERE id = $1", scene.line) == 0


async def test_what_was_performed_stays_as_it_is_when_finance_decides() -> None:
    scene = await make.completed()
    tender = (await make.row(scene.contract))["tender_id"]

    assert await commands.end_as_decided(SYSTEM, tender, "评审中计分有误。") is None
    assert (await make.row(scene.contract))["status"] == "completed"


async def test_without_a_reply_a_breach_is_decided_after_seven_working_days() -> None:
    scene = await make.signed()
    form = forms.BreachForm(scene.supplier, "连续两个月没有开展服务。")
    number = await commands.report_breach(scene.officer, scene.contract, form)
    decision = forms.DecisionForm(upheld=False, words="证据不足，不予认定。")
    with clock.freeze(clock.now() + timedelta(days=20)):
        await commands.decide_breach(scene.finance, number, decision)


async def test_sheets_are_whole_and_given_once() -> None:
    scene = await make.completed()
    sheet = await make.sheet(scene, Evaluator.purchaser, 90)
    bare = forms.SheetForm(Evaluator.purchaser, sheet.scores[:1])
    await refused(Invalid, "每一项指标", commands.evaluate, scene.officer, scene.contract, bare)
    await commands.evaluate(scene.officer, scene.contract, sheet)
    await refused(Denied, "代表一方", commands.evaluate, scene.officer, scene.contract, sheet)
    await refused(Conflict, "已经评价", commands.evaluate, scene.clerk, scene.contract, sheet)


async def test_a_file_goes_away_only_when_it_is_whole() -> None:
    scene = await make.completed()
    await refused(Conflict, "评价汇总", commands.archive, scene.officer, scene.contract)
    for actor, role in (
        (scene.officer, Evaluator.purchaser),
        (scene.director, Evaluator.home),
        (scene.finance, Evaluator.supervisor),
    ):
        await commands.evaluate(actor, scene.contract, await make.sheet(scene, role, 80))
    await commands.conclude_evaluation(scene.officer, scene.contract)
    await refused(Conflict, "备案", commands.archive, scene.officer, scene.contract)
    await refused(Denied, "采购单位", commands.archive, scene.manager, scene.contract)
