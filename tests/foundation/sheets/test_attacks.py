"""Archives that unpack to gigabytes, sheets that lie about their size, formulas from strangers."""

import csv
import io
import re
import time
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from match.foundation.sheets import (
    Column,
    Kind,
    Sheet,
    SheetRefused,
    failed_rows,
    read,
    template,
    write_csv,
    write_xlsx,
)
from match.foundation.sheets.cells import tidy
from match.foundation.sheets.defusing import defuse, rearm

from .lists import HEADERS, HOMES, workbook

NOTES = Sheet("备注", (Column("note", "备注", longest=5000), Column("count", "数量", Kind.integer)))
TRIGGERS = "=+-@\t\r＝＋－＠"
PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://evil","点我")',
    "+86 138",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
]


def _zip(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, body in entries:
            archive.writestr(name, body)
    return written.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        _zip(("xl/worksheets/sheet1.xml", b"0" * 60_000_000)),
        _zip(("a.xml", b"0" * 1_000_000)),
        _zip(*((f"{n}.xml", b"x") for n in range(101))),
        _zip(
            *((f"{n}.xml", b"<c r='A1'/>" * 50_000) for n in range(98)), method=zipfile.ZIP_STORED
        ),
    ],
    ids=["huge", "ratio", "entries", "sum"],
)
def test_zip_bombs_are_refused_by_their_directory(data: bytes) -> None:
    started = time.process_time()

    with pytest.raises(SheetRefused):
        read(HOMES, data)

    assert time.process_time() - started < 0.5


def test_a_cell_at_the_far_corner_does_not_fill_our_memory() -> None:
    whole = workbook(HEADERS, ("村", "家", 1))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["xl/worksheets/sheet1.xml"].decode()
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = body.replace("</sheetData>", corner).encode()

    with pytest.raises(SheetRefused, match="限制"):
        read(HOMES, _zip(*parts.items()))


def test_a_directory_that_lies_about_sizes_is_stopped_by_the_reading_process() -> None:
    """The declared size is 10 bytes, the stream unpacks to 60 MB: no hang, no crash of ours."""
    data = bytearray(_zip(("xl/workbook.xml", b"<a/>" * 15_000_000)))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")

    with pytest.raises(SheetRefused):
        read(HOMES, bytes(data))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_an_export_is_a_formula(payload: str) -> None:
    data = write_xlsx(NOTES, [{"note": payload, "count": -1}])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()

    assert "<f>" not in page
    assert not re.search(rf"<t[^>]*>\s*[{re.escape(TRIGGERS)}]", strings)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_csv_starts_a_formula(payload: str) -> None:
    text = write_csv(NOTES, [{"note": payload, "count": None}]).decode("utf-8-sig")
    (cell, _) = list(csv.reader(io.StringIO(text, newline="")))[1]

    assert cell.lstrip()[:1] not in TRIGGERS
    assert cell[:1] not in TRIGGERS


def test_a_naive_export_would_fail_these_tests() -> None:
    """The broken twin: what the attack looks like when nobody defuses."""
    naive = f"备注\r\n{PAYLOADS[0]}\r\n"
    (cell,) = list(csv.reader(io.StringIO(naive)))[1]

    assert cell[:1] in TRIGGERS


def test_failed_rows_are_defused_too() -> None:
    data = failed_rows(read(HOMES, workbook(HEADERS, ("=1+1", "家", "x"))))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()

    assert "'=1+1" in strings
    assert "<t>=1+1" not in strings


def test_a_template_holds_no_formula_cells() -> None:
    with zipfile.ZipFile(io.BytesIO(template(HOMES))) as archive:
        pages = [archive.read(name) for name in archive.namelist() if "worksheets" in name]

    assert all(b"<f>" not in page for page in pages)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_choice_that_somebody_named_is_defused_in_a_template_and_read_again(
    payload: str,
) -> None:
    """Names of organisations and homes are choices: picked from the list they must not act."""
    sheet = Sheet("名单", (
        Column("count", "数量", Kind.integer),
        Column("who", "提供方", Kind.choice, choices={payload: "7", "乙": "8"}),
    ))  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(template(sheet))) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()

    assert not re.search(rf"<t[^>]*>\s*[{re.escape(TRIGGERS)}]", strings)
    picked = workbook(("数量", "提供方"), (1, defuse(payload)))
    assert read(sheet, picked).good[0].values["who"] == "7"


@given(st.text(max_size=40))
def test_defusing_can_be_undone(text: str) -> None:
    assert rearm(defuse(text)) == text or text.startswith("'")
    assert defuse(text).lstrip()[:1] not in tuple(TRIGGERS)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]), max_size=30)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(texts, st.integers(0, 10**9)), min_size=1, max_size=5))
def test_what_is_written_is_read_again(rows: list[tuple[str, int]]) -> None:
    kept = [{"note": tidy(note) or None, "count": count} for note, count in rows]

    for data in (write_xlsx(NOTES, kept), write_csv(NOTES, kept)):
        reading = read(NOTES, data)
        assert reading.troubles == ()
        expected = [row for row in kept if row["note"] not in ("合计", "总计", "小计")]
        assert [dict(row.values) for row in reading.rows] == expected


def test_values_of_every_kind_survive_both_formats() -> None:
    row = {
        "village": "=村",
        "name": "之家",
        "children": 0,
        "opened": date(2026, 2, 28),
        "band": "B9",
        "budget": 1,
    }

    for data in (write_xlsx(HOMES, [row]), write_csv(HOMES, [row])):
        assert dict(read(HOMES, data).good[0].values) == row
