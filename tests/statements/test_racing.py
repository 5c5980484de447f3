"""Several at once, each on a connection of its own, committed: matched once, imported once."""

import asyncio

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid
from match.statements.commands import (
    import_statement,
    match_row,
    reconcile_ledger,
    sweep_statements,
    unmatch_row,
)
from match.statements.forms import Part
from tests.ledger.house import Ledger
from tests.statements import make


async def test_the_same_file_sent_six_times_at_once_is_imported_once(house: Ledger):
    charity = await make.charity()
    lines = [make.line(100 + n) for n in range(20)]
    done = await asyncio.gather(
        *(import_statement(charity.manager, charity.form, lines) for _ in range(6))
    )

    assert sorted(one.counts["new"] for one in done) == [0, 0, 0, 0, 0, 20]
    assert await value("SELECT count(*) FROM statement_row") == 20
    assert await value("SELECT count(*) FROM statement") == 1


async def test_one_row_claimed_by_six_is_matched_once_and_adds_up(house: Ledger):
    """Each names the two donations in another order; the locks are taken in one."""
    charity = await make.charity()
    first, second = await make.gift(charity, 300), await make.gift(charity, 300)
    await make.take_in(charity, make.line(400))
    row = await value("SELECT id FROM statement_row")
    ways = [
        [Part(first.id, 300), Part(second.id, 100)],
        [Part(second.id, 300), Part(first.id, 100)],
    ]
    done = await asyncio.gather(
        *(match_row(charity.manager, row, ways[n % 2]) for n in range(6)), return_exceptions=True
    )

    assert sorted(str(type(one).__name__) for one in done) == ["Conflict"] * 5 + ["NoneType"]
    assert await value("SELECT sum(amount_fen) FROM row_match") == 400
    assert await make.on_account("clearing", charity.id) == 400


async def test_rows_that_want_the_same_money_never_bring_more_than_was_promised(house: Ledger):
    charity = await make.charity()
    gift = await make.gift(charity, 1_000)
    await make.take_in(charity, *(make.line(400 + n) for n in range(5)))
    found = await rows("SELECT id, amount_fen FROM statement_row")
    done = await asyncio.gather(
        *(
            match_row(charity.manager, row["id"], [Part(gift.id, row["amount_fen"])])
            for row in found
        ),
        return_exceptions=True,
    )

    assert sum(one is None for one in done) == 2
    assert all(one is None or isinstance(one, Invalid) for one in done)
    assert await value("SELECT sum(amount_fen) FROM row_match") <= 1_000


async def test_a_match_taken_back_by_three_is_reversed_once(house: Ledger):
    charity = await make.charity()
    gift = await make.gift(charity, 500)
    await make.take_in(charity, make.line(500, gift.number))
    row = await value("SELECT id FROM statement_row")
    done = await asyncio.gather(
        *(unmatch_row(charity.manager, row, "付款方写错了编号") for _ in range(3)),
        return_exceptions=True,
    )

    assert sum(one is None for one in done) == 1
    assert all(one is None or isinstance(one, Conflict) for one in done)
    assert await make.on_account("bank", charity.id) == 0


async def test_sweeps_confirmations_and_matches_at_once_end_in_books_that_agree(house: Ledger):
    charity = await make.charity()
    gifts = [await make.gift(charity, 500) for _ in range(4)]
    await make.take_in(charity, *(make.line(500) for _ in gifts))
    found = await rows("SELECT id FROM statement_row ORDER BY id")
    done = await asyncio.gather(
        *(make.confirm(gift) for gift in gifts),
        *(
            match_row(charity.manager, row["id"], [Part(gift.id, 500)])
            for row, gift in zip(found, gifts, strict=True)
        ),
        *(sweep_statements(SYSTEM) for _ in range(3)),
        return_exceptions=True,
    )
    await sweep_statements(SYSTEM)

    assert [one for one in done if isinstance(one, Exception)] == []
    assert await make.on_account("clearing", charity.id) == 0
    assert await value("SELECT count(*) FROM clearing WHERE open_fen <> 0") == 0
    assert await reconcile_ledger(SYSTEM) == {"compared": 4, "differences": 0}
