"""The dictionary as files: JSON in the manner of Table Schema, and CSV for spreadsheets."""

from typing import Any

from match.foundation.settings import settings
from match.openness.datasets.all import DATASETS
from match.openness.datasets.shapes import Dataset, Field, fields, titles
from match.openness.describing.lists import CodeList, code_lists
from match.openness.describing.standards import STANDARDS
from match.openness.sheet import MARK, line

VERSION = "1.0"
"""Of the tables' shape: the first figure grows when a field goes or means something else."""
DIVISIONS = "list.division"
"""The one list that is a table: `divisions`."""


def as_json() -> dict[str, Any]:
    """Everything: tables with fields, files of standards with fields, code lists with values."""
    listed = code_lists()
    values = {one.name: one for one in listed}
    return {
        "version": VERSION,
        "publisher": settings().publisher,
        "license": settings().data_licence,
        "language": ["zh", "en"],
        "resources": [_table(one, values) for one in DATASETS.values()],
        "standards": [
            {
                "name": standard,
                "fields": [
                    {
                        "name": field.path,
                        "type": field.type,
                        "unit": field.unit,
                        "class": "public",
                        "description": {"zh": field.zh, "en": field.en},
                    }
                    for field in found
                ],
            }
            for standard, found in STANDARDS.items()
        ],
        "codeLists": [
            {
                "name": one.name,
                "kind": one.kind,
                "usedIn": list(one.used_in),
                "values": [{"value": v.value, "zh": v.zh, "en": v.en} for v in one.values],
            }
            for one in listed
        ],
    }


def _table(dataset: Dataset, values: dict[str, CodeList]) -> dict[str, Any]:
    title = titles()[dataset.name]
    return {
        "name": dataset.name,
        "title": {"zh": title.zh, "en": title.en},
        "description": {"zh": title.about_zh, "en": title.about_en},
        "path": [f"/open-data/tables/{dataset.name}.{end}" for end in ("jsonl.gz", "csv.zip")],
        "provenance": {"command": dataset.made_by, "changeFeed": dataset.followed},
        "schema": {
            "primaryKey": dataset.key,
            "fields": [_field(field, values) for field in fields()[dataset.name]],
        },
    }


def _field(field: Field, values: dict[str, CodeList]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": field.field,
        "type": field.type,
        "class": "public",
        "description": {"zh": field.zh, "en": field.en},
        "source": field.source.removeprefix("="),
    }
    if field.unit:
        told["unit"] = field.unit
    if field.codes:
        told["codes"] = field.codes
    if field.codes in values and field.type == "string":
        told["constraints"] = {"enum": [one.value for one in values[field.codes].values]}
    return told


def fields_csv() -> bytes:
    """A line for each field of each table and standard."""
    head = ("table", "field", "type", "unit", "class", "codes", "source", "zh", "en")
    made = [
        (
            f.dataset,
            f.field,
            f.type,
            f.unit,
            "public",
            f.codes,
            f.source.removeprefix("="),
            f.zh,
            f.en,
        )
        for found in fields().values()
        for f in found
    ]
    made += [
        (name, f.path, f.type, f.unit, "public", "", "", f.zh, f.en)
        for name, found in STANDARDS.items()
        for f in found
    ]
    return MARK + b"".join(line(row) for row in [head, *made])


def codes_csv() -> bytes:
    """A line for each value of each list."""
    made = [
        (one.name, value.value, value.zh, value.en) for one in code_lists() for value in one.values
    ]
    return MARK + b"".join(line(row) for row in [("list", "value", "zh", "en"), *made])
