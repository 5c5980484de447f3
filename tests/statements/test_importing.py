"""A bank's file becomes rows: amounts exact, nothing of a person kept, the same file twice."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from match.foundation import clock
from match.foundation.db import rehearse, rows, value
from match.foundation.errors import Denied, Invalid, NotFound
from match.foundation.sheets import SheetRefused, failed_rows, read
from match.statements import rules
from match.statements.commands import import_statement
from match.statements.commands._shared import MATCHED
from match.statements.forms import ImportForm
from match.statements.sheet import receipts, sheet
from match.statements.states import Source
from tests.foundation.sheets.lists import workbook
from tests.people import make as people
from tests.statements import make

TODAY = date(2026, 11, 26)
PERSON = ("2026-11-20 09:41:07", "200.00", "", "张小明", "6222021234567890123", "捐款", "A9")


def lines_of(data: bytes):
    return receipts(read(sheet(), data), TODAY, 730)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_banks_export_is_read_to_the_fen(encoding: str):
    found = lines_of(
        make.csv(
            (
                "2026-11-20 09:41:07",
                "1,234.50",
                "",
                "长沙爱心商贸有限公司",
                "43050123456789",
                "捐赠",
                "A1",
            ),
            ("2026/11/20", "0.10", "0.00", "湖南省某某慈善总会", "", "", "A2"),
            ("20261120", "100000000.01", "", "", "", "", "A3"),
            encoding=encoding,
        )
    )

    assert [line.amount_fen for line in found.lines] == [123_450, 10, 10_000_000_001]
    assert {line.booked_on for line in found.lines} == {date(2026, 11, 20)}
    assert found.lines[0].payer == "长沙爱心商贸有限公司"
    assert found.lines[0].payer_tail == "6789"
    assert found.troubles == ()


def test_an_excel_file_is_read_to_the_fen():
    """Excel keeps 1234.1 and 0.07 as binary fractions; the fen are those that were typed."""
    data = workbook(
        ("日期", "收入", "付款单位", "流水号"),
        (date(2026, 11, 20), 1234.1, "长沙爱心商贸有限公司", "X1"),
        (date(2026, 11, 20), 0.07, "长沙爱心商贸有限公司", "X2"),
        (date(2026, 11, 20), 70368744177.66, "长沙爱心商贸有限公司", "X3"),
    )

    assert [line.amount_fen for line in lines_of(data).lines] == [123_410, 7, 7_036_874_417_766]


def test_nothing_of_a_person_is_taken_over():
    found = lines_of(
        make.csv(
            PERSON,
            ("2026-11-20", "300.00", "", "长沙爱心商贸有限公司", "43050123456789",
             "联系人手机13812345678 XTH-D-2026-000007", "A2"),
            ("2026-11-20", "300.00", "", "李银行", "", "李银行捐款", "A3"),
        )
    )  # fmt: skip

    kept = json.dumps([str(line) for line in found.lines], ensure_ascii=False)
    for said in ("张小明", "0123", "6222", "13812345678", "李银行"):
        assert said not in kept.replace("2026-11-20", "")
    assert [line.personal for line in found.lines] == [True, False, True]
    assert found.lines[1].remark == "XTH-D-2026-000007"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("2026-11-20", "-5.00"), "大于等于零"),
        (("2026-11-20", "0.00"), "必须大于零"),
        (("2026-11-20", ""), "没有金额"),
        (("2026-11-20", "12.345"), "精确到分"),
        (("2026-11-20", "1,23.00"), "看不懂"),
        (("2026-11-20", "1e5"), "看不懂"),
        (("2026-11-20", "99999999999999"), "金额过大"),
        (("2026-11-27", "5.00"), "还没有到"),
        (("2006-11-20", "5.00"), "日期太早"),
        (("1026-11-20", "5.00"), "日期太早"),
        (("2026-02-30", "5.00"), "请填日期"),
        (("", "5.00"), "必填"),
        (("2026-11-20", "5.00", "6.00"), "又有支出"),
    ],
)
def test_a_bad_row_says_where_and_why_and_takes_no_other_with_it(cells: tuple[str, ...], why: str):
    bad = (*cells, *[""] * (7 - len(cells)))
    found = lines_of(make.csv(("2026-11-20", "8.00", "", "", "", "", "B1"), bad))

    (trouble,) = found.troubles
    assert trouble.row == 3
    assert trouble.sentence.startswith("第 3 行 ")
    assert trouble.letter in "ABC"
    assert why in trouble.message
    assert [line.amount_fen for line in found.lines] == [800]


def test_refused_rows_come_back_with_their_reasons_and_can_be_mended():
    found = lines_of(make.csv(("2026-11-20", "-5.00", "", "=HYPERLINK(1)", "", "", "B1")))
    again = read(sheet(), failed_rows(found.reading))

    assert again.rows[0].written["payer"] == "=HYPERLINK(1)" or again.rows[0].written[
        "payer"
    ].startswith("'=")
    assert "错误原因" not in again.ignored


def test_payments_of_the_charitys_own_are_left_out_and_counted():
    found = lines_of(
        make.csv(
            ("2026-11-20", "", "900.00", "长沙印刷厂有限公司", "", "印刷费", "C1"),
            ("2026-11-20", "0.00", "120.00", "长沙爱心商贸有限公司", "",
             "退回 XTH-D-2026-000007", "C2"),
        )
    )  # fmt: skip

    assert found.left_out == 1
    assert [(line.amount_fen, line.outgoing) for line in found.lines] == [(12_000, True)]


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"PK\x03\x04rubbish", "日期\r\n2026-11-20".encode()]
)
def test_a_file_that_is_no_statement_is_refused_in_words(data: bytes):
    with pytest.raises(SheetRefused):
        lines_of(data)


async def test_the_same_file_and_an_overlapping_one_add_nothing_twice(db: None):
    charity = await make.charity()
    first = [make.line(100_00 + n, booked_on=make.yesterday()) for n in range(3)]
    alike = [make.line(500, "现金", serial="", repeat=n) for n in range(2)]
    one = await import_statement(charity.manager, charity.form, [*first, *alike])
    again = await import_statement(charity.manager, charity.form, [*first, *alike])
    over = await import_statement(charity.manager, charity.form, [first[2], make.line(7_00)])

    assert one.counts == {"new": 5}
    assert (again.statement, again.counts) == (None, {"known": 5})
    assert over.counts == {"known": 1, "new": 1}
    assert await value("SELECT count(*) FROM statement_row") == 6
    assert await value("SELECT count(*) FROM statement") == 2


async def test_another_account_or_charity_has_its_own_receipts(db: None):
    charity, other = await make.charity(), await make.charity()
    line = make.line(100_00)
    await import_statement(charity.manager, charity.form, [line])
    elsewhere = ImportForm(charity.id, Source.bank, "1234")

    assert (await import_statement(charity.manager, elsewhere, [line])).counts == {"new": 1}
    assert (await make.take_in(other, line)).counts == {"new": 1}


async def test_a_serial_with_another_amount_is_refused(db: None):
    charity = await make.charity()
    await make.take_in(charity, make.line(100_00, serial="T1"))
    done = await make.take_in(charity, make.line(200_00, serial="T1"), make.line(5, serial="T2"))

    assert done.counts == {"refused": 1, "new": 1}
    assert "T1" in done.outcomes[0].message


async def test_trying_keeps_nothing(db: None):
    charity = await make.charity()
    gift = await make.gift(charity)
    tried = await rehearse(
        import_statement(charity.manager, charity.form, [make.line(gift.fen, gift.number)])
    )

    assert tried.counts == {"new": 1}
    assert await value("SELECT count(*) FROM statement_row") == 0
    assert await value("SELECT count(*) FROM ledger_tx WHERE kind = $1", MATCHED) == 0


async def test_every_line_is_cleaned_and_judged_again(db: None):
    """Whoever calls may have put back a person's name, or a date to come."""
    charity = await make.charity()
    done = await make.take_in(
        charity,
        make.line(100_00, "电话13812345678", payer="张小明", payer_tail="0123"),
        make.line(100_00, booked_on=clock.today() + timedelta(days=1)),
    )
    kept = await rows("SELECT payer, payer_tail, personal, remark FROM statement_row")

    assert done.counts == {"new": 1, "refused": 1}
    assert [tuple(row.values()) for row in kept] == [("", "", True, "")]


