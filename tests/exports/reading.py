"""A reader of files that shares nothing with the writer: zip and XML, the csv module, JSON."""

import csv
import io
import json
import re
import zipfile
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# What Excel, WPS and LibreOffice begin a formula with; the wide forms are folded by some.
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def of_csv(data: bytes, encoding: str = "utf-8-sig") -> list[list[str]]:
    """Rows of cells, the header first."""
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def of_json(data: bytes) -> list[dict[str, object]]:
    """Rows by our names."""
    return json.loads(data)["rows"]


def of_xlsx(data: bytes) -> list[list[str]]:
    """The rows of the first sheet as text, the header first; empty cells as ""."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        page = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # ours
        shared = _shared(book)
    rows: list[list[str]] = []
    for row in page.iter(f"{_MAIN}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_MAIN}c"):
            cells[_column(cell.attrib["r"])] = _text(cell, shared)
        rows.append([cells.get(at, "") for at in range(max(cells, default=-1) + 1)])
    return rows


def formulas(data: bytes) -> list[str]:
    """Whatever in a workbook would be calculated, linked or asked of another program."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if "externalLink" in name or "vbaProject" in name or "connections" in name:
                found.append(name)
            if name.endswith((".xml", ".rels")):
                text = book.read(name).decode()
                if name.startswith("xl/worksheets/"):
                    found += re.findall(r"<f[ >/].*?>|<hyperlink ", text)
                found += [name] if 'TargetMode="External"' in text else []
    return found


def dangerous(cells: list[str]) -> list[str]:
    """Cells that a program would run when the list is opened or saved as CSV."""
    return [
        cell
        for cell in cells
        if (cell[:1] in STARTS or cell.lstrip()[:1] in STARTS)
        and cell.strip()
        and not _NUMBER.fullmatch(cell)
    ]


def _shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    tree = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))  # ours
    return ["".join(part.text or "" for part in one.iter(f"{_MAIN}t")) for one in tree]


def _text(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.attrib.get("t") == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
    value = cell.find(f"{_MAIN}v")
    held = "" if value is None else value.text or ""
    return shared[int(held)] if cell.attrib.get("t") == "s" else held


def _column(reference: str) -> int:
    letters = re.match("[A-Z]+", reference)
    assert letters is not None
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - 64
    return place - 1
