"""
Files as clerks make them over the years: nothing of a list is left out in silence, and what is
sent back to be corrected means the same when it comes again.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_LZMA

import pytest
import xlsxwriter

from match.foundation.sheets import (
    Column,
    Kind,
    Reading,
    Sheet,
    SheetRefused,
    failed_rows,
    read,
    read_pasted,
)

from .hostile import SHEET, archive, honest, parts_of, program_under_another_name
from .lists import HEADERS, HOMES, Cell, csv_of, workbook

pytestmark = pytest.mark.openness
GOOD: tuple[Cell, ...] = ("高务村", "之家", 4)


def said(reading: Reading) -> str:
    return " ".join(reading.repairs)


def named(reading: Reading) -> list[object]:
    return [row.values.get("village") for row in reading.rows]


def sheets(*pages: tuple[str, Sequence[tuple[Cell, ...]]], hidden: str = "") -> bytes:
    """A workbook of several sheets."""
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        for name, rows in pages:
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            if name == hidden:
                page.hide()
            else:
                page.activate()
    return written.getvalue()


def gaps() -> list[tuple[Cell, ...]]:
    """As many rows as a list may have, each with three empty ones behind it."""
    rows: list[tuple[Cell, ...]] = [HEADERS]
    for n in range(50):
        rows += [(f"{n}村", "家", n), (), (), ()]
    return rows


@pytest.mark.parametrize("how", ["xlsx", "csv"])
def test_rows_behind_many_empty_ones_are_read(how: str) -> None:
    rows = gaps()
    texts = [[str(cell) for cell in row] for row in rows]

    reading = read(HOMES, workbook(*rows) if how == "xlsx" else csv_of(texts))

    assert named(reading) == [f"{n}村" for n in range(50)]
    assert reading.rows[-1].number == 2 + 49 * 4


def test_a_row_far_below_the_others_keeps_its_number() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADERS)
        page.write_row(1, 0, GOOD)
        page.write_row(40_000, 0, ("沙科村", "之家", 5))

    reading = read(HOMES, written.getvalue())

    assert [row.number for row in reading.rows] == [2, 40_001]
    assert "跳过空行 39998 行" in said(reading)


def test_more_rows_than_are_read_are_refused_and_not_cut_off() -> None:
    rows = [*([("注：看这里",)] * 30), *[(f"{n}村", "家", n) for n in range(190)]]

    for data in (
        workbook(HEADERS, *rows),
        csv_of([HEADERS, *([str(cell) for cell in row] for row in rows)]),
    ):
        with pytest.raises(SheetRefused, match="50 行"):
            read(HOMES, data)


def test_other_sheets_with_rows_are_named() -> None:
    towns = [(name, [HEADERS, (f"{name}村", "家", 1)]) for name in ("甲镇", "乙镇", "丙镇")]

    reading = read(HOMES, sheets(*towns, ("空表", [HEADERS]), ("说明", [("请先看",)])))

    assert named(reading) == ["甲镇村"]
    assert "“乙镇”、“丙镇”里的行没有读取" in said(reading)
    assert "空表" not in said(reading)


def test_a_sheet_that_is_shown_comes_before_one_that_is_hidden() -> None:
    last = ("去年", [HEADERS, ("旧村", "家", 1)])
    this = ("今年", [HEADERS[:3], ("新村", "家", 1)])

    reading = read(HOMES, sheets(last, this, hidden="去年"))

    assert named(reading) == ["新村"]
    assert "“去年”里的行没有读取" in said(reading)


def test_a_list_behind_many_other_sheets_is_found() -> None:
    others = [(f"表{n}", [("别的",)]) for n in range(8)]

    assert named(read(HOMES, sheets(*others, ("名单", [HEADERS, GOOD])))) == ["高务村"]


def test_a_formula_without_a_result_is_no_empty_cell() -> None:
    """The library says nothing for either: a number would be lost, and nobody told."""
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADERS)
        for row, village in enumerate(("高务村", "沙科村", "坪朗村", "矮寨村"), 1):
            page.write_row(row, 0, (village, "之家", 4))
            page.write_formula(row, 5, "=VLOOKUP(1,A:B,2)", None, 700 + row)
    parts = parts_of(written.getvalue())
    body = parts[SHEET]
    for cell, kind, result in (
        (b"F2", b' t="e"', b"#N/A"), (b"F3", b"", b""), (b"F4", b' t="str"', b""),
    ):  # fmt: skip
        number = b"70" + bytes([cell[1] - 1])
        body = body.replace(b'r="%b">' % cell, b'r="%b"%b>' % (cell, kind))
        body = body.replace(b"<v>%b</v>" % number, b"<v>%b</v>" % result)

    reading = read(HOMES, archive(parts | {SHEET: body}))

    assert [(one.row, one.letter) for one in reading.troubles] == [(2, "F"), (3, "F")]
    assert "公式没有结果" in reading.troubles[0].message
    assert [row.values["budget"] for row in reading.good] == [None, 70_400]


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"NaN", b"inf"])
@pytest.mark.parametrize("place", [0, 2, 3, 4, 5])
def test_what_is_no_number_is_no_number(number: bytes, place: int) -> None:
    cells: list[Cell] = ["村", "家", 4, date(2026, 5, 4), "3-5岁", 7]
    cells[place] = 45_454
    parts = parts_of(workbook(HEADERS, cells))
    body = parts[SHEET].replace(b"<v>45454</v>", b"<v>%b</v>" % number)

    (trouble,) = read(HOMES, archive(parts | {SHEET: body})).troubles

    assert (trouble.row, trouble.letter) == (2, "ABCDEF"[place])


def test_a_small_number_under_a_date_format_is_no_date() -> None:
    row = ("村", "家", 4, date(1900, 1, 1))

    assert "2026-05-01" in read(HOMES, workbook(HEADERS, row)).troubles[0].message


@pytest.mark.parametrize("written", ["#REF!", "#N/A", "#DIV/0!", "#value!"])
def test_an_error_in_a_csv_is_no_text(written: str) -> None:
    (trouble,) = read(HOMES, csv_of([HEADERS, ("高务村", written, "4")])).troubles

    assert "公式没有结果" in trouble.message


@pytest.mark.parametrize("closed", ['二"课', "二"])
def test_a_quote_that_is_not_closed_swallows_no_row(closed: str) -> None:
    reading = read(HOMES, csv_of([HEADERS, ("甲", '"一', "4"), ("乙", closed, "5")]))

    assert [row.values["name"] for row in reading.good] == ['"一', closed]


def test_two_halves_of_pairs_are_told_of() -> None:
    reading = read(HOMES, csv_of([HEADERS[:3], ("甲", '"一', "4"), ("乙", '二"', "5")]))

    assert "第 2 行有一格里像是并进了后面的行" in said(reading)


def test_an_honest_cell_of_several_lines_is_not_suspected() -> None:
    reading = read(HOMES, csv_of([HEADERS, ("甲", '"一, 二\r\n三"', "4", "", "", "")]))

    assert reading.good[0].values["name"] == "一, 二\n三"
    assert "并进" not in said(reading)


async def test_quotes_of_a_pasted_name_stay() -> None:
    rows = ['甲\t"四点半"课堂\t4', '乙\t"未来\t5', '丙\t"两行\n的 ""名"" 称"\t6']

    reading = await read_pasted(HOMES, "\n".join(["\t".join(HEADERS[:3]), *rows]))

    assert [row.values["name"] for row in reading.good] == [
        '"四点半"课堂', '"未来', '两行\n的 "名" 称',
    ]  # fmt: skip


def test_marks_within_the_cells_are_not_between_them() -> None:
    text = "龙山县，2026年，民政局\n村（社区）,名称,儿童人数\n甲，一,家，好，大,4\n"

    assert read(HOMES, text.encode()).good[0].values["name"] == "家，好，大"


@pytest.mark.parametrize("written", ["46146", "46146.0", " ４６１４６ "])
def test_a_date_that_became_a_number_in_a_csv_is_a_date_again(written: str) -> None:
    reading = read(HOMES, csv_of([HEADERS, ("村", "家", "1", written)]))

    assert reading.good[0].values["opened"] == date(2026, 5, 4)


@pytest.mark.parametrize("written", ['="0743001"', '"=""0743001"""'])
def test_a_code_that_was_kept_from_excel_is_read_without_its_dress(written: str) -> None:
    reading = read(HOMES, csv_of([HEADERS[:4], ("村", written, "'4", "'2026-05-04")]))

    assert reading.good[0].values == {
        "village": "村", "name": "0743001", "children": 4, "opened": date(2026, 5, 4),
    }  # fmt: skip


