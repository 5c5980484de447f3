"""Goods from agreement to shelf: confirmed, sent, counted, receipted, and every refusal."""

from datetime import date, timedelta

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.giving import commands, queries
from match.giving.forms import (
    AllocationForm,
    CountForm,
    DispatchForm,
    EvaluationForm,
    ReceiptForm,
)
from match.giving.reports.forms import YesNo
from match.giving.states import DonationStatus
from match.ledger.queries import accounts_of
from tests.giving.make import BY_POST, UNITS, agreed, allocated, counted, promised, sent
from tests.matching import make as matching
from tests.people import make as people


async def status(donation: int) -> str:
    return await value("SELECT status FROM donation WHERE id = $1", donation)


async def shelf(donation: int) -> dict[str, int]:
    """The balances of one lot by kind of account, wherever they stand."""
    found = await rows(
        "SELECT kind, sum(balance)::int AS units FROM ledger_account WHERE unit LIKE $1"
        " GROUP BY kind HAVING sum(balance) <> 0",
        f"donation:{donation}:%",
    )
    return {row["kind"]: row["units"] for row in found}


async def test_an_approved_match_becomes_one_donation_however_often_it_is_heard(db: None):
    deal = await promised()

    assert await commands.make_agreement(SYSTEM, deal.proposal) == deal.agreement
    for table in ("pledge", "agreement", "donation"):
        assert await value(f"SELECT count(*) FROM {table}") == 1
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'agreement.made'") == 1
    assert await value("SELECT status FROM pledge") == "agreed"
    assert await status(deal.agreement) == "promised"


async def test_a_match_that_nobody_approved_becomes_no_agreement(db: None):
    _, proposal, _ = await matching.proposed()

    with pytest.raises(Conflict):
        await commands.make_agreement(SYSTEM, proposal)


async def test_nothing_leaves_before_both_have_confirmed(db: None):
    deal = await promised()
    with pytest.raises(Conflict):
        await commands.dispatch(deal.manager, deal.agreement, BY_POST)
    await commands.confirm(deal.manager, deal.agreement, 1, declared=True)
    with pytest.raises(Conflict):
        await commands.dispatch(deal.manager, deal.agreement, BY_POST)
    await commands.confirm(deal.director, deal.agreement, 1)

    await commands.dispatch(deal.manager, deal.agreement, BY_POST)
    assert await status(deal.agreement) == "in_transit"


async def test_the_units_follow_the_goods_on_need_offer_and_in_the_books(db: None):
    deal, parcel = await sent()
    on_the_way = await matching.units("need_line", deal.line)
    assert (on_the_way["in_transit"], on_the_way["committed"]) == (60, 0)
    assert await shelf(deal.agreement) == {"giver": -60, "transit": 60}

    await commands.count_parcel(deal.director, parcel, CountForm(good=60))

    assert (await matching.units("need_line", deal.line))["received"] == 60
    assert (await matching.units("offer", deal.offer))["delivered"] == 60
    assert await shelf(deal.agreement) == {"giver": -60, "shelf": 60}
    assert await status(deal.agreement) == "counted"
    assert await value("SELECT status FROM proposal WHERE id = $1", deal.proposal) == "received"
    assert await value("SELECT status FROM agreement") == "kept"
    assert await value("SELECT status FROM pledge") == "kept"


async def test_what_is_short_or_broken_is_open_again_with_its_reason(db: None):
    deal, parcel = await sent()
    with pytest.raises(Invalid) as refused:
        await commands.count_parcel(deal.director, parcel, CountForm(good=58))
    assert set(refused.value.fields) == {"note"}
    form = CountForm(good=57, broken=1, note="一册淋湿，少了两册")
    await commands.count_parcel(deal.director, parcel, form)

    line = await matching.units("need_line", deal.line)
    offer = await matching.units("offer", deal.offer)
    assert (line["received"], line["in_transit"], line["committed"]) == (57, 0, 0)
    assert (offer["delivered"], offer["committed"]) == (58, 0)  # the broken one is gone
    assert await shelf(deal.agreement) == {"giver": -60, "shelf": 57, "broken": 1, "lost": 2}
    need = await one("SELECT status FROM need WHERE id = (SELECT need_id FROM donation)")
    assert need is not None
    assert need["status"] == "partly_met"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (CountForm(good=UNITS + 1), "good"),
        (CountForm(good=UNITS, broken=1, note="破了一册"), "good"),
        (CountForm(good=50, broken=5, short=1, note="数不清楚"), "short"),
        (CountForm(good=-1), "good"),
        (CountForm(good=61, surplus=-1, note="多出一册"), "surplus"),
        (CountForm(good=UNITS, surplus=3), "note"),
        (CountForm(good=58, note="请联系家长电话 13812345678"), "note"),
        (CountForm(good=UNITS, photos=[10**12], person=YesNo.no), "photos"),
        (CountForm(good=UNITS, photos=[10**12]), "person"),
        (CountForm(good=UNITS, photos=[10**12], person=YesNo.yes), "person"),
    ],
)
async def test_a_count_that_cannot_be_is_refused_and_changes_nothing(
    db: None, form: CountForm, field: str
):
    deal, parcel = await sent()
    before = await shelf(deal.agreement)

    with pytest.raises(Invalid) as refused:
        await commands.count_parcel(deal.director, parcel, form)
    assert set(refused.value.fields) == {field}
    assert await shelf(deal.agreement) == before
    assert await status(deal.agreement) == "in_transit"


