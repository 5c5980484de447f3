"""
Every public table as files: one row a line (JSON Lines, gzip), and CSV (zip) for spreadsheets.

Both are written from one snapshot, a few rows in memory at a time, and hold no time of their own:
the same rows are the same bytes, so that everybody can compare two nights by their hashes.
"""

import gzip
import zipfile
from datetime import date, datetime, time
from typing import IO, Any

import msgspec

from match.foundation import clock
from match.foundation.db import batches
from match.openness.datasets.all import question
from match.openness.datasets.shapes import Dataset, Field, fields, titles
from match.openness.sheet import MARK, describe, entry, line, resource

SIZE = 2000


async def write_lines(connection: Any, dataset: Dataset, small: int, out: IO[bytes]) -> int:
    """JSON Lines, gzip; returns how many rows."""
    count = 0
    with gzip.GzipFile(fileobj=out, mode="wb", filename="", mtime=0) as packed:
        async for found in batches(connection, _ordered(dataset, small), size=SIZE):
            for row in found:
                packed.write(msgspec.json.encode(told(dict(row))) + b"\n")
                count += 1
    return count


async def write_sheet(connection: Any, dataset: Dataset, small: int, out: IO[bytes]) -> int:
    """CSV in a zip, with field names as the first line; returns how many rows."""
    count = 0
    names = [field.field for field in fields()[dataset.name]]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        _describe(package, dataset)
        with package.open(entry(f"{dataset.name}.csv"), "w", force_zip64=True) as file:
            file.write(MARK + line(names))
            async for found in batches(connection, _ordered(dataset, small), size=SIZE):
                for row in found:
                    plain = told(dict(row))
                    file.write(line([_cell(plain[name]) for name in names]))
                    count += 1
    return count


def _describe(package: zipfile.ZipFile, dataset: Dataset) -> None:
    title = titles()[dataset.name]
    describe(
        package,
        name=f"xiangtonghui-{dataset.name}",
        title=f"{title.zh} {title.en}",
        description=f"{title.about_zh} {title.about_en}",
        resources=[
            resource(dataset.name, [_column(one) for one in fields()[dataset.name]], dataset.key)
        ],
    )


def _column(field: Field) -> dict[str, Any]:
    """A field in the words of Table Schema 2.0; its codes are explained at /open-data/codes."""
    made = {"name": field.field, "type": field.type, "title": field.zh, "description": field.en}
    if field.type == "array":
        made |= {"type": "list", "delimiter": ";"}
    if field.type == "time":
        made["format"] = "%H:%M"
    return made | {name: told for name in ("unit", "codes") if (told := getattr(field, name))}


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row as it is written: moments in Hunan's time, to the second; hours as HH:MM."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(clock.HERE).isoformat(timespec="seconds")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _ordered(dataset: Dataset, small: int) -> str:
    return f"SELECT * FROM ({question(dataset, small)}) x ORDER BY x.{dataset.order}"
