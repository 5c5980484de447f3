"""Leave to open files: asked for, decided one level up, ended; and who is answerable."""

from datetime import timedelta
from typing import Any

from match.care import policy
from match.care.forms import LeaveForm
from match.care.room import restricted_command
from match.care.states import GRANT_MACHINE, GrantStatus
from match.care.tables import AccessGrant
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.permissions import ROLES, Permission


@restricted_command
async def ask_leave(actor: Actor, form: LeaveForm) -> int:
    """
    Ask to open the files of one's place of work for a purpose; returns the number of the request.

    ``days`` at most care.leave_days (parameter). Raises Invalid, Denied outside one's own place.
    """
    most = await whole("care.leave_days")
    wrong: dict[str, str] = {}
    if not 1 <= form.days <= most:
        wrong["days"] = _("许可最长 %(days)s 天，到期可以再申请。") % {"days": most}
    if len(form.reason.strip()) < 6:
        wrong["reason"] = _("请写明为什么需要查阅，至少 6 个字。")
    if wrong:
        raise Invalid(wrong)
    division = form.division
    if form.home_id is not None:
        home = await one("SELECT division FROM home WHERE id = $1", form.home_id)
        if home is None:
            raise NotFound(_("没有这个儿童之家。"))
        division = home["division"]
    require(policy.place_of(actor, form.home_id, division))
    if form.child_id is not None and not await value(
        "SELECT true FROM care.child WHERE id = $1 AND starts_with(division, $2)",
        form.child_id,
        division,
    ):
        raise NotFound(_("这个范围内没有这份档案。"))
    grant_id: int = await value(
        "INSERT INTO care.access_grant (account_id, division, home_id, child_id, purpose, reason,"
        " valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        actor.id,
        division,
        form.home_id,
        form.child_id,
        form.purpose.value,
        form.reason.strip(),
        clock.today() + timedelta(days=form.days),
    )
    await record(
        actor,
        "care.leave_asked",
        subject=("access_grant", grant_id),
        division=division.ljust(12, "0"),
        changes={"purpose": (None, form.purpose.value), "days": (None, form.days)},
    )
    await tell("care.leave_asked", grant=grant_id, division=division)
    return grant_id


async def approve_leave(actor: Actor, grant_id: int, reason: str = "") -> None:
    """The person in charge one level up lets the asker in until the day that was asked for."""
    await _decide(actor, grant_id, "approve", reason)


async def refuse_leave(actor: Actor, grant_id: int, reason: str) -> None:
    """Refused, with the reason in writing."""
    await _decide(actor, grant_id, "refuse", reason)


@restricted_command
async def _decide(actor: Actor, grant_id: int, verb: str, reason: str) -> None:
    grant = await one("SELECT * FROM care.access_grant WHERE id = $1 FOR UPDATE", grant_id)
    if grant is None:
        raise NotFound(_("没有这个申请。"))
    require(policy.decides_leave(actor, grant, await charges_of(actor)))
    if verb == "refuse" and len(reason.strip()) < 2:
        raise Invalid({"reason": _("请写明理由。")})
    if verb == "approve" and grant["valid_until"] < clock.today():
        raise Conflict(_("申请的期限已经过去，请重新申请。"))
    move = await GRANT_MACHINE.fire(
        AccessGrant,
        grant_id,
        GrantStatus(grant["status"]),
        verb,
        {"decided_by": actor.id, "decided_at": clock.now(), "decided_why": reason.strip()},
    )
    await record(
        actor,
        move.event,
        subject=("access_grant", grant_id),
        division=grant["division"].ljust(12, "0"),
    )
    await tell(move.event, grant=grant_id, account=grant["account_id"])


@restricted_command
async def revoke_leave(actor: Actor, grant_id: int, reason: str) -> None:
    """Ended before its day: by the person in charge, or by who holds it. Felt at once."""
    grant = await one("SELECT * FROM care.access_grant WHERE id = $1 FOR UPDATE", grant_id)
    if grant is None:
        raise NotFound(_("没有这个申请。"))
    if actor.id != grant["account_id"]:
        require(policy.decides_leave(actor, grant, await charges_of(actor)))
    # What is written here stays here: the trail is read by many, and words may name a child.
    why = {"decided_why": reason.strip()} if reason.strip() else {}
    status = GrantStatus(grant["status"])
    move = await GRANT_MACHINE.fire(AccessGrant, grant_id, status, "revoke", why)
    await record(
        actor,
        move.event,
        subject=("access_grant", grant_id),
        division=grant["division"].ljust(12, "0"),
    )


async def can_be_named(division: str) -> list[dict[str, Any]]:
    """Who holds a post for exactly this place with which leave can be decided: id, name."""
    posts = [str(role) for role, held in ROLES.items() if Permission.care_approve in held]
    return await rows(
        "SELECT DISTINCT a.id, a.name FROM membership m JOIN account a ON a.id = m.account"
        " WHERE m.division = $1 AND m.role = ANY($2) AND m.ended_at IS NULL"
        " AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until >= $3) ORDER BY a.id",
        division,
        posts,
        clock.today(),
    )


async def charges_of(actor: Actor) -> set[str]:
    """The prefixes for which this person is named in charge of children's data now."""
    found = await rows(
        "SELECT division FROM care.in_charge WHERE account_id = $1 AND until IS NULL", actor.id
    )
    return {row["division"] for row in found}


@restricted_command
async def name_in_charge(actor: Actor, division: str, account_id: int) -> None:
    """
    Name who answers for children's data of a township, county or prefecture (儿童个人信息网络
    保护规定8). Whoever was named before is followed. Raises Denied outside one's area, Invalid
    where the person holds no post there that could decide.
    """
    if not actor.may(Permission.care_name, division.ljust(12, "0")):
        raise Denied(_("由县或市的民政部门指定儿童信息负责人。"))
    if account_id not in {person["id"] for person in await can_be_named(division)}:
        raise Invalid({"account_id": _("这个人在当地没有能审批查阅的职务。")})
    now = clock.now()
    await one(
        "UPDATE care.in_charge SET until = $2 WHERE division = $1 AND until IS NULL RETURNING id",
        division,
        now,
    )
    named: int = await value(
        "INSERT INTO care.in_charge (division, account_id, since, named_by)"
        " VALUES ($1, $2, $3, $4) RETURNING id",
        division,
        account_id,
        now,
        actor.id,
    )
    await record(
        actor,
        "care.in_charge_named",
        subject=("in_charge", named),
        division=division.ljust(12, "0"),
    )
