"""The ledger against every donation's own rows; a wrong, missing or extra posting is caught."""

from collections.abc import Awaitable, Callable

import pytest

from jobs.checks import CHECKS, run_checks
from jobs.checks.reconciliation import CHECKS as QUESTIONS
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.giving.pledging.commands.money import end_payments
from match.ledger.commands import Line, open_account, post, reverse
from match.ledger.keys import key_for
from match.statements.commands import reconcile_ledger, sweep_statements
from match.statements.queries.books import books_of
from tests.giving import make as goods
from tests.statements import make

THE_LEDGER = "the ledger holds what every donation's state calls for"


async def complaints() -> list[str]:
    return [answer.name for answer in await run_checks(QUESTIONS) if answer.rows]


async def whole() -> make.Gift:
    """Promised, confirmed, seen at the bank, a part sent back: every posting there can be."""
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    await make.confirm(gift, 300_000)
    await make.confirm(gift, 200_000)
    await make.take_in(charity, make.line(500_000, gift.number))
    await make.send_back(gift, 120_000)
    await make.take_in(charity, make.line(120_000, gift.number, outgoing=True))
    await sweep_statements(SYSTEM)
    return gift


def test_the_live_check_asks_all_of_it():
    assert {check.name for check in CHECKS} >= set(QUESTIONS)


async def test_a_gift_that_went_its_way_has_no_complaint(db: None):
    gift = await whole()

    assert await complaints() == []
    assert await reconcile_ledger(SYSTEM) == {"compared": 1, "differences": 0}
    # Counted by hand: one promise, two confirmations, a row in, a return, a row out.
    assert len((await books_of([gift.id]))[0].expected) == 6
    assert await value("SELECT count(*) FROM ledger_tx") == 6


async def test_goods_that_went_their_way_have_no_complaint_either(db: None):
    """Dispatched, two short, receipted, on the home's shelf: nothing of money is in it."""
    deal = await goods.allocated(58, "路上淋湿了两册")

    assert await complaints() == []
    (held,) = await books_of([deal.agreement])
    assert {entered.what for entered in held.expected.values()} >= {
        "donation.dispatched",
        "donation.counted",
    }
    await rows("UPDATE parcel SET good = good - 1, broken = broken + 1")
    assert THE_LEDGER in await complaints()


async def test_what_will_not_be_paid_any_more_is_released(db: None):
    gift = await make.gift(await make.charity(), 500_000)
    await make.confirm(gift, 300_000)
    await end_payments(gift.giver, gift.id, "余款今年不再捐赠")

    assert await complaints() == []
    assert await make.on_account("clearing", gift.charity.id) == -300_000


async def _missing(gift: make.Gift) -> None:
    """A confirmation that was entered, and not posted."""
    await rows("UPDATE donation SET paid_fen = 400000 WHERE id = $1", gift.id)
    await rows(
        "INSERT INTO money_payment (donation_id, charity_id, fen, received_on, receipt_number,"
        " receipt_file, by) VALUES ($1, $2, 1, '2026-11-20', 'x', 1, 1)",
        gift.id,
        gift.charity.id,
    )


async def _extra(gift: make.Gift) -> None:
    """One fen from the bank that no row shows."""
    owner = ("organisation", gift.charity.id)
    bank = await open_account(SYSTEM, "bank", owner=owner, floor=None)
    clearing = await open_account(SYSTEM, "clearing", owner=owner, floor=None)
    lines = [Line(bank, -1), Line(clearing, 1)]
    key = key_for("statement.matched", 10**9)
    await post(SYSTEM, key, "statement.matched", lines, subject=("donation", gift.id))


async def _other_amount(gift: make.Gift) -> None:
    """The promise says one fen more than what was posted for it."""
    await rows("UPDATE donation SET amount_fen = amount_fen + 1 WHERE id = $1", gift.id)


async def _undone(gift: make.Gift) -> None:
    """A posting that was reversed while the donation still stands."""
    tx = await value(
        "SELECT max(id) FROM ledger_tx WHERE kind = 'donation.fund_returned' AND subject_id = $1",
        gift.id,
    )
    await reverse(SYSTEM, key_for("by hand", tx), tx, "一个人自己冲正")


async def _swapped(gift: make.Gift) -> None:
    """The right sum on somebody else's account: no balance check would see it."""
    other = await make.charity()
    await rows("UPDATE donation SET charity_id = $2 WHERE id = $1", gift.id, other.id)


@pytest.mark.parametrize("plant", [_missing, _extra, _other_amount, _undone, _swapped])
async def test_every_planted_fault_is_found_and_kept(
    db: None, plant: Callable[[make.Gift], Awaitable[None]]
):
    """The broken twins: without the comparison, each of these books would pass for right."""
    gift = await whole()
    await plant(gift)

    assert THE_LEDGER in await complaints()
    outcome = await reconcile_ledger(SYSTEM)
    kept = await rows("SELECT * FROM ledger_difference")
    assert outcome["differences"] == len(kept) >= 1
    assert {row["subject_id"] for row in kept} == {gift.id}
    assert await value("SELECT count(*) FROM outbox WHERE topic = 'ledger.differs'") == 1


async def test_a_difference_is_kept_once_and_settled_when_it_is_gone(db: None):
    gift = await whole()
    await _other_amount(gift)
    await reconcile_ledger(SYSTEM)
    first = await value("SELECT count(*) FROM ledger_difference")
    await reconcile_ledger(SYSTEM)
    again = await value("SELECT count(*) FROM ledger_difference")
    await rows("UPDATE donation SET amount_fen = amount_fen - 1 WHERE id = $1", gift.id)

    # The promise is not the one there was, and of the greater one a fen was never released.
    assert (first, again) == (3, 3)
    assert (await reconcile_ledger(SYSTEM))["differences"] == 0
    assert await value("SELECT count(*) FROM ledger_difference WHERE settled_at IS NULL") == 0


BROKEN = {
    "nothing is posted about what is not there": (
        "SELECT ledger_post(gen_random_uuid(), 'donation.promised', 'donation', 999999999, NULL,"
        " '', array_agg(id), ARRAY[-1, 1]::bigint[]) FROM (SELECT id FROM ledger_account"
        " WHERE floor IS NULL ORDER BY id LIMIT 2) AS two"
    ),
    "clearing is what its donations have on it": (
        "INSERT INTO clearing (donation_id, charity_id, division, open_fen)"
        " SELECT id, charity_id, division, 1 FROM donation"
    ),
    "the bank is what the matched rows say": (
        "UPDATE row_match SET undone_at = now(), undone_reason = '自己改的'"
    ),
    "a matched row is matched whole, any other not at all": (
        "UPDATE statement_row SET status = 'aside', next_check_at = NULL"
    ),
    "what did not clear in time is a case": (
        "UPDATE statement_row SET status = 'waiting', next_check_at = now() - interval '2 days'"
    ),
}


@pytest.mark.parametrize("name", BROKEN)
async def test_each_question_can_be_answered_with_a_fault(db: None, name: str):
    await whole()
    before = await complaints()
    await rows(BROKEN[name])

    assert before == []
    assert name in await complaints()


async def test_a_posting_that_nobody_looked_at_is_seen_an_hour_later(db: None):
    await whole()
    question = str(QUESTIONS["what is posted to clearing is looked at within the hour"])
    later = question.replace("now() - interval '1 hour'", "now() + interval '1 second'")
    assert later != question
    assert await rows(later) == []
    await rows("UPDATE clearing_mark SET version = version - 1")

    assert await rows(question) == []
    assert len(await rows(later)) == 1
