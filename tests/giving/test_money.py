"""Money: organisation → charity → home, as records: each step, and each refusal of the law."""

from datetime import timedelta
from typing import Any

import pytest

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.giving import commands as giving
from match.giving.forms import AllocationForm
from match.giving.pledging import commands, rules
from match.giving.pledging.commands import Payment
from match.giving.pledging.forms import PledgeForm
from match.giving.pledging.states import Recipient
from match.giving.queries import waiting_donations
from match.ledger.kinds import AccountKind
from match.ledger.queries import account_of, balance
from tests.giving import pledges as make
from tests.matching import make as matching
from tests.matching.make import Village
from tests.people import make as people

YUAN = 20_000
FEN = YUAN * 100


class Gift:
    """A money donation in force, with the people around it."""

    at: Village
    line: int
    donation: int
    giver: Actor
    keeper: Actor
    charity: int
    firm: int


async def gift(yuan: int = YUAN) -> Gift:
    """A firm's promise of running money through a charity, agreed and confirmed by both."""
    made = Gift()
    made.at, _need, made.line = await make.fund()
    made.firm, made.giver = await make.organisation()
    made.charity, made.keeper = await make.charity()
    form = make.money(made.line, yuan, made.firm, made.charity)
    pledge = await make.agreed(made.at, made.giver, form)
    made.donation = await make.donation_of(pledge)
    await make.confirmed(made.donation, made.giver, made.keeper)
    return made


async def pay(made: Gift, fen: int, number: str, actor: Actor | None = None) -> int:
    """The charity confirms that so much arrived today."""
    who = actor or made.keeper
    payment = Payment(fen, clock.today(), number, await make.paper(who))
    return await commands.confirm_payment(who, made.donation, payment)


async def held(kind: AccountKind, owner: tuple[str, int]) -> int:
    account = await account_of(kind, owner, "CNY")
    return 0 if account is None else await balance(account)


async def row(donation: int) -> dict[str, Any]:
    found = await one("SELECT * FROM donation WHERE id = $1", donation)
    assert found is not None
    return found


async def yuan_at(line: int) -> dict[str, int]:
    return await matching.units("need_line", line)


async def test_a_promise_is_held_and_no_money_has_moved(db: None):
    made = await gift()

    assert await held(AccountKind.promised, ("donation", made.donation)) == FEN
    assert await held(AccountKind.earmark, ("donation", made.donation)) == 0
    assert (await yuan_at(made.line))["committed"] == YUAN


async def test_the_charity_confirms_with_its_official_receipt(db: None):
    made = await gift()
    await pay(made, FEN, "湘财票 0001234567")
    donation = await row(made.donation)

    assert donation["status"] == "receipted"
    assert donation["receipt_number"] == "湘财票 0001234567"
    assert donation["ack_code"]
    assert await held(AccountKind.promised, ("donation", made.donation)) == 0
    assert await held(AccountKind.earmark, ("donation", made.donation)) == FEN
    assert await held(AccountKind.clearing, ("organisation", made.charity)) == -FEN
    assert (await yuan_at(made.line))["in_transit"] == YUAN


async def test_payments_in_parts_add_up_to_the_fen(db: None):
    made = await gift()
    await pay(made, 333_333, "0001")
    assert (await row(made.donation))["status"] == "agreed"
    assert (await yuan_at(made.line))["in_transit"] == 3333
    await pay(made, FEN - 333_333, "0002")

    assert (await row(made.donation))["status"] == "receipted"
    assert (await yuan_at(made.line))["in_transit"] == YUAN
    assert await held(AccountKind.earmark, ("donation", made.donation)) == FEN


@pytest.mark.parametrize("fen", [0, -1, -FEN, FEN + 1])
async def test_a_receipt_over_the_promise_or_under_a_fen_is_refused(db: None, fen: int):
    made = await gift()
    document = await make.paper(made.keeper)
    before = await make.everything()

    with pytest.raises(Invalid) as refused:
        await commands.confirm_payment(
            made.keeper, made.donation, Payment(fen, clock.today(), "0001", document)
        )
    assert set(refused.value.fields) == {"yuan"}
    assert await make.everything() == before


async def test_the_second_part_may_not_pass_the_promise_either(db: None):
    made = await gift()
    await pay(made, FEN - 100, "0001")

    with pytest.raises(Invalid):
        await pay(made, 101, "0002")
    assert await held(AccountKind.earmark, ("donation", made.donation)) == FEN - 100


async def test_one_official_receipt_proves_one_payment(db: None):
    made = await gift()
    await pay(made, 100, "0001")
    document = await make.paper(made.keeper)
    before = await make.everything()

    with pytest.raises(Conflict):
        await commands.confirm_payment(
            made.keeper, made.donation, Payment(200, clock.today(), "0001", document)
        )
    assert await make.everything() == before


