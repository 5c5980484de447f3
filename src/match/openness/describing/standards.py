"""The fields of the files that follow a standard, in both languages; the standard says the rest."""

import csv
from importlib import resources

import msgspec


class StandardField(msgspec.Struct, frozen=True):
    """One field by its path, without places in lists; a path stands for all below it."""

    standard: str
    path: str
    type: str
    unit: str
    zh: str
    en: str


def _read() -> dict[str, tuple[StandardField, ...]]:
    text = (resources.files(__package__ or "") / "standards.csv").read_text("utf-8")
    listed: dict[str, list[StandardField]] = {}
    for row in csv.DictReader(text.splitlines()):
        listed.setdefault(row["standard"], []).append(StandardField(**row))
    return {name: tuple(found) for name, found in listed.items()}


STANDARDS = _read()
"""By the standard's name: OCDS, 360Giving, HSDS, and the change feed."""