async def test_what_came_over_the_promise_is_no_part_of_it(db: None):
    deal, parcel = await sent()
    form = CountForm(good=60, surplus=3, note="多出三册，已放在一边")
    await commands.count_parcel(deal.director, parcel, form)

    assert (await matching.units("need_line", deal.line))["received"] == 60
    assert await shelf(deal.agreement) == {"giver": -63, "shelf": 60, "surplus": 3}
    asked = await value("SELECT count(*) FROM outbox WHERE topic = 'donation.surplus_found'")
    assert asked == 1
    file = await queries.donation_file(deal.manager, deal.agreement)
    assert file.figures["surplus"] == 3
    assert file.surplus_until is not None


async def test_several_parcels_are_counted_one_by_one(db: None):
    deal, first = await sent(20)
    _, second = await sent(25, deal)
    with pytest.raises(Invalid):
        await sent(16, deal)
    await commands.count_parcel(deal.director, second, CountForm(good=25))
    assert await status(deal.agreement) == "in_transit"
    await commands.count_parcel(deal.director, first, CountForm(good=19, note="少了一册"))
    _, third = await sent(None, deal)
    await commands.count_parcel(deal.director, third, CountForm(good=15))

    assert await status(deal.agreement) == "counted"
    assert await shelf(deal.agreement) == {"giver": -60, "shelf": 59, "lost": 1}
    with pytest.raises(Conflict):
        await sent(1, deal)


async def test_the_rest_that_will_not_come_is_open_again(db: None):
    deal, parcel = await sent(40)
    await commands.drop_rest(deal.manager, deal.agreement, "仓库只剩四十册")
    assert (await matching.units("offer", deal.offer))["committed"] == 40
    await commands.count_parcel(deal.director, parcel, CountForm(good=40))

    assert await status(deal.agreement) == "counted"
    line = await matching.units("need_line", deal.line)
    assert (line["received"], line["committed"]) == (40, 0)


async def test_a_parcel_is_counted_once_and_not_by_who_sent_it(db: None):
    deal, parcel = await sent()
    with pytest.raises(Denied):
        await commands.count_parcel(deal.manager, parcel, CountForm(good=60))
    await commands.count_parcel(deal.supervisor, parcel, CountForm(good=60))  # 代办

    with pytest.raises(Conflict):
        await commands.count_parcel(deal.director, parcel, CountForm(good=60))


async def test_a_gift_of_which_nothing_good_came_ends(db: None):
    deal, parcel = await sent()
    form = CountForm(good=0, broken=60, note="整箱被水泡坏")
    await commands.count_parcel(deal.director, parcel, form)

    assert await status(deal.agreement) == "cancelled"
    line = await matching.units("need_line", deal.line)
    assert (line["received"], line["in_transit"]) == (0, 0)
    assert await shelf(deal.agreement) == {"giver": -60, "broken": 60}
    assert await value("SELECT status FROM proposal WHERE id = $1", deal.proposal) == "cancelled"


async def test_a_home_acknowledges_and_has_it_all_on_its_shelf(db: None):
    deal = await counted(58, "少了两册")
    with pytest.raises(Denied):
        await commands.give_receipt(deal.manager, deal.agreement, ReceiptForm())
    with pytest.raises(Invalid):
        await commands.give_receipt(deal.director, deal.agreement, ReceiptForm("湘财 001"))
    code = await commands.give_receipt(deal.director, deal.agreement, ReceiptForm())

    file = await queries.donation_file(deal.manager, deal.agreement)
    assert file.line.status is DonationStatus.allocated
    assert file.ack_code == code
    assert len(code) == 12
    assert [(part.units, part.home_name) for part in file.allocations] == [
        (58, file.line.home_name)
    ]
    with pytest.raises(Denied):
        home = (await one("SELECT home_id FROM donation"))["home_id"]  # pyright: ignore[reportOptionalSubscript]
        await commands.allocate(deal.director, deal.agreement, [AllocationForm(home, units=1)])