async def test_only_the_charity_confirms_and_only_with_a_scan_of_its_own(db: None):
    made = await gift()
    with pytest.raises(Denied):
        await pay(made, FEN, "0001", made.giver)
    foreign = await make.paper(made.giver)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        await commands.confirm_payment(
            made.keeper, made.donation, Payment(FEN, tomorrow, "1", foreign)
        )

    assert set(refused.value.fields) == {"received_on", "receipt_number", "document"}


async def test_a_charity_that_lost_its_attribute_confirms_nothing(db: None):
    made = await gift()
    await rows("UPDATE organisation SET charity = false WHERE id = $1", made.charity)

    with pytest.raises(Denied):
        await pay(made, FEN, "0001")


async def test_allocated_to_the_home_its_need_is_met_by_this_gift(db: None):
    made = await gift()
    await pay(made, FEN, "0001")
    forms = [AllocationForm(made.at.home, fen=FEN)]
    await giving.allocate(made.keeper, made.donation, forms)

    assert (await row(made.donation))["status"] == "allocated"
    assert (await yuan_at(made.line))["received"] == YUAN
    closed = await one("SELECT kind, source_id, units FROM need_closure")
    assert closed == {"kind": "gift", "source_id": made.donation, "units": YUAN}
    assert await held(AccountKind.earmark, ("donation", made.donation)) == 0


async def test_what_will_not_come_is_promised_no_longer_and_open_again(db: None):
    made = await gift()
    with pytest.raises(Conflict):
        await commands.end_payments(made.keeper, made.donation, "企业预算调整")
    await pay(made, 500_000, "0001")
    await commands.end_payments(made.keeper, made.donation, "企业预算调整")

    assert (await row(made.donation))["status"] == "receipted"
    assert await held(AccountKind.promised, ("donation", made.donation)) == 0
    line = await yuan_at(made.line)
    assert (line["committed"], line["in_transit"]) == (0, 5000)


async def test_left_over_money_goes_back_only_with_the_donors_consent(db: None):
    made = await gift()
    await pay(made, FEN, "0001")
    with pytest.raises(Denied):
        await commands.propose_return(made.giver, made.donation, 100, "采购节余")
    with pytest.raises(Invalid):
        await commands.propose_return(made.keeper, made.donation, FEN + 1, "采购节余")
    await commands.propose_return(made.keeper, made.donation, 500_000, "采购节余")
    assert await held(AccountKind.earmark, ("donation", made.donation)) == FEN
    with pytest.raises(Denied):
        await commands.answer_return(made.keeper, made.donation, consent=True)
    await commands.answer_return(made.giver, made.donation, consent=True)

    assert await held(AccountKind.earmark, ("donation", made.donation)) == FEN - 500_000
    assert await held(AccountKind.clearing, ("organisation", made.charity)) == -FEN + 500_000
    assert (await yuan_at(made.line))["in_transit"] == YUAN - 5000
    await giving.allocate(
        made.keeper, made.donation, [AllocationForm(made.at.home, fen=FEN - 500_000)]
    )
    assert (await row(made.donation))["status"] == "allocated"


async def test_without_consent_it_stays_for_its_purpose(db: None):
    made = await gift()
    await pay(made, FEN, "0001")
    await commands.propose_return(made.keeper, made.donation, FEN, "采购节余")
    await commands.answer_return(made.giver, made.donation, consent=False)

    assert await held(AccountKind.earmark, ("donation", made.donation)) == FEN
    with pytest.raises(Conflict):
        await commands.answer_return(made.giver, made.donation, consent=True)


async def test_all_of_it_sent_back_ends_the_donation_and_opens_the_need(db: None):
    made = await gift()
    await pay(made, FEN, "0001")
    await commands.propose_return(made.keeper, made.donation, FEN, "项目取消")
    await commands.answer_return(made.giver, made.donation, consent=True)

    assert (await row(made.donation))["status"] == "returned"
    assert (await yuan_at(made.line))["in_transit"] == 0


async def test_what_has_been_paid_in_part_is_not_simply_cancelled(db: None):
    made = await gift()
    await pay(made, 100, "0001")

    with pytest.raises(Conflict):
        await giving.cancel(made.giver, made.donation, "不想继续了")
    assert await held(AccountKind.earmark, ("donation", made.donation)) == 100


# What the law refuses: each with its reason, and nothing changed.


async def refused(actor: Actor, form: PledgeForm) -> Exception:
    """The refusal of a pledge that leaves everything as it was."""
    before = await make.everything()
    with pytest.raises((Denied, Invalid)) as caught:
        await commands.offer_pledge(actor, form)
    assert await make.everything() == before
    return caught.value


async def test_a_person_promises_no_money(db: None):
    _at, _need, line = await make.fund()
    charity, _keeper = await make.charity()
    form = PledgeForm(line, 100, charity=charity, recipient=Recipient.project, purpose="运行经费")

    assert "慈善法第二十七条" in str(await refused(await make.giver(), form))


