"""What is written, read back by a reader of our own: nothing runs, nothing is lost."""

import io
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.foundation import clock
from match.foundation.errors import Invalid
from match.foundation.language import speak
from match.foundation.sheets import Column, Kind, Sheet, read
from match.foundation.sheets import writing as sheet_writing
from match.foundation.sheets.columns import Holds
from match.foundation.sheets.streaming import Format, writer
from match.site.exporting import Export, answer, in_batches, telling
from match.site.exporting import columns as the
from match.site.exporting.answer import file_name, write
from match.site.exporting.export import Batches
from tests.exports.reading import STARTS, dangerous, formulas, of_csv, of_json, of_xlsx

pytestmark = pytest.mark.openness

KINDS = {"bed": "棉被", "bag": "书包"}
SHEET = Sheet(
    "清单",
    (
        Column("name", "名称", required=True),
        Column("count", "数量", Kind.integer),
        Column("price", "金额（元）", Kind.money),
        Column("on", "日期", Kind.date),
        Column("kind", "类别", Kind.choice, choices={word: code for code, word in KINDS.items()}),
        Column("there", "有没有", Kind.choice, choices={"是": "yes", "否": "no"}),
    ),
)
# Every way a stranger's text could begin, then anything at all.
_BEGIN = st.sampled_from(
    [*STARTS, "", " =", "\n=", "'=", "\u3000＝", "=cmd|' /C calc'!A0", "@SUM(", "\x00="]
)
_REST = st.text(st.characters(blacklist_categories=("Cs",)), max_size=40)
_TEXT = st.builds(str.__add__, _BEGIN, _REST)
_ROW = st.fixed_dictionaries(
    {
        "name": _TEXT,
        "count": st.none() | st.integers(0, 10**9),
        "price": st.none() | st.integers(0, 10**12),
        "on": st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1)),
        "kind": st.none() | st.sampled_from(sorted(KINDS)),
        "there": st.none() | st.sampled_from(["yes", "no"]),
    }
)


def written(kind: Format, sheet: Sheet, rows: list[dict]) -> bytes:
    out = io.BytesIO()
    made = writer(kind, sheet, out)
    for row in rows:
        made.add([row])
    made.finish([])
    return out.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.lists(_ROW, max_size=4))
def test_no_cell_of_any_file_is_a_formula(rows: list[dict]) -> None:
    book = written(Format.xlsx, SHEET, rows)
    tables = [
        of_xlsx(book),
        of_csv(written(Format.csv, SHEET, rows)),
        of_csv(written(Format.csv_gbk, SHEET, rows), "gb18030"),
    ]

    for table in tables:
        assert dangerous([cell for row in table for cell in row]) == []
    assert formulas(book) == []


def test_a_writer_that_does_not_defuse_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The twin: text as the stranger typed it."""
    monkeypatch.setattr(sheet_writing, "defuse", lambda text: text)
    rows = [{"name": start + "1+1"} for start in STARTS]
    tables = [of_csv(written(Format.csv, SHEET, rows)), of_xlsx(written(Format.xlsx, SHEET, rows))]

    found = [len(dangerous([cell for row in table for cell in row])) for table in tables]
    # XML itself makes a line feed of a carriage return: nine ways are left in a workbook.
    assert found == [len(STARTS), len(STARTS) - 1]


def test_a_workbook_with_a_formula_is_found() -> None:
    """The twin of the reader: a cell that Excel would calculate."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write_formula("A1", "=1+1")

    assert formulas(out.getvalue())


def _visible(text: str) -> str:
    """What the reader keeps of a text: characters that people see."""
    return "".join(one for one in text if one.isprintable()).strip()


@settings(max_examples=25, deadline=None)
@given(st.lists(_ROW, min_size=1, max_size=5))
def test_what_is_written_is_read_back_as_it_was(rows: list[dict]) -> None:
    """By the reader of uploads: a list may be taken along, looked at, and sent back."""
    kept = [row | {"name": _visible(f"甲{row['name']}")} for row in rows]
    for kind in (Format.csv, Format.csv_gbk, Format.xlsx):
        reading = read(SHEET, written(kind, SHEET, kept))

        assert reading.failed == ()
        for row, again in zip(kept, reading.good, strict=True):
            assert {key: again.values.get(key) for key in row} == row


