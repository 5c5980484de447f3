"""The live questions about gifts: none has an answer after a journey, each notices its twin."""

import pytest

from jobs.checks.flows import CHECKS
from match.foundation.db import rows
from match.giving import commands
from match.giving.forms import CountForm
from tests.giving.make import allocated, sent

# What must not be, and the question that finds it.
TWINS = {
    "UPDATE need_line SET in_transit = in_transit - 1, committed = committed + 1": (
        "units on the way are those of parcels nobody counted, and yuan the charity still holds"
    ),
    "UPDATE need_line SET committed = committed - 1": (
        "committed units hold all that agreed gifts have still to send"
    ),
    "UPDATE donation SET dispatched = 39": "a donation's figures are the sums of its parcels",
    "UPDATE donation SET good = 1": "a donation's figures are the sums of its parcels",
    "UPDATE agreement SET status = 'kept'": "a donation and its agreement end together",
    "UPDATE agreement SET giver_confirmed_by = recipient_confirmed_by": (
        "nobody confirmed an agreement for both sides"
    ),
    "UPDATE parcel SET counted_by = dispatched_by": "nobody counted what they sent",
}
LATER = {
    "UPDATE donation SET allocated_units = allocated_units - 1, status = 'receipted'": (
        "what is allocated has its lines, less what its homes sent back"
    ),
    "INSERT INTO goods_return (donation_id, units, reason) SELECT id, 1, 'twin' FROM donation": (
        "returned units have their rows"
    ),
}


async def answers() -> set[str]:
    """The questions that have an answer now."""
    return {name for name, sql in CHECKS.items() if await rows(sql)}


async def test_no_question_has_an_answer_on_the_way_or_after_it(db: None):
    deal, parcel = await sent(40)
    assert await answers() == set()
    await commands.count_parcel(deal.director, parcel, CountForm(good=38, note="少了两册"))
    assert await answers() == set()
    await commands.drop_rest(deal.manager, deal.agreement, "仓库没有了")

    assert await answers() == set()


@pytest.mark.parametrize(("twin", "question"), list(TWINS.items()))
async def test_a_question_notices_its_twin(db: None, twin: str, question: str):
    await sent(40)
    await rows(twin)

    assert question in await answers()


@pytest.mark.parametrize(("twin", "question"), list(LATER.items()))
async def test_a_question_about_shelves_notices_its_twin(db: None, twin: str, question: str):
    await allocated()
    assert await answers() == set()
    await rows(twin)

    assert question in await answers()
