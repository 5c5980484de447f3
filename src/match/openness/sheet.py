"""CSV files of open data, of which no cell acts as a formula, and zips that are data packages."""

import csv
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import msgspec

from match.foundation.settings import settings
from match.foundation.sheets.defusing import defuse

MARK = b"\xef\xbb\xbf"
"""By which spreadsheet programs know UTF-8."""


def line(cells: Sequence[str]) -> bytes:
    """One line (RFC 4180). Numbers stay numbers, also below zero; other text is defused."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_safe(cell) for cell in cells])
    return out.getvalue().encode()


def entry(name: str) -> zipfile.ZipInfo:
    """A file of a zip, without a time of its own: the same content is the same file."""
    made = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    made.compress_type = zipfile.ZIP_DEFLATED
    return made


def describe(package: zipfile.ZipFile, **told: Any) -> None:
    """
    Put ``datapackage.json`` in: whose the data are and by which licence, for whoever has the zip
    without our page. *told*: its name, title and resources. Data Package 2.0, with the words by
    which readers of 1.0 know it, as HSDS asks for.
    """
    described = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "profile": "tabular-data-package",
        "homepage": f"{settings().base_url}/open-data",
        "licenses": [{"path": settings().data_licence}],
        "contributors": [{"title": settings().publisher, "role": "publisher"}],
        **told,
    }
    text = msgspec.json.format(msgspec.json.encode(described))
    package.writestr(entry("datapackage.json"), text)


def resource(name: str, columns: list[dict[str, Any]], key: str = "id") -> dict[str, Any]:
    """One CSV table of a package: *columns* as Table Schema's fields."""
    return {
        "name": name,
        "path": f"{name}.csv",
        "type": "table",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": columns, "primaryKey": [key]},
    }


def _safe(cell: str) -> str:
    digits = cell[1:] if cell.startswith("-") else cell
    return cell if digits.isascii() and digits.isdigit() else defuse(cell)
