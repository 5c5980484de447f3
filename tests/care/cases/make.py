"""Reports and desks for tests: a county with people on duty, and a report somebody filed."""

from datetime import datetime, time, timedelta
from typing import Any

import msgspec

from jobs.care_desks import wake_desk
from match.care.cases.commands import file_report
from match.care.cases.forms import ReportForm
from match.care.cases.wall import inside
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, Actor
from match.foundation.db import one, rows
from tests.people import make as people

COUNTY = "433101000000"
VILLAGE = "433101001201"
# Tomorrow: who sits at a desk holds the role from the day on which the test runs.
FILED = datetime.combine(clock.today() + timedelta(days=1), time(10), clock.HERE)


class Desks(msgspec.Struct, kw_only=True):
    """Who sits where in 吉首 and 湘西."""

    protection: Actor
    county: Actor
    prefecture: Actor


async def desks() -> Desks:
    """One person at each desk."""
    for code in (COUNTY, VILLAGE):
        await people.place(code)
    return Desks(
        protection=await people.account("protection", "433101", name="向护苗"),
        county=await people.account("county", "433101", name="田民政"),
        prefecture=await people.account("prefecture", "4331", name="龙市州"),
    )


def form(**other: Any) -> ReportForm:
    """Somebody was abandoned at a place."""
    return ReportForm(
        **{"situation": "MR6", "division": COUNTY, "place": "镇中心小学门口", **other}
    )


async def filed(by: Actor = ANONYMOUS, **other: Any) -> str:
    """A report, by its code."""
    await people.place(COUNTY)
    return await file_report(by, form(**other))


async def newest() -> int:
    """The id of the newest report."""
    async with inside(desk=("43",)):
        row = await one("SELECT max(id) AS id FROM care.mandatory_report")
    assert row is not None
    return row["id"]


async def relay() -> int:
    """Carry the alarms that lie in the outbox into the inboxes, as a worker does."""
    waiting = await rows(
        "SELECT id, topic, payload FROM outbox WHERE topic IN ('report.filed', 'report.climbed')"
        " AND done_at IS NULL ORDER BY id"
    )
    for fact in waiting:
        await wake_desk(fact["id"], msgspec.json.decode(fact["payload"]))
        await rows("UPDATE outbox SET done_at = now() WHERE id = $1", fact["id"])
    return len(waiting)


def minutes(number: float) -> datetime:
    """So long after `FILED`."""
    return FILED + timedelta(minutes=number)
