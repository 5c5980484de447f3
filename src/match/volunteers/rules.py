"""Pure decisions about shifts: times, windows, minutes, what one must say to open one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from match.catalogue import codes
from match.foundation import clock
from match.foundation.language import _
from match.homes.queries import Span

SERVICE_ROOTS = frozenset({"SVC", "ACT", "PAIR", "FAC"})
"""Roots of the catalogue that time can serve; goods and money are given."""


class Limits(msgspec.Struct, frozen=True):
    """The parameters ``volunteers.*`` of today: minutes, hours, days and years as named."""

    travel_minutes: int
    withdraw_hours: int
    check_in_before_minutes: int
    check_out_after_minutes: int
    hours_over_minutes: int
    reminder_hours: int
    no_show_days: int
    longest_hours: int
    advance_days: int
    adult_age: int
    least_adults: int = 2
    course_minutes: int = 40
    course_valid_days: int = 365
    remind_days: int = 30
    record_workdays: int = 10
    call_hours: int = 72
    call_batch: int = 3
    call_wait_minutes: int = 20
    call_most: int = 30


def moment(day: date, at: str) -> datetime:
    """An instant of Hunan's clock; *at* is HH:MM."""
    return datetime.combine(day, time.fromisoformat(at), tzinfo=clock.HERE)


def age_on(born_on: date, day: date) -> int:
    """Completed years; who was born on 29 February comes of age on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def times_complaint(
    starts: datetime, ends: datetime, now: datetime, limits: Limits
) -> dict[str, str]:
    """Times that can be kept."""
    if ends <= starts:
        return {"ends": _("结束时间应晚于开始时间。")}
    if ends - starts > timedelta(hours=limits.longest_hours):
        return {
            "ends": _("一个班次最长 %(hours)s 小时，请分成几个班次。")
            % {"hours": limits.longest_hours}
        }
    if starts <= now:
        return {"day": _("开始时间已经过去，请改成以后的时间。")}
    if starts > now + timedelta(days=limits.advance_days):
        return {"day": _("最多提前 %(days)s 天发布，请改近一些。") % {"days": limits.advance_days}}
    return {}


def skills_complaint(skills: Iterable[str]) -> dict[str, str]:
    """Known codes only."""
    try:
        for code in skills:
            codes.skill(code)
    except codes.UnknownCode:
        return {"skills": _("请从给出的选项里选择专长。")}
    return {}


def outside_hours(hours: Sequence[Span], starts: datetime, ends: datetime) -> bool:
    """Whether any part lies outside a home's weekly opening hours; unknown hours close nothing."""
    if not hours:
        return False
    here, until = starts.astimezone(clock.HERE), ends.astimezone(clock.HERE)
    return here.date() != until.date() or not any(
        span.weekday == here.isoweekday()
        and span.opens <= here.time()
        and until.time() <= span.closes
        for span in hours
    )


def too_close(
    starts: datetime,
    ends: datetime,
    other_starts: datetime,
    other_ends: datetime,
    *,
    margin_minutes: int,
) -> bool:
    """Whether one person cannot keep both: they overlap, or lie nearer than the way between."""
    margin = timedelta(minutes=margin_minutes)
    return starts < other_ends + margin and other_starts < ends + margin


def check_in_opens(starts: datetime, limits: Limits) -> datetime:
    """From here to the end of the shift one may check in."""
    return starts - timedelta(minutes=limits.check_in_before_minutes)


def check_out_closes(ends: datetime, limits: Limits) -> datetime:
    """Up to here one may check out."""
    return ends + timedelta(minutes=limits.check_out_after_minutes)


def is_late(now: datetime, starts: datetime, limits: Limits) -> bool:
    """Whether a withdrawal comes so late that nobody else can be found."""
    return now > starts - timedelta(hours=limits.withdraw_hours)


def proposed_minutes(
    starts: datetime, ends: datetime, came: datetime | None, left: datetime | None
) -> int:
    """
    Whole minutes inside the shift from check-in to check-out; without a check-out, to its end.
    Waiting before it begins, staying after it ends and travel are not counted (domain.md §3.5).
    """
    begun = max(starts, came or starts)
    over = min(ends, left or ends)
    return max(0, int((over - begun) / timedelta(minutes=1)))


def most_minutes(starts: datetime, ends: datetime, limits: Limits) -> int:
    """The most that a home may confirm for one person."""
    return int((ends - starts) / timedelta(minutes=1)) + limits.hours_over_minutes


def roles_complaint(roles: Sequence[tuple[int, str, str, int]], whole: int) -> dict[str, str]:
    """What is wrong with a shift's roles: each a name and places, together the shift's places."""
    complaints: dict[str, str] = {}
    for at, name, skill, places in roles:
        if len(name) < 2:
            complaints[f"role{at}_name"] = _("岗位名称 2 到 30 个字。")
        if not places:
            complaints[f"role{at}_places"] = _("每个岗位都要写人数。")
        if skill and skills_complaint([skill]):
            complaints[f"role{at}_skill"] = _("请从给出的选项里选择专长。")
    counted = sum(places for _at, _name, _skill, places in roles)
    if roles and not complaints and counted != whole:
        complaints["places"] = _("各岗位人数合计 %(sum)s，应等于总人数 %(whole)s。") % {
            "sum": counted,
            "whole": whole,
        }
    return complaints


def adults_complaint(
    *, child_contact: bool, places: int, home_adults: int, wanted: int
) -> dict[str, str]:
    """Never one adult alone with children: places and the home's adults make two at least."""
    if not child_contact or places + home_adults >= wanted:
        return {}
    return {
        "home_adults": _("接触儿童时至少要有 %(wanted)s 名成年人在场：请增加名额或在场的成年人。")
        % {"wanted": wanted}
    }


def part_of(moment_here: datetime) -> str:
    """The weekday (1 Monday) and part of day (a before 12, p before 18, e) of a moment here."""
    hour = moment_here.hour
    return f"{moment_here.isoweekday()}{'a' if hour < 12 else 'p' if hour < 18 else 'e'}"


STARS = (100, 300, 600, 1000, 1500)
"""Hours from which a volunteer has one to five stars (志愿服务记录办法, 民函〔2012〕340号)."""


def stars_of(minutes: int) -> int:
    """One to five stars by confirmed hours, or none."""
    return sum(minutes >= hours * 60 for hours in STARS)
