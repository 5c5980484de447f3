"""An invitation: a role for one phone number, accepted by whoever shows the number is theirs."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.permissions import Role
from match.people import policy
from match.people.commands.accounts import account_for_phone, give_consent, tidy_name
from match.people.commands.roles import add_membership
from match.people.commands.waiting import waits
from match.people.phones import opened_phone, phone_key, sealed_phone, tidy_phone
from match.people.tokens import new_token, token_hash

OF_A_HOME = (Role.director, Role.rota)


class Invited(msgspec.Struct, frozen=True):
    """The invitation's id, and the secret part of its link, which is kept nowhere."""

    id: int
    token: str


class Renewed(msgspec.Struct, frozen=True):
    """The secret part of an invitation's new link, and until when it opens it."""

    token: str
    until: datetime


@command
async def invite(
    actor: Actor,
    *,
    role: Role,
    name: str,
    phone: str,
    division: str = "",
    organisation: int | None = None,
    home: int | None = None,
) -> Invited:
    """
    Offer a role to a phone number. Roles without a division go by the organisation's.

    A director or rota member is invited to the main home of the village unless *home* says which.
    """
    name, phone = tidy_name(name), tidy_phone(phone)
    at = await _division_of(organisation)
    if home is None and role in OF_A_HOME:
        home = await value("SELECT id FROM home WHERE division = $1 AND kind = 'main'", division)
    require(policy.can_invite(actor, role, division, organisation, at, home))
    require(policy.division_fits(role, division))
    await _require_home(role, division, home)
    token = new_token()
    invitation = await _keep(
        actor, token, (str(role), division, organisation, home), name=name, phone=phone
    )
    await record(
        actor,
        "invitation.made",
        subject=("invitation", invitation),
        division=division or at or None,
        changes={"role": (None, str(role))},
    )
    await tell("invitation.made", invitation_id=invitation, role=str(role), division=division)
    return Invited(invitation, token)


async def _keep(
    actor: Actor, token: str, offered: tuple[str, str, int | None, int | None], **to: str
) -> int:
    return await value(
        "INSERT INTO invitation (token_hash, role, division, organisation, home, name, phone,"
        " phone_key, invited_by, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        token_hash(token),
        *offered,
        to["name"],
        sealed_phone(to["phone"]),
        phone_key(to["phone"]),
        actor.id,
        clock.now(),
        await _valid_until(),
    )


async def _valid_until() -> datetime:
    return clock.now() + timedelta(days=await whole("people.invitation_days"))


class Offer(msgspec.Struct, frozen=True):
    """What the page behind an invitation's link shows."""

    id: int
    role: Role
    division: str
    organisation: str
    name: str
    phone: str


async def invitation_behind(token: str) -> Offer:
    """The open invitation of a link. NotFound if it is unknown, used, withdrawn or too old."""
    held = await one(
        "SELECT i.id, i.role, i.division, i.name, i.phone, COALESCE(o.name, '') AS organisation"
        " FROM invitation i LEFT JOIN organisation o ON o.id = i.organisation"
        " WHERE i.token_hash = $1 AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL"
        " AND i.expires_at > $2",
        token_hash(token),
        clock.now(),
    )
    if held is None:
        raise NotFound(_("这个邀请已经失效，请联系邀请您的人重新发送。"))
    return Offer(
        id=held["id"],
        role=Role(held["role"]),
        division=held["division"],
        organisation=held["organisation"],
        name=held["name"],
        phone=opened_phone(held["phone"]),
    )