async def test_only_the_charity_itself_imports_and_only_a_charity(db: None):
    charity, other = await make.charity(), await make.charity()
    for stranger in (other.manager, await people.account("auditor", "43"), await people.account()):
        with pytest.raises(Denied):
            await import_statement(stranger, charity.form, [make.line(1)])
    applicant = await people.account()
    firm = await people.organisation("ENT", manager=applicant)
    manager = await people.account("manager", organisation=firm)
    with pytest.raises(NotFound):
        await import_statement(manager, ImportForm(firm, Source.bank, "1234"), [make.line(1)])
    with pytest.raises(Invalid):
        await import_statement(charity.manager, charity.form, [])
    with pytest.raises(Invalid):
        await import_statement(charity.manager, charity.form, [make.line(1)] * 5001)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("长沙爱心商贸有限公司", True),
        ("湖南省 慈善总会", True),
        ("张家界市民政局", True),
        ("某某有限公司（湖南）", True),
        ("张三", False),
        ("欧阳中心", False),
        ("李银行", False),
        ("", False),
        ("阿依古丽·买买提明", False),
    ],
)
def test_who_does_not_look_like_an_organisation_is_a_person(name: str, is_one: bool):
    assert rules.looks_like_organisation(name) is is_one


def test_no_float_and_no_decimal_in_the_rooms_arithmetic():
    room = Path(rules.__file__).parent
    for path in room.rglob("*.py"):
        if "migrations" not in path.parts:
            text = path.read_text("utf-8")
            assert "float" not in text, path
            assert "Decimal" not in text, path
