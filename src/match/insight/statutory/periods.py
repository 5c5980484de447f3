"""Quarters and years. Pure."""

import re
from datetime import date, timedelta

import msgspec

from match.foundation.language import _

_WRITTEN = re.compile(r"(20\d\d)(?:-Q([1-4]))?")


class Period(msgspec.Struct, frozen=True):
    """A calendar year, or one of its quarters (1–4)."""

    year: int
    quarter: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        if self.quarter is None or self.quarter == 4:
            return date(self.year, 12, 31)
        return date(self.year, 3 * self.quarter + 1, 1) - timedelta(days=1)

    @property
    def key(self) -> str:
        """2026, or 2026-Q3: as it stands in an address."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def label(self) -> str:
        """2026 年度, or 2026 年第 3 季度."""
        if self.quarter is None:
            return _("%(year)s 年度") % {"year": self.year}
        return _("%(year)s 年第 %(quarter)s 季度") % {"year": self.year, "quarter": self.quarter}

    def over(self, today: date) -> bool:
        """Whether it has ended."""
        return self.last < today


def period_of(text: str) -> Period | None:
    """A period as an address writes it; None for what is none."""
    found = _WRITTEN.fullmatch(text)
    return Period(int(found[1]), int(found[2]) if found[2] else None) if found else None


def periods_until(today: date, years: int = 3) -> list[Period]:
    """The present year and the two before, each with its quarters that have begun; newest first."""
    found: list[Period] = []
    for year in range(today.year, today.year - years, -1):
        quarters = [Period(year, number) for number in (4, 3, 2, 1)]
        found += [Period(year), *(one for one in quarters if one.first <= today)]
    return found
