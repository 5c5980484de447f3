"""The way of a purchase's contract: written, signed, delivered, accepted, paid, judged, kept."""

from datetime import date, datetime, timedelta

import msgspec
import pytest

from match.contracts import commands, forms
from match.contracts.commands.drafting import signing_days
from match.contracts.queries import contracts_of, followed_lines, public, record
from match.contracts.states import ContractStatus, Evaluator, IndicatorKind, StandardKind
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, SYSTEM, Actor
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.permissions import Role
from match.foundation.workdays import working_days
from match.ledger.queries import account_of, balance
from match.needs import closing
from match.needs.closing import followed
from match.needs.states import ClosureKind
from match.people.commands.roles import install_role
from match.people.sessions import actor_of_account
from match.tenders.commands import resume, suspend
from match.tenders.queries import facts
from match.tenders.states import Mode
from tests.contracts import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")


async def whole_at_commit() -> None:
    """Ask now what the database would ask when the transaction ends."""
    await value("SET CONSTRAINTS ALL IMMEDIATE")


async def held(contract: int, kind: str) -> int:
    account = await account_of(kind, ("contract", contract))
    return 0 if account is None else await balance(account)


async def test_a_contract_lives_from_award_to_archive() -> None:
    scene = await make.evaluated()

    found = await public(scene.contract)
    assert found.status is ContractStatus.evaluated
    assert found.paid_fen == make.PRICE
    # Three evaluators with one say each: (90 + 80 + 70) / 3.
    assert found.points == 8000
    assert [one.number for one in await contracts_of(scene.tender)] == [found.number]
    assert (await record(scene.supplier)).points == 8000

    await commands.file_with_finance(scene.officer, scene.contract, forms.FilingForm("吉财采备1号"))
    await commands.archive(scene.officer, scene.contract)

    kept = await make.row(scene.contract)
    assert kept["status"] == "archived"
    assert kept["archive_until"] >= kept["ended_on"].replace(year=kept["ended_on"].year + 15)
    assert await value("SELECT status FROM tender WHERE id = $1", scene.tender) == "archived"
    await whole_at_commit()


async def test_both_signatures_put_it_in_force_promise_the_price_and_tell_everybody() -> None:
    scene = await make.drafted()
    version = await make.version_of(scene.contract)
    assert not await commands.sign(scene.officer, scene.contract, forms.SignForm(version))
    with pytest.raises(NotFound):
        await public(scene.contract)

    assert await commands.sign(scene.manager, scene.contract, forms.SignForm(version))

    assert (await public(scene.contract)).status is ContractStatus.in_force
    assert await value("SELECT status FROM tender WHERE id = $1", scene.tender) == "contracted"
    assert await held(scene.contract, "promised") == make.PRICE
    kinds = await rows("SELECT kind FROM tender_notice WHERE tender_id = $1", scene.tender)
    assert "contract" in [one["kind"] for one in kinds]
    line = await rows("SELECT committed, received FROM need_line WHERE id = $1", scene.line)
    assert dict(line[0]) == {"committed": make.UNITS, "received": 0}


async def test_an_accepted_milestone_closes_units_of_its_need() -> None:
    scene = await make.accepted()

    line = await rows("SELECT committed, received FROM need_line WHERE id = $1", scene.line)
    assert dict(line[0]) == {"committed": 0, "received": make.UNITS}
    closures = await rows("SELECT kind, units FROM need_closure WHERE line_id = $1", scene.line)
    assert [dict(one) for one in closures] == [{"kind": "contract", "units": make.UNITS}]
    kinds = await rows("SELECT kind FROM tender_notice WHERE tender_id = $1", scene.tender)
    assert "acceptance" in [one["kind"] for one in kinds]


async def test_the_need_says_which_contract_brought_it() -> None:
    closing.follow(ClosureKind.contract, followed_lines)
    scene = await make.accepted()

    told = (await followed(ANONYMOUS, scene.need))[scene.line]
    assert [(one.units, one.url) for one in told] == [(make.UNITS, f"/contracts/{scene.contract}")]


