"""What the reader must know to take our own files back: numbers of ours, commas, apostrophes."""

import pytest
from hypothesis import example, given, settings

from match.foundation.sheets import Column, Kind, Sheet, read, write_csv
from match.foundation.sheets.cells import tidy
from match.foundation.sheets.defusing import defuse
from tests.exports.again import WORDS
from tests.foundation.sheets.lists import csv_of

pytestmark = pytest.mark.openness

SHEET = Sheet(
    "清单",
    (
        Column("id", "编号", Kind.integer, most=10**9),
        Column("place", "地点", required=True),
        Column("title", "名称", required=True, longest=2000),
    ),
    natural_key=("place", "title"),
    number_key="id",
)


def test_a_row_with_our_number_is_known_by_it_alone() -> None:
    """Two things of one name are two, where each has its number; without, the second is refused."""
    reading = read(
        SHEET,
        csv_of(
            [
                ["编号", "地点", "名称"],
                ["1", "甲村", "读书会"],
                ["2", "甲村", "读书会"],
                ["", "甲村", "读书会"],
                ["", "甲村", "读书会"],
                ["2", "乙村", "故事会"],
            ]
        ),
    )

    assert [(one.row, one.header, one.message) for one in reading.troubles] == [
        (5, "地点", "与第 4 行重复，请只保留一行。"),
        (6, "编号", "与第 3 行重复，请只保留一行。"),
    ]


@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_a_long_text_in_quotes_does_not_say_what_stands_between_cells(mark: str) -> None:
    """More 逗号, line breaks and semicolons in one cell than marks in the whole list."""
    title = "先读，再讲，再画，\n再演；\n然后，大家一起，收拾，回家，路上，当心，" * 30
    text = f'编号{mark}地点{mark}名称\n1{mark}甲村{mark}"{title}"\n'

    [row] = read(SHEET, text.encode()).good

    assert row.values == {"id": 1, "place": "甲村", "title": tidy(title)}


def test_without_quotes_the_commoner_mark_wins_as_before() -> None:
    """The twin: outside quotes a mark does say so."""
    [row] = read(SHEET, "编号；说明,无\n编号，地点，名称\n1，甲村，读书会,二\n".encode()).good

    assert row.values["title"] == "读书会,二"


@settings(max_examples=200, deadline=None)
@given(WORDS)
@example("\r\n社工")
@example(" '\t'=1")
def test_what_was_read_once_is_read_the_same_again(text: str) -> None:
    """A cell that is read, written and read is what it was: an apostrophe of ours leaves none."""
    once = tidy(text)

    assert tidy(once) == once
    assert tidy(defuse(once)) == once
    assert tidy(defuse(text)) == once


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS)
def test_any_two_texts_come_back_from_a_csv(place: str, title: str) -> None:
    held = {"id": 7, "place": tidy(f"村{place}"), "title": tidy(f"会{title}")}

    [row] = read(SHEET, write_csv(SHEET, [held])).good

    assert row.values == held
