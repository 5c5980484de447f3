"""Monthly reports: the counts of a month's end, beside those of the month before."""

from datetime import date

import msgspec

from match.foundation.db import rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.insight.gauges import DEFINITIONS, Counts, Definition, Gauge, gauge, total
from match.insight.queries.gauges import staff_url
from match.insight.queries.months import counts_in, month_after, month_before
from match.places.queries import Place, path


class Compared(msgspec.Struct, frozen=True):
    """One gauge at the end of two months; ``before`` is None in the first report."""

    now: Gauge
    before: Gauge | None

    @property
    def change(self) -> int | None:
        """Percentage points (shares) or units more than the month before; None if unknown."""
        if self.before is None:
            return None
        new, old = _figure(self.now), _figure(self.before)
        return None if new is None or old is None else new - old


class Event(msgspec.Struct, frozen=True):
    """How often something happened within the month, in words."""

    words: str
    count: int


class Report(msgspec.Struct, frozen=True):
    """One division's month."""

    place: Place
    line: tuple[Place, ...]
    month: date
    gauges: tuple[Compared, ...]
    events: tuple[Event, ...]
    counts: tuple[tuple[str, int, int | None], ...]
    """(measure, now, before): the plain numbers that moved."""


async def report(code: str, month: date) -> Report:
    """The report of a month. Raises NotFound where none was written."""
    line = await path(code)
    kept = {row["month"]: counts_in(row["counts"]) for row in await rows(
        "SELECT month, counts FROM monthly_report WHERE division = $1 AND month = ANY($2)",
        code,
        [month, month_before(month)],
    )}  # fmt: skip
    if month not in kept:
        raise NotFound(_("没有这个月的报告。每月 1 日自动生成上个月的报告。"))
    now, before = kept[month], kept.get(month_before(month))
    return Report(
        place=line[-1],
        line=tuple(line),
        month=month,
        gauges=tuple(_compared(code, one, now, before) for one in DEFINITIONS),
        events=tuple(await _events(line[-1].scope, month)),
        counts=tuple(
            (key, total(now, key), None if before is None else total(before, key))
            for key in ("covered", "homes_open", "homes_idle", "needs_open", "needs_met",
                        "organisations")
        ),
    )  # fmt: skip


async def months_of(code: str) -> list[date]:
    """The months there are reports of, the last first."""
    found = await rows(
        "SELECT month FROM monthly_report WHERE division = $1 ORDER BY month DESC LIMIT 60", code
    )
    return [row["month"] for row in found]


def _compared(code: str, about: Definition, now: Counts, before: Counts | None) -> Compared:
    url = staff_url(code, about)
    return Compared(
        gauge(about, now, url, public=False),
        None if before is None else gauge(about, before, url, public=False),
    )


def _figure(of: Gauge) -> int | None:
    return of.percent if of.percent is not None else of.value


async def _events(scope: str, month: date) -> list[Event]:
    """What the audit says happened in the area within the month."""
    words = {
        "home.opened": _("儿童之家开放"),
        "home.idled": _("儿童之家确认停用"),
        "home.closed": _("儿童之家撤销"),
        "need.published": _("需求公开"),
        "need.met": _("需求满足"),
        "organisation.verified": _("社会组织通过核验"),
    }
    found = await rows(
        "SELECT verb, count(*) AS often FROM audit WHERE starts_with(division, $1)"
        " AND verb = ANY($4) AND at >= ($2::date::timestamp AT TIME ZONE 'Asia/Shanghai')"
        " AND at < ($3::date::timestamp AT TIME ZONE 'Asia/Shanghai') GROUP BY verb",
        scope,
        month,
        month_after(month),
        list(words),
    )
    often = {row["verb"]: row["often"] for row in found}
    return [Event(text, often.get(action, 0)) for action, text in words.items()]