@command
async def accept_invitation(actor: Actor, token: str, phone: str) -> int:
    """
    Take up the role; *phone* is the number the person has just shown to be theirs.

    Makes the account if there is none, keeps the consent, returns the account's id.
    """
    offer = await invitation_behind(token)
    if offer.phone != phone:
        raise Denied(_("这个邀请发给另一个手机号，请用收到邀请的手机号验证。"))
    taken = await one(
        "UPDATE invitation SET accepted_at = $1 WHERE id = $2 AND accepted_at IS NULL"
        " AND withdrawn_at IS NULL RETURNING role, division, organisation, home, invited_by",
        clock.now(),
        offer.id,
    )
    if taken is None:
        raise Conflict(_("这个邀请刚刚已被使用，请直接登录。"))
    account = await account_for_phone(actor, name=offer.name, phone=phone)
    await give_consent(Actor(id=account), account)
    await rows("UPDATE invitation SET accepted_by = $1 WHERE id = $2", account, offer.id)
    await add_membership(
        Actor(id=taken["invited_by"]),
        account,
        role=taken["role"],
        division=taken["division"],
        organisation=taken["organisation"],
        home=taken["home"],
        source="invitation",
        invitation=offer.id,
        waiting=await waits(Role(taken["role"]), taken["division"]),
    )
    await record(
        Actor(id=account),
        "invitation.accepted",
        subject=("invitation", offer.id),
        division=taken["division"] or None,
    )
    await tell("invitation.accepted", invitation_id=offer.id, account_id=account)
    return account


@command
async def withdraw_invitation(actor: Actor, invitation: int) -> None:
    """Take an open invitation back; for whoever could have made it."""
    held = await _mine_to_make(actor, invitation)
    taken = await one(
        "UPDATE invitation SET withdrawn_at = $1"
        " WHERE id = $2 AND accepted_at IS NULL AND withdrawn_at IS NULL RETURNING id",
        clock.now(),
        invitation,
    )
    if taken is None:
        raise Conflict(_("这个邀请已被接受或撤回。"))
    await record(
        actor,
        "invitation.withdrawn",
        subject=("invitation", invitation),
        division=held["division"] or held["at"] or None,
    )


@command
async def renew_invitation(actor: Actor, invitation: int) -> Renewed:
    """
    A new link in place of the last one, which opens nothing from now on; its days begin again. For
    whoever could have made the invitation; Conflict once it is answered.
    """
    held = await _mine_to_make(actor, invitation)
    token, until = new_token(), await _valid_until()
    taken = await one(
        "UPDATE invitation SET token_hash = $2, expires_at = $3"
        " WHERE id = $1 AND accepted_at IS NULL AND withdrawn_at IS NULL RETURNING id",
        invitation,
        token_hash(token),
        until,
    )
    if taken is None:
        raise Conflict(_("这个邀请已被接受或撤回。"))
    await record(
        actor,
        "invitation.renewed",
        subject=("invitation", invitation),
        division=held["division"] or held["at"] or None,
    )
    return Renewed(token, until)


async def _mine_to_make(actor: Actor, invitation: int) -> dict[str, Any]:
    """
    An invitation that *actor* could make, locked, with the division of its organisation, ``at``.
    Raises NotFound and Denied.
    """
    held = await one(
        "SELECT role, division, organisation, home FROM invitation WHERE id = $1 FOR UPDATE",
        invitation,
    )
    if held is None:
        raise NotFound(_("没有找到这个邀请。"))
    at = await _division_of(held["organisation"])
    role, division = Role(held["role"]), held["division"]
    require(policy.can_invite(actor, role, division, held["organisation"], at, held["home"]))
    return held | {"at": at}


async def _require_home(role: Role, division: str, home: int | None) -> None:
    """
    A director or rota member belongs to a home of the village, nobody else to any.

    Else an invitation to one's own village could name a home elsewhere, and open it.
    """
    if role not in OF_A_HOME:
        if home is not None:
            raise Invalid({"home": _("只有儿童主任和值班人员才对应一个儿童之家。")})
        return
    # Read by name: homes is a room above this one.
    place = await value("SELECT division FROM home WHERE id = $1", home)
    if place != division:
        raise Invalid({"division": _("请选择这个村的儿童之家；还没有登记的，请先登记。")})


async def _division_of(organisation: int | None) -> str:
    if organisation is None:
        return ""
    division = await value("SELECT division FROM organisation WHERE id = $1", organisation)
    if division is None:
        raise NotFound(_("没有找到这家机构。"))
    return division
