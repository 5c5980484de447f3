"""The gauges of domain.md §1.8: what is divided by what, the target, who sees it. Pure."""

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from match.foundation.language import _
from match.insight.counting.catalogue import MEASURES, Fineness
from match.insight.rules import SMALL, median, percent

Counts = Mapping[tuple[str, str], int]
"""(measure, facet) → total of one division."""


class Sort(StrEnum):
    """How a gauge is computed."""

    share = "share"
    days = "days"
    tally = "tally"


class Definition(msgspec.Struct, frozen=True):
    """One gauge by its measures. ``target``: percent, or at most so many days; ``low`` is good
    where less is better. ``rows``: what the list behind the number shows."""

    key: str
    sort: Sort
    value: str
    of: str = ""
    target: int | None = None
    low: bool = False
    rows: str = ""
    staff: bool = False
    """Only for staff: gaps of single homes are work, not publicity."""

    @property
    def fineness(self) -> Fineness:
        """How deep the public sees it: as deep as both its measures."""
        order = [Fineness.staff, Fineness.county, Fineness.village]
        held = [MEASURES[name].fineness for name in (self.value, self.of) if name]
        return min(held, key=order.index)

    @property
    def persons(self) -> bool:
        """Whether what is counted are people."""
        return any(MEASURES[name].persons for name in (self.value, self.of) if name)


