"""The same step of one gift taken several times at once: it happens once, and the books agree."""

import asyncio
from collections.abc import Awaitable

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.errors import Conflict, Invalid, MatchError
from match.giving import commands as giving
from match.giving.forms import AllocationForm, CountForm, ReceiptForm
from match.giving.pledging import commands
from match.giving.pledging.commands import Payment
from match.giving.pledging.forms import PledgeForm
from match.ledger.kinds import AccountKind
from match.matching import commands as match_commands
from match.statements.commands import reconcile_ledger
from tests.giving import make as deals
from tests.giving import pledges as make
from tests.giving.reporting import told
from tests.giving.test_money import FEN, gift, held, pay
from tests.ledger.house import Ledger
from tests.matching import make as matching

pytestmark = pytest.mark.bank
RECEIPT = ReceiptForm()


async def at_once(*acts: Awaitable[object]) -> tuple[list[object], list[MatchError]]:
    """What was done and what was refused; anything that is no refusal fails the test."""
    # Connections are opened before, so that nobody is late by a handshake.
    await asyncio.gather(*(value("SELECT pg_sleep(0.1)") for _act in acts))
    answers = await asyncio.gather(*acts, return_exceptions=True)
    broken = [
        one for one in answers if isinstance(one, BaseException) and not isinstance(one, MatchError)
    ]
    assert not broken, broken
    refused = [one for one in answers if isinstance(one, MatchError)]
    assert all(one.message for one in refused)
    return [one for one in answers if not isinstance(one, BaseException)], refused


async def test_a_parcel_counted_by_four_at_once_is_counted_once(house: Ledger):
    deal, parcel = await deals.sent()
    count = CountForm(good=58, note="短少两册，箱子有破口")
    done, refused = await at_once(
        *(giving.count_parcel(deal.director, parcel, count) for _n in range(4))
    )

    assert (len(done), len(refused)) == (1, 3)
    assert all(isinstance(one, Conflict) for one in refused)
    assert await value("SELECT good FROM donation WHERE id = $1", deal.agreement) == 58
    assert await value("SELECT received FROM need_line WHERE id = $1", deal.line) == 58
    assert await value("SELECT count(*) FROM ledger_tx WHERE kind = 'donation.counted'") == 1
    assert (await reconcile_ledger(SYSTEM))["differences"] == 0


async def test_payments_at_once_never_pass_the_promise(house: Ledger):
    """Five times three tenths: three fit, and each refusal says how much is lacking."""
    made = await gift()
    part = FEN * 3 // 10
    files = [await make.paper(made.keeper) for _n in range(5)]
    done, refused = await at_once(
        *(
            commands.confirm_payment(
                made.keeper, made.donation, Payment(part, clock.today(), f"票据 000{n}", file)
            )
            for n, file in enumerate(files)
        )
    )

    assert (len(done), len(refused)) == (3, 2)
    assert all(isinstance(one, Invalid) and "yuan" in one.fields for one in refused)
    assert await held(AccountKind.earmark, ("donation", made.donation)) == 3 * part
    assert await held(AccountKind.promised, ("donation", made.donation)) == FEN - 3 * part
    assert (await reconcile_ledger(SYSTEM))["differences"] == 0


async def test_one_receipt_number_for_two_gifts_at_once_is_one_payment(house: Ledger):
    first = await gift()
    at, _need, line = await make.fund()
    form = make.money(line, 20_000, first.firm, first.charity)
    pledge = await make.agreed(at, first.giver, form)
    second = await make.donation_of(pledge)
    await make.confirmed(second, first.giver, first.keeper)
    file = await make.paper(first.keeper)
    for number in range(12):
        payment = Payment(100, clock.today(), f"湘财票 {number:04d}", file)
        done, refused = await at_once(
            *(
                commands.confirm_payment(first.keeper, donation, payment)
                for donation in (first.donation, second)
            )
        )
        assert (len(done), len(refused)) == (1, 1)
        assert isinstance(refused[0], Conflict)

    assert await value("SELECT count(*) FROM money_payment") == 12
    assert await value("SELECT sum(paid_fen) FROM donation") == 1200


