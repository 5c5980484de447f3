"""Dates, numbers and money as a reader of this language expects them; time is Shanghai's."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from match.foundation import clock, language
from match.foundation.language import _, ngettext

SHANGHAI = ZoneInfo("Asia/Shanghai")
LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}


def locale() -> str:
    """Babel's name of the current language."""
    return LOCALES[language.current()]


def local_day(moment: date | datetime) -> date:
    """The calendar day in Hunan on which this instant falls."""
    return moment.astimezone(SHANGHAI).date() if isinstance(moment, datetime) else moment


def day(moment: date | datetime | None) -> str:
    """2026年11月23日; a dash where there is none."""
    return "—" if moment is None else format_date(local_day(moment), "long", locale())


def short_day(moment: date | datetime | None) -> str:
    """11月23日 in this year; any other year is said."""
    if moment is None:
        return "—"
    if local_day(moment).year != clock.today().year:
        return day(moment)
    pattern = "M月d日" if language.current() == "zh" else "d MMM"
    return format_date(local_day(moment), pattern, locale())


def instant(moment: datetime | None) -> str:
    """2026年11月23日 14:05, in Shanghai."""
    if moment is None:
        return "—"
    pattern = "y年M月d日 HH:mm" if language.current() == "zh" else "d MMM y, HH:mm"
    return format_datetime(moment.astimezone(SHANGHAI), pattern, locale=locale())


def deadline(moment: datetime | None) -> str:
    """2026年12月10日 17:00. Midnight is the end of a day, not the beginning of the next: whoever
    reads “11日 00:00” comes a day late."""
    if moment is None:
        return "—"
    here = moment.astimezone(SHANGHAI)
    if (here.hour, here.minute, here.second) != (0, 0, 0):
        return instant(moment)
    return f"{day(here - timedelta(days=1))} 24:00"


def days_until(moment: date | datetime) -> int:
    """Whole days from today in Hunan; negative once it has passed."""
    return (local_day(moment) - clock.today()).days


def relative_day(moment: date | datetime | None) -> str:
    """剩 5 天, 今天, 3 天前: what a deadline or an event means today."""
    if moment is None:
        return "—"
    days = days_until(moment)
    if days == 0:
        return _("今天")
    if days > 0:
        return ngettext("剩 %(days)s 天", "剩 %(days)s 天", days) % {"days": days}
    return ngettext("%(days)s 天前", "%(days)s 天前", -days) % {"days": -days}


def number(value: int | float | Decimal | None) -> str:
    """1,234; a dash where there is none."""
    return "—" if value is None else format_decimal(value, locale=locale())


def yuan(minor: int | None) -> str:
    """Integer fen as ¥13,586.50. For reference prices and contracts, never as an appeal."""
    if minor is None:
        return "—"
    # English would write CN¥; here there is no other money.
    return format_decimal(Decimal(minor) / 100, "'¥'#,##0.00", locale=locale())


FILTERS = {
    "day": day,
    "short_day": short_day,
    "instant": instant,
    "deadline": deadline,
    "relative_day": relative_day,
    "days_until": days_until,
    "number": number,
    "yuan": yuan,
}