async def test_money_goes_from_promise_to_payable_to_paid() -> None:
    scene = await make.accepted()
    half = make.PRICE // 2
    form = forms.PaymentForm("24432000000012345678")
    payment = await commands.request_payment(scene.officer, scene.milestones[0], form)
    assert await held(scene.contract, "payable") == 0

    await commands.approve_payment(scene.finance, payment)
    assert await held(scene.contract, "payable") == half

    voucher = forms.VoucherForm(clock.today(), "JK-2026-0001")
    await commands.record_payment(scene.second, payment, voucher)
    assert await held(scene.contract, "payable") == 0
    assert await held(scene.contract, "paid") == half
    assert await held(scene.contract, "promised") == make.PRICE - half


async def test_a_suspended_purchase_is_neither_drafted_nor_signed() -> None:
    officer, tender, _purchaser, _supplier = await make.awarded()
    await suspend(SYSTEM, tender, "质疑可能影响结果")
    with pytest.raises(Conflict, match="暂停"):
        await commands.draft_award(officer, tender, make.terms())

    scene = await make.drafted()
    await suspend(SYSTEM, scene.tender, "质疑可能影响结果")
    form = forms.SignForm(await make.version_of(scene.contract))
    with pytest.raises(Conflict, match="暂停"):
        await commands.sign(scene.officer, scene.contract, form)
    await resume(SYSTEM, scene.tender)
    await commands.sign(scene.officer, scene.contract, form)


async def test_a_full_procedure_waits_for_the_days_of_objection() -> None:
    officer, tender, _purchaser, _supplier = await make.awarded()
    wednesday = datetime(2026, 11, 25, 10, tzinfo=clock.HERE)
    light = msgspec.structs.replace(await facts(tender), awarded_at=wednesday)
    days = await working_days()
    assert signing_days(light, days) == (None, date(2026, 12, 25))
    # The notice stays posted on the 26th; seven working days, 27 November to 7 December, are for
    # objections to the result.
    full = msgspec.structs.replace(light, mode=Mode.full)
    assert signing_days(full, days) == (date(2026, 12, 8), date(2026, 12, 25))

    contract = await commands.draft_award(officer, tender, make.terms())
    await complete(officer, contract)
    await value("UPDATE contract SET opens_on = $2 WHERE id = $1", contract, make.in_days(9))
    form = forms.SignForm(await make.version_of(contract))
    with pytest.raises(Conflict, match="质疑期"):
        await commands.sign(officer, contract, form)
    with clock.freeze(clock.now() + timedelta(days=9)):
        await commands.sign(officer, contract, form)


async def test_a_late_signature_needs_a_reason_that_everybody_reads() -> None:
    scene = await make.drafted()
    version = await make.version_of(scene.contract)
    with clock.freeze(clock.now() + timedelta(days=45)):
        with pytest.raises(Invalid, match="修改") as refused:
            await commands.sign(scene.officer, scene.contract, forms.SignForm(version))
        assert "30 日" in refused.value.fields["reason"]
        form = forms.SignForm(version, "供应商负责人住院")
        await commands.sign(scene.officer, scene.contract, form)
    assert (await make.row(scene.contract))["reason"] == "供应商负责人住院"


async def complete(officer: Actor, contract: int) -> None:
    """What a contract must have before it is signed."""
    await commands.add_milestone(officer, contract, make.milestone("全部", 60, make.PRICE))
    await commands.add_standard(
        officer, contract, forms.StandardForm(StandardKind.service, "每周两次")
    )
    for kind in (IndicatorKind.quantity, IndicatorKind.satisfaction):
        form = forms.IndicatorForm(kind, "一项指标", "不少于三百课时", 50)
        await commands.add_indicator(officer, contract, form)


async def test_nobody_signs_what_is_not_complete_and_every_gap_is_named() -> None:
    officer, tender, _purchaser, _supplier = await make.awarded()
    contract = await commands.draft_award(officer, tender, make.terms())
    with pytest.raises(Invalid) as refused:
        await commands.sign(officer, contract, forms.SignForm(1))
    assert set(refused.value.fields) == {"milestones", "amount", "standards", "indicators"}


