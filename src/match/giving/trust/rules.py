"""
Figures of trust. Pure: from days and yes-or-no to a sentence.

A share without its count misleads: one of one is not a hundred percent of anything. So every figure
says how many of how many, and under FEW it says nothing at all; a small number could also tell a
reader which single gift went wrong.
"""

from collections.abc import Sequence
from enum import StrEnum
from statistics import median_low

import msgspec

from match.foundation.language import _, ngettext

FEW = 3


class Measure(StrEnum):
    """What is counted."""

    arrived = "arrived"
    complete = "complete"
    counted = "counted"
    reported = "reported"


class Figure(msgspec.Struct, frozen=True):
    """*good* of *of*; ``days``: the median from one day to the other, where there is one."""

    measure: Measure
    good: int
    of: int
    days: int | None = None

    @property
    def few(self) -> bool:
        """Too few to say anything."""
        return self.of < FEW


def figure(measure: Measure, outcomes: Sequence[bool], days: Sequence[int] = ()) -> Figure:
    """How many of the *outcomes* were good; of *days* the lower median, from FEW of them on."""
    median = median_low(days) if len(days) >= FEW else None
    return Figure(measure, sum(outcomes), len(outcomes), median)


def label(measure: Measure) -> str:
    """What is counted, in words."""
    return {
        Measure.arrived: _("约定的捐赠送到"),
        Measure.complete: _("清点完好齐全"),
        Measure.counted: _("按时清点签收"),
        Measure.reported: _("按时报告使用情况"),
    }[measure]


def sentence(told: Figure) -> str:
    """“13 次中 12 次，中位数 9 天”, or that there are too few."""
    if told.few:
        return _("不足 %(few)s 次，暂不统计") % {"few": FEW}
    said = ngettext("%(of)s 次中 %(good)s 次", "%(of)s 次中 %(good)s 次", told.of) % {
        "of": told.of,
        "good": told.good,
    }
    if told.days is None:
        return said
    days = ngettext("中位数 %(days)s 天", "中位数 %(days)s 天", told.days) % {"days": told.days}
    return f"{said}{_('，')}{days}"
