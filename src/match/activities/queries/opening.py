"""When a home is open, and the days on which somebody said so."""

from datetime import date
from typing import Any

from match.activities.rules import Exceptional, Hours, OpeningRule
from match.activities.states import ExceptionKind
from match.foundation import clock
from match.foundation.db import rows, value
from match.homes.queries import hours_of


async def opening_rule(home_id: int) -> OpeningRule:
    """The week's hours with every exception that is not over for a year yet."""
    week: dict[int, Hours] = {}
    for span in await hours_of(home_id):
        week[span.weekday] = (*week.get(span.weekday, ()), (span.opens, span.closes))
    found = await rows(
        "SELECT * FROM opening_exception WHERE home_id = $1 AND removed_at IS NULL"
        " AND ends_on > $2::date - 366 ORDER BY starts_on, id",
        home_id,
        clock.today(),
    )
    return OpeningRule(week, tuple(_exception(row) for row in found))


async def opened_on(home_id: int, day: date) -> bool:
    """Whether the home was logged as open on *day*."""
    return await value(
        "SELECT EXISTS (SELECT FROM opening_log WHERE home_id = $1 AND day = $2)", home_id, day
    )


async def open_days_logged(home_id: int, since: date, until: date) -> int:
    """On how many days of the range the door was open."""
    return await value(
        "SELECT count(*) FROM opening_log WHERE home_id = $1 AND day BETWEEN $2 AND $3",
        home_id,
        since,
        until,
    )


def _exception(row: dict[str, Any]) -> Exceptional:
    spans = [(row["opens"], row["closes"]), (row["second_opens"], row["second_closes"])]
    return Exceptional(
        row["id"],
        ExceptionKind(row["kind"]),
        row["starts_on"],
        row["ends_on"],
        tuple(row["weekdays"]),
        tuple(span for span in spans if span[0] is not None),
        row["note"],
    )