@pytest.mark.parametrize(
    "purpose",
    [
        "资助一名留守儿童上学",
        "专门资助这个家庭的孩子",
        "给小明同学交学费",
        "帮助该户家庭渡过难关",
        "定向捐给患病的孩子",
    ],
)
async def test_money_for_a_child_is_refused(db: None, purpose: str):
    _at, _need, line = await make.fund()
    firm, manager = await make.organisation()
    charity, _keeper = await make.charity()
    refusal = await refused(manager, make.money(line, 100, firm, charity, purpose=purpose))

    assert isinstance(refusal, Invalid)
    assert set(refusal.fields) == {"purpose"}


async def test_money_for_so_few_children_that_it_tells_who_is_refused(db: None):
    _at, _need, line = await make.fund(bands={"6-8": 4})
    firm, manager = await make.organisation()
    charity, _keeper = await make.charity()
    refusal = await refused(manager, make.money(line, 100, firm, charity))

    assert isinstance(refusal, Denied)
    assert "特定的孩子" in refusal.message


async def test_money_needs_a_charity_that_is_one_today(db: None):
    _at, _need, line = await make.fund()
    firm, manager = await make.organisation()
    plain, _other = await make.organisation("FDN")
    unverified = await people.organisation("FDN", verified=False)
    late, _keeper = await make.charity()
    await rows(
        "UPDATE organisation SET verified_until = $2 WHERE id = $1",
        late,
        clock.today() - timedelta(days=1),
    )
    for charity in (plain, unverified, late, None):
        form = make.money(line, 100, firm, charity)  # type: ignore[arg-type]
        refusal = await refused(manager, form)
        assert isinstance(refusal, Invalid)
        assert set(refusal.fields) == {"charity"}


@pytest.mark.parametrize("kind", ["GOV-CIV", "GOV-EDU", "TOWN"])
async def test_a_government_body_receives_in_a_disaster_only(db: None, kind: str):
    _at, _need, line = await make.fund()
    firm, manager = await make.organisation()
    charity, _keeper = await make.charity()
    office, _clerk = await make.organisation(kind)
    asked: dict[str, Any] = {"recipient": Recipient.institution, "institution": office}
    refusal = await refused(manager, make.money(line, 100, firm, charity, **asked))
    assert "公益事业捐赠法第十一条" in next(iter(refusal.fields.values()))  # type: ignore[attr-defined]

    form = make.money(line, 100, firm, charity, **asked, disaster=True)
    assert await make.status(await commands.offer_pledge(manager, form)) == "offered"


async def test_a_firm_is_no_recipient_and_a_school_is(db: None):
    _at, _need, line = await make.fund()
    firm, manager = await make.organisation()
    charity, _keeper = await make.charity()
    school, _head = await make.organisation("SCHOOL")
    asked: dict[str, Any] = {"recipient": Recipient.institution}
    await refused(manager, make.money(line, 100, firm, charity, institution=firm, **asked))

    await commands.offer_pledge(
        manager, make.money(line, 100, firm, charity, institution=school, **asked)
    )
    terms = await one("SELECT recipient, recipient_organisation_id FROM money_terms")
    assert terms == {"recipient": "institution", "recipient_organisation_id": school}


async def test_goods_need_no_charity_and_name_none(db: None):
    _at, _need, line = await make.books()
    charity, _keeper = await make.charity()

    await refused(await make.giver(), PledgeForm(line, 1, charity=charity))


@pytest.mark.parametrize(
    "words",
    ["用于儿童之家的水电和活动材料", "给孩子们买图书", "资助留守儿童之家冬季取暖", "学生活动经费"],
)
def test_ordinary_uses_of_money_single_nobody_out(words: str):
    assert rules.singled_out(words) is None


async def test_the_database_takes_no_money_without_an_organisation_and_a_charity(db: None):
    at, need, line = await make.fund()
    with pytest.raises(Exception, match="pledge_money_through_charity"):
        await value(
            "INSERT INTO pledge (number, kind, giver_id, need_id, line_id, home_id, division,"
            " amount_fen) VALUES ('x', 'money', $1, $2, $3, $4, $5, 100)",
            at.director.id,
            need,
            line,
            at.home,
            at.division,
        )


async def test_an_agreement_ended_before_a_payment_opens_the_need_again(db: None):
    made = await gift()
    await giving.cancel(made.giver, made.donation, "双方协商解除")

    assert await held(AccountKind.promised, ("donation", made.donation)) == 0
    assert (await yuan_at(made.line))["committed"] == 0


async def test_the_giver_of_money_is_asked_to_confirm_and_never_to_send(db: None):
    made = Gift()
    made.at, _need, made.line = await make.fund()
    made.firm, made.giver = await make.organisation()
    made.charity, made.keeper = await make.charity()
    form = make.money(made.line, YUAN, made.firm, made.charity)
    donation = await make.donation_of(await make.agreed(made.at, made.giver, form))
    assert [line.id for line in await waiting_donations(made.giver)] == [donation]
    await make.confirmed(donation, made.giver, made.keeper)

    assert await waiting_donations(made.giver) == []
