"""The gate with its facts: what is on record of who wants to serve, put to the policy."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.db import one, rows, value
from match.people.queries.people import valid_check
from match.training.queries import passed
from match.volunteers import policy
from match.volunteers.limits import limits

# Who holds a place: asked for company, for adults in the room, for who is told.
PLACED = "('signed', 'checked_in')"


async def gate(
    account: int | None, shift: Mapping[str, Any], role: Mapping[str, Any] | None = None
) -> bool | str:
    """Ask `policy.may_serve` with what is on record; *role*: the row of the role, if there are."""
    day = shift["starts_at"].astimezone(clock.HERE).date()
    skill = role["skill"] if role else ""
    return policy.may_serve(
        await person(account, day, shift.get("id")),
        policy.Task(
            day,
            shift["home_id"],
            shift["minimum_age"],
            shift["child_contact"],
            skill,
            bool(skill) and codes.skill(skill).regulated != "N",
        ),
    )


async def person(account: int | None, day: date, shift_id: int | None = None) -> policy.Person:
    """What the gate must know of somebody who wants to serve on *day*, in *shift_id*."""
    held = await one(
        "SELECT a.name, a.phone IS NOT NULL AS has_phone, v.born_on, v.skills, v.identity"
        " IS NOT NULL AS identified FROM account a LEFT JOIN volunteer v ON v.account_id = a.id"
        " WHERE a.id = $1 AND a.disabled_at IS NULL AND a.erased_at IS NULL",
        account,
    )
    directed = await rows(
        "SELECT home FROM membership WHERE account = $1 AND role = 'director'"
        " AND ended_at IS NULL AND home IS NOT NULL",
        account,
    )
    guardian = await guardian_of(account)
    return policy.Person(
        account=account or 0,
        name=held["name"] if held else "",
        has_phone=bool(held and held["has_phone"]),
        born_on=held["born_on"] if held else None,
        directs=frozenset(row["home"] for row in directed),
        checked=await valid_check(account or 0, day),
        adult_age=(await limits()).adult_age,
        identified=bool(held and held["identified"]),
        trained=await trained(account or 0, day),
        consented=guardian is not None,
        accompanied=guardian is not None and await _placed(guardian, shift_id),
        declared=frozenset((held and held["skills"]) or ()),
        proved=await proved_skills(account or 0, day),
    )


async def trained(account: int, day: date) -> bool:
    """Whether the safeguarding course, ours or one of the training room, is in date on *day*."""
    since = day - timedelta(days=(await limits()).course_valid_days)
    held: date | None = await value(
        "SELECT max(held_on) FROM safety_course WHERE account_id = $1 AND held_on <= $2",
        account,
        min(day, clock.today()),
    )
    if held is not None and held >= since:
        return True
    elsewhere = await passed(account, "volunteer", min(day, clock.today()))
    return elsewhere is not None and elsewhere >= since


async def proved_skills(account: int, day: date) -> frozenset[str]:
    """Skills with a certificate that the county saw and that is in date on *day*."""
    found = await rows(
        "SELECT DISTINCT skill FROM skill_certificate WHERE account_id = $1"
        " AND status = 'checked' AND (expires_on IS NULL OR expires_on >= $2)",
        account,
        day,
    )
    return frozenset(row["skill"] for row in found)


async def guardian_of(account: int | None) -> int | None:
    """The guardian whose consent stands for this minor."""
    return await value(
        "SELECT guardian_id FROM minor_consent WHERE minor_id = $1 AND given_at IS NOT NULL"
        " AND withdrawn_at IS NULL",
        account,
    )


async def may_begin(account: int, shift: Mapping[str, Any]) -> bool | str:
    """Ask `policy.may_begin` with who has a place, and who is insured today."""
    day = shift["starts_at"].astimezone(clock.HERE).date()
    wanted = (await limits()).least_adults if shift["child_contact"] else 0
    return policy.may_begin(
        bodily_risk=shift["bodily_risk"],
        covered=await covered(account, shift["id"], day),
        adults=await adults(shift) if wanted else 0,
        wanted=wanted,
    )


async def covered(account: int, shift_id: int, day: date) -> bool:
    """Whether an accident policy of this person, or of the shift, is in force on *day*."""
    return bool(
        await value(
            "SELECT count(*) FROM accident_cover WHERE (account_id = $1 OR shift_id = $2)"
            " AND starts_on <= $3 AND ends_on >= $3",
            account,
            shift_id,
            day,
        )
    )


async def adults(shift: Mapping[str, Any]) -> int:
    """Adults who will be in the room: volunteers of age with a place, and the home's own."""
    years = (await limits()).adult_age
    placed: int = await value(
        "SELECT count(*) FROM shift_signup u JOIN volunteer v ON v.account_id = u.volunteer_id"  # noqa: S608 # our own words
        f" WHERE u.shift_id = $1 AND u.status IN {PLACED}"
        " AND v.born_on + make_interval(years => $2) <= u.starts_at",
        shift["id"],
        years,
    )
    return placed + shift["home_adults"]


async def _placed(account: int, shift_id: int | None) -> bool:
    return bool(
        await value(
            "SELECT count(*) FROM shift_signup WHERE shift_id = $1 AND volunteer_id = $2"  # noqa: S608 # our own words
            f" AND status IN {PLACED}",
            shift_id,
            account,
        )
    )
