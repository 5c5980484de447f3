"""Minors volunteer with a guardian's consent, in the guardian's company (domain.md §3.5)."""

import secrets

import asyncpg

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, unit_of_work, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.volunteers import course, rules
from match.volunteers.commands.signing import leave_all
from match.volunteers.forms import ConsentForm
from match.volunteers.limits import limits

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@command
async def ask_guardian(actor: Actor) -> str:
    """The minor asks: returns the code that the guardian types into an account of their own."""
    if not await _is_minor(actor.id):
        raise Conflict(_("只有登记为志愿者的未成年人需要监护人同意。"))
    code = "".join(secrets.choice(_ALPHABET) for _at in range(8))
    await value(
        "INSERT INTO minor_consent (minor_id, code, text_version, asked_at)"
        " VALUES ($1, $2, $3, $4)",
        actor.id,
        code,
        course.CONSENT_VERSION,
        clock.now(),
    )
    await record(actor, "consent.asked", subject=("account", actor.id))
    return code


@command
async def consent_to(actor: Actor, form: ConsentForm) -> None:
    """The guardian agrees, from an account of an adult who is registered as a volunteer."""
    if not form.agreed:
        raise Invalid({"agreed": _("请阅读并勾选同意。")})
    asked = await one(
        "SELECT * FROM minor_consent WHERE code = $1 AND given_at IS NULL"
        " AND withdrawn_at IS NULL FOR UPDATE",
        form.code.strip().upper(),
    )
    if asked is None or asked["minor_id"] == actor.id:
        raise Invalid({"code": _("没有找到这个确认码，请核对，或请孩子重新生成。")})
    if await _age(actor.id) < (await limits()).adult_age:
        raise Conflict(_("监护人要先以成年人身份登记志愿者信息，再来确认。"))
    try:
        async with unit_of_work():
            await value(
                "UPDATE minor_consent SET guardian_id = $2, relation = $3, given_at = $4,"
                " text_hash = $5 WHERE id = $1",
                asked["id"],
                actor.id,
                form.relation.strip(),
                clock.now(),
                course.consent_hash(course.consent_text()),
            )
    except asyncpg.UniqueViolationError:
        raise Conflict(_("已经有监护人同意。")) from None
    await record(actor, "consent.given", subject=("account", asked["minor_id"]))


@command
async def withdraw_consent(actor: Actor, consent_id: int) -> None:
    """The guardian takes it back: every pledge ahead of the minor is off."""
    held = await one(
        "SELECT * FROM minor_consent WHERE id = $1 AND guardian_id = $2"
        " AND withdrawn_at IS NULL FOR UPDATE",
        consent_id,
        actor.id,
    )
    if held is None:
        raise NotFound(_("没有找到这份同意。"))
    await value("UPDATE minor_consent SET withdrawn_at = $2 WHERE id = $1", consent_id, clock.now())
    await leave_all(actor, held["minor_id"])
    await record(actor, "consent.withdrawn", subject=("account", held["minor_id"]))


async def _age(account: int | None) -> int:
    """Completed years of a registered volunteer; 0 for anybody else."""
    born = await value("SELECT born_on FROM volunteer WHERE account_id = $1", account)
    return rules.age_on(born, clock.today()) if born else 0


async def _is_minor(account: int | None) -> bool:
    born = await value("SELECT born_on FROM volunteer WHERE account_id = $1", account)
    return born is not None and await _age(account) < (await limits()).adult_age