class Gauge(msgspec.Struct, frozen=True):
    """
    One gauge of one division. ``value`` of ``of`` (shares), or ``value`` alone (days, counts);
    None where nothing is known yet, or where it is ``hidden`` because it would tell of fewer
    than five people. ``rows_url`` lists what was counted.
    """

    key: str
    sort: Sort
    value: int | None
    of: int | None
    target: int | None
    rows_url: str
    low: bool = False
    hidden: bool = False

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down, so that 100 means all of them."""
        return percent(self.value, self.of) if self.sort is Sort.share else None

    @property
    def reached(self) -> bool | None:
        """Whether the target is met; None without target or figure."""
        shown = self.percent if self.sort is Sort.share else self.value
        if self.target is None or shown is None:
            return None
        return shown <= self.target if self.low else shown >= self.target

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return label(self.key)


_SHARE, _DAYS, _TALLY = Sort.share, Sort.days, Sort.tally
DEFINITIONS: tuple[Definition, ...] = (
    Definition("coverage", _SHARE, "covered", "villages", 100, rows="villages"),
    Definition("communities", _SHARE, "communities_covered", "communities", rows="communities"),
    Definition("idle", _SHARE, "homes_idle", "built", low=True, rows="idle"),
    Definition("demo", _SHARE, "titled", "built", 10, rows="titles"),
    Definition("directors", _SHARE, "directors_trained", "directors", 100, rows="directors"),
    Definition(
        "supervisors", _SHARE, "supervisors_trained", "supervisors", 100, rows="supervisors"
    ),
    Definition("counties", _SHARE, "counties_with_three", "counties", 100, rows="organisations"),
    Definition("supervised", _SHARE, "townships_supervised", "townships", 100, rows="townships"),
    Definition("counselled", _SHARE, "townships_counselled", "townships", 100, rows="counsellors"),
    # Only totals that care/ told, suppressed there; a number without them is no number.
    Definition("agreement", _SHARE, "care_agreed", "care_all", 100, staff=True),
    Definition("fulfilment", _SHARE, "units_received", "units_asked", rows="needs"),
    Definition("match_days", _DAYS, "match_days", low=True, rows="needs"),
    Definition("delivery_days", _DAYS, "delivery_days", low=True, rows="needs"),
    Definition("grant", _SHARE, "grant_fen", "grant_due_fen", 100, rows="grants"),
    Definition(
        "allowance",
        _SHARE,
        "allowance_fen",
        "allowance_due_fen",
        100,
        rows="directors",
        staff=True,
    ),
    Definition("overdue", _TALLY, "overdue", low=True, target=0, rows="overdue", staff=True),
)
BY_KEY: dict[str, Definition] = {one.key: one for one in DEFINITIONS}


def label(key: str) -> str:
    """The name of a gauge."""
    return {
        "coverage": _("儿童之家覆盖率"),
        "communities": _("社区覆盖率（另计）"),
        "idle": _("停用率"),
        "demo": _("示范儿童之家占比"),
        "directors": _("儿童主任当年受训率"),
        "supervisors": _("儿童督导员当年受训率"),
        "counties": _("有 3 家社会组织的县市区"),
        "supervised": _("有儿童督导员的乡镇"),
        "counselled": _("有合格心理辅导员的乡镇"),
        "agreement": _("服务协议签订率"),
        "fulfilment": _("需求满足率"),
        "match_days": _("发布到对接的天数"),
        "delivery_days": _("对接到送达的天数"),
        "grant": _("当年建设补助到位率"),
        "allowance": _("岗位津贴达标"),
        "overdue": _("逾期未检查的儿童之家"),
    }[key]


def short(key: str) -> str:
    """The name of a gauge where a column is narrow; its whole name where there is no short one."""
    return {
        "coverage": _("覆盖率"),
        "demo": _("示范占比"),
        "directors": _("主任受训"),
        "supervised": _("有督导员"),
        "fulfilment": _("满足率"),
    }.get(key) or label(key)


def meaning(key: str) -> str:
    """How a gauge is counted, in one sentence."""
    return {
        "coverage": _("建有开放中主儿童之家的行政村数 ÷ 行政村总数。"),
        "communities": _("建有开放中主儿童之家的社区数 ÷ 社区总数，不计入覆盖率。"),
        "idle": _("近期未开放的主儿童之家 ÷ 已建成的主儿童之家。"),
        "demo": _("有有效示范称号的主儿童之家 ÷ 已建成的主儿童之家，目标 10%。"),
        "directors": _("当年完成培训的在岗儿童主任 ÷ 在岗儿童主任。"),
        "supervisors": _("当年完成培训的儿童督导员 ÷ 在岗儿童督导员。"),
        "counties": _("已登记、服务儿童、仍在活动的社会组织不少于 3 家的县市区 ÷ 全部县市区。"),
        "supervised": _("有 1 名儿童督导员的乡镇（街道）÷ 全部乡镇（街道）。"),
        "counselled": _("至少有 1 名合格心理辅导员的乡镇（街道）÷ 全部乡镇（街道）。"),
        "agreement": _("有有效服务协议的受服务儿童 ÷ 受服务儿童；只有汇总数。"),
        "fulfilment": _("已收到的数量 ÷ 已批准的数量，各类需求合计。"),
        "match_days": _("从需求发布到签订第一份协议，中位数。"),
        "delivery_days": _("从签订协议到清点入库，中位数。"),
        "grant": _("当年已安排的建设补助 ÷ 每个新建儿童之家 3 万元。"),
        "allowance": _("已发岗位津贴 ÷ 每名儿童主任每年 2400 元。"),
        "overdue": _("超过检查周期、还没有检查的儿童之家。"),
    }[key]


def gauge(definition: Definition, counts: Counts, rows_url: str, *, public: bool) -> Gauge:
    """
    One gauge from a division's counts. For the *public* a share of people is hidden when either
    side of it, or the rest between them, is one to four people.
    """
    value, of = _figures(definition, counts)
    hidden = public and definition.persons and _tells_of_few(value, of)
    return Gauge(
        definition.key,
        definition.sort,
        None if hidden else value,
        None if hidden else of,
        definition.target,
        rows_url,
        definition.low,
        hidden,
    )


def _figures(definition: Definition, counts: Counts) -> tuple[int | None, int | None]:
    if definition.sort is Sort.days:
        return median(
            {int(facet): n for (m, facet), n in counts.items() if m == definition.value}
        ), None
    value = total(counts, definition.value)
    if definition.sort is Sort.tally:
        return value, None
    of = total(counts, definition.of)
    return (value, of) if of else (None, None)


def total(counts: Counts, measure: str) -> int:
    """All facets of a measure together."""
    return sum(n for (name, _facet), n in counts.items() if name == measure)


def _tells_of_few(value: int | None, of: int | None) -> bool:
    parts = (value or 0, of or 0, (of or 0) - (value or 0))
    return any(0 < part < SMALL for part in parts)
