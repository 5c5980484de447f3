"""A home's book of activities as a file: one row is one gathering, in numbers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from match.activities.forms import HeadsForm
from match.activities.rules import BANDS, KINDS
from match.catalogue import codes
from match.foundation import clock
from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet, Value, numbered
from match.foundation.sheets.cells import tidy

HEADS = (
    *((f"age_{band.replace('-', '_')}", f"{band}岁人数") for band in BANDS),
    ("adults", "成人人数"),
    ("lbc", "其中留守儿童"),
    ("dif", "其中困境儿童"),
    ("mig", "其中流动儿童"),
)
"""The counts of the form, in the words of a list."""
GROUPS = {"LBC": "lbc", "DIF": "dif", "MIG": "mig"}
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])(?:[:：]00)?")
_PART_OF_DAY = re.compile(r"0(?:\.[0-9]+)?")
_MINUTES = 24 * 60


def sheet(homes: Sequence[tuple[int, str]]) -> Sheet:
    """The columns, for who keeps these *homes*, (id, name). There is none for a name of a child."""
    return Sheet(
        "活动名单",
        (
            Column("id", "编号", Kind.integer, least=1, most=2**53, notes=_("新增时空着。")),
            Column("home", "儿童之家", Kind.choice, required=True, choices=numbered(homes)),
            Column("day", "日期", Kind.date, required=True),
            Column("starts", "开始时间", required=True, example="15:00", longest=20),
            Column("ends", "结束时间", required=True, example="16:30", longest=20),
            Column("kind", "活动类型", Kind.choice, required=True, choices=_kinds()),
            Column(
                "title",
                "活动名称",
                longest=40,
                notes=_("不填就用活动类型。不要写孩子的姓名。"),
            ),
            *(Column(key, header, Kind.integer, most=500) for key, header in HEADS),
            Column("risk_note", "安全措施", longest=300, notes=_("人多的活动必填。")),
        ),
        natural_key=("home", "day", "starts", "kind"),
        most_rows=500,
        number_key="id",
    )


def clock_of(text: str) -> str | None:
    """HH:MM of what a cell says: 9:00, 15：00, or Excel's part of a day; None for another."""
    said = _TIME.fullmatch(text.strip())
    if said:
        return f"{int(said[1]):02d}:{said[2]}"
    if _PART_OF_DAY.fullmatch(text.strip()):
        minutes = round(float(text) * _MINUTES)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes < _MINUTES else None
    return None


def cells(row: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> dict[str, Value]:
    """An activity of the book as its row, but for its number; no counts before it is counted."""
    begin, end = (row[key].astimezone(clock.HERE) for key in ("starts_at", "ends_at"))
    return {
        "home": str(row["home_id"]),
        "day": begin.date(),
        "starts": f"{begin:%H:%M}",
        "ends": f"{end:%H:%M}",
        "kind": row["kind"],
        "title": tidy(row["title"]),
        "risk_note": tidy(row["risk_note"]),
        **({} if row["children"] is None else counts(counted(row, parts))),
    }


def counts(heads: HeadsForm) -> dict[str, Value]:
    """The head counts as cells."""
    return {key: getattr(heads, key) for key, _header in HEADS}


def counted(row: Mapping[str, Any], parts: Sequence[Mapping[str, Any]]) -> HeadsForm:
    """What was counted of an activity: its *row*, and its *parts* by age and group."""
    held = {
        GROUPS.get(part["code"], f"age_{part['code'].replace('-', '_')}"): part["heads"]
        for part in parts
    }
    return HeadsForm(**held, adults=row["adults"] or 0)


def _kinds() -> dict[str, str]:
    return {codes.category(kind).name_zh: kind for kind in KINDS}
