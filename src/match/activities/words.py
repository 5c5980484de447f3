"""Days, hours, kinds and numbers of a home's life, in words."""

from datetime import date, datetime

from match.activities.rules import KINDS, Due, Exceptional, Hours
from match.catalogue import codes
from match.foundation import clock
from match.foundation.language import _
from match.homes.pages.common import weekdays


def kind_word(kind: str) -> str:
    """A kind of activity in the language of the request."""
    return codes.category(kind).label()


def kinds() -> list[tuple[str, str]]:
    """Every kind with its word, in the order of the room."""
    return [(kind, kind_word(kind)) for kind in KINDS]


def audience_word(audience: str) -> str:
    """Whom an activity is for."""
    return {"children": _("孩子"), "guardians": _("家长")}.get(audience, audience)


def day_words(day: date) -> str:
    """11月28日 周六."""
    weekday = dict(weekdays())[day.isoweekday()]
    return _("%(month)s月%(day)s日 %(weekday)s") % {
        "month": day.month,
        "day": day.day,
        "weekday": weekday,
    }


def spans_words(hours: Hours) -> str:
    """15:00–18:00、19:00–20:00; the empty string where nothing is open."""
    return _("、").join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in hours)


def when(starts: datetime, ends: datetime) -> str:
    """11月28日 周六 15:00–17:00, in Hunan."""
    here, until = starts.astimezone(clock.HERE), ends.astimezone(clock.HERE)
    return f"{day_words(here.date())} {here:%H:%M}–{until:%H:%M}"


def exception_words(one: Exceptional) -> tuple[str, str]:
    """The days and what holds on them: 7月1日–8月31日（周一、周三） → 09:00–17:00 暑假."""
    said = day_words(one.starts_on)
    if one.ends_on != one.starts_on:
        said = _("%(since)s至%(until)s") % {"since": said, "until": day_words(one.ends_on)}
    if one.weekdays:
        named = dict(weekdays())
        said += _("（%(days)s）") % {"days": _("、").join(named[day] for day in one.weekdays)}
    what = spans_words(one.hours) or _("不开放")
    return said, f"{what} {one.note}".strip()


def due_words(due: Due) -> str:
    """What a home still owes, and by when."""
    until = {"month": due.by.month, "day": due.by.day}
    if due.what == "family":
        said = _("家庭教育指导每季度至少 %(asked)s 次，本季度办了 %(done)s 次")
    else:
        said = _("安全教育每年至少 %(asked)s 次，今年办了 %(done)s 次")
    told = said % {"asked": due.asked, "done": due.done}
    if due.missing:
        told += _("，还没有面向%(who)s的") % {
            "who": _("、").join(audience_word(one) for one in due.missing)
        }
    return told + _("，请在 %(month)s月%(day)s日前完成。") % until


def places_word(places: str) -> str:
    """free, few, full in words: never how many have signed up."""
    return {"free": _("还有名额"), "few": _("名额不多"), "full": _("名额已满")}[places]
