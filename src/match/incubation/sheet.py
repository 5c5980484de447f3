"""A county's list of organisations that serve children, as a file: one row is one of them."""

from collections.abc import Mapping
from typing import Any

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet, Value, numbered
from match.foundation.sheets.cells import tidy
from match.incubation import policy
from match.incubation.queries import bases

YES, NO = "yes", "no"
ENTRY = ("base", "mode", "began_on")
WORD = ("active", "said")


def sheet(bases: Mapping[str, str]) -> Sheet:
    """The columns; *bases*: those the reader keeps, by what she calls them. None: no such cell."""
    entry = (
        Column("base", "孵化基地", Kind.choice, choices=bases),
        Column("mode", "孵化方式", Kind.choice, choices=_modes()),
        Column("began_on", "进入日期", Kind.date),
    )
    return Sheet(
        "服务儿童的社会组织名单",
        (
            Column(
                "uscc",
                "统一社会信用代码",
                required=True,
                longest=40,
                example="52433101MJJ000001X",
                notes=_("18 位，请把这一列设为文本。"),
            ),
            Column("name", "机构名称", required=True, longest=80, example="吉首市向阳社工服务中心"),
            Column("active", "正在服务儿童", Kind.choice, choices={"是": YES, "否": NO}),
            Column(
                "said",
                "了解到的情况",
                longest=500,
                example="每周六在儿童之家开展课后陪伴",
                notes=_("不要写孩子的姓名和能认出孩子的话。"),
            ),
            *(entry if bases else ()),
        ),
        natural_key=("uscc",),
        most_rows=500,
    )


def cells(known: Mapping[str, Any]) -> dict[str, Value]:
    """What was said of an organisation as its row, but for which organisation it is."""
    active = known["active"]
    return {
        "active": None if active is None else YES if active else NO,
        "said": tidy(known["said"]) if known["said"] else None,
        "base": None if known["base_id"] is None else str(known["base_id"]),
        "mode": known["mode"],
        "began_on": known["began_on"],
    }


async def kept_sheet(actor: Actor) -> Sheet:
    """The columns for who keeps bases: theirs alone can be chosen."""
    kept = [
        (base["id"], base["name"])
        for base in await bases()
        if policy.can_keep(actor, base["division"]) is True
    ]
    return sheet(numbered(kept))


def _modes() -> dict[str, str]:
    return {entry.name_zh: entry.code for entry in codes.home_list("incubation_mode")}
