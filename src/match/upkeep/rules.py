"""
Pure arithmetic of upkeep: shares of a grant, points and grades, what a title asks for.

Money is whole fen. The figures of the notice come in as parameters (decision 0016); what grades
may and may not do is decision 0027.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

import msgspec

from match.foundation.language import _
from match.upkeep.states import DepartmentKind, Level

FEN = 100
QUARTER = 3
# 5.1b: civil affairs leads, education and the federation work with it, finance sees to the money.
NEEDED_DEPARTMENTS = (
    DepartmentKind.civil,
    DepartmentKind.finance,
    DepartmentKind.education,
    DepartmentKind.federation,
)


class Grade(msgspec.Struct, frozen=True):
    """A grade of a county's rule: from ``least_points`` on, ``coefficient`` in hundredths."""

    grade: str
    least_points: int
    coefficient: int


class Figures(msgspec.Struct, frozen=True):
    """What a director's period showed: counts, never whom."""

    activities: int = 0
    heads: int = 0
    open_days: int = 0
    trained: bool = False


class Expected(msgspec.Struct, frozen=True):
    """How much of it a month is expected to show (parameters ``allowance.*``)."""

    activities: int
    open_days: int


def half_up(above: int, below: int) -> int:
    """A fraction that is not negative as a whole number, half up."""
    assert below > 0 <= above, "a share of something"
    return (2 * above + below) // (2 * below)


def shares_complaint(
    shares: Mapping[Level, int], *, total_fen: int, province_fen: int
) -> str | None:
    """5.2a: the province's share is set, city and county bring the rest, and the sum is exact."""
    if shares.get(Level.province) != province_fen:
        return _("省级补助必须正好是 %(yuan)s 元。") % {"yuan": province_fen // FEN}
    rest = total_fen - province_fen
    local = sum(fen for level, fen in shares.items() if level is not Level.province)
    if local != rest or any(fen < 0 for fen in shares.values()):
        return _("市、县两级合计必须正好是 %(rest)s 元，现在是 %(local)s 元。") % {
            "rest": _yuan(rest),
            "local": _yuan(local),
        }
    return None


def points(seen: Figures, expected: Expected, months: int) -> int:
    """
    0–100: activities 50, opening days 40, a course passed in the last year 10.

    Each count is measured by what *months* are expected to show, and more than that adds nothing:
    numbers are to be true, not large. One rounding, half up.
    """
    held = min(seen.activities, expected.activities * months)
    opened = min(seen.open_days, expected.open_days * months)
    whole = expected.activities * months * expected.open_days * months
    earned = 50 * held * expected.open_days * months + 40 * opened * expected.activities * months
    return half_up(earned + (10 * whole if seen.trained else 0), whole)


def grade_for(earned: int, grades: Sequence[Grade]) -> str:
    """The best grade whose points are reached; the lowest one needs none."""
    reached = [one for one in grades if one.least_points <= earned]
    return max(reached, key=lambda one: (one.least_points, one.coefficient)).grade


def amount_fen(base_fen: int, coefficient: int) -> int:
    """Base × coefficient (hundredths), half a fen up."""
    return half_up(base_fen * coefficient, 100)


def grades_complaint(grades: Sequence[Grade], *, least: int = 100) -> str | None:
    """
    A rule's grades: in order, the lowest for everybody, none below the base (5.2c: the base is the
    least that law allows, so a grade may add and never take).
    """
    if not grades or min(one.least_points for one in grades) != 0:
        return _("最低一档的分数线必须是 0 分，让每位在岗主任都有一档。")
    if any(one.coefficient < least for one in grades):
        return _("系数不能低于 1.00：每人每月不得低于标准，绩效只能往上加。")
    ordered = sorted(grades, key=lambda one: one.grade)
    for better, worse in pairwise(ordered):
        if better.least_points <= worse.least_points or better.coefficient < worse.coefficient:
            return _("等级要从高到低：A 档的分数线和系数都不低于 B 档，依次类推。")
    return None


def months_of(first: date, months: int) -> list[date]:
    """The first days of *months* months from *first* on."""
    found = [first]
    while len(found) < months:
        found.append((found[-1] + timedelta(days=32)).replace(day=1))
    return found


def last_of(first: date, months: int) -> date:
    """The last day of the period."""
    return (months_of(first, months + 1))[-1] - timedelta(days=1)


def period_complaint(first: date, months: int, today: date) -> str | None:
    """A month or a quarter that is over, or is about to be."""
    if first.day != 1 or months not in (1, QUARTER):
        return _("请选择一个月份或一个季度。")
    if months == QUARTER and first.month not in (1, 4, 7, 10):
        return _("季度从 1 月、4 月、7 月或 10 月开始。")
    if months_of(first, months)[-1] > today:
        return _("这一期还没有到。请在最后一个月开始以后再做表。")
    return None


def departments_complaint(departments: Collection[str]) -> str | None:
    """5.1b names four; the party's organisation department is the fifth of H2 and may join."""
    missing = [one for one in NEEDED_DEPARTMENTS if one not in departments]
    if not missing:
        return None
    return _("还缺少通知要求的部门：民政（牵头）、财政、教育、妇联都要参加。")


def count_complaint(total: int, planned: int, reason: str) -> str | None:
    """3.1d: another number than planned is allowed with a written reason."""
    if total == planned or len(reason.strip()) >= 4:
        return None
    return _("本年度命名后共 %(total)s 个，计划是 %(planned)s 个。数量不同时请写明原因。") % {
        "total": total,
        "planned": planned,
    }


def unmet_complaint(unmet: Collection[str], words: str, least: int = 10) -> str | None:
    """A title for a home that misses a standard asks for reasons, not for silence."""
    if not unmet or len(words.strip()) >= least:
        return None
    return _("有 %(count)s 项标准没有达到。请写明为什么仍然通过，至少 %(least)s 个字。") % {
        "count": len(unmet),
        "least": least,
    }


def share_percent(titled: int, built: int) -> int:
    """Whole percent, rounded down, so that 10 means a tenth at least (3.1e)."""
    return titled * 100 // built if built else 0


def _yuan(fen: int) -> str:
    whole, rest = divmod(fen, FEN)
    return f"{whole}" if rest == 0 else f"{whole}.{rest:02d}"