async def test_a_changed_wording_takes_signatures_back() -> None:
    scene = await make.drafted()
    version = await make.version_of(scene.contract)
    await commands.sign(scene.officer, scene.contract, forms.SignForm(version))
    await commands.save_terms(scene.officer, scene.contract, make.terms(title="改过标题的服务合同"))

    with pytest.raises(Conflict, match="已经修改"):
        await commands.sign(scene.manager, scene.contract, forms.SignForm(version))
    found = await rows(
        "SELECT signed_at FROM contract_party WHERE contract_id = $1", scene.contract
    )
    assert [one["signed_at"] for one in found] == [None, None]


async def test_one_person_does_not_sign_for_two_sides() -> None:
    scene = await make.drafted()
    both = await people.account("manager", organisation=scene.supplier)
    assert both.id is not None
    await install_role(SYSTEM, both.id, Role.manager, "", organisation=scene.purchaser)
    both = await actor_of_account(both.id)
    assert both is not None
    form = forms.SignForm(await make.version_of(scene.contract))
    await commands.sign(both, scene.contract, form)

    with pytest.raises(Conflict, match="各自的人员"):
        await commands.sign(both, scene.contract, form)


async def test_evaluation_waits_for_all_who_must_score() -> None:
    scene = await make.completed()
    await commands.evaluate(
        scene.officer, scene.contract, await make.sheet(scene, Evaluator.purchaser, 90)
    )
    with pytest.raises(Conflict, match="都评价以后"):
        await commands.conclude_evaluation(scene.officer, scene.contract)


async def test_a_supplier_does_not_judge_itself() -> None:
    scene = await make.completed()
    for role in (Evaluator.purchaser, Evaluator.supervisor, Evaluator.third_party):
        with pytest.raises(Denied):
            await commands.evaluate(
                scene.manager, scene.contract, await make.sheet(scene, role, 100)
            )


async def test_a_contract_is_judged_before_each_year_and_at_the_end() -> None:
    scene = await make.drafted()
    await value("UPDATE tender SET stable_recurrent = true WHERE id = $1", scene.tender)
    long = make.terms(recurrent=True, ends_on=clock.today() + timedelta(days=900))
    await commands.save_terms(scene.officer, scene.contract, long)
    judge = commands.evaluate

    async def sheet(points: int) -> forms.SheetForm:
        return await make.sheet(scene, Evaluator.purchaser, points)

    await judge(scene.officer, scene.contract, await sheet(100))
    version = forms.SignForm(await make.version_of(scene.contract))
    await commands.sign(scene.officer, scene.contract, version)
    await commands.sign(scene.manager, scene.contract, version)
    with pytest.raises(Conflict, match="年度"):
        await judge(scene.officer, scene.contract, await sheet(10))
    for year in (1, 2):
        with clock.freeze(clock.now() + timedelta(days=365 * year - 20)):
            await judge(scene.officer, scene.contract, await sheet(20 * year))
            with pytest.raises(Conflict, match="已经评价"):
                await judge(scene.clerk, scene.contract, await sheet(99))
    await make.paid(await make.paid(scene), 1)
    for actor, role, points in (
        (scene.officer, Evaluator.purchaser, 90),
        (scene.director, Evaluator.home, 80),
        (scene.finance, Evaluator.supervisor, 70),
    ):
        await judge(actor, scene.contract, await make.sheet(scene, role, points))
    # Only the end counts: the mean of 90, 80 and 70.
    assert await commands.conclude_evaluation(scene.officer, scene.contract) == 8000
    told = [
        (one.stage.value, one.year, one.role.value, one.scores[0].points)
        for one in (await public(scene.contract)).sheets
    ]
    assert told == [
        ("before", 0, "purchaser", 100),
        ("yearly", 1, "purchaser", 20),
        ("yearly", 2, "purchaser", 40),
        ("final", 0, "purchaser", 90),
        ("final", 0, "home", 80),
        ("final", 0, "supervisor", 70),
    ]
