"""Templates filled, dry runs, and the second upload of the same file."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from match.foundation.sheets import (
    Reading,
    SheetRefused,
    Value,
    failed_rows,
    plan,
    read,
    template,
)

from .lists import HEADERS, HOMES, workbook


def _stored(reading: Reading) -> dict[tuple[Value, ...], dict[str, Value]]:
    return {(row.values["village"], row.values["name"]): dict(row.values) for row in reading.good}


def test_the_template_is_recognised_and_empty() -> None:
    with pytest.raises(SheetRefused, match="没有数据"):
        read(HOMES, template(HOMES))


def test_the_template_guides_the_hand() -> None:
    with zipfile.ZipFile(BytesIO(template(HOMES))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
        book = archive.read("xl/workbook.xml").decode()

    assert '<pane ySplit="1"' in page
    assert 'type="list"' in page
    assert "选项!$E$1:$E$4" in page
    assert 'type="whole"' in page
    assert 'state="hidden"' in book
    assert "高务村" in strings  # the example, in the instructions
    assert "村（社区）*" in strings


def test_the_first_upload_creates_and_the_second_does_nothing() -> None:
    rows = [("高务村", "甲", 4), ("高务村", "乙", 5)]
    reading = read(HOMES, workbook(HEADERS, *rows))

    first = plan(HOMES, {}, reading.good)
    second = plan(HOMES, _stored(reading), reading.good)

    assert (len(first.create), len(first.update), len(first.unchanged)) == (2, 0, 0)
    assert (len(second.create), len(second.update), len(second.unchanged)) == (0, 0, 2)


def test_a_dry_run_names_what_would_change() -> None:
    before = _stored(read(HOMES, workbook(HEADERS, ("高务村", "甲", 4, date(2020, 1, 1)))))
    after = read(HOMES, workbook(HEADERS, ("高务村", "甲", 9), ("新村", "丙", 1)))

    planned = plan(HOMES, before, after.good)

    assert [row.values["name"] for row in planned.create] == ["丙"]
    (change,) = planned.update
    assert change.key == ("高务村", "甲")
    assert change.fields == {"children": (4, 9)}  # the empty date leaves the old one


def test_corrected_rows_can_be_uploaded_again() -> None:
    reading = read(HOMES, workbook(HEADERS, ("高务村", "甲", "四"), ("高务村", "乙", 5)))
    returned = read(HOMES, failed_rows(reading))

    assert [row.written["name"] for row in returned.rows] == ["甲"]
    assert returned.rows[0].written["children"] == "四"
    assert returned.ignored == ()
