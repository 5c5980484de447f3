"""What follows from what was found: results, what may be said of few children, days, one need."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from match.foundation.language import _
from match.standards.forms import Findings
from match.standards.lines import AREA, MAY_NOT_APPLY, Line, lines
from match.standards.states import Result

# Groups whose label may be said of a village (codes_beneficiary_group.csv, public_label Y), and
# all other children. Never disability, health, orphans: those are totals of a county.
SURVEYED = ("LBC", "DIF", "MIG", "GEN")
SMALL = 5
# Needs in these states still stand: a second one for the same thing would ask twice.
LIVE_NEEDS = (
    *("draft", "privacy", "township", "county", "information"),
    *("published", "matching", "partly_met", "met"),
)


def area_result(area_m2: int, least_m2: int, *, approved: bool) -> Result:
    """3.3a: large enough, or small with a reason that the township accepted."""
    return Result.passed if area_m2 >= least_m2 or approved else Result.failed


def findings_complaints(findings: Findings, today: date) -> dict[str, str]:
    """Every line must be answered, a failed one with a word of what is wrong; by field name."""
    complaints: dict[str, str] = {}
    for line in lines():
        found = findings.lines.get(line.code)
        if line.code == AREA:
            if findings.area_m2 is None:
                complaints["area_m2"] = _("请填写量出的室内面积。")
        elif found is None:
            complaints[f"r-{line.code}"] = _("请选择“%(line)s”是否符合。") % {"line": line.name}
        elif found.result is Result.failed and line.flagged and len(found.note.strip()) < 2:
            complaints[f"n-{line.code}"] = _("“%(line)s”不符合，请写明缺什么。") % {
                "line": line.name
            }
        elif found.result is Result.absent and line.code not in MAY_NOT_APPLY:
            complaints[f"r-{line.code}"] = _("“%(line)s”不能选不适用。") % {"line": line.name}
    if findings.inspected_on > today:
        complaints["inspected_on"] = _("检查日期不能晚于今天。")
    if any(found.photos for found in findings.lines.values()) and not findings.no_person:
        complaints["no_person"] = _("附了照片，请确认照片里没有人；有人的请换一张。")
    return complaints


def digest(findings: Findings) -> str:
    """
    SHA-256 of what was said, without the photos: a phone that sends twice uploads them twice,
    under other numbers.
    """
    said = {
        code: msgspec.structs.replace(found, photos=[])
        for code, found in sorted(findings.lines.items())
    }
    bare = msgspec.structs.replace(findings, lines=said)
    return hashlib.sha256(msgspec.json.encode(bare, order="sorted")).hexdigest()


def due_on(line: Line, found_on: date, days: int) -> date:
    """By when it is to be put right: the line's own time, else the usual *days*."""
    return found_on + timedelta(days=line.fix_days or days)


def shown_counts(columns: Mapping[str, Sequence[int]]) -> dict[str, list[str]]:
    """
    Counts of children by group as they may be shown, one list a group, a place an entry.

    1 to 4 are shown as 不足5人. Where exactly one place of a group is hidden, its total would give
    it away: then the next smallest that is not nought is hidden as well (complementary).
    """
    return {group: _column(counts) for group, counts in columns.items()}


def _column(counts: Sequence[int]) -> list[str]:
    hidden = {at for at, count in enumerate(counts) if 0 < count < SMALL}
    if len(hidden) == 1:
        others = [(count, at) for at, count in enumerate(counts) if at not in hidden and count]
        if others:
            hidden.add(min(others)[1])
    small = _("不足5人")
    return [
        (small if 0 < count < SMALL else _("已隐去")) if at in hidden else str(count)
        for at, count in enumerate(counts)
    ]