@pytest.mark.parametrize("written", ["5/4/2026", "05/04/2026", "26.5.4", "12345", "99999"])
def test_a_date_that_could_be_two_is_refused(written: str) -> None:
    assert read(HOMES, csv_of([HEADERS, ("村", "家", "1", written)])).troubles


@pytest.mark.parametrize("row", ["甲,家,1,200,,", "甲,一,家,4,,,", "甲,家,4,,,12,345.60"])
def test_a_comma_that_makes_two_cells_of_one_is_noticed(row: str) -> None:
    """1,200 without quotes would be one, and the children two hundred."""
    text = ",".join(HEADERS[:5]) + f"\n{row}\n" + "乙,家,5,,\n" * 1 + "丙,家,6,,\n"

    (trouble,) = [one for one in read(HOMES, text.encode()).troubles if "英文引号" in one.message]

    assert (trouble.row, trouble.letter) == (2, "F")


def test_a_mark_at_the_end_of_each_row_is_no_cell() -> None:
    text = ",".join(HEADERS[:3]) + "\n甲,家,4,\n乙,家,5,\n"

    assert read(HOMES, text.encode()).troubles == ()


def untidy() -> bytes:
    """A list with all that stands around the rows of a county's list."""
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("序号", *HEADERS, ""))
        page.write_row(1, 0, ("", "", "", "（人）", "", "", "（元）"))
        page.merge_range(2, 0, 2, 7, "一、麻栗场镇")
        page.write_row(3, 0, (1, "高务村", "之家", 4, "", "", "", "没有表头的话"))
        page.write_row(4, 0, (2,))
        page.write_row(6, 0, ("", "沙科村", "之家", 5))
        page.write_row(7, 0, ("合 计（个）", "", "", 9))
        page.merge_range(8, 0, 8, 7, "注：1.数据截至今年；2.由民政局填写")
        page.write_row(9, 1, ("填表人：石某", "", "审核人：龙某"))
        page.write_row(10, 7, ("2026年3月5日",))
    return written.getvalue()