def test_numbers_days_and_money_are_what_they_are_in_every_kind_of_file() -> None:
    speak("zh")
    sheet = Sheet(
        "采购",
        (
            the.text("title", "名称"),
            the.yuan("budget", "预算（元）"),
            the.day("closes_on", "截止日期"),
            the.moment("at", "时间"),
            the.coded("kind", "类别", KINDS),
        ),
    )
    row = {
        "title": "心理辅导",
        "budget": 18_000_050,
        "closes_on": date(2026, 12, 10),
        "at": datetime(2026, 11, 26, 7, 52, tzinfo=UTC),
        "kind": "bed",
    }

    table = of_csv(written(Format.csv, sheet, [row]))
    (named,) = of_json(written(Format.json, sheet, [row]))
    book = of_xlsx(written(Format.xlsx, sheet, [row]))

    assert table[0] == ["名称", "预算（元）", "截止日期", "时间", "类别", "类别代码"]
    assert table[1] == ["心理辅导", "180000.50", "2026-12-10", "2026-11-26 15:52", "棉被", "bed"]
    assert named == {
        "title": "心理辅导",
        "budget": 180000.5,
        "closes_on": "2026-12-10",
        "at": "2026-11-26T15:52:00+08:00",
        "kind": "棉被",
        "kind_code": "bed",
    }
    assert b'"budget":180000.50' in written(Format.json, sheet, [row])
    assert book[1][0] == "心理辅导"
    assert Decimal(book[1][1]) == Decimal("180000.5")
    # Excel counts days from 1899-12-30: 2026-12-10 is 46366, and 15:52 of 11-26 is 46352.661….
    assert book[1][2] == "46366"
    assert round(float(book[1][3]), 3) == 46352.661
    assert book[1][4:] == ["棉被", "bed"]


def test_a_csv_begins_with_its_header_and_the_mark_that_excel_needs() -> None:
    data = written(Format.csv, SHEET, [])

    assert data.startswith(b"\xef\xbb\xbf" + "名称,".encode())
    assert of_csv(data) == [["名称", "数量", "金额（元）", "日期", "类别", "类别代码", "有没有"]]
    assert written(Format.csv_gbk, SHEET, []).startswith("名称,".encode("gbk"))


def _export(rows: Batches, **more: object) -> Export:
    return Export("things", SHEET, rows, **more)  # pyright: ignore[reportArgumentType]


def test_the_name_of_a_file_says_which_list_of_which_day_with_which_filter() -> None:
    speak("zh")
    chosen = [("", "湘西土家族苗族自治州"), ("关键词", '../被子"\n')]
    with clock.freeze(datetime(2026, 11, 26, tzinfo=UTC)):
        name = file_name(_export(in_batches([], telling(SHEET)), chosen=chosen), Format.csv_gbk)

    assert name == "清单-2026-11-26-湘西土家族苗族自治州-被子.csv"


def test_a_public_list_has_public_columns_only() -> None:
    person = Sheet("人", (Column("name", "姓名", holds=Holds.personal),))

    with pytest.raises(AssertionError):
        Export("people", person, in_batches([], telling(person)), public=True)
    Export("people", person, in_batches([], telling(person)))


async def _many(count: int, alive: list[int]) -> AsyncIterator[list[dict]]:
    for start in range(0, count, 500):
        alive.append(start)
        yield [
            {"name": f"第{at}行的名称和说明" * 3, "count": at, "price": at * 100}
            for at in range(start, start + 500)
        ]


async def test_a_list_that_is_too_long_says_what_to_do(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it stops reading: what is beyond the limit is never fetched."""
    monkeypatch.setattr(answer, "MOST", 2000)
    asked: list[int] = []

    with pytest.raises(Invalid) as refused:
        await write(_export(_many(10_000, asked)), Format.csv, io.BytesIO(), "https://x")
    assert "2000" in refused.value.message
    assert "分几次" in refused.value.message
    assert len(asked) == 5


@pytest.mark.parametrize("kind", [Format.csv, Format.xlsx, Format.json])
async def test_memory_does_not_grow_with_the_list(db: None, kind: Format, tmp_path) -> None:
    """Ten times the rows, less than twice the memory: by the ratio, whatever the machine."""
    peaks: list[int] = []
    for count in (500, 5_000):
        with (tmp_path / f"{count}").open("wb") as out:
            tracemalloc.start()
            await write(_export(_many(count, [])), kind, out, "https://x")
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()

    assert peaks[1] < 2 * peaks[0] + 200_000, peaks
