"""What is put right while reading, and said; what is not, and why; what is written comes back."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from match.foundation import clock
from match.foundation.money import LIMIT_FEN
from match.foundation.sheets import (
    Column,
    Kind,
    Reading,
    Sheet,
    SheetRefused,
    Value,
    read,
    read_pasted,
    template,
    write_csv,
    write_xlsx,
)
from match.foundation.sheets.cells import tidy

from .lists import HEADERS, HOMES, csv_of, workbook

pytestmark = pytest.mark.openness
YES = Sheet(
    "设施",
    (
        Column("village", "村"),
        Column("out", "室外场地", Kind.choice, choices={"有": "yes", "无": "no"}),
    ),
)  # fmt: skip


def said(reading: Reading) -> str:
    return " ".join(reading.repairs)


@pytest.mark.parametrize(("encoding", "name"), [("gb18030", "GBK"), ("utf-16", "UTF-16")])
def test_the_encoding_is_named(encoding: str, name: str) -> None:
    reading = read(HOMES, csv_of([HEADERS, ("高务村", "之家", "4")], encoding))

    assert f"{name} 编码" in said(reading)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_read_too(encoding: str) -> None:
    data = "\n".join("\t".join(row) for row in (HEADERS, ("高务村", "之家", "4"))).encode(encoding)

    assert read(HOMES, data).good[0].values["village"] == "高务村"


def test_an_honest_list_hears_nothing_of_repairs() -> None:
    assert read(HOMES, workbook(HEADERS, ("高务村", "之家", 4, date(2026, 1, 2)))).repairs == ()


def test_everything_put_right_is_said_once_with_its_number() -> None:
    reading = read(
        HOMES,
        csv_of(
            [
                ["花垣县儿童之家名单"],
                list(HEADERS),
                ["高务村 ", "甲", "４２", "2024.3.5"],
                [],
                ["高务村", "乙", '"1,200"', "2024年3月5日"],
                ["麻栗场镇小计", "", "1242"],
                ["合计", "", "1242"],
            ]
        ),
    )

    assert [row.values["name"] for row in reading.good] == ["甲", "乙"]
    assert [row.values["opened"] for row in reading.good] == [date(2024, 3, 5)] * 2
    assert [row.values["children"] for row in reading.good] == [42, 1200]
    for sentence in ("表头在第 2 行", "跳过空行 1 行", "跳过合计、小计 2 行", "2 个日期的写法",
                     "2 个数字里", "1 格前后"):  # fmt: skip
        assert sentence in said(reading)


def test_dates_that_became_numbers_are_dates_again() -> None:
    reading = read(HOMES, workbook(HEADERS, ("高务村", "之家", 4, 45356)))

    assert reading.good[0].values["opened"] == date(2024, 3, 5)
    assert "1 个日期在文件里是数字" in said(reading)


def test_merged_cells_are_filled_but_no_number_is_multiplied() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 5, "湘西州儿童之家名单")
        page.write_row(1, 0, HEADERS)
        page.merge_range(2, 0, 3, 0, "高务村")
        page.write_row(2, 1, ["甲", 4])
        page.write_row(3, 1, ["乙", 5])
        page.merge_range(2, 5, 3, 5, 1000)

    reading = read(HOMES, written.getvalue())

    assert [row.values["village"] for row in reading.good] == ["高务村"] * 2
    assert [row.values["budget"] for row in reading.good] == [100_000, None]
    assert "合并的单元格已拆开" in said(reading)


def test_hidden_rows_are_read_and_told_of() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADERS)
        for row in (1, 2, 3):
            page.write_row(row, 0, [f"{row}村", "之家", 4])
        page.set_row(2, options={"hidden": True})
        page.set_column(6, 7, options={"hidden": True})

    reading = read(HOMES, written.getvalue())

    assert len(reading.good) == 3
    assert "有 1 行、1 列" in said(reading)


def test_amounts_under_a_header_in_ten_thousands_are_worth_that() -> None:
    headers = ("村（社区）", "名称", "儿童人数", "预算（万元）")
    rows = [
        ("甲村", "之家", "1", "1.5"),
        ("乙村", "之家", "1", "20000元"),
        ("丙村", "之家", "1", "2万"),
    ]

    reading = read(HOMES, csv_of([headers, *rows]))

    assert [row.values["budget"] for row in reading.good] == [1_500_000, 2_000_000, 2_000_000]
    assert "万元" in said(reading)


@pytest.mark.parametrize("written", ["是", "有", "√", "✓", "Y", "1", "TRUE", "yes"])
def test_many_ways_to_say_yes(written: str) -> None:
    assert read(YES, csv_of([["村", "室外场地"], ["甲", written]])).good[0].values["out"] == "yes"


@pytest.mark.parametrize("written", ["否", "无", "没有", "×", "x", "N", "0", "FALSE"])
def test_many_ways_to_say_no(written: str) -> None:
    assert read(YES, csv_of([["村", "室外场地"], ["甲", written]])).good[0].values["out"] == "no"


def test_the_same_words_mean_nothing_where_the_choices_are_others() -> None:
    assert read(HOMES, csv_of([HEADERS, ("村", "家", "1", "", "√")])).troubles


@pytest.mark.parametrize("written", ["9.14331E+17", "1.38E+10", "5.2431E+17"])
def test_a_number_whose_digits_are_gone_is_refused_with_what_to_do(written: str) -> None:
    (trouble,) = read(HOMES, csv_of([HEADERS, (written, "家", "1")])).troubles

    assert "“文本”格式" in trouble.message


@pytest.mark.parametrize("label", ["儿童姓名", "身份证号", "出生日期", "监护人电话", "学生姓名"])
def test_a_list_of_children_is_refused_whole(label: str) -> None:
    with pytest.raises(SheetRefused, match="不收孩子的姓名"):
        read(HOMES, csv_of([[*HEADERS, label], ["村", "家", "1", "", "", "", "x"]]))


def test_a_column_that_came_twice_is_read_once_and_told_of() -> None:
    reading = read(HOMES, csv_of([[*HEADERS, "名称"], ["村", "甲", "1", "", "", "", "乙"]]))

    assert reading.good[0].values["name"] == "甲"
    assert "有两列" in said(reading)


def test_the_row_of_examples_in_the_template_is_skipped() -> None:
    from python_calamine import CalamineWorkbook

    data = template(HOMES)
    shown = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()

    assert shown[1][0] == "示例：高务村"
    with pytest.raises(SheetRefused, match="没有数据"):
        read(HOMES, data)


async def test_a_table_is_pasted_as_excel_copies_it() -> None:
    text = '花垣县名单\t\t\n村（社区）\t名称\t儿童人数\n高务村\t"两行的\n名称"\t１２\n'

    reading = await read_pasted(HOMES, text)

    assert reading.good[0].values == {"village": "高务村", "name": "两行的\n名称", "children": 12}


@pytest.mark.parametrize(
    "text", ["", "  \n", "<table><tr><td>村</td></tr></table>", "甲\t乙\n1\t2"]
)
async def test_what_is_no_table_is_not_pasted(text: str) -> None:
    with pytest.raises(SheetRefused):
        await read_pasted(HOMES, text)


def test_more_columns_than_anybody_fills_are_refused_in_words() -> None:
    wide = [*HEADERS, *(f"列{n}" for n in range(250))]

    for data in (workbook(wide, ["x"] * len(wide)), csv_of([wide, ["x"] * len(wide)])):
        with pytest.raises(SheetRefused, match="列太多"):
            read(HOMES, data)


EVERY = Sheet(
    "全部",
    (
        Column("text", "文字", longest=200),
        Column("integer", "整数", Kind.integer, least=-(10**9)),
        Column("day", "日期", Kind.date),
        Column("choice", "选项", Kind.choice, choices={"甲": "A", "乙-丙": "B", "3-5": "C"}),
        Column("yes", "有无", Kind.choice, choices={"有": "yes", "无": "no"}),
        Column("money", "金额（元）", Kind.money),
        Column("moment", "时间", Kind.moment),
    ),
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=40)
MINUTES = st.integers(-300_000, 50_000_000).map(
    lambda minutes: datetime(2000, 1, 1, tzinfo=clock.HERE) + timedelta(minutes=minutes)
)
ROWS = st.fixed_dictionaries(
    {
        # "x" in front: a row that is called 合计 or 示例 is none, and a test above says so.
        "text": WORDS.map(lambda text: f"x{tidy(text)}"),
        "integer": st.none() | st.integers(-(10**9), 10**9),
        "day": st.none() | st.dates(date(1955, 1, 1), date(2100, 1, 1)),
        "choice": st.sampled_from([None, "A", "B", "C"]),
        "yes": st.sampled_from([None, "yes", "no"]),
        "money": st.none() | st.integers(0, LIMIT_FEN),
        "moment": st.none() | MINUTES,
    }
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=6))
def test_every_kind_of_column_comes_back_as_it_was_written(rows: list[dict[str, Value]]) -> None:
    for data in (
        write_xlsx(EVERY, rows),
        write_csv(EVERY, rows),
        write_csv(EVERY, rows).decode("utf-8-sig").encode("gb18030"),
    ):
        reading = read(EVERY, data)

        assert reading.troubles == ()
        assert [dict(row.values) for row in reading.rows] == rows
