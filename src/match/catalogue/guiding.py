"""Reading a guiding catalogue: CSV with `item_code,name,parent_code,procurement_code`. Pure.

The Hunan catalogue's own numbers were not found when this was built (domain.md §8), so nothing is
shipped: each level loads the one it issued, and may load it again.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from match.catalogue import lists
from match.catalogue.entries import TenderClass
from match.foundation.language import _

COLUMNS = ("item_code", "name", "parent_code", "procurement_code")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}", re.ASCII)
_LONGEST_NAME = 120


class Reason(StrEnum):
    BAD_CODE = "bad_code"
    DUPLICATE = "duplicate"
    NO_NAME = "no_name"
    NO_PARENT = "no_parent"
    NOT_A_SERVICE = "not_a_service"


@dataclass(frozen=True, slots=True)
class Item:
    code: str
    name: str
    parent: str | None
    procurement_code: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken; `line` counts from 1 with the heading."""

    line: int
    code: str
    reason: Reason

    @property
    def message(self) -> str:
        """The line and what to do about it, in the language of the reader."""
        said = {
            Reason.BAD_CODE: _("编号应为20位以内的数字、字母、点或短横"),
            Reason.DUPLICATE: _("这个编号前面已经出现过"),
            Reason.NO_NAME: _("名称应有1到120个字"),
            Reason.NO_PARENT: _("上级编号应写在本行之前"),
            Reason.NOT_A_SERVICE: _("政府采购品目代码不在服务类品目中"),
        }[self.reason]
        return _("第%(line)d行（%(code)s）：%(said)s。") % {
            "line": self.line,
            "code": self.code,
            "said": said,
        }


class BadHeading(ValueError):
    """The first line does not name the columns; `str()` lists the missing ones."""


def read(lines: Iterable[str]) -> tuple[tuple[Item, ...], tuple[Refusal, ...]]:
    """Items in the order of lines, and the rows refused. Raises `BadHeading`."""
    rows = csv.DictReader(lines)
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise BadHeading(", ".join(missing))
    taken: dict[str, Item] = {}
    refused: list[Refusal] = []
    for row in rows:
        code, name, parent, procurement = ((row[column] or "").strip() for column in COLUMNS)
        reason = _fault(taken, code, name, parent, procurement)
        if reason is None:
            taken[code] = Item(code, name, parent or None, procurement or None)
        else:
            refused.append(Refusal(rows.line_num, code, reason))
    return tuple(taken.values()), tuple(refused)


def _fault(
    taken: dict[str, Item], code: str, name: str, parent: str, procurement: str
) -> Reason | None:
    if _CODE.fullmatch(code) is None:
        return Reason.BAD_CODE
    if code in taken:
        return Reason.DUPLICATE
    if not 0 < len(name) <= _LONGEST_NAME:
        return Reason.NO_NAME
    if parent and parent not in taken:
        return Reason.NO_PARENT
    item = lists.procurement_items().get(procurement)
    # Goods and works may not be bought as a service (102号令10), so no item may stand for one.
    if procurement and (item is None or item.tender_class is not TenderClass.SERVICE):
        return Reason.NOT_A_SERVICE
    return None
