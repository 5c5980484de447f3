"""
A home's calendar as iCalendar (RFC 5545), written by hand: hours by week, exceptions, activities.

The week's hours are recurring events; a day with an exception is taken out of them (EXDATE), and
other hours are an event of their own with its days listed (RDATE). Times are Hunan's clock, with
the zone's definition in the file, as the standard wants.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from match.activities.queries import Gathering
from match.activities.rules import OpeningRule, days
from match.activities.states import ActivityStatus
from match.foundation import clock
from match.foundation.language import _

MEDIA_TYPE = "text/calendar"
ZONE = "Asia/Shanghai"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FOLD = 75
"""Octets of one line, without its line break (RFC 5545, 3.1)."""
_ZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


class Place(msgspec.Struct, frozen=True):
    """Whose calendar: ``host`` makes the UIDs ours, ``url`` is the home's page."""

    home_id: int
    name: str
    where: str
    host: str
    url: str


def calendar(
    place: Place, rule: OpeningRule, activities: Sequence[Gathering], *, now: datetime
) -> bytes:
    """The whole file as UTF-8 with CRLF. Exceptions from this year's first day on are in it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Xiangtonghui//Children's homes//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(place.name)}",
        *_ZONE,
    ]
    since = now.astimezone(clock.HERE).date().replace(month=1, day=1)
    for event in (*_week(place, rule, since), *_other_hours(place, rule, since)):
        lines += _event(place, event, now)
    for one in activities:
        lines += _activity(place, one, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


class _Opening(msgspec.Struct, frozen=True):
    uid: str
    title: str
    first: date
    span: tuple[time, time]
    lines: tuple[str, ...]


def _week(place: Place, rule: OpeningRule, since: date) -> Iterable[_Opening]:
    """One recurring event for each span that several weekdays share."""
    shared: dict[tuple[time, time], list[int]] = {}
    for weekday, spans in sorted(rule.week.items()):
        for span in spans:
            shared.setdefault(span, []).append(weekday)
    apart = _exceptional_days(rule, since)
    for span, weekdays in sorted(shared.items()):
        first = next(
            day for day in days(since, since + timedelta(6)) if day.isoweekday() in weekdays
        )
        byday = ",".join(DAYS[weekday - 1] for weekday in weekdays)
        out = [day for day in apart if day.isoweekday() in weekdays]
        lines = (f"RRULE:FREQ=WEEKLY;BYDAY={byday}", *_dates("EXDATE", out, span[0]))
        uid = f"week-{_plain(span[0])}-{_plain(span[1])}"
        yield _Opening(uid, _("开放"), first, span, lines)


def _other_hours(place: Place, rule: OpeningRule, since: date) -> Iterable[_Opening]:
    """Hours of exceptions: the first day begins the event, RDATE names the others."""
    held: dict[tuple[int, tuple[time, time]], list[date]] = {}
    for day in _exceptional_days(rule, since):
        exception = rule.exception_on(day)
        for span in rule.hours_on(day):
            assert exception is not None, "these days have one"
            held.setdefault((exception.id, span), []).append(day)
    for (number, span), on in held.items():
        note = next(one.note for one in rule.exceptions if one.id == number)
        uid = f"exception-{number}-{_plain(span[0])}"
        title = _("开放（%(note)s）") % {"note": note} if note else _("开放")
        yield _Opening(uid, title, on[0], span, tuple(_dates("RDATE", on[1:], span[0])))


def _exceptional_days(rule: OpeningRule, since: date) -> list[date]:
    found: set[date] = set()
    for one in rule.exceptions:
        if one.ends_on >= since:
            found.update(days(max(one.starts_on, since), one.ends_on))
    return sorted(found)


def _event(place: Place, event: _Opening, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{event.uid}-home-{place.home_id}@{place.host}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART;TZID={ZONE}:{_local(event.first, event.span[0])}",
        f"DTEND;TZID={ZONE}:{_local(event.first, event.span[1])}",
        *event.lines,
        f"SUMMARY:{escaped(place.name + ' ' + event.title)}",
        f"LOCATION:{escaped(place.where)}",
        f"URL:{place.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _activity(place: Place, one: Gathering, now: datetime) -> list[str]:
    status = "CANCELLED" if one.status is ActivityStatus.cancelled else "CONFIRMED"
    return [
        "BEGIN:VEVENT",
        f"UID:activity-{one.id}@{place.host}",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(one.starts_at)}",
        f"DTEND:{_utc(one.ends_at)}",
        f"SUMMARY:{escaped(one.title)}",
        *([f"DESCRIPTION:{escaped(one.about)}"] if one.about else []),
        f"LOCATION:{escaped(place.where)}",
        f"URL:{place.url}",
        f"STATUS:{status}",
        "END:VEVENT",
    ]


def _dates(name: str, on: Sequence[date], at: time) -> list[str]:
    if not on:
        return []
    return [f"{name};TZID={ZONE}:" + ",".join(_local(day, at) for day in on)]


def _plain(at: time) -> str:
    return f"{at:%H%M}"


def _local(day: date, at: time) -> str:
    return f"{day:%Y%m%d}T{at:%H%M%S}"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """TEXT as 3.3.11 wants it; other controls cannot stand in a calendar at all."""
    kept = "".join(one for one in text.replace("\r\n", "\n") if one == "\n" or one.isprintable())
    for sign in ("\\", ";", ","):
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", "\\n")


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never through the middle of a character."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > FOLD:
            pieces.append(piece)
            # A continuation begins with a space, which counts.
            piece, size = "", 1
        piece += character
        size += octets
    return "\r\n ".join([*pieces, piece])
