"""Figures of gauges as people read them."""

from match.foundation.language import _
from match.foundation.money import yuan
from match.insight.gauges import Gauge, Sort, meaning, short
from match.insight.queries.reports import Compared
from match.site.formats import number

MONEY = ("grant", "allowance")


def shown(gauge: Gauge) -> str:
    """The figure itself: 86%, 12 天, 3; 不足5人 where people are hidden, — where none is known."""
    if gauge.hidden:
        return _("不公开")
    if gauge.sort is Sort.share:
        return "—" if gauge.percent is None else f"{gauge.percent}%"
    if gauge.value is None:
        return "—"
    if gauge.sort is Sort.days:
        return _("%(days)s 天") % {"days": gauge.value}
    return number(gauge.value)


def shown_parts(gauge: Gauge) -> str:
    """What a share is made of: 20,300 / 23,594; money in yuan."""
    if gauge.sort is not Sort.share or gauge.value is None or gauge.of is None:
        return ""
    if gauge.key in MONEY:
        return _("%(value)s / %(of)s 元") % {"value": yuan(gauge.value), "of": yuan(gauge.of)}
    return f"{number(gauge.value)} / {number(gauge.of)}"


def shown_change(compared: Compared) -> str:
    """What changed since the month before: +3 个百分点, −1 天."""
    change = compared.change
    if change is None:
        return _("上月没有数据")
    if change == 0:
        return _("与上月相同")
    sign = "+" if change > 0 else "−"
    if compared.now.sort is Sort.share:
        return _("%(sign)s%(points)s 个百分点") % {"sign": sign, "points": abs(change)}
    if compared.now.sort is Sort.days:
        return _("%(sign)s%(days)s 天") % {"sign": sign, "days": abs(change)}
    return f"{sign}{number(abs(change))}"


def count_word(measure: str) -> str:
    """A plain number's name."""
    return {
        "covered": _("有开放儿童之家的村"),
        "homes_open": _("开放中的儿童之家"),
        "homes_idle": _("近期未开放的儿童之家"),
        "needs_open": _("等待回应的需求"),
        "needs_met": _("已满足的需求"),
        "organisations": _("服务儿童的社会组织"),
    }[measure]


WORDS = {"shown": shown, "shown_parts": shown_parts, "meaning": meaning, "label_of": short}
"""What the templates of dashboards call."""
