"""
What commands post is what a donation's own rows call for, whatever happened to it: any journey of
goods, money's rules by hand, and twins that must be told apart.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.giving import commands, forms
from match.giving.bookkeeping import book_facts
from match.giving.books import BookFacts, Lot, ParcelFacts, Part, expected_postings
from match.giving.states import Condition, DonationStatus
from match.ledger.keys import key_for
from match.ledger.kinds import AccountKind
from match.ledger.queries import transactions_for
from tests.matching import make as matching
from tests.offers import make as offers

K = AccountKind
GOODS = Lot(17, "册", ("organisation", 5), ("home", 3))
STORE = Lot(17, "册", ("organisation", 5), ("organisation", 9))
MONEY = Lot(18, "CNY", ("organisation", 5), ("organisation", 9))


def moves(facts: BookFacts) -> dict[str, list[tuple[str, str, int, int]]]:
    """Postings as (kind, owner kind, owner, amount) by what happened."""
    return {
        posting.what: [(line.kind.value, *line.owner, line.amount) for line in posting.lines]
        for posting in expected_postings(facts)
    }


def test_goods_by_hand():
    """60 sent, 57 good, 1 broken, 2 missing, 3 over, 50 used."""
    facts = BookFacts(
        GOODS,
        parcels=[ParcelFacts(1, 60, False, 57, 1, 2, 3)],
        allocations=[Part(4, 3, 57)],
        uses=[Part(8, 3, 50)],
        returns=[Part(9, 3, 2)],
    )

    assert moves(facts) == {
        "donation.dispatched": [("giver", "organisation", 5, -60), ("transit", "donation", 17, 60)],
        "donation.counted": [
            ("transit", "donation", 17, -60),
            ("shelf", "home", 3, 57),
            ("broken", "donation", 17, 1),
            ("lost", "donation", 17, 2),
            ("giver", "organisation", 5, -3),
            ("surplus", "donation", 17, 3),
        ],
        "donation.used": [("shelf", "home", 3, -50), ("used", "home", 3, 50)],
        "donation.returned": [("shelf", "home", 3, -2), ("giver", "organisation", 5, 2)],
    }


def test_money_by_hand():
    """Promise 100.00, paid 60.00, 50.00 to a home, 20.00 used, 10.00 back, the rest released."""
    facts = BookFacts(
        MONEY,
        promised=10_000,
        payments=[Part(2, None, 6_000)],
        released=4_000,
        allocations=[Part(11, 3, 3_000), Part(12, 3, 2_000)],
        uses=[Part(21, 3, 2_000)],
        returns=[Part(31, None, 1_000)],
    )
    giver, own = ("organisation", 5), ("donation", 18)
    found = {
        (posting.what, posting.source): [
            (line.kind, line.owner, line.amount) for line in posting.lines
        ]
        for posting in expected_postings(facts)
    }

    assert found == {
        ("donation.promised", 0): [(K.giver, giver, -10_000), (K.promised, own, 10_000)],
        ("donation.paid", 2): [
            (K.promised, own, -6_000),
            (K.giver, giver, 6_000),
            (K.clearing, ("organisation", 9), -6_000),
            (K.earmark, own, 6_000),
        ],
        ("donation.released", 0): [(K.promised, own, -4_000), (K.giver, giver, 4_000)],
        ("donation.fund_allocated", 11): [
            (K.earmark, own, -3_000),
            (K.home_fund, ("allocation_line", 11), 3_000),
        ],
        ("donation.fund_allocated", 12): [
            (K.earmark, own, -2_000),
            (K.home_fund, ("allocation_line", 11), 2_000),
        ],
        ("donation.fund_used", 21): [
            (K.home_fund, ("allocation_line", 11), -2_000),
            (K.used, own, 2_000),
        ],
        ("donation.fund_returned", 31): [
            (K.earmark, own, -1_000),
            (K.clearing, ("organisation", 9), 1_000),
        ],
    }


amounts = st.integers(1, 10**9)


@given(
    counts=st.lists(st.tuples(*[st.integers(0, 500)] * 4), max_size=6),
    lot=st.sampled_from([GOODS, STORE]),
    part=amounts,
)
def test_every_posting_sums_to_nothing_and_touches_an_account_once(
    counts: list[tuple[int, int, int, int]], lot: Lot, part: int
):
    parcels = [
        ParcelFacts(place, good + broken + short + 1, False, good + 1, broken, short, surplus)
        for place, (good, broken, short, surplus) in enumerate(counts, 1)
    ]
    facts = BookFacts(lot, parcels, [Part(1, 3, part)], [Part(2, 3, part)], [Part(3, None, part)])
    postings = expected_postings(facts)

    for posting in postings:
        assert sum(line.amount for line in posting.lines) == 0
        assert all(line.amount for line in posting.lines)
        accounts = [(line.kind, line.owner, line.unit) for line in posting.lines]
        assert len(set(accounts)) == len(accounts)
        assert {line.unit for line in posting.lines} == {"donation:17:册"}
    keys = [key_for(posting.what, 17, posting.source) for posting in postings]
    assert len(set(keys)) == len(keys)


async def store(units: int = 40) -> tuple[int, Actor, Actor]:
    """A gift of goods to a charity for homes of the county: its number, giver and charity."""
    giver, giving = await offers.manager()
    charity, receiving = await offers.manager()
    pledge: int = await value(
        "INSERT INTO pledge (number, kind, status, giver_id, organisation_id, charity_id, division,"
        " units, unit, condition, created_by) VALUES ('P' || nextval('pledge_number'), 'goods',"
        " 'agreed', $1, $2, $3, '433101000000', $4, '册', '给全县儿童之家的绘本', $1)"
        " RETURNING id",
        giver.id,
        giving,
        receiving,
        units,
    )
    return await commands.make_donation(SYSTEM, pledge, "绘本"), giver, charity


async def in_books(donation: int) -> None:
    """The ledger holds exactly what the rows call for."""
    wanted = {
        key_for(posting.what, donation, posting.source): sorted(
            (line.kind.value, line.owner, line.unit, line.amount) for line in posting.lines
        )
        for posting in expected_postings((await book_facts([donation]))[donation])
    }
    posted = await transactions_for([("donation", donation)])
    assert {
        tx.key: sorted((one.kind, one.owner, one.unit, one.amount) for one in tx.lines)
        for tx in posted
    } == wanted


steps = st.lists(
    st.tuples(
        st.sampled_from(["send", "count", "drop", "receipt", "allocate", "return", "cancel"]),
        st.integers(1, 45),
        st.integers(0, 6),
    ),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(journey=steps)
async def test_whatever_happens_the_books_are_what_the_rows_say(
    db: None, journey: list[tuple[str, int, int]]
):
    """Any order of verbs with any numbers: refused ones leave nothing, the others post."""
    donation, giver, charity = await store()
    await commands.confirm(giver, donation, 1, declared=True)
    await commands.confirm(charity, donation, 1)
    home = (await matching.village()).home
    for verb, units, bad in journey:
        try:
            async with unit_of_work():
                await act(verb, donation, giver, charity, home, units, bad)
        except (Conflict, Invalid, Denied):
            pass
        await in_books(donation)
    assert not await rows("SELECT id FROM ledger_account WHERE balance < floor")


async def act(
    verb: str, donation: int, giver: Actor, charity: Actor, home: int, units: int, bad: int
) -> None:
    if verb == "send":
        form = forms.DispatchForm(units=units, note="自己送去")
        await commands.dispatch(giver, donation, form)
    elif verb == "count":
        parcel = await value(
            "SELECT id FROM parcel WHERE donation_id = $1 ORDER BY counted_at NULLS FIRST LIMIT 1",
            donation,
        )
        form = forms.CountForm(good=units, broken=bad, surplus=bad, note="清点时发现破损")
        if parcel is not None:
            await commands.count_parcel(charity, parcel, form)
    elif verb == "drop":
        await commands.drop_rest(giver, donation, "其余没有了")
    elif verb == "receipt":
        receipt = forms.ReceiptForm("湘财 1", await paper(charity))
        await commands.give_receipt(charity, donation, receipt)
    elif verb == "allocate":
        await commands.allocate(charity, donation, [forms.AllocationForm(home, units=units)])
    elif verb == "return":
        await commands.return_goods(charity, donation, bad, "孩子用不上")
    else:
        await commands.cancel(giver, donation, "不能送来了")


async def paper(owner: Actor) -> int:
    """A scan that *owner* uploaded."""
    return await value(
        "INSERT INTO file (kind, owner_id, stored_as, media_type, bytes, sha256)"
        " VALUES ('document', $1, gen_random_uuid()::text, 'application/pdf', 9, 'x')"
        " RETURNING id",
        owner.id,
    )


async def test_a_charity_divides_what_it_received_among_homes(db: None):
    donation, giver, charity = await store()
    await commands.confirm(giver, donation, 1, declared=True)
    await commands.confirm(charity, donation, 1)
    parcel = await commands.dispatch(giver, donation, forms.DispatchForm(waybill="SF1"))
    await commands.count_parcel(charity, parcel, forms.CountForm(good=38, note="少了两册"))
    with pytest.raises(Invalid):
        await commands.give_receipt(charity, donation, forms.ReceiptForm())
    with pytest.raises(Invalid):
        foreign = forms.ReceiptForm("湘财票 0001", await paper(giver))
        await commands.give_receipt(charity, donation, foreign)
    receipt = forms.ReceiptForm("湘财票 0001", await paper(charity))
    await commands.give_receipt(charity, donation, receipt)
    one, two = (await matching.village()).home, (await matching.village()).home

    with pytest.raises(Invalid):
        await commands.allocate(
            charity,
            donation,
            [forms.AllocationForm(one, units=30), forms.AllocationForm(two, units=9)],
        )
    assert await value("SELECT count(*) FROM allocation_line") == 0, "all or nothing"
    with pytest.raises(Denied):
        await commands.allocate(giver, donation, [forms.AllocationForm(one, units=1)])
    await commands.allocate(
        charity,
        donation,
        [forms.AllocationForm(one, units=30), forms.AllocationForm(two, units=8)],
    )

    assert await value("SELECT status FROM donation") == DonationStatus.allocated
    found = await rows(
        "SELECT owner_id, balance FROM ledger_account WHERE kind = 'shelf' AND owner_kind = 'home'"
        " ORDER BY owner_id"
    )
    assert [(row["owner_id"], row["balance"]) for row in found] == sorted([(one, 30), (two, 8)])
    await in_books(donation)


@pytest.mark.parametrize(
    "twin",
    [
        "UPDATE parcel SET good = good - 1, short = short + 1",
        "UPDATE donation SET organisation_id = NULL",
        "INSERT INTO parcel (donation_id, position, code, units, photos)"
        " SELECT donation_id, 2, 'TWIN', 1, '{}' FROM parcel",
        "INSERT INTO goods_return (donation_id, units, reason)"
        " SELECT donation_id, 1, 'never posted' FROM parcel",
    ],
)
async def test_a_row_that_says_something_else_is_noticed(db: None, twin: str):
    """The comparison that the journeys rest on fails for each of these."""
    donation, giver, charity = await store()
    await commands.confirm(giver, donation, 1, declared=True)
    await commands.confirm(charity, donation, 1)
    parcel = await commands.dispatch(giver, donation, forms.DispatchForm(waybill="SF1"))
    await commands.count_parcel(charity, parcel, forms.CountForm(good=40))
    await in_books(donation)
    await rows(twin)

    with pytest.raises(AssertionError):
        await in_books(donation)


async def test_terms_of_a_gift_without_a_need_can_be_agreed(db: None):
    donation, giver, _charity = await store()
    form = forms.TermsForm("给全县儿童之家的绘本", condition=Condition.good)

    assert await commands.change_terms(giver, donation, form) == 2


async def test_the_verbs_of_the_journeys_do_post(db: None):
    """A journey of refusals alone would prove nothing: this one goes all the way."""
    donation, giver, charity = await store()
    await commands.confirm(giver, donation, 1, declared=True)
    await commands.confirm(charity, donation, 1)
    home = (await matching.village()).home
    journey = [
        ("send", 30, 0),
        ("count", 28, 1),
        ("drop", 1, 0),
        ("return", 1, 3),
        ("receipt", 1, 0),
        ("allocate", 25, 0),
    ]
    for verb, units, bad in journey:
        await act(verb, donation, giver, charity, home, units, bad)

    kinds = {tx.kind for tx in await transactions_for([("donation", donation)])}
    assert kinds == {
        "donation.dispatched",
        "donation.counted",
        "donation.returned",
        "donation.allocated",
    }
    assert await value("SELECT status FROM donation") == DonationStatus.allocated
    await in_books(donation)
