"""The month's rota: who, when, and the open days that nobody has. Names stay within the home."""

from datetime import date

import msgspec

from match.activities import rules
from match.activities.queries.homes import kept_home
from match.activities.queries.opening import opening_rule
from match.foundation.actor import Actor
from match.foundation.db import rows


class Person(msgspec.Struct, frozen=True):
    """Somebody of the rota; ``kind`` parent or villager."""

    id: int
    name: str
    kind: str


class Duty(msgspec.Struct, frozen=True):
    """One person on one day."""

    id: int
    day: date
    name: str


class Rota(msgspec.Struct, frozen=True):
    """A month: everybody of the rota, who is on duty, the open days, those without anybody."""

    home_id: int
    home_name: str
    since: date
    until: date
    people: tuple[Person, ...]
    duties: tuple[Duty, ...]
    open_days: tuple[date, ...]
    gaps: tuple[date, ...]


async def rota(actor: Actor, home_id: int, since: date, until: date) -> Rota:
    """The rota of a home for the days given. Raises NotFound for who does not keep the home."""
    home = await kept_home(actor, home_id)
    people = await rows(
        "SELECT id, name, kind FROM rota_person WHERE home_id = $1 AND left_at IS NULL ORDER BY id",
        home_id,
    )
    duties = await rows(
        "SELECT d.id, d.day, p.name FROM rota_duty d JOIN rota_person p ON p.id = d.person_id"
        " WHERE d.home_id = $1 AND d.day BETWEEN $2 AND $3 ORDER BY d.day, d.id",
        home_id,
        since,
        until,
    )
    days = (await opening_rule(home_id)).open_days(since, until)
    return Rota(
        home_id,
        home.name,
        since,
        until,
        tuple(Person(**row) for row in people),
        tuple(Duty(**row) for row in duties),
        tuple(days),
        tuple(rules.gaps(days, [row["day"] for row in duties])),
    )
