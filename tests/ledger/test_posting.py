"""What can be posted, what cannot, and that a refusal changes nothing."""

from uuid import uuid4

import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.ledger.commands import Line, halt, moved, open_account, post, resume, reverse
from match.ledger.kinds import lot
from match.ledger.queries import accounts_of, balance, entries_for, halted, transactions_for

SUBJECT = ("donation", 7)


async def purse(
    number: int = 7, *, floor: int | None = 0, kind: str = "earmark", unit="CNY"
) -> int:
    return await open_account(SYSTEM, kind, owner=("donation", number), unit=unit, floor=floor)


async def given(amount: int) -> tuple[int, int]:
    """A giver without floor, and an earmark that holds *amount*."""
    giver, earmark = await purse(kind="giver", floor=None), await purse()
    await post(SYSTEM, uuid4(), "test.given", moved(giver, earmark, amount), subject=SUBJECT)
    return giver, earmark


async def everything() -> list[dict]:
    return [
        *await rows("SELECT * FROM ledger_account ORDER BY id"),
        *await rows("SELECT * FROM ledger_tx ORDER BY id"),
        *await rows("SELECT * FROM ledger_entry ORDER BY id"),
    ]


async def test_money_moves_from_one_account_to_another(db: None):
    giver, earmark = await given(1_200_00)

    assert (await balance(giver), await balance(earmark)) == (-1_200_00, 1_200_00)
    lines = await entries_for(SUBJECT)
    assert [(line.kind, line.amount, line.balance_after) for line in lines] == [
        ("giver", -1_200_00, -1_200_00),
        ("earmark", 1_200_00, 1_200_00),
    ]


async def test_the_same_key_and_content_is_the_same_transaction(db: None):
    giver, earmark = await given(500)
    key = uuid4()
    lines = moved(giver, earmark, 20)
    first = await post(SYSTEM, key, "test.more", lines, subject=SUBJECT)
    before = await everything()

    again = await post(SYSTEM, key, "test.more", lines[::-1], subject=SUBJECT)

    assert again == first
    assert await everything() == before
    assert await balance(earmark) == 520


async def test_an_account_is_opened_once(db: None):
    assert await purse() == await purse()
    with pytest.raises(Conflict, match="另一个最低余额"):
        await purse(floor=-5)
    assert len(await accounts_of([("donation", 7)])) == 1


