"""Inspections as a township or county keeps them in Excel: one row is one look at one home."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Sheet, Value
from match.foundation.sheets.cells import tidy
from match.homes.sheet import place_columns
from match.standards.forms import Findings, Found
from match.standards.lines import AREA, lines
from match.standards.states import Result

# What lists write; the first word of each is how our own files say it.
_WORDS = {
    Result.passed: ("符合", "合格", "√", "✓", "met"),
    Result.failed: ("不符合", "不合格", "×", "✗", "not met"),
    Result.absent: ("不适用", "not applicable"),
}
_RESULTS = {word: result for result, words in _WORDS.items() for word in words}
_ANSWER = re.compile(
    rf"({'|'.join(map(re.escape, _RESULTS))})(?:\s*[\s:：,，;；、。](.*))?",
    re.DOTALL | re.IGNORECASE,
)
_NOTE = 300
JUDGED = tuple(line for line in lines() if line.code != AREA)
"""The lines that the inspector judges; the area is measured, and judged by the measure."""


def sheet() -> Sheet:
    """Place, day, who looked, the area, and a column for each line. None for a day of mending."""
    return Sheet(
        "检查记录",
        (
            Column("id", "编号", Kind.integer, least=1, most=2**53, notes=_("新增时空着。")),
            *place_columns(),
            Column("inspected_on", "检查日期", Kind.date, required=True, aliases=("检查时间",)),
            Column(
                "inspector",
                "检查人",
                required=True,
                example="龙秀英",
                longest=40,
                notes=_("只登记自己做的检查。"),
                aliases=("检查人员",),
            ),
            Column(
                "area_m2",
                "室内面积（平方米）",
                Kind.integer,
                required=True,
                least=1,
                most=100_000,
                example="80",
            ),
            *(
                Column(
                    line.code,
                    line.name_zh,
                    required=True,
                    example="符合",
                    longest=_NOTE + 10,
                    notes=line.ask,
                )
                for line in JUDGED
            ),
            Column("note", "其他情况", longest=_NOTE, notes=_("不写孩子和家长的姓名。")),
        ),
        natural_key=("township", "village", "inspected_on"),
        most_rows=500,
        number_key="id",
    )


def found_of(text: str) -> Found | None:
    """What a cell says of a line: 符合, 不适用, or 不符合：缺灭火器; None for anything else."""
    said = _ANSWER.fullmatch(text.strip())
    if said is None:
        return None
    return Found(_RESULTS[said[1].lower()], (said[2] or "").strip())


def cells(known: Mapping[str, Any], found: Sequence[Mapping[str, Any]]) -> dict[str, Value]:
    """An inspection as its row, but for the home: its *known* row with ``inspector``; its lines."""
    said = {line["line"]: _answer(Result(line["result"]), line["note"]) for line in found}
    return {
        **{line.code: said.get(line.code) for line in JUDGED},
        "inspected_on": known["inspected_on"],
        "inspector": tidy(known["inspector"] or "") or _("已注销的账号"),
        "area_m2": known["area_m2"],
        "note": tidy(known["note"]),
    }


def said_cells(findings: Findings, inspector: str) -> dict[str, Value]:
    """The same of a row that comes in; what it leaves open is not here."""
    said = {code: _answer(found.result, found.note) for code, found in findings.lines.items()}
    whole = {
        **said,
        "inspected_on": findings.inspected_on,
        "inspector": tidy(inspector),
        "area_m2": findings.area_m2,
    }
    return {**whole, "note": tidy(findings.note)} if findings.note else whole


def _answer(result: Result, note: str) -> str:
    word, kept = _WORDS[result][0], tidy(note)
    return f"{word}：{kept}" if kept else word
