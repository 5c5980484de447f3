"""The gate with its facts: what is on record today of who wants to serve, put to the policy."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from match.foundation import clock
from match.foundation.db import one, rows
from match.people.queries.people import valid_check
from match.volunteers import policy
from match.volunteers.limits import limits


async def gate(account: int | None, shift: Mapping[str, Any]) -> bool | str:
    """Ask `policy.may_serve` with what is on record today."""
    day = shift["starts_at"].astimezone(clock.HERE).date()
    return policy.may_serve(
        await person(account, day),
        policy.Task(day, shift["home_id"], shift["minimum_age"], shift["child_contact"]),
    )


async def person(account: int | None, day: date) -> policy.Person:
    """What the gate must know of somebody who wants to serve on *day*."""
    held = await one(
        "SELECT a.name, a.phone IS NOT NULL AS has_phone, v.born_on FROM account a"
        " LEFT JOIN volunteer v ON v.account_id = a.id"
        " WHERE a.id = $1 AND a.disabled_at IS NULL AND a.erased_at IS NULL",
        account,
    )
    directed = await rows(
        "SELECT home FROM membership WHERE account = $1 AND role = 'director'"
        " AND ended_at IS NULL AND home IS NOT NULL",
        account,
    )
    return policy.Person(
        account=account or 0,
        name=held["name"] if held else "",
        has_phone=bool(held and held["has_phone"]),
        born_on=held["born_on"] if held else None,
        directs=frozenset(row["home"] for row in directed),
        checked=await valid_check(account or 0, day),
        adult_age=(await limits()).adult_age,
    )
