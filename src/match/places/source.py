"""Reading an edition of the division list: a CSV with code, name, kind, parent_code.

Pure: lines in, units and refusals out, so that a county sees every bad row at once with its line
number. Nothing is repaired on the way; a row is taken as it stands or refused with the reason.
"""

import csv
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files

from match.foundation.language import _
from match.places.rules import BadCode, Code, Kind, code_of, kinds_at, level_of, parent_of

HUNAN_EDITION = date(2023, 6, 30)
COLUMNS = ("code", "name", "kind", "parent_code")
_LONGEST_NAME = 60


class Reason(StrEnum):
    BAD_CODE = "bad_code"
    DUPLICATE = "duplicate"
    NO_NAME = "no_name"
    WRONG_KIND = "wrong_kind"
    WRONG_PARENT = "wrong_parent"
    ORPHAN = "orphan"
    NOT_GONE = "not_gone"
    NO_SUCCESSOR = "no_successor"


@dataclass(frozen=True, slots=True)
class Unit:
    """One row that was taken."""

    line: int
    code: Code
    name: str
    kind: Kind
    parent: Code | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One row that was not; `line` counts from 1 with the heading, as a spreadsheet does."""

    line: int
    code: str
    reason: Reason

    @property
    def message(self) -> str:
        """The line and what to do about it, in the language of the reader."""
        said = {
            Reason.BAD_CODE: _("代码应是12位数字，不能跳级"),
            Reason.DUPLICATE: _("这个代码前面已经出现过"),
            Reason.NO_NAME: _("名称应有1到60个字"),
            Reason.WRONG_KIND: _("类别与代码不符"),
            Reason.WRONG_PARENT: _("上级代码与本级代码不符"),
            Reason.ORPHAN: _("上级不在名单里"),
            Reason.NOT_GONE: _("旧代码仍在使用，不能写去向"),
            Reason.NO_SUCCESSOR: _("新代码不在名单里"),
        }[self.reason]
        return _("第%(line)d行（%(code)s）：%(said)s。") % {
            "line": self.line,
            "code": self.code,
            "said": said,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    units: tuple[Unit, ...]
    refused: tuple[Refusal, ...]


class BadHeading(ValueError):
    """The first line does not name the columns; `str()` lists the missing ones."""


def hunan_lines() -> list[str]:
    """The vendored list of 31,691 units as text lines, heading first."""
    packed = files("match.places").joinpath("data/hunan_divisions_2023.csv.gz").read_bytes()
    return gzip.decompress(packed).decode("utf-8").splitlines()


def read(lines: Iterable[str]) -> Reading:
    """Units in the order of the tree (parents first) and refusals in the order of lines.

    Raises `BadHeading` when a column is missing. The first of two equal codes is taken. A child
    of a refused parent is refused as an orphan."""
    rows = csv.DictReader(lines)
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise BadHeading(", ".join(missing))
    found: dict[str, Unit] = {}
    refused: list[Refusal] = []
    for row in rows:
        taken = _unit(rows.line_num, row, found)
        if isinstance(taken, Unit):
            found[taken.code] = taken
        else:
            refused.append(Refusal(rows.line_num, (row["code"] or "").strip(), taken))
    units, orphans = _rooted(found)
    refused.extend(orphans)
    return Reading(units, tuple(sorted(refused, key=lambda refusal: refusal.line)))


def _unit(line: int, row: Mapping[str, str | None], found: Mapping[str, Unit]) -> Unit | Reason:
    try:
        code = code_of((row["code"] or "").strip())
    except BadCode:
        return Reason.BAD_CODE
    name = (row["name"] or "").strip()
    kind = (row["kind"] or "").strip()
    parent = parent_of(code)
    if code in found:
        return Reason.DUPLICATE
    if not name or len(name) > _LONGEST_NAME:
        return Reason.NO_NAME
    if kind not in kinds_at(code):
        return Reason.WRONG_KIND
    if (row["parent_code"] or "").strip() != (parent or ""):
        return Reason.WRONG_PARENT
    return Unit(line, code, name, Kind(kind), parent)


def _rooted(found: Mapping[str, Unit]) -> tuple[tuple[Unit, ...], list[Refusal]]:
    """Level by level, so that a missing county also drops its villages."""
    kept: dict[str, Unit] = {}
    orphans: list[Refusal] = []
    for unit in sorted(found.values(), key=lambda unit: (level_of(unit.code), unit.code)):
        if unit.parent is None or unit.parent in kept:
            kept[unit.code] = unit
        else:
            orphans.append(Refusal(unit.line, unit.code, Reason.ORPHAN))
    return tuple(kept.values()), orphans