async def use(donation: int, units: int, home: int | None = None) -> int:
    """A use report that was accepted."""
    return await value(
        "INSERT INTO use_report (donation_id, home_id, status, text, photos, units)"
        " SELECT id, coalesce($3, home_id), 'accepted', '放在阅读角', '{}', $2 FROM donation"
        " WHERE id = $1 RETURNING id",
        donation,
        units,
        home,
    )


async def test_accepted_reports_use_up_the_shelf_and_no_more_than_it_holds(db: None):
    deal = await allocated(58, "少了两册")
    first = await use(deal.agreement, 50)
    await commands.apply_report(SYSTEM, first)
    await commands.apply_report(SYSTEM, first)
    assert await status(deal.agreement) == "allocated"
    assert await shelf(deal.agreement) == {"giver": -60, "shelf": 8, "used": 50, "lost": 2}
    with pytest.raises(Conflict):
        await commands.apply_report(SYSTEM, await use(deal.agreement, 9))
    await rows("DELETE FROM use_report WHERE units = 9")
    await commands.apply_report(SYSTEM, await use(deal.agreement, 8))

    assert await status(deal.agreement) == "used"
    assert await shelf(deal.agreement) == {"giver": -60, "used": 58, "lost": 2}


async def test_the_home_says_how_it_was_and_the_story_ends(db: None):
    deal = await allocated()
    with pytest.raises(Conflict):
        await commands.answer(deal.director, deal.agreement, EvaluationForm(5, "很好"))
    await commands.apply_report(SYSTEM, await use(deal.agreement, 60))
    with pytest.raises(Denied):
        await commands.answer(deal.manager, deal.agreement, EvaluationForm(5, "很好"))
    with pytest.raises(Invalid):
        await commands.answer(
            deal.director, deal.agreement, EvaluationForm(5, "请打孩子妈妈电话 13812345678")
        )
    await commands.answer(deal.director, deal.agreement, EvaluationForm(5, "孩子们很喜欢"))

    file = await queries.donation_file(deal.manager, deal.agreement)
    assert file.feedback is not None
    assert (file.feedback.rating, file.feedback.words) == (5, "孩子们很喜欢")
    assert await status(deal.agreement) == "answered"
    assert await value("SELECT status FROM proposal WHERE id = $1", deal.proposal) == "evaluated"
    assert file.verbs == ()


async def test_cancelling_recalls_what_is_on_the_way_and_gives_everything_back(db: None):
    deal, parcel = await sent(40)
    with pytest.raises(Invalid):
        await commands.cancel(deal.director, deal.agreement, "不")
    await commands.cancel(deal.director, deal.agreement, "学校已经送来一批")

    assert await shelf(deal.agreement) == {}
    assert await matching.units("offer", deal.offer) == {
        "reserved": 0,
        "committed": 0,
        "delivered": 0,
    }
    line = await matching.units("need_line", deal.line)
    assert (line["in_transit"], line["committed"]) == (0, 0)
    file = await queries.donation_file(deal.manager, deal.agreement)
    assert (file.steps[0].verb, file.steps[0].note) == ("cancel", "学校已经送来一批")
    assert file.verbs == ()
    with pytest.raises(Conflict):
        await commands.count_parcel(deal.director, parcel, CountForm(good=40))


async def test_what_was_counted_in_part_cannot_be_cancelled_any_more(db: None):
    deal, parcel = await sent(40)
    await commands.count_parcel(deal.director, parcel, CountForm(good=40))

    with pytest.raises(Conflict):
        await commands.cancel(deal.manager, deal.agreement, "其余不送了")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (DispatchForm(units=61, note="快递"), "units"),
        (DispatchForm(units=0, note="快递"), "units"),
        (DispatchForm(units=-5, note="快递"), "units"),
        (DispatchForm(), "note"),
        (DispatchForm(note="快递", expected_on=date(2020, 1, 1)), "expected_on"),
    ],
)
async def test_a_parcel_that_cannot_be_is_refused(db: None, form: DispatchForm, field: str):
    deal = await agreed()

    with pytest.raises(Invalid) as refused:
        await commands.dispatch(deal.manager, deal.agreement, form)
    assert set(refused.value.fields) == {field}
    assert await value("SELECT count(*) FROM parcel") == 0
    assert await shelf(deal.agreement) == {}


