"""The calendar file, held against lines written by hand from RFC 5545."""

from datetime import UTC, date, datetime, time

import pytest

from match.activities.ical import Place, calendar, escaped, folded
from match.activities.queries import Gathering
from match.activities.rules import Exceptional, OpeningRule
from match.activities.states import ActivityStatus, ExceptionKind
from match.foundation.language import speak

NOW = datetime(2026, 6, 1, 1, 2, 3, tzinfo=UTC)
PLACE = Place(7, "和平村儿童之家", "吉首市, 和平村", "xth.test", "https://xth.test/homes/7")
AFTERNOON = (time(15), time(18))
MORNING = (time(9), time(11, 30))
WEEK = {1: (AFTERNOON,), 3: (AFTERNOON,), 6: (MORNING,)}
# Monday 13 and Wednesday 15 July 2026 fall into the week of the meeting; Saturday 18 as well.
SHUT = Exceptional(
    4, ExceptionKind.closed, date(2026, 7, 13), date(2026, 7, 15), (), (), "村里开会"
)
SUMMER = Exceptional(
    5,
    ExceptionKind.hours,
    date(2026, 7, 20),
    date(2026, 7, 24),
    (1, 2, 3),
    ((time(8, 30), time(11)),),
    "暑假",
)
READING = Gathering(
    11, 7, "和平村儿童之家", "ACT-READ", ActivityStatus.planned, "读书会；夏夜", "带水,带笔",
    ("children",), datetime(2026, 7, 8, 7, 0, tzinfo=UTC), datetime(2026, 7, 8, 8, 30, tzinfo=UTC),
    0, 20, "free", None,
)  # fmt: skip
OFF = Gathering(
    12, 7, "和平村儿童之家", "ACT-OTH", ActivityStatus.cancelled, "做灯笼", "",
    ("children",), datetime(2026, 7, 9, 7, 0, tzinfo=UTC), datetime(2026, 7, 9, 8, 0, tzinfo=UTC),
    0, 20, "free", None,
)  # fmt: skip


def unfolded(data: bytes) -> list[str]:
    """What a reader makes of the file: lines put together again (3.1)."""
    text = data.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(lines: list[str]) -> list[list[str]]:
    found: list[list[str]] = []
    for line in lines:
        if line == "BEGIN:VEVENT":
            found.append([])
        if found:
            found[-1].append(line)
    return [one[: one.index("END:VEVENT") + 1] for one in found]


@pytest.fixture
def lines() -> list[str]:
    speak("zh")
    rule = OpeningRule(WEEK, (SHUT, SUMMER))
    return unfolded(calendar(PLACE, rule, [READING, OFF], now=NOW))


def test_the_frame_names_version_product_and_zone(lines):
    assert lines[:6] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Xiangtonghui//Children's homes//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:和平村儿童之家",
    ]
    assert lines[6:15] == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19910915T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]
    assert lines[-1] == "END:VCALENDAR"


@pytest.mark.notice
def test_the_week_recurs_and_leaves_exceptions_out(lines):
    """Notice 5.4b: hours by week; 2026-01-03 was a Saturday, 2026-01-05 a Monday."""
    morning, afternoon = events(lines)[:2]

    assert morning == [
        "BEGIN:VEVENT",
        "UID:week-0900-1130-home-7@xth.test",
        "DTSTAMP:20260601T010203Z",
        "DTSTART;TZID=Asia/Shanghai:20260103T090000",
        "DTEND;TZID=Asia/Shanghai:20260103T113000",
        "RRULE:FREQ=WEEKLY;BYDAY=SA",
        "SUMMARY:和平村儿童之家 开放",
        "LOCATION:吉首市\\, 和平村",
        "URL:https://xth.test/homes/7",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    assert afternoon[3:7] == [
        "DTSTART;TZID=Asia/Shanghai:20260105T150000",
        "DTEND;TZID=Asia/Shanghai:20260105T180000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,WE",
        "EXDATE;TZID=Asia/Shanghai:20260713T150000,20260715T150000,20260720T150000,20260722T150000",
    ]


def test_other_hours_are_an_event_with_its_days(lines):
    summer = events(lines)[2]

    assert summer[1:8] == [
        "UID:exception-5-0830-home-7@xth.test",
        "DTSTAMP:20260601T010203Z",
        "DTSTART;TZID=Asia/Shanghai:20260720T083000",
        "DTEND;TZID=Asia/Shanghai:20260720T110000",
        "RDATE;TZID=Asia/Shanghai:20260721T083000,20260722T083000",
        "SUMMARY:和平村儿童之家 开放（暑假）",
        "LOCATION:吉首市\\, 和平村",
    ]


def test_activities_are_in_universal_time_and_say_when_they_are_off(lines):
    reading, off = events(lines)[3:]

    assert reading == [
        "BEGIN:VEVENT",
        "UID:activity-11@xth.test",
        "DTSTAMP:20260601T010203Z",
        "DTSTART:20260708T070000Z",
        "DTEND:20260708T083000Z",
        "SUMMARY:读书会；夏夜",
        "DESCRIPTION:带水\\,带笔",
        "LOCATION:吉首市\\, 和平村",
        "URL:https://xth.test/homes/7",
        "STATUS:CONFIRMED",
        "END:VEVENT",
    ]
    assert "STATUS:CANCELLED" in off


def test_every_identifier_is_its_own(lines):
    identifiers = [line for line in lines if line.startswith("UID:")]

    assert len(identifiers) == len(set(identifiers)) == 5


def test_lines_are_folded_at_75_octets_between_characters():
    long = "SUMMARY:" + "和" * 60
    pieces = folded(long).split("\r\n")

    # 8 octets of name and 22 characters of three; then a space and 24 of them (73 octets).
    assert [len(piece.encode()) for piece in pieces] == [74, 73, 43]
    assert pieces[1].startswith(" 和")
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == long
    assert folded("X" * 75) == "X" * 75
    assert folded("X" * 76) == "X" * 75 + "\r\n X"


def test_text_is_escaped_and_cannot_begin_a_property():
    assert escaped("a\\b;c,d") == "a\\\\b\\;c\\,d"
    assert escaped("行\r\nEND:VCALENDAR") == "行\\nEND:VCALENDAR"
    assert escaped("a\x07b") == "ab"
