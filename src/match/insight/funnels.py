"""A way in numbers: how many came how far, how many days it took, and who must act now."""

from datetime import date
from itertools import pairwise

import msgspec

from match.catalogue import codes
from match.foundation import clock
from match.foundation.language import _, pgettext
from match.insight.queries import desks as waits_on
from match.insight.queries import flow
from match.places.queries import Place, area_names, path
from match.places.rules import SCOPE_LENGTHS, Level

KINDS = ("needs", "purchases")
FEW = 5
"""A median of fewer is a story about one case, and is told to staff only."""


class Row(msgspec.Struct, frozen=True):
    """One group: its name, how many came to each step, and the medians of days between."""

    name: str
    url: str
    reached: tuple[int, ...]
    days: tuple[int | None, ...]


class DeskRow(msgspec.Struct, frozen=True):
    """What waits on one desk now, and how long its step took in the window."""

    key: str
    label: str
    waiting: int
    days: int
    longest: int
    usual: int | None


class Funnel(msgspec.Struct, frozen=True):
    """One page: ``steps`` as the chart draws them, ``rows`` of groups, ``desks`` for staff."""

    place: Place
    line: tuple[Place, ...]
    kind: str
    since: date
    steps: tuple[tuple[str, int, str], ...]
    gaps: tuple[tuple[str, int | None], ...]
    loss: str
    categories: tuple[Row, ...]
    places: tuple[Row, ...]
    desks: tuple[DeskRow, ...]
    waiting: tuple[tuple[str, str, tuple[waits_on.Desk | None, ...]], ...]


async def funnel(code: str, kind: str, *, public: bool, base: str) -> Funnel:
    """Needs or purchases of a division over the last twelve months. Raises NotFound."""
    line = await path(code)
    place = line[-1]
    since = _year_before(clock.today())
    below = SCOPE_LENGTHS[min(place.level, Level.TOWNSHIP)]  # the first level has the length at 0
    if kind == "purchases":
        found = await flow.purchase_flows(place.scope, since, below, plans=not public)
    else:
        found = await flow.need_flows(place.scope, since, below)
    few = FEW if public else 1
    names = await area_names(one.key for one in found.places)
    waits = None if public else await _waiting(kind, place.scope, below)
    return Funnel(
        place=place,
        line=tuple(line),
        kind=kind,
        since=since,
        steps=tuple(_steps(kind, found.whole)),
        gaps=tuple(zip(between(kind), _told(found.whole, few), strict=True)),
        loss=_loss(kind, found.whole),
        categories=tuple(
            Row(codes.label(one.key) if one.key else "—", "", one.reached, _told(one, few))
            for one in found.categories
        ),
        places=tuple(
            Row(
                names.get(one.key, one.key),
                f"{base}/{one.key.ljust(12, '0')}/flow?of={kind}",
                one.reached,
                _told(one, few),
            )
            for one in found.places
            if len(one.key) == below and not (public and place.level >= Level.COUNTY)
        ),
        desks=tuple(_desk_rows(kind, found.whole, waits)) if waits else (),
        waiting=tuple(await _by_place(kind, waits)) if waits else (),
    )


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def _told(one: flow.Flow, few: int) -> tuple[int | None, ...]:
    """Medians between steps; those of too few cases are left out."""
    return tuple(
        days if one.reached[place + 1] >= few else None for place, days in enumerate(one.days)
    )


def step_words(kind: str) -> tuple[str, ...]:
    """The steps of a way, in its order."""
    if kind == "purchases":
        return (
            pgettext("step", "立项"),
            pgettext("step", "公告"),
            pgettext("step", "截止投标"),
            pgettext("step", "确定供应商"),
            pgettext("step", "签合同"),
            pgettext("step", "验收"),
            pgettext("step", "付清"),
        )
    return (
        pgettext("step", "提交"),
        pgettext("step", "乡镇核实"),
        pgettext("step", "发布"),
        pgettext("step", "找到供给"),
        pgettext("step", "签协议"),
        pgettext("step", "送达"),
        pgettext("step", "确认"),
    )


def between(kind: str) -> list[str]:
    """From each step to the next, in words."""
    words = step_words(kind)
    return [f"{one} → {other}" for one, other in pairwise(words)]


def _steps(kind: str, whole: flow.Flow) -> list[tuple[str, int, str]]:
    first = whole.reached[0]
    return [
        (word, count, f"{count * 100 // first}%" if first else "")
        for word, count in zip(step_words(kind), whole.reached, strict=True)
    ]


def _loss(kind: str, whole: flow.Flow) -> str:
    """The step at which most stay behind, as a sentence."""
    lost = [one - other for one, other in pairwise(whole.reached)]
    if not any(lost):
        return ""
    most = max(range(len(lost)), key=lambda place: lost[place])
    return _("停留最多的一步：%(step)s，%(count)s 条还没有走到下一步。") % {
        "step": between(kind)[most],
        "count": lost[most],
    }


# Which step each desk takes: its usual days are those of the step in the window.
_TAKES = {
    "township": 0, "county": 1, "matching": 2, "giver": 4, "home": 5,
    "purchaser": 0, "bidders": 1, "panel": 2, "supplier": 4, "finance": 5,
}  # fmt: skip


def desk_word(key: str) -> str:
    """Whose turn it is, in words."""
    return {
        "township": _("乡镇（核实）"),
        "county": _("县级民政（审核）"),
        "matching": _("全平台（等待供给）"),
        "giver": _("捐赠方（交付）"),
        "home": _("儿童之家（补充或确认）"),
        "purchaser": _("采购单位"),
        "bidders": _("供应商（投标）"),
        "panel": _("评审小组"),
        "supplier": _("承接单位（履约）"),
        "finance": _("财政（付款）"),
    }[key]


async def _waiting(kind: str, scope: str, below: int) -> waits_on.Desks:
    if kind == "purchases":
        return await waits_on.waiting_purchases(scope, below)
    return await waits_on.waiting_needs(scope, below)


def desk_keys(kind: str) -> tuple[str, ...]:
    """The desks of a way, in its order."""
    return waits_on.PURCHASE_DESKS if kind == "purchases" else waits_on.NEED_DESKS


def _desk_rows(kind: str, whole: flow.Flow, waits: waits_on.Desks) -> list[DeskRow]:
    none = waits_on.Desk(0, 0, 0)
    return [
        DeskRow(
            key,
            desk_word(key),
            (held := waits.desks.get(key, none)).waiting,
            held.days,
            held.longest,
            whole.days[_TAKES[key]],
        )
        for key in desk_keys(kind)
    ]


async def _by_place(
    kind: str, waits: waits_on.Desks
) -> list[tuple[str, str, tuple[waits_on.Desk | None, ...]]]:
    """Places right below with what waits on each of their desks; the longest wait first."""
    names = await area_names(waits.places)
    keys = desk_keys(kind)
    listed = [
        (names.get(code, code), code.ljust(12, "0"), tuple(held.get(key) for key in keys))
        for code, held in waits.places.items()
    ]
    return sorted(
        listed, key=lambda row: (-max((one.longest for one in row[2] if one), default=0), row[1])
    )


def slowest(rows: tuple[DeskRow, ...]) -> DeskRow | None:
    """The desk on which things lie longest now, by the median of what waits; None of nothing."""
    held = [row for row in rows if row.waiting]
    return max(held, key=lambda row: (row.days, row.waiting), default=None)
