"""Rows that bend a statement: formulas, ornate digits, one amount changed in a file sent again."""

from io import BytesIO
from typing import Any

import pytest
import xlsxwriter

from match.foundation import clock
from match.foundation.db import value
from match.foundation.sheets import read
from match.statements.commands import import_statement
from match.statements.sheet import receipts, sheet
from tests.statements import make

HEADERS = ("交易日期", "收入", "对方户名", "流水号")


def book(*cells: Any) -> bytes:
    """One row under the headers; a text that begins with = is written as a formula."""
    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as made:
        page = made.add_worksheet()
        page.write_row(0, 0, HEADERS)
        for column, cell in enumerate(cells):
            if isinstance(cell, tuple):
                page.write_formula(1, column, cell[0], None, cell[1])
            else:
                page.write(1, column, cell)
    return held.getvalue()


@pytest.mark.parametrize(
    "amount",
    [
        ("=1000+234", 0),
        ("=HYPERLINK(1)", "#NAME?"),
        ("=A9", ""),
        "-100",
        "0",
        "1e3",
        "NaN",
        "10²",
        "①",
        "1,00",
        "0.001",
        "9" * 20,
    ],
)
def test_an_amount_that_is_none_is_told_by_its_row_and_nothing_is_taken(amount: Any):
    data = book(clock.today().isoformat(), amount, "湖南某某有限公司", "T1")
    found = receipts(read(sheet(), data), clock.today(), 400)

    assert found.lines == ()
    assert "第 2 行" in found.troubles[0].sentence


def test_a_formula_counts_as_what_the_bank_saw():
    data = book(clock.today().isoformat(), ("=1000+234.5", 1234.5), "湖南某某有限公司", "T1")
    (line,) = receipts(read(sheet(), data), clock.today(), 400).lines

    assert line.amount_fen == 123_450


async def test_a_file_sent_again_with_one_amount_changed_changes_nothing_that_is_kept(db: None):
    charity = await make.charity()
    rows = [make.line(100_00 + n, serial=f"S{n}") for n in range(3)]
    await import_statement(charity.manager, charity.form, rows)
    bent = [rows[0], make.line(999_00, serial="S1"), rows[2]]
    again = await import_statement(charity.manager, charity.form, bent)

    assert again.statement is None
    assert again.counts == {"known": 2, "refused": 1}
    assert "S1" in next(one.message for one in again.outcomes if one.result == "refused")
    assert await value("SELECT sum(amount_fen) FROM statement_row") == 300_03
