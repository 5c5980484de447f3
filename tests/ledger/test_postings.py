"""What a room wants in the books goes in once, whole, and is told apart from anything else."""

import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.errors import Conflict
from match.ledger.commands import enter, reverse
from match.ledger.keys import key_for
from match.ledger.kinds import AccountKind as K
from match.ledger.postings import UNBOUNDED, BookLine, Posting, entered, expected_of
from match.ledger.queries import transactions_for
from tests.ledger.test_posting import everything

GIFT = ("donation", 17)
GIVER, TRANSIT = (K.giver, ("organisation", 5)), (K.transit, GIFT)
SENT = Posting.between("donation.dispatched", GIFT, 3, GIVER, TRANSIT, 40, "donation:17:册")


def test_only_outside_parties_have_no_floor() -> None:
    free = {kind for kind in K if BookLine(kind, ("home", 1), 1).floor is None}

    assert free == {K.giver, K.clearing, K.bank}
    assert free == UNBOUNDED


async def test_a_posting_goes_in_once_however_often_it_is_asked(db: None) -> None:
    first = await enter(SYSTEM, SENT)
    before = await everything()
    again = await enter(SYSTEM, SENT)

    assert again == first
    assert await everything() == before
    (tx,) = await transactions_for([GIFT])
    assert (tx.key, tx.kind) == (key_for("donation.dispatched", 17, 3), "donation.dispatched")
    assert [(one.kind, one.owner, one.unit, one.amount) for one in tx.lines] == [
        ("giver", ("organisation", 5), "donation:17:册", -40),
        ("transit", GIFT, "donation:17:册", 40),
    ]


async def test_nothing_is_left_of_a_posting_that_is_refused(db: None) -> None:
    """Its accounts too: there is no transit out of which 40 could go back."""
    back = Posting.between("donation.recalled", GIFT, 3, TRANSIT, GIVER, 40, "donation:17:册")

    with pytest.raises(Conflict):
        await enter(SYSTEM, back)

    assert await value("SELECT count(*) FROM ledger_account") == 0


async def test_what_was_posted_is_compared_with_what_was_wanted(db: None) -> None:
    more = Posting.between("donation.dispatched", GIFT, 3, GIVER, TRANSIT, 41, "donation:17:册")
    other = Posting.between("donation.dispatched", GIFT, 4, GIVER, TRANSIT, 40, "donation:17:册")
    tx = await enter(SYSTEM, SENT)
    posted = {one.key: entered(one) for one in await transactions_for([GIFT])}

    assert posted == expected_of([SENT])
    assert posted != expected_of([more])
    assert posted != expected_of([other])
    assert posted != expected_of([SENT, other])
    await reverse(SYSTEM, key_for("by hand", tx), tx, "一个人自己冲正")
    undone = {one.key: entered(one) for one in await transactions_for([GIFT])}
    assert undone != expected_of([SENT])
