"""The key days of a purchase as an iCalendar file (RFC 5545)."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from match.foundation.settings import settings
from match.tenders.pages.story import KeyDay

MEDIA_TYPE = "text/calendar"
_LINE_BYTES = 75


def calendar(tender_id: int, title: str, days: Sequence[KeyDay], *, stamp: datetime) -> bytes:
    """
    One event a day; where an hour counts, an event at that moment with a reminder a day ahead.
    *stamp* is when these days were last set: the same days give the same file.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//xiangtonghui//purchases//ZH"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for at, each in enumerate(days):
        lines += _event(tender_id, title, at, each, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(tender_id: int, title: str, at: int, each: KeyDay, stamp: datetime) -> Iterator[str]:
    base = settings().base_url
    host = base.split("//")[-1].split("/")[0]
    yield "BEGIN:VEVENT"
    yield f"UID:purchase-{tender_id}-{at}-{each.on:%Y%m%d}@{host}"
    yield f"DTSTAMP:{_utc(stamp)}"
    if each.at is not None:
        yield f"DTSTART:{_utc(each.at)}"
        yield f"DTEND:{_utc(each.at + timedelta(minutes=30))}"
    else:
        yield f"DTSTART;VALUE=DATE:{each.on:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{each.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(f'{each.words} · {title}')}"
    if each.why:
        yield f"DESCRIPTION:{_escaped(each.why)}"
    yield f"URL:{base}/purchases/{tender_id}"
    if each.at is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D")
        yield from (f"DESCRIPTION:{_escaped(each.words)}", "END:VALARM")
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(plain.splitlines())


def _folded(line: str) -> Iterator[str]:
    """No line is longer than 75 bytes, and no character is cut in two."""
    part, room = "", _LINE_BYTES
    for character in line:
        size = len(character.encode())
        if size > room:
            yield part
            part, room = " ", _LINE_BYTES - 1
        part, room = part + character, room - size
    yield part