def test_what_stands_around_the_rows_is_passed_over_by_name() -> None:
    reading = read(HOMES, untidy())

    assert [(row.number, row.values["village"]) for row in reading.rows] == [
        (4, "高务村"), (7, "沙科村"),
    ]  # fmt: skip
    assert reading.troubles == ()
    assert reading.ignored == ("序号", "H 列（没有表头）")
    for sentence in (
        "重复的表头 1 行（第 2 行）", "标题、说明、落款 3 行（第 3、9–10 行）", "空行 1 行",
        "没有内容的 2 行（第 5、11 行）", "合计、小计 1 行（第 8 行）",
    ):  # fmt: skip
        assert sentence in said(reading)


def test_a_row_that_could_be_taken_is_no_note() -> None:
    sheet = Sheet(
        "流水", (Column("remark", "备注"), Column("on", "日期", Kind.date, required=True))
    )

    reading = read(sheet, csv_of([["备注", "日期"], ["备注：捐款", "2026-05-01"], ["注：完", ""]]))

    assert [row.values["remark"] for row in reading.rows] == ["备注：捐款"]


def test_what_is_sent_back_means_the_same_when_it_comes_again() -> None:
    """Amounts in 万元, a 3-5 that is a day, a 20 that is a day of 1900: beside one real mistake."""
    headers = ("村（社区）", "名称", "儿童人数", "建成日期", "年龄段", "预算（万元）")
    rows: list[tuple[Cell, ...]] = [
        ("甲村", "很" * 21, date(1900, 1, 20), 46146, date(2026, 3, 5), 1.5),
        ("乙村", "很" * 21, 20, date(2026, 5, 4), "3-5", "1.5"),
        ("丙村", "很" * 21, 20, date(2026, 5, 4), "3-5", "1.5万元"),
        ("丁村", "很" * 21, 20, date(2026, 5, 4), "3-5", "15000元"),
    ]

    back = failed_rows(read(HOMES, workbook(headers, *rows)))
    again = read(replace(HOMES, columns=(
        HOMES.columns[0], replace(HOMES.columns[1], longest=99), *HOMES.columns[2:]
    )), back)  # fmt: skip

    assert [
        [row.values[key] for key in ("children", "opened", "band", "budget")] for row in again.good
    ] == [[20, date(2026, 5, 4), "C3", 1_500_000]] * 4


