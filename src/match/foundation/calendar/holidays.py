"""Which days are worked in China: the county's own knowledge first, then the library, then Monday
to Friday.

The only module that imports `chinese_calendar`. It knows 2004–2026; the State Council announces
each year in the autumn before, so the last resort is marked provisional and due dates are
recomputed when `calendar_override` is loaded.
"""

# chinese_calendar ships no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import chinese_calendar


class Override(NamedTuple):
    """One row of calendar_override: what the yearly notice, or a local order, says about a date."""

    is_workday: bool
    name: str


class Day(NamedTuple):
    """What is known of one date. `provisional`: nobody has announced it yet, only the weekday
    speaks.
    """

    on: date
    works: bool
    name: str
    provisional: bool


def _no_overrides() -> Mapping[date, Override]:
    return {}


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar, as data: overrides are passed in by whoever read them."""

    overrides: Mapping[date, Override] = field(default_factory=_no_overrides)

    def day(self, on: date) -> Day:
        if override := self.overrides.get(on):
            return Day(on, override.is_workday, override.name, provisional=False)
        try:
            holiday, name = chinese_calendar.get_holiday_detail(on)
        except NotImplementedError:
            return Day(on, on.weekday() < 5, "", provisional=True)
        return Day(on, not holiday, name or "", provisional=False)