async def test_goods_that_go_back_are_the_givers_again(db: None):
    deal = await allocated()
    for units, by in ((61, deal.director), (0, deal.director), (-1, deal.director)):
        with pytest.raises(Invalid):
            await commands.return_goods(by, deal.agreement, units, "不适合孩子读")
    with pytest.raises(Denied):
        await commands.return_goods(deal.manager, deal.agreement, 5, "不适合孩子读")
    await commands.return_goods(deal.director, deal.agreement, 5, "五册不适合孩子读")

    assert await shelf(deal.agreement) == {"giver": -55, "shelf": 55}
    assert (await matching.units("need_line", deal.line))["received"] == 55
    assert (await matching.units("offer", deal.offer))["delivered"] == 55
    assert await status(deal.agreement) == "allocated"
    await commands.return_goods(deal.director, deal.agreement, 55, "出版社召回整批")
    assert await status(deal.agreement) == "returned"
    assert await shelf(deal.agreement) == {}


async def test_strangers_learn_of_no_donation(db: None):
    deal, parcel = await sent()
    code = await value("SELECT code FROM parcel")
    for stranger in (
        await people.account("county", "430102"),
        await people.account("director", "433101101999", home=await people.home("433101101999")),
        await people.account("donor"),
    ):
        with pytest.raises(NotFound):
            await queries.donation_file(stranger, deal.agreement)
        with pytest.raises(NotFound):
            await queries.parcel_of(stranger, code)
        with pytest.raises(NotFound):
            await commands.count_parcel(stranger, parcel, CountForm(good=60))
        with pytest.raises(NotFound):
            await commands.cancel(stranger, deal.agreement, "不想要了")
        mine = await queries.my_donations(stranger)
        assert deal.agreement not in [line.id for line in mine]


async def test_the_timeline_is_newest_first_and_only_added_to(db: None):
    deal = await counted()
    file = await queries.donation_file(deal.manager, deal.agreement)

    assert [step.verb for step in file.steps] == [
        "count",
        "dispatch",
        "agree",
        "giver_confirm",
        "recipient_confirm",
        "make",
    ]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await rows("UPDATE donation_step SET note = ''")


async def test_what_waits_for_a_party_is_on_its_desk_and_not_on_the_other(db: None):
    deal = await promised()

    async def waiting() -> tuple[int, int]:
        found = [await queries.waiting_donations(who) for who in (deal.manager, deal.director)]
        return len(found[0]), len(found[1])

    assert await waiting() == (1, 1)
    await commands.confirm(deal.director, deal.agreement, 1)
    assert await waiting() == (1, 0)
    await commands.confirm(deal.manager, deal.agreement, 1, declared=True)
    assert await waiting() == (1, 0)
    _, parcel = await sent(deal=deal)
    assert await waiting() == (0, 1)
    await commands.count_parcel(deal.director, parcel, CountForm(good=60))
    assert await waiting() == (0, 1)
    assert [line.id for line in await queries.donations_in(deal.county)] == [deal.agreement]
    assert await queries.donations_in(await people.account("county", "430102")) == []


async def test_every_balance_of_the_giver_is_what_the_world_owes(db: None):
    """Each lot sums to nothing over all accounts: goods are neither made nor lost."""
    deal = await allocated(58, "少了两册")
    found = await accounts_of([("donation", deal.agreement)])

    assert {account.kind: account.balance for account in found} == {"transit": 0, "lost": 2}
    total = await value(
        "SELECT sum(balance) FROM ledger_account WHERE unit = $1", f"donation:{deal.agreement}:册"
    )
    assert total == 0


async def test_who_has_to_confirm_or_to_send_is_reminded_and_nobody_else(db: None):
    deal = await promised()
    told = "SELECT topic FROM outbox WHERE topic LIKE 'donation.un%' ORDER BY id"
    assert await commands.sweep_donations(SYSTEM) == 0
    with clock.freeze(clock.now() + timedelta(days=15)):
        assert await commands.sweep_donations(SYSTEM) == 1
        assert await commands.sweep_donations(SYSTEM) == 0
    await commands.confirm(deal.director, deal.agreement, 1)
    await commands.confirm(deal.manager, deal.agreement, 1, declared=True)
    with clock.freeze(clock.now() + timedelta(days=400)):
        assert await commands.sweep_donations(SYSTEM) == 1
    await sent(deal=deal)
    with clock.freeze(clock.now() + timedelta(days=800)):
        assert await commands.sweep_donations(SYSTEM) == 0

    assert [row["topic"] for row in await rows(told)] == [
        "donation.unconfirmed",
        "donation.unsent",
    ]