@pytest.mark.parametrize(("label", "fen"), [("预算", 1_500_000), ("预算（元）", 150)])
def test_a_title_that_says_ten_thousands_holds_where_the_header_says_nothing(
    label: str, fen: int
) -> None:
    head = ("村（社区）", "名称", "儿童人数", label)

    reading = read(HOMES, workbook(("统计表", "", "单位：万元"), head, ("甲村", "家", 1, 1.5)))

    assert reading.good[0].values["budget"] == fen
    assert ("万元" in said(reading)) == (fen > 150)


def test_a_group_of_columns_that_says_ten_thousands_holds_for_each() -> None:
    head = ("村（社区）", "名称", "儿童人数", "预算")

    reading = read(HOMES, workbook(("", "", "", "经费（万元）"), head, ("甲村", "家", 1, 1.5)))

    assert reading.good[0].values["budget"] == 1_500_000


def test_an_amount_that_nobody_can_read_keeps_its_unit_when_it_is_sent_back() -> None:
    headers = ("村（社区）", "名称", "儿童人数", "预算（万元）")

    (row,) = read(HOMES, csv_of([headers, ("甲村", "家", "1", "约3")])).failed

    assert row.written["budget"] == "约3万"


@pytest.mark.parametrize("method", [ZIP_LZMA, ZIP_BZIP2])
def test_a_package_packed_in_another_way_is_refused(method: int) -> None:
    data = bytearray(archive(honest(), method))
    data[200:260] = bytes(60)

    with pytest.raises(SheetRefused):
        read(HOMES, bytes(data))


def test_a_program_under_another_name_is_refused_as_one() -> None:
    with pytest.raises(SheetRefused, match="宏"):
        read(HOMES, program_under_another_name())


def test_an_old_workbook_is_read_as_a_new_one() -> None:
    """Written by xlwt: a title, cells merged down, a day, an error. BIFF says no hidden rows."""
    reading = read(HOMES, (Path(__file__).with_name("old.xls")).read_bytes())

    assert named(reading)[:2] == ["高务村", "高务村"]
    assert reading.rows[0].values["opened"] == date(2026, 3, 5)
    assert [trouble.row for trouble in reading.troubles] == [5, 6]


def test_errors_in_an_old_workbook_are_told_of() -> None:
    data = Path(__file__).with_name("old.xls").read_bytes()
    blank, error = b"\3\0\0\0\0\0\xff\xff", b"\2\0\x2a\0\0\0\xff\xff"

    assert "公式出错" not in said(read(HOMES, data))
    assert "1 格公式出错" in said(read(HOMES, data.replace(blank, error, 1)))


@pytest.mark.parametrize("left_out", ["", "同上", "〃"])
async def test_a_group_that_is_said_once_is_said_of_each_row(left_out: str) -> None:
    """Merged cells that were pasted: all but the first are empty."""
    rows = ["甲镇\t一\t1", f"{left_out}\t二\t2", f"{left_out}\t三\t3", "小计\t\t6",
            "乙镇\t四\t4", f"{left_out}\t五\t5", f"{left_out}\t六\t6"]  # fmt: skip

    reading = await read_pasted(HOMES, "\n".join(["\t".join(HEADERS[:3]), *rows]))

    assert named(reading) == ["甲镇"] * 3 + ["乙镇"] * 3
    assert "4 行没有写乡镇" in said(reading)
    assert reading.rows[1].written["village"] == "甲镇"


def test_one_that_was_forgotten_is_asked_for() -> None:
    rows = [("甲镇", "一", "1"), ("", "二", "2"), ("乙镇", "三", "3")]

    (trouble,) = read(HOMES, csv_of([HEADERS[:3], *rows])).troubles

    assert (trouble.row, trouble.letter) == (3, "A")


def test_nothing_above_is_asked_for() -> None:
    rows = [
        ("", "一", "1"),
        ("同上", "二", "2"),
        ("甲镇", "三", "3"),
        ("", "四", "4"),
        ("", "五", "5"),
    ]

    reading = read(HOMES, csv_of([HEADERS[:3], *rows]))

    assert [trouble.row for trouble in reading.troubles] == [2]
    assert named(reading)[1:] == ["同上", "甲镇", "甲镇", "甲镇"]
