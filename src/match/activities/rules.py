"""Pure decisions: which hours hold on a day, who is missing on the rota, what is due this year."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from match.activities.states import ExceptionKind
from match.foundation.language import _

ONE_DAY = timedelta(days=1)
YEARS_MOST = 5
Hours = tuple[tuple[time, time], ...]

BANDS = ("0-2", "3-5", "6-8", "9-11", "12-14", "15-17")
# Groups of which a home may say how many came; the hidden ones (VICTIM, HIV …) are never counted.
GROUPS = ("LBC", "DIF", "MIG")
AUDIENCES = ("children", "guardians")
# Rows 2.2a–c of the notice first, then what else homes do (2.3d).
KINDS = (
    "ACT-READ", "ACT-HOL", "SVC-LAWED", "ACT-TALK", "SVC-FAM", "SVC-SAFE", "ACT-DRILL",
    "SVC-SEXED", "SVC-ART", "SVC-SPORT", "SVC-SCI", "SVC-COMP", "ACT-OTH",
)  # fmt: skip
LAW = ("SVC-LAWED", "ACT-TALK")
FAMILY = ("SVC-FAM",)
SAFETY = ("SVC-SAFE", "ACT-DRILL")
# Whom an activity is for unless the director says otherwise.
FOR = {"SVC-FAM": ("guardians",), "SVC-SAFE": AUDIENCES, "ACT-DRILL": AUDIENCES}


class Exceptional(msgspec.Struct, frozen=True):
    """One exception: ``weekdays`` empty means every day from ``starts_on`` to ``ends_on``."""

    id: int
    kind: ExceptionKind
    starts_on: date
    ends_on: date
    weekdays: tuple[int, ...]
    hours: Hours
    note: str

    @property
    def days(self) -> int:
        """How long the range is."""
        return (self.ends_on - self.starts_on).days + 1


class OpeningRule(msgspec.Struct, frozen=True):
    """The week (weekday 1 Monday … 7 Sunday → spans), and the dated exceptions of it."""

    week: dict[int, Hours]
    exceptions: tuple[Exceptional, ...] = ()

    def exception_on(self, day: date) -> Exceptional | None:
        """
        The exception that holds on *day*: the one with the shortest range, then the newest. So one
        day's closing stands within the summer's hours.
        """
        found = [one for one in self.exceptions if one.starts_on <= day <= one.ends_on]
        return min(found, key=lambda one: (one.days, -one.id), default=None)

    def hours_on(self, day: date) -> Hours:
        """The spans in which the home is open on *day*, in order; empty: shut."""
        exception = self.exception_on(day)
        if exception is None:
            return self.week.get(day.isoweekday(), ())
        if exception.weekdays and day.isoweekday() not in exception.weekdays:
            return ()
        return exception.hours

    def open_days(self, since: date, until: date) -> list[date]:
        """Every day of the range on which the home opens at all."""
        return [day for day in days(since, until) if self.hours_on(day)]


class Due(msgspec.Struct, frozen=True):
    """
    A recurring duty that is not done yet. ``what``: family or safety; ``missing``: the audiences
    that nothing of the year was for; ``by``: the last day of the period.
    """

    what: str
    done: int
    asked: int
    missing: tuple[str, ...]
    by: date


def days(since: date, until: date) -> Iterable[date]:
    """Every day from *since* to *until*, both included."""
    return (since + timedelta(days=at) for at in range((until - since).days + 1))


def quarter(day: date) -> tuple[date, date]:
    """First and last day of the calendar quarter."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    after = date(day.year + 1, 1, 1) if first.month == 10 else date(day.year, first.month + 3, 1)
    return first, after - timedelta(days=1)


def month(text: str, today: date) -> tuple[date, date]:
    """First and last day of a month named 2026-11, a few years from *today* at most; today's for
    anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = today.replace(day=1)
    if abs(first.year - today.year) > YEARS_MOST:
        first = today.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return first, after - timedelta(days=1)


def last_opening(rule: OpeningRule, now: datetime) -> tuple[date, time, time]:
    """
    The last time the home opened before *now* (Hunan's clock), as day, start and end: what a
    director most likely writes about. Without hours in the last week: yesterday afternoon.
    """
    for back in range(8):
        day = now.date() - timedelta(days=back)
        for opens, closes in reversed(rule.hours_on(day)):
            if datetime.combine(day, opens, now.tzinfo) <= now:
                return day, opens, closes
    return now.date() - ONE_DAY, time(15), time(17)


def gaps(open_days: Collection[date], on_duty: Collection[date]) -> list[date]:
    """Open days on which nobody is on duty (4.1f)."""
    return sorted(set(open_days) - set(on_duty))


def risk_complaint(capacity: int, above: int, note: str) -> str | None:
    """5.4c: a gathering of more than *above* children says how it is kept safe."""
    if capacity <= above or len(note.strip()) >= 4:
        return None
    return _("超过 %(above)s 人的活动，请写明安全措施：谁看护、怎样疏散。") % {"above": above}


def places_complaint(capacity: int, taken: int, heads: int) -> str | None:
    """5.4c: registration stops at capacity."""
    left = capacity - taken
    if heads <= left:
        return None
    if left <= 0:
        return _("名额已满，不能再报名。")
    return _("名额不够：还能报 %(left)s 人。") % {"left": left}


def dues(
    held: Sequence[tuple[str, date, Collection[str]]],
    on: date,
    *,
    family_per_quarter: int,
    safety_per_year: int,
) -> list[Due]:
    """
    What a home still owes on *on* of what the notice wants again and again, from the activities of
    the year as (kind, day, audiences): 2.2b family education each quarter, 2.2c safety education
    for children and for parents.
    """
    first, last = quarter(on)
    family = sum(kind in FAMILY and first <= day <= last for kind, day, _for in held)
    found: list[Due] = []
    if family < family_per_quarter:
        found.append(Due("family", family, family_per_quarter, (), last))
    safe = [(day, whom) for kind, day, whom in held if kind in SAFETY and day.year == on.year]
    missing = tuple(one for one in AUDIENCES if not any(one in whom for _day, whom in safe))
    if len(safe) < safety_per_year or missing:
        found.append(Due("safety", len(safe), safety_per_year, missing, date(on.year, 12, 31)))
    return found
