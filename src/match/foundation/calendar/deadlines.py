"""From a row of deadlines.csv (value, unit, rule) and an event to the moment something is due."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from match.foundation.calendar.counting import (
    Counted,
    PeriodRefused,
    add_days,
    add_months,
    add_workdays,
    corresponding,
)
from match.foundation.calendar.holidays import WorkingDays
from match.foundation.clock import HERE
from match.foundation.language import _


class Unit(StrEnum):
    hour = "hour"
    day = "day"
    workday = "workday"
    month = "month"
    year = "year"
    date = "date"


class Direction(StrEnum):
    """after: the last day; before: the last day something may happen ahead of a deadline; every: a
    rhythm.
    """

    after = "after"
    before = "before"
    every = "every"


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due. `until` is the first instant that is too late (midnight in Shanghai,
    unless hours).

    `provisional`: the answer rests on days whose holidays are not announced; ask again when they
    are.
    """

    start: date
    on: date
    until: datetime
    value: str
    unit: Unit
    direction: Direction
    provisional: bool
    days_off: int = 0
    moved: int = 0

    @property
    def explanation(self) -> str:
        """How it was counted, in a sentence or two for the person who has to meet it."""
        return "".join(_sentences(self))


def direction_of(rule: str) -> Direction:
    """The direction a rule text of deadlines.csv speaks of: “before …”, “at least every”, else
    after.
    """
    rule = rule.strip().lower()
    if rule.startswith("before"):
        return Direction.before
    if re.match(r"at least (once )?every\b", rule):
        return Direction.every
    return Direction.after


def due(start: date | datetime, value: str, unit: str, rule: str, days: WorkingDays) -> Due:
    """When `value` `unit`s are over, seen from `start` and in the direction of `rule`.

    `start` is a date, or an aware instant (its date in Shanghai counts; hours need the instant). A
    rhythm (“at least every”) and a fixed date (unit `date`, value MMDD: the next such day, today
    included) are not moved by days off: a child waits no longer because of a holiday. Raises
    PeriodRefused for values and units that name no period, such as “-” or “2-3”.
    """
    if isinstance(start, datetime) and start.tzinfo is None:
        raise PeriodRefused("start must be an aware datetime or a date")
    kind = _unit(unit)
    direction = direction_of(rule)
    if kind is Unit.hour:
        return _due_hours(start, value, direction)
    begin = start.astimezone(HERE).date() if isinstance(start, datetime) else start
    counted = _count(begin, value, kind, direction, days)
    midnight = datetime.combine(counted.on + timedelta(days=1), time.min, HERE)
    return Due(
        start=begin,
        on=counted.on,
        until=midnight.astimezone(UTC),
        value=value,
        unit=kind,
        direction=direction,
        provisional=counted.provisional,
        days_off=counted.days_off,
        moved=counted.moved,
    )


def _count(begin: date, value: str, unit: Unit, direction: Direction, days: WorkingDays) -> Counted:
    if unit is Unit.date:
        return Counted(_next_fixed(begin, value), provisional=False)
    count = _number(value)
    months = {Unit.month: 1, Unit.year: 12}.get(unit)
    if direction is Direction.every and unit is not Unit.workday:
        on = corresponding(begin, count * months) if months else begin + timedelta(days=count)
        return Counted(on, provisional=False)
    signed = -count if direction is Direction.before else count
    if months:
        return add_months(begin, signed * months, days)
    return (add_workdays if unit is Unit.workday else add_days)(begin, signed, days)


def _due_hours(start: date | datetime, value: str, direction: Direction) -> Due:
    if not isinstance(start, datetime):
        raise PeriodRefused("hours are counted from an instant, not from a date")
    span = timedelta(hours=_number(value))
    until = (start - span if direction is Direction.before else start + span).astimezone(UTC)
    return Due(
        start=start.astimezone(HERE).date(),
        on=until.astimezone(HERE).date(),
        until=until,
        value=value,
        unit=Unit.hour,
        direction=direction,
        provisional=False,
    )


def _next_fixed(begin: date, value: str) -> date:
    if not re.fullmatch(r"[0-9]{4}", value):
        raise PeriodRefused(f"{value!r} is not a date as MMDD")
    month, day = int(value[:2]), int(value[2:])
    for year in (begin.year, begin.year + 1):
        try:
            # 29 February falls back to the 28th in the other years.
            on = date(year, month, 28 if (month, day) == (2, 29) and not _leap(year) else day)
        except ValueError as error:
            raise PeriodRefused(f"{value!r} is not a date as MMDD") from error
        if on >= begin:
            return on
    raise AssertionError("a yearly date comes within a year")


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _unit(unit: str) -> Unit:
    try:
        return Unit(unit)
    except ValueError as error:
        raise PeriodRefused(f"{unit!r} is not one of {', '.join(Unit)}") from error


def _number(value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", value):
        raise PeriodRefused(f"{value!r} is not a whole number of units")
    return int(value)


def _sentences(due: Due) -> list[str]:
    facts = {
        "start": due.start.isoformat(),
        "on": due.on.isoformat(),
        "value": due.value,
        "unit": _unit_name(due.unit),
        "days_off": due.days_off,
        "moved": due.moved,
    }
    if due.unit is Unit.date:
        return [_("每年固定日期，本次为 %(on)s。") % facts]
    sentences = [_opening(due.direction) % facts]
    if due.days_off:
        sentences.append(_("其间 %(days_off)s 天休息日不计。") % facts)
    if due.moved and due.direction is Direction.before:
        sentences.append(_("末日为休息日，已提前 %(moved)s 天。") % facts)
    elif due.moved:
        sentences.append(_("末日为休息日，已顺延 %(moved)s 天。") % facts)
    if due.provisional:
        sentences.append(_("部分日期的放假安排尚未公布，暂按周一至周五计算。"))
    return sentences


def _opening(direction: Direction) -> str:
    match direction:
        case Direction.after:
            return _("自 %(start)s 的次日起算 %(value)s %(unit)s，到 %(on)s 为止。")
        case Direction.before:
            return _("须在 %(start)s 之前至少 %(value)s %(unit)s，最晚 %(on)s。")
        case Direction.every:
            return _("每 %(value)s %(unit)s至少一次，自 %(start)s 起下一次最晚 %(on)s。")


def _unit_name(unit: Unit) -> str:
    names = {
        Unit.hour: _("小时"),
        Unit.day: _("天"),
        Unit.workday: _("个工作日"),
        Unit.month: _("个月"),
        Unit.year: _("年"),
        Unit.date: _("日期"),
    }
    return names[unit]
