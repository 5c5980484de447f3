"""
Values that law and practice set and that change: never constants in the code.

The shipped lists (``data/params.csv``, ``data/deadlines.csv``, ``data/platform.csv``) carry a
source and a confidence (L read in the law, S seen in an excerpt, K general knowledge, P our own
default). A row of the table ``parameter`` replaces a shipped value from its date on.
"""

import csv
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import msgspec

from match.foundation import clock
from match.foundation.db import one, rows

DATA = Path(__file__).parent / "data"


class Value(msgspec.Struct, frozen=True):
    """One parameter as text, with where it comes from."""

    key: str
    text: str
    unit: str
    source: str
    note: str
    confidence: str

    @property
    def number(self) -> Decimal:
        """The value as an exact number. Raises LookupError if it is not one."""
        try:
            return Decimal(self.text)
        except InvalidOperation as error:
            raise LookupError(f"parameter {self.key} is not a number: {self.text!r}") from error

    @property
    def whole(self) -> int:
        """The value as a whole number. Raises LookupError if it is not one."""
        number = self.number
        if number != number.to_integral_value():
            raise LookupError(f"parameter {self.key} is not a whole number: {self.text!r}")
        return int(number)


class Period(msgspec.Struct, frozen=True):
    """One legal period: so many days or workdays from, or before, an event."""

    key: str
    what: str
    text: str
    unit: str
    rule: str
    source: str
    confidence: str

    @property
    def whole(self) -> int:
        """The length in ``unit``."""
        return int(self.text)


@cache
def shipped() -> dict[str, Value]:
    """Every parameter of the shipped lists by key."""
    held: dict[str, Value] = {}
    for name, default in (("params.csv", "L"), ("platform.csv", "P")):
        with (DATA / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                note = row["note"]
                seen = (
                    note[:1]
                    if note[:1] in ("S", "K") and note[1:2] in ("", ":", ";", " ", "/")
                    else default
                )
                held[row["key"]] = Value(
                    row["key"], row["value"], row["unit"], row["source"], note, seen
                )
    return held


@cache
def periods() -> dict[str, Period]:
    """Every legal period by key."""
    with (DATA / "deadlines.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["key"]: Period(
                row["key"],
                row["what"],
                row["value"],
                row["unit"],
                row["rule"],
                row["source"],
                row["confidence"],
            )
            for row in csv.DictReader(file)
        }


async def parameter(key: str) -> Value:
    """The value of *key* today: this installation's, else the shipped one. Raises LookupError."""
    default = shipped().get(key)
    if default is None:
        raise LookupError(f"no parameter {key!r} in the shipped lists")
    row = await one(
        "SELECT value, source, confidence FROM parameter"
        " WHERE key = $1 AND valid_from <= $2 ORDER BY valid_from DESC, id DESC LIMIT 1",
        key,
        clock.today(),
    )
    if row is None:
        return default
    return msgspec.structs.replace(
        default, text=row["value"], source=row["source"], confidence=row["confidence"]
    )


async def several(keys: Iterable[str]) -> dict[str, Value]:
    """The values of *keys* today, in one question. Raises LookupError for one nobody ships."""
    held: dict[str, Value] = {}
    for key in keys:
        if key not in shipped():
            raise LookupError(f"no parameter {key!r} in the shipped lists")
        held[key] = shipped()[key]
    for row in await rows(
        "SELECT DISTINCT ON (key) key, value, source, confidence FROM parameter"
        " WHERE key = ANY($1) AND valid_from <= $2 ORDER BY key, valid_from DESC, id DESC",
        list(held),
        clock.today(),
    ):
        held[row["key"]] = msgspec.structs.replace(
            held[row["key"]], text=row["value"], source=row["source"], confidence=row["confidence"]
        )
    return held


async def whole(key: str) -> int:
    """A whole-number parameter as of today."""
    return (await parameter(key)).whole


async def number(key: str) -> Decimal:
    """A numeric parameter as of today."""
    return (await parameter(key)).number
