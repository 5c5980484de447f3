"""Files as village clerks send them: repaired where it is safe, explained where it is not."""

import asyncio
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from match.foundation.sheets import Column, Kind, Row, Sheet, SheetRefused, read, read_upload
from match.foundation.sheets.telling import letter

from .lists import HEADERS, HOMES, Cell, csv_of, workbook

GOOD: tuple[Cell, ...] = ("高务村", "高务村儿童之家", 42, date(2025, 5, 1), "3-5岁", 12000.5)


def _one(*cells: Cell) -> Row:
    return read(HOMES, workbook(HEADERS, cells)).rows[0]


def test_a_good_row_is_typed() -> None:
    reading = read(HOMES, workbook(HEADERS, GOOD))

    assert reading.troubles == ()
    assert reading.good[0].number == 2
    assert reading.good[0].values == {
        "village": "高务村",
        "name": "高务村儿童之家",
        "children": 42,
        "opened": date(2025, 5, 1),
        "band": "B3",
        "budget": 1200050,
    }


async def test_uploads_are_read_off_the_event_loop() -> None:
    files = [workbook(HEADERS, GOOD) for _ in range(3)]

    readings = await asyncio.gather(*(read_upload(HOMES, file) for file in files))

    assert all(len(reading.good) == 1 for reading in readings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_the_encodings_people_have(encoding: str, delimiter: str) -> None:
    lines = [HEADERS, ("高务村", "高务村儿童之家", "42", "2025年5月1日", "6-8岁", "1200.5")]
    data = "\n".join(delimiter.join(line) for line in lines).encode(encoding)

    row = read(HOMES, data).good[0]

    assert (row.values["village"], row.values["opened"], row.values["budget"]) == (
        "高务村",
        date(2025, 5, 1),
        120050,
    )


def test_titles_above_the_header_and_blank_rows_are_tolerated() -> None:
    reading = read(
        HOMES,
        workbook(
            ("湘西州儿童之家名单",),
            ("填报单位：花垣县民政局", None, "2026年"),
            HEADERS,
            (),
            GOOD,
            ("", " ", "\u3000"),
            HEADERS,
            ("合计", None, 42),
        ),
    )

    assert [row.number for row in reading.rows] == [5]
    assert reading.troubles == ()


def test_a_header_merged_over_two_rows_is_found() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 1, 0, "村（社区）")
        page.merge_range(0, 1, 1, 1, "名称")
        page.merge_range(0, 2, 0, 3, "基本情况")
        page.write_row(1, 2, ["儿童人数", "建成日期"])
        page.write_row(2, 0, ["高务村", "高务村儿童之家", 42])

    reading = read(HOMES, written.getvalue())

    assert reading.good[0].values["children"] == 42
    assert reading.good[0].values["village"] == "高务村"


def test_columns_may_come_in_any_order_and_unknown_ones_are_named() -> None:
    reading = read(
        HOMES, workbook(("备注", "儿童人数", "名称", "村(社区)"), ("好", 7, "之家", "高务村"))
    )

    assert reading.ignored == ("备注",)
    assert reading.good[0].values == {"children": 7, "name": "之家", "village": "高务村"}


def test_the_sheet_with_our_header_is_chosen_among_several() -> None:
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet("说明").write_row(0, 0, ["请先看说明"])
        page = book.add_worksheet("数据")
        page.write_row(0, 0, HEADERS)
        page.write_row(1, 0, ["高务村", "之家", 3])

    assert len(read(HOMES, written.getvalue()).good) == 1


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (42, 42),
        (42.0, 42),
        ("４２", 42),
        ("1,200", 1200),
        (" 42 ", 42),
        ("42.00", 42),
        (date(1900, 1, 20), 20),  # 20 under a date format
        (date(1900, 3, 1), 61),
    ],
)
def test_whole_numbers_in_many_spellings(written: Cell, value: int) -> None:
    assert _one("村", "家", written).values["children"] == value


@pytest.mark.parametrize(
    "written", ["42名", "四十二", 42.5, "1,20", True, date(2026, 5, 1), -1, 2001, "9" * 30, "1e3"]
)
def test_doubtful_numbers_are_explained(written: Cell) -> None:
    (trouble,) = read(HOMES, workbook(HEADERS, ("村", "家", written))).troubles

    assert (trouble.row, trouble.letter, trouble.header) == (2, "C", "儿童人数")
    assert trouble.sentence.startswith("第 2 行 C 列（儿童人数）：")
    assert trouble.message.endswith("。")


@pytest.mark.parametrize(
    "written",
    [
        date(2026, 5, 1), 46143, "2026-05-01", "2026/5/1", "2026.5.1", "2026年5月1日",
        "２０２６－０５－０１", "20260501", 20260501, " 2026 年 5 月 1 日 ", "2026-05-01 00:00:00",
        "2026-05-01 09:41:07", "2026/5/1 9:41", "20260501 09:41:07", "2026-05-01T23:59:59.5",
    ],
)  # fmt: skip
def test_dates_in_many_spellings(written: Cell) -> None:
    assert _one("村", "家", 1, written).values["opened"] == date(2026, 5, 1)


