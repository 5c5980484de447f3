"""Waking a desk, and climbing to the next while nobody opens."""

from collections.abc import Mapping
from typing import Any

from match.care.cases.alarms import ROLE, duty_desk, on_duty
from match.care.cases.rules import climbs_at, next_level
from match.care.cases.states import Level, Step
from match.care.cases.wall import inside, verb
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, Actor
from match.foundation.audit import record
from match.foundation.db import rows, value
from match.foundation.outbox import tell


async def add_step(
    report_id: int,
    step: Step,
    level: Level,
    account: int | None = None,
    *,
    told: int = 0,
    purpose: str = "",
) -> None:
    """One line of a report's story."""
    await rows(
        "INSERT INTO care.mandatory_report_step (report_id, step, level, account_id, told,"
        " purpose, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        report_id,
        step.value,
        level.value,
        account,
        told,
        purpose,
        clock.now(),
    )


async def alarm(report_id: int, division: str, level: Level, topic: str) -> None:
    """Note that a desk is woken, tell *topic* (inbox and SMS hang on it), and write to its mail."""
    people = await on_duty(ROLE[level], division)
    await add_step(report_id, Step.alarmed, level, told=len(people))
    await tell(topic, report_id=report_id, level=level.value)
    desk = await duty_desk(level, division)
    if desk is not None and desk.mail:
        alarm_id: int = await value(
            "INSERT INTO care.report_alarm (report_id, level, address, made_at)"
            " VALUES ($1, $2, $3, $4) RETURNING id",
            report_id,
            level.value,
            desk.mail,
            clock.now(),
        )
        await tell("report_mail.wanted", alarm_id=alarm_id)


WAITING = (
    "SELECT r.id, r.division, r.first, r.filed_at,"
    " count(s.id) FILTER (WHERE s.step = 'alarmed') AS alarms,"
    " count(s.id) FILTER (WHERE s.step = 'late') AS lates,"
    " (array_agg(s.level ORDER BY s.id DESC) FILTER (WHERE s.step = 'alarmed'))[1] AS level"
    " FROM care.mandatory_report r LEFT JOIN care.mandatory_report_step s ON s.report_id = r.id"
    " GROUP BY r.id HAVING count(s.id) FILTER (WHERE s.step = 'opened') = 0"
    " AND count(s.id) FILTER (WHERE s.step = 'late') < count(s.id)"
    "   FILTER (WHERE s.step = 'alarmed')"
    " ORDER BY r.id"
)


@verb
async def sweep_reports(actor: Actor) -> int:
    """Every report whose quarter of an hour is over goes one desk up; returns how many did."""
    moment, climbed = clock.now(), 0
    async with inside(desk=("43",)):
        # One sweep at a time: two workers must not wake the same desk twice.
        await value("SELECT pg_advisory_xact_lock(hashtext('care.reports'))")
        for report in await rows(WAITING):
            if moment >= climbs_at(report["filed_at"], report["alarms"]):
                await _climb(report)
                climbed += 1
    return climbed


async def _climb(report: Mapping[str, Any]) -> None:
    """Said to be late at this desk; the one above is woken, where there is one."""
    level = Level(report["level"])
    await add_step(report["id"], Step.late, level)
    await record(
        ANONYMOUS,
        "report.late",
        subject=("mandatory_report", report["id"]),
        division=report["division"],
    )
    above = next_level(level)
    if above is not None:
        await alarm(report["id"], report["division"], above, "report.climbed")
    else:
        await tell("report.unheard", report_id=report["id"], level=level.value)


@verb
async def record_mail(actor: Actor, alarm_id: int, state: str, *, error: str = "") -> None:
    """What came of one attempt to write to a duty desk; ``waiting`` where it is tried again."""
    async with inside(desk=("43",)):
        await rows(
            "UPDATE care.report_alarm SET state = $2::varchar, attempts = attempts + 1,"
            " last_error = left($3, 80),"
            " ended_at = CASE WHEN $2::varchar <> 'waiting' THEN $4::timestamptz END"
            " WHERE id = $1 AND state = 'waiting'",
            alarm_id,
            state,
            error,
            clock.now(),
        )
