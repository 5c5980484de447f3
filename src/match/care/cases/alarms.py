"""Who is on duty for a report, and what has become of the alarm on each channel."""

from typing import Any

import msgspec

from match.care.cases.rules import CLIMB, Channel
from match.care.cases.states import Level
from match.foundation import clock
from match.foundation.db import one, rows
from match.foundation.permissions import Role

WIDTH: dict[Level, int] = {Level.protection: 6, Level.county: 6, Level.prefecture: 4}
ROLE: dict[Level, Role] = {
    Level.protection: Role.protection,
    Level.county: Role.county,
    Level.prefecture: Role.prefecture,
}
KINDS = ("report_waiting", "report_climbed")


class Duty(msgspec.Struct, frozen=True):
    """A desk by name, with the telephone that the reporter is shown."""

    level: Level
    name: str
    phone: str
    mail: str


async def on_duty(role: Role, division: str) -> list[int]:
    """Accounts that hold *role* over the place today: who an alarm wakes."""
    found = await rows(
        "SELECT DISTINCT m.account FROM membership m JOIN account a ON a.id = m.account"
        " WHERE m.role = $1 AND $2 LIKE m.division || '%' AND m.ended_at IS NULL"
        " AND a.disabled_at IS NULL AND m.valid_from <= $3"
        " AND (m.valid_until IS NULL OR m.valid_until >= $3) ORDER BY m.account",
        role.value,
        division,
        clock.today(),
    )
    return [row["account"] for row in found]


async def first_level(division: str, *, past_county: bool) -> Level:
    """
    The lowest desk with anybody at it; the prefecture's where the county's own is concerned.
    Where no desk has anybody, the protection agency's: it climbs from there like any other.
    """
    if past_county:
        return Level.prefecture
    for level in CLIMB:
        if await on_duty(ROLE[level], division):
            return level
    return Level.protection


async def duty_desk(level: Level, division: str) -> Duty | None:
    """The desk of this level for this place, as it last named itself."""
    row = await one(
        "SELECT level, name, phone, mail FROM care.duty_desk"
        " WHERE level = $1 AND division = $2 ORDER BY id DESC LIMIT 1",
        level.value,
        division[: WIDTH[level]].ljust(12, "0"),
    )
    return msgspec.convert(row, Duty) if row else None


async def channels_of(report_id: int) -> tuple[Channel, ...]:
    """Inbox, SMS and mail: what went, what waits, what failed."""
    row: dict[str, Any] | None = await one(
        "SELECT count(DISTINCT m.id) AS inbox,"
        " count(d.id) FILTER (WHERE d.state = 'sent') AS sent,"
        " count(d.id) FILTER (WHERE d.state = 'waiting') AS waiting,"
        " count(d.id) FILTER (WHERE d.state IN ('failed', 'left_out')) AS failed"
        " FROM message m LEFT JOIN delivery d ON d.message_id = m.id"
        " WHERE m.link = $1 AND m.kind = ANY($2)",
        f"/desk/reports/{report_id}",
        list(KINDS),
    )
    mail = await one(
        "SELECT count(*) FILTER (WHERE state = 'sent') AS sent,"
        " count(*) FILTER (WHERE state = 'waiting') AS waiting,"
        " count(*) FILTER (WHERE state IN ('failed', 'left_out')) AS failed"
        " FROM care.report_alarm WHERE report_id = $1",
        report_id,
    )
    assert row is not None
    assert mail is not None
    return (
        Channel("inbox", sent=row["inbox"]),
        Channel("sms", row["sent"], row["waiting"], row["failed"]),
        Channel("mail", mail["sent"], mail["waiting"], mail["failed"]),
    )