@pytest.mark.parametrize(
    "written",
    ["5月1日", "09:41:07", "2026-05-01 上午", "2026-13-01", "2026-02-30", "去年", 5, True, 46143.5],
)
def test_doubtful_dates_are_explained(written: Cell) -> None:
    (trouble,) = read(HOMES, workbook(HEADERS, ("村", "家", 1, written))).troubles

    assert "2026-05-01" in trouble.message


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3-5岁", "B3"),
        ("３－５岁", "B3"),
        ("6—8岁", "B6"),
        ("b6", "B6"),
        ("9-11", "B9"),
        (date(2026, 3, 5), "C3"),
    ],
)
def test_choices_by_label_by_value_and_after_excel_made_them_dates(
    written: Cell, value: str
) -> None:
    assert _one("村", "家", 1, None, written).values["band"] == value


def test_a_near_choice_is_suggested() -> None:
    (trouble,) = read(HOMES, workbook(HEADERS, ("村", "家", 1, None, "6-8周岁"))).troubles

    assert "“6-8岁”" in trouble.message


@pytest.mark.parametrize(
    ("written", "fen"),
    [(12.1, 1210), ("1,234.5", 123450), ("３万", 3_000_000), (0, 0), (0.07, 7), (1e7, 10**9)],
)
def test_money_is_exact(written: Cell, fen: int) -> None:
    assert _one("村", "家", 1, None, None, written).values["budget"] == fen


@pytest.mark.parametrize("written", [-1, "约3万", 1.234, True, date(2026, 1, 1)])
def test_doubtful_money_is_explained(written: Cell) -> None:
    assert len(read(HOMES, workbook(HEADERS, ("村", "家", 1, None, None, written))).troubles) == 1


def test_long_numbers_that_excel_cut_off_are_not_taken_for_codes() -> None:
    (trouble,) = read(HOMES, workbook(HEADERS, ("村", 914331001234567890, 1))).troubles

    assert "文本" in trouble.message


def test_numbers_in_text_columns_lose_their_decimal_point() -> None:
    assert _one("村", 13.0, 1).values["name"] == "13"


def test_every_trouble_of_every_row_is_reported_at_once() -> None:
    reading = read(
        HOMES,
        workbook(HEADERS, ("", "家", "x", "y"), GOOD, ("村", "很" * 21, 1)),
    )

    assert [(trouble.row, trouble.letter) for trouble in reading.troubles] == [
        (2, "A"), (2, "C"), (2, "D"), (4, "B"),
    ]  # fmt: skip
    assert [row.number for row in reading.good] == [3]


def test_the_same_thing_twice_in_a_file_is_one_too_many() -> None:
    reading = read(HOMES, workbook(HEADERS, GOOD, GOOD))

    (trouble,) = reading.troubles
    assert (trouble.row, trouble.letter) == (3, "A")
    assert "第 2 行" in trouble.message


def test_zero_width_and_control_characters_are_dropped() -> None:
    assert _one("高\u200b务村", "家\x07", 1).values["village"] == "高务村"


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "空的"),
        (b"  \n ", "空的"),
        (b"\x00\x01\x02", "读不懂"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "网页格式"),
        (b"{\\rtf1\\ansi x}", "别的文档"),
        (b"PK\x03\x04 broken", "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "打不开"),
        (csv_of([["甲", "乙"], ["1", "2"]]), "没有找到表头"),
        (csv_of([["村（社区）", "名称"], ["1", "2"]]), "儿童人数"),
        (csv_of([HEADERS]), "没有数据"),
        (csv_of([HEADERS, *([f"村{n}", "家", "1"] for n in range(51))]), "50 行"),
    ],
)
def test_hopeless_files_are_refused_with_advice(data: bytes, hint: str) -> None:
    with pytest.raises(SheetRefused, match=hint):
        read(HOMES, data)


def test_a_column_of_somebody_elses_file_is_known_by_its_other_names() -> None:
    sheet = Sheet("流水", (Column("in", "收入", Kind.money, aliases=("贷方发生额", "到账金额")),
                           Column("on", "日期", Kind.date)))  # fmt: skip

    reading = read(sheet, csv_of([["日期", "贷方发生额（元）"], ["2026-05-01", '"1,234.50"']]))

    assert reading.good[0].values == {"on": date(2026, 5, 1), "in": 123450}
    assert reading.ignored == ()


def test_a_sheet_of_one_column_has_a_header_too() -> None:
    sheet = Sheet("日期", (Column("on", "日期", Kind.date, required=True),))

    assert read(sheet, csv_of([["日期"], ["2026-05-01"]])).good[0].values == {
        "on": date(2026, 5, 1)
    }


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_column_letters_are_those_of_excel(place: int, letters: str) -> None:
    assert letter(place) == letters
