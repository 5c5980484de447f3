"""Rows find their donations; every yes posts, every no takes it back, and the sums agree."""

from typing import Any

import asyncpg
import pytest

from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.statements.commands import match_row, unmatch_row
from match.statements.forms import Part
from tests.people import make as people
from tests.statements import make


async def row_of(charity: make.Charity) -> dict[str, Any]:
    found = await one(
        "SELECT * FROM statement_row WHERE charity_id = $1 ORDER BY id DESC", charity.id
    )
    assert found is not None
    return found


async def sums_hold() -> None:
    """What would be checked at commit, now."""
    await rows("SET CONSTRAINTS ALL IMMEDIATE")
    await rows("SET CONSTRAINTS ALL DEFERRED")


async def test_a_row_with_our_number_is_matched_at_once_and_posted(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)

    done = await make.take_in(charity, make.line(500_000, f"捐赠 {gift.number} 图书角"))

    assert done.matched == 1
    assert await make.on_account("bank", charity.id) == -500_000
    assert await make.on_account("clearing", charity.id) == 500_000
    assert (await row_of(charity))["status"] == "matched"
    await sums_hold()


async def test_confirmed_and_matched_clearing_is_zero_again(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    await make.confirm(gift)
    assert await make.on_account("clearing", charity.id) == -500_000
    await make.take_in(charity, make.line(500_000, gift.number))

    assert await make.on_account("clearing", charity.id) == 0
    assert await make.on_account("bank", charity.id) == -500_000


async def test_one_row_covers_several_donations_and_one_donation_several_rows(db: None):
    charity = await make.charity()
    first, second = await make.gift(charity, 300_000), await make.gift(charity, 200_000)
    await make.take_in(charity, make.line(400_000))
    parts = [Part(first.id, 300_000), Part(second.id, 100_000)]
    await match_row(charity.manager, (await row_of(charity))["id"], parts)
    await make.take_in(charity, make.line(100_000, second.number))

    matched = await rows(
        "SELECT donation_id, sum(amount_fen)::bigint AS fen FROM row_match GROUP BY 1 ORDER BY 1"
    )
    assert [tuple(row.values()) for row in matched] == [(first.id, 300_000), (second.id, 200_000)]
    await sums_hold()


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((300_000,), "相加必须等于"),
        ((400_000,), "只差"),
        ((500_000, -100_000), "大于零"),
        ((), "至少选择一笔"),
    ],
)
async def test_parts_that_are_not_the_row_are_refused(db: None, parts: tuple[int, ...], why: str):
    charity = await make.charity()
    gifts = [await make.gift(charity, 300_000) for _ in range(2)]
    await make.take_in(charity, make.line(400_000))
    row = (await row_of(charity))["id"]

    with pytest.raises(Invalid) as refused:
        await match_row(
            charity.manager,
            row,
            [Part(gift.id, fen) for gift, fen in zip(gifts, parts, strict=False)],
        )
    assert why in refused.value.fields["parts"]
    assert await value("SELECT count(*) FROM row_match") == 0
    assert await make.on_account("clearing", charity.id) == 0


async def test_money_of_another_charity_or_of_a_gift_called_off_is_not_matched(db: None):
    charity, other = await make.charity(), await make.charity()
    elsewhere, off = await make.gift(other, 100_000), await make.gift(charity, 100_000)
    await rows("UPDATE donation SET status = 'cancelled' WHERE id = $1", off.id)
    done = await make.take_in(
        charity, make.line(100_000, elsewhere.number), make.line(100_000, off.number)
    )
    row = (await row_of(charity))["id"]

    assert done.matched == 0
    for gift in (elsewhere, off):
        with pytest.raises(Invalid):
            await match_row(charity.manager, row, [Part(gift.id, 100_000)])


async def test_a_row_is_matched_once(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    await make.take_in(charity, make.line(100_000, gift.number))
    row = (await row_of(charity))["id"]

    with pytest.raises(Conflict):
        await match_row(charity.manager, row, [Part(gift.id, 100_000)])
    assert await make.on_account("clearing", charity.id) == 100_000


async def test_a_match_is_undone_by_a_reversal_with_its_reason(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    await make.take_in(charity, make.line(500_000, gift.number))
    row = (await row_of(charity))["id"]
    with pytest.raises(Invalid):
        await unmatch_row(charity.manager, row, "错")
    await unmatch_row(charity.manager, row, "付款方写错了编号")

    kinds = await rows("SELECT kind FROM ledger_tx WHERE subject_id = $1 ORDER BY id", gift.id)
    assert [tx["kind"] for tx in kinds] == ["donation.promised", "statement.matched", "reversal"]
    assert await make.on_account("bank", charity.id) == 0
    assert await make.on_account("clearing", charity.id) == 0
    assert (await row_of(charity))["status"] == "waiting"
    await match_row(charity.manager, row, [Part(gift.id, 500_000)])
    assert await make.on_account("clearing", charity.id) == 500_000
    await sums_hold()


async def test_money_that_was_returned_leaves_by_an_outgoing_row(db: None):
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    await make.confirm(gift)
    await make.take_in(charity, make.line(500_000, gift.number))
    await make.send_back(gift, 120_000)
    assert await make.on_account("clearing", charity.id) == 120_000
    await make.take_in(charity, make.line(120_000, f"退回 {gift.number}", outgoing=True))

    assert await make.on_account("clearing", charity.id) == 0
    assert await make.on_account("bank", charity.id) == -380_000
    await sums_hold()


async def test_only_the_charitys_own_people_match_its_rows(db: None):
    charity, other = await make.charity(), await make.charity()
    gift = await make.gift(charity, 500_000)
    await make.take_in(charity, make.line(500_000))
    row = (await row_of(charity))["id"]
    auditor = await people.account("auditor", "43")

    with pytest.raises(NotFound):
        await match_row(other.manager, row, [Part(gift.id, 500_000)])
    with pytest.raises(Denied):
        await match_row(auditor, row, [Part(gift.id, 500_000)])


async def test_the_database_refuses_sums_that_do_not_agree(db: None):
    """The twin of the command's own checks: half a match, and a match beyond the promise."""
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    await make.take_in(charity, make.line(500_000))
    row = (await row_of(charity))["id"]
    for fen in (200_000, 500_000):
        with pytest.raises(asyncpg.CheckViolationError):
            async with _savepoint():
                await value("UPDATE statement_row SET status = 'matched', next_check_at = NULL")
                await value(
                    "INSERT INTO row_match (row_id, donation_id, amount_fen, how)"
                    " VALUES ($1, $2, $3, 'hand')",
                    row,
                    gift.id,
                    fen,
                )
                if fen == 500_000:
                    await value("UPDATE donation SET amount_fen = 1 WHERE id = $1", gift.id)
                await sums_hold()


async def test_what_a_bank_said_is_not_altered(db: None):
    charity = await make.charity()
    await make.take_in(charity, make.line(500_000))

    for change in ("amount_fen = 1", "payer = '别的公司名称'", "identity = 'x'"):
        with pytest.raises(asyncpg.CheckViolationError):
            async with _savepoint():
                await value(f"UPDATE statement_row SET {change}")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with _savepoint():
            await value("DELETE FROM statement_row")


def _savepoint():
    from match.foundation.db import unit_of_work

    return unit_of_work()