async def test_money_divided_and_sent_back_at_once_is_there_once(house: Ledger):
    made = await gift()
    await pay(made, FEN, "0001")
    await commands.propose_return(made.keeper, made.donation, FEN // 2, "采购节余")
    form = AllocationForm(made.at.home, fen=FEN // 2 + 1)
    done, refused = await at_once(
        giving.allocate(made.keeper, made.donation, [form]),
        commands.answer_return(made.giver, made.donation, consent=True),
    )

    assert (len(done), len(refused)) == (1, 1)
    assert await held(AccountKind.earmark, ("donation", made.donation)) in (FEN // 2, FEN // 2 - 1)
    assert (await reconcile_ledger(SYSTEM))["differences"] == 0


async def test_a_pledge_approved_and_withdrawn_at_once_is_one_of_them(house: Ledger):
    at, _need, line = await make.books()
    giver = await make.giver()
    pledge = await make.accepted(at, giver, PledgeForm(line, 30))
    officer = await matching.another_officer()
    await at_once(
        commands.approve_pledge(officer, pledge),
        commands.approve_pledge(officer, pledge),
        commands.withdraw_pledge(giver, pledge, "仓库进水了"),
    )

    status = await make.status(pledge)
    donations = await value("SELECT count(*) FROM donation")
    line_now = await value("SELECT reserved + committed FROM need_line WHERE id = $1", line)
    assert (status, donations, line_now) in (("agreed", 1, 30), ("withdrawn", 0, 0))


async def test_every_later_step_taken_three_times_at_once_is_taken_once(house: Ledger):
    """Both confirm, one twice; three receipts; three reports that together use too much."""
    deal = await deals.promised()
    done, refused = await at_once(
        giving.confirm(deal.director, deal.agreement, 1),
        giving.confirm(deal.manager, deal.agreement, 1, declared=True),
        giving.confirm(deal.director, deal.agreement, 1),
    )
    assert (len(done), len(refused)) == (2, 1)
    _deal, parcel = await deals.sent(deal=deal)
    await giving.count_parcel(deal.director, parcel, CountForm(good=deals.UNITS))
    receipts = (giving.give_receipt(deal.director, deal.agreement, RECEIPT) for _n in range(3))
    done, refused = await at_once(*receipts)
    assert (len(done), len(refused)) == (1, 2)
    done, refused = await at_once(*(told(deal, 40) for _n in range(3)))

    assert (len(done), len(refused)) == (1, 2)
    assert all(isinstance(one, Invalid) and set(one.fields) == {"amount"} for one in refused)
    assert await value("SELECT used_units FROM donation WHERE id = $1", deal.agreement) == 40
    assert (await reconcile_ledger(SYSTEM))["differences"] == 0


async def test_an_approved_match_heard_by_four_workers_is_one_donation(house: Ledger):
    """Who comes second is told by the database at the latest; its worker hears it again."""
    at, proposal, organisation = await matching.proposed()
    await match_commands.accept_for_need(at.director, proposal)
    await match_commands.accept_for_offer(await matching.manager_of(organisation), proposal)
    await match_commands.approve_proposal(await matching.another_officer(), proposal)
    heard = [giving.make_agreement(SYSTEM, proposal) for _n in range(4)]
    answers = await asyncio.gather(*heard, return_exceptions=True)
    made = {one for one in answers if isinstance(one, int)}
    others = [one for one in answers if not isinstance(one, int)]

    assert len(made) == 1
    assert all(isinstance(one, asyncpg.UniqueViolationError) for one in others)
    assert await giving.make_agreement(SYSTEM, proposal) in made
    assert await value("SELECT count(*) FROM donation") == 1
    assert await value("SELECT count(*) FROM pledge") == 1
