"""
Every state and every code list of the house with its values in both languages.

``words.csv`` names each enum and the function of its own room that says its values in words, so
that a word changed there is changed here; ``values.csv`` has the words of those that no page
speaks of. Both are found by name, as the keystone finds doors: a dictionary of the whole house
cannot stand below only a part of it. A test walks the code and fails for an enum without a line.
"""

import csv
import enum
import importlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

import msgspec

from match.catalogue import lists
from match.foundation import language
from match.foundation.settings import settings
from match.openness.datasets.shapes import fields

LANGUAGES = ("zh", "en")


class Coded(msgspec.Struct, frozen=True):
    """One value of a list."""

    value: str
    zh: str
    en: str


class CodeList(msgspec.Struct, frozen=True):
    """A list. ``used_in``: the fields of public tables (``table.field``) that hold its values."""

    name: str
    kind: str
    values: tuple[Coded, ...]
    used_in: tuple[str, ...] = ()


def code_lists() -> tuple[CodeList, ...]:
    """The states and enums of every room first, then the code lists of the catalogue. Without the
    restricted room its lists are left out: it is not even imported then."""
    return _listed(settings().care)


@cache
def _listed(care: bool) -> tuple[CodeList, ...]:
    used: dict[str, list[str]] = {}
    for table in fields().values():
        for field in table:
            if field.codes:
                used.setdefault(field.codes, []).append(f"{field.dataset}.{field.field}")
    return tuple(
        CodeList(name, kind, values, tuple(used.get(name, ())))
        for kind, found in (("enum", _enums(care)), ("list", _catalogue()))
        for name, values in found
    )


def _enums(care: bool) -> Iterator[tuple[str, tuple[Coded, ...]]]:
    spoken = {row["enum"]: row["words"] for row in _lines("words.csv")}
    written = by_hand()
    for name in sorted([*spoken, *(name for name in written if not name.startswith("list."))]):
        if name.startswith("care.") and not care:
            continue
        yield name, written[name] if name in written else said(name, spoken[name])


def said(name: str, words: str) -> tuple[Coded, ...]:
    """The values of the enum *name* in the words of the function *words*, both without ``match.``:
    it takes a value, or returns the words of all."""
    say = _found(words)
    values = list(_found(name))
    spoken = {spoken: _in_language(spoken, say, values) for spoken in LANGUAGES}
    return tuple(
        Coded(str(value.value), spoken["zh"][value], spoken["en"][value]) for value in values
    )


def _in_language(spoken: str, say: Callable[..., Any], values: list[enum.Enum]) -> dict[Any, str]:
    before = language.current()
    language.speak(spoken)
    try:
        if not inspect.signature(say).parameters:
            told: Mapping[Any, str] = say()
            return {value: told[value] for value in values}
        return {value: say(value) for value in values}
    finally:
        language.speak(before)


def _found(name: str) -> Any:
    module, _dot, thing = name.rpartition(".")
    return getattr(importlib.import_module(f"match.{module}"), thing)


@cache
def by_hand() -> dict[str, tuple[Coded, ...]]:
    """Lists whose words stand in ``values.csv``."""
    found: dict[str, list[Coded]] = {}
    for row in _lines("values.csv"):
        found.setdefault(row["enum"], []).append(Coded(row["value"], row["zh"], row["en"]))
    return {name: tuple(values) for name, values in found.items()}


@cache
def _catalogue() -> tuple[tuple[str, tuple[Coded, ...]], ...]:
    named: dict[str, Mapping[str, Any]] = {
        "list.category": lists.categories(),
        "list.mode": lists.modes(),
        "list.unit": lists.units(),
        "list.skill": lists.skills(),
        "list.org_kind": lists.organisation_kinds(),
        "list.group": lists.beneficiary_groups(),
        "list.report_situation": lists.report_situations(),
        "list.procurement_item": lists.procurement_items(),
    }
    for code, entry in lists.home_entries().items():
        listed = dict(named.get(f"list.{entry.listing}", {}))
        named[f"list.{entry.listing}"] = {**listed, code: entry}
    made = [
        (name, tuple(Coded(code, one.name_zh, one.name_en) for code, one in entries.items()))
        for name, entries in named.items()
    ]
    hand = [(name, values) for name, values in by_hand().items() if name.startswith("list.")]
    return tuple(sorted([*made, *hand]))


def _lines(name: str) -> list[dict[str, str]]:
    text = (resources.files(__package__ or "") / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