REFUSED = {
    "negative": (lambda g, e: moved(g, e, -5), Invalid, "大于零"),
    "nothing": (lambda g, e: moved(g, e, 0), Invalid, "大于零"),
    "a fraction": (lambda g, e: moved(g, e, 1.0), Invalid, "大于零"),
    "a true": (lambda g, e: moved(g, e, True), Invalid, "大于零"),
    "huge": (lambda g, e: (Line(g, -(10**14)), Line(e, 10**14)), Invalid, "一千亿"),
    "beyond the column": (lambda g, e: (Line(g, -(2**64)), Line(e, 2**64)), Invalid, "一千亿"),
    "a line of nothing": (lambda g, e: (Line(g, 0), Line(e, 0)), Invalid, "不能为零"),
    "a line of a float": (lambda g, e: (Line(g, -1.0), Line(e, 1.0)), Invalid, "整数"),
    "one line": (lambda g, e: (Line(g, -5),), Invalid, "至少两行"),
    "no line": (lambda g, e: (), Invalid, "至少两行"),
    "one account twice": (lambda g, e: (Line(g, -5), Line(g, 5)), Invalid, "只能出现一次"),
    "uneven": (lambda g, e: (Line(g, -5), Line(e, 6)), Invalid, "合计不为零"),
    "an unknown account": (lambda g, e: moved(g, 2**40, 5), Invalid, "不存在"),
    "an account below zero": (lambda g, e: moved(g, -1, 5), Invalid, "不存在"),
    "an account beyond the column": (lambda g, e: moved(g, 2**64, 5), Invalid, "不存在"),
    "more than there is": (lambda g, e: moved(e, g, 501), Conflict, "余额不足"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_cannot_be_posted_is_refused_and_changes_nothing(db: None, name: str):
    giver, earmark = await given(500)
    before = await everything()
    lines, kind, words = REFUSED[name]

    with pytest.raises(kind) as refused:
        await post(SYSTEM, uuid4(), "test.wrong", lines(giver, earmark), subject=SUBJECT)

    told = refused.value.message + "".join(refused.value.facts.get("fields", {}).values())
    assert words in told
    assert await everything() == before


async def test_a_key_with_other_amounts_is_refused(db: None):
    giver, earmark = await given(500)
    key = uuid4()
    await post(SYSTEM, key, "test.more", moved(giver, earmark, 20), subject=SUBJECT)
    before = await everything()

    for kind, amount, subject, note in (
        ("test.more", 21, SUBJECT, ""),
        ("test.other", 20, SUBJECT, ""),
        ("test.more", 20, ("donation", 8), ""),
        ("test.more", 20, SUBJECT, "改过"),
    ):
        with pytest.raises(Conflict, match="凭证号"):
            await post(SYSTEM, key, kind, moved(giver, earmark, amount), subject=subject, note=note)
    assert await everything() == before


async def test_books_are_not_yuan_and_not_books_of_another_lot(db: None):
    giver, _earmark = await given(500)
    mine, other = lot(7, "本"), lot(8, "本")
    theirs = await purse(kind="giver", floor=None, unit=mine)
    shelf, strange = await purse(kind="shelf", unit=mine), await purse(8, kind="shelf", unit=other)
    await post(SYSTEM, uuid4(), "test.sent", moved(theirs, shelf, 60), subject=SUBJECT)
    before = await everything()

    for lines in (moved(giver, shelf, 5), moved(shelf, strange, 5)):
        with pytest.raises(Invalid) as refused:
            await post(SYSTEM, uuid4(), "test.mixed", lines, subject=SUBJECT)
        assert "合计不为零" in refused.value.fields["lines"]
    with pytest.raises(Conflict, match="数量不足"):
        await post(SYSTEM, uuid4(), "test.used", moved(shelf, theirs, 61), subject=SUBJECT)
    assert await everything() == before


async def test_several_units_in_one_transaction_each_sum_to_zero(db: None):
    giver, earmark = await given(500)
    books = await purse(kind="giver", floor=None, unit=lot(7, "本"))
    shelf = await purse(kind="shelf", unit=lot(7, "本"))

    await post(
        SYSTEM,
        uuid4(),
        "test.both",
        [*moved(giver, earmark, 5), *moved(books, shelf, 60)],
        subject=SUBJECT,
    )

    assert (await balance(earmark), await balance(shelf)) == (505, 60)


async def test_a_transaction_is_reversed_once_and_a_reversal_never(db: None):
    giver, earmark = await given(500)
    tx = await post(SYSTEM, uuid4(), "test.more", moved(giver, earmark, 20), subject=SUBJECT)
    key = uuid4()

    undone = await reverse(SYSTEM, key, tx, "登记错了")
    before = await everything()

    assert await balance(earmark) == 500
    assert await reverse(SYSTEM, key, tx, "登记错了") == undone
    with pytest.raises(Conflict, match="已经冲正过"):
        await reverse(SYSTEM, uuid4(), tx, "登记错了")
    with pytest.raises(Conflict, match="不能再冲正"):
        await reverse(SYSTEM, uuid4(), undone, "还是要的")
    with pytest.raises(NotFound):
        await reverse(SYSTEM, uuid4(), 2**50, "登记错了")
    with pytest.raises(Invalid):
        await reverse(SYSTEM, uuid4(), tx, " ")
    assert await everything() == before
    told = {one.id: one for one in await transactions_for([SUBJECT])}
    assert (told[tx].reversed_by, told[undone].reverses) == (undone, tx)


async def test_what_is_spent_cannot_be_reversed(db: None):
    giver, earmark = await purse(kind="giver", floor=None), await purse()
    tx = await post(SYSTEM, uuid4(), "test.given", moved(giver, earmark, 9), subject=SUBJECT)
    used = await purse(kind="used")
    await post(SYSTEM, uuid4(), "test.used", moved(earmark, used, 9), subject=SUBJECT)

    with pytest.raises(Conflict, match="余额不足"):
        await reverse(SYSTEM, uuid4(), tx, "登记错了")


async def test_a_stopped_ledger_takes_nothing_new_until_somebody_says_why(db: None):
    giver, earmark = await given(500)
    key = uuid4()
    tx = await post(SYSTEM, key, "test.more", moved(giver, earmark, 20), subject=SUBJECT)
    assert await halt(SYSTEM, "夜间核对不符")
    assert not await halt(SYSTEM, "再次")
    before = await everything()

    with pytest.raises(Conflict, match="夜间核对不符"):
        await post(SYSTEM, uuid4(), "test.more", moved(giver, earmark, 20), subject=SUBJECT)
    with pytest.raises(Conflict, match="暂停"):
        await reverse(SYSTEM, uuid4(), tx, "登记错了")
    assert await post(SYSTEM, key, "test.more", moved(giver, earmark, 20), subject=SUBJECT) == tx
    assert await everything() == before

    with pytest.raises(Invalid):
        await resume(SYSTEM, "")
    await resume(SYSTEM, "已逐笔核对无误")
    assert await halted() is None
    with pytest.raises(Conflict):
        await resume(SYSTEM, "已逐笔核对无误")
    await post(SYSTEM, uuid4(), "test.more", moved(giver, earmark, 20), subject=SUBJECT)
    trail = await value(
        "SELECT count(*) FROM audit WHERE verb IN ('ledger.halted', 'ledger.resumed')"
    )
    assert trail == 2
