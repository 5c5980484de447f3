"""What a home's public page shows of the days ahead: hours, exceptions, activities."""

from datetime import datetime, time, timedelta

import msgspec

from match.activities.pages.common import activity_tone
from match.activities.queries import activities_ahead, opening_rule
from match.activities.rules import days
from match.activities.states import ActivityStatus, activity_word
from match.activities.words import day_words, exception_words, places_word, spans_words, when
from match.foundation import clock

DAYS = 14
ACTIVITY_DAYS = 60
EXCEPTION_DAYS = 120


class Coming(msgspec.Struct, frozen=True):
    """
    In words: ``days`` (day, hours) on which the home opens, ``exceptions`` (days, what holds),
    ``activities`` (address, title, when, state, tone).
    """

    days: tuple[tuple[str, str], ...]
    exceptions: tuple[tuple[str, str], ...]
    activities: tuple[tuple[str, str, str, str, str], ...]


async def coming(home_id: int) -> Coming:
    """The next two weeks' hours and two months' activities; the caller knows the home is public."""
    rule = await opening_rule(home_id)
    today = clock.today()
    begin = datetime.combine(today, time(), clock.HERE)
    ahead = await activities_ahead(home_id, begin, begin + timedelta(ACTIVITY_DAYS))
    return Coming(
        tuple(
            (day_words(day), spans_words(rule.hours_on(day)))
            for day in days(today, today + timedelta(DAYS - 1))
            if rule.hours_on(day)
        ),
        tuple(
            exception_words(one)
            for one in rule.exceptions
            if one.ends_on >= today and one.starts_on <= today + timedelta(EXCEPTION_DAYS)
        ),
        tuple(
            (
                f"/activities/{one.id}",
                one.title,
                when(one.starts_at, one.ends_at),
                places_word(one.places)
                if one.status is ActivityStatus.planned
                else activity_word(one.status),
                activity_tone(one.status),
            )
            for one in ahead
        ),
    )
