"""A table of open data, and its fields as the dictionary tells them."""

import csv
from functools import cache
from importlib import resources

import msgspec


class Dataset(msgspec.Struct, frozen=True):
    """
    One table. ``sql`` asks for all of it, ``{small}`` stands for the parameter need.small_group.
    ``key`` is the field that names a row for good, ``order`` how rows follow each other. ``page``
    is the public address of one row (``{id}``), empty where there is none. ``followed``: the change
    feed tells of its rows; statistics and the division tree change as a whole and are not followed.
    """

    name: str
    section: str
    sql: str
    key: str = "id"
    order: str = "id"
    page: str = ""
    followed: bool = True
    made_by: str = ""


class Field(msgspec.Struct, frozen=True):
    """
    One field of a table. ``source`` is the column it comes from (``table.column``), or after ``=``
    how it is made. ``codes``: the list of the dictionary that its values are of.
    """

    dataset: str
    field: str
    type: str
    unit: str
    source: str
    codes: str
    zh: str
    en: str


class Title(msgspec.Struct, frozen=True):
    """What a table is, in both languages."""

    dataset: str
    zh: str
    en: str
    about_zh: str
    about_en: str


@cache
def fields() -> dict[str, tuple[Field, ...]]:
    """Every field by its table, in the order of the files."""
    listed: dict[str, list[Field]] = {}
    for row in _lines("fields.csv"):
        listed.setdefault(row["dataset"], []).append(Field(**row))
    return {name: tuple(found) for name, found in listed.items()}


@cache
def titles() -> dict[str, Title]:
    """The name of every table."""
    return {row["dataset"]: Title(**row) for row in _lines("titles.csv")}


def _lines(name: str) -> list[dict[str, str]]:
    text = (resources.files(__package__ or "") / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
