"""Roles as whoever invites, proposes and approves sees them."""

from datetime import datetime

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.foundation.errors import Denied, Invalid
from match.foundation.language import _
from match.foundation.permissions import Permission, Role
from match.people import policy
from match.people.phones import phone_key, tidy_phone


class OpenInvitation(msgspec.Struct, frozen=True):
    """An invitation that waits."""

    id: int
    role: Role
    division: str
    name: str
    organisation: str
    expires_at: datetime


async def open_invitations(actor: Actor) -> list[OpenInvitation]:
    """The invitations this person made that nobody has taken up."""
    found = await rows(
        "SELECT i.id, i.role, i.division, i.name, COALESCE(o.name, '') AS organisation,"
        " i.expires_at FROM invitation i LEFT JOIN organisation o ON o.id = i.organisation"
        " WHERE i.invited_by = $1 AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL"
        " AND i.expires_at > $2 ORDER BY i.id DESC LIMIT 100",
        actor.id,
        clock.now(),
    )
    return [msgspec.convert(row, OpenInvitation) for row in found]


class OpenProposal(msgspec.Struct, frozen=True):
    """A proposed role, with who has approved it so far."""

    id: int
    account: int
    name: str
    role: Role
    division: str
    place: str
    reason: str
    proposed_by: int
    proposer: str
    proposed_at: datetime
    approvals: int
    allowed: bool


async def open_proposals(actor: Actor) -> list[OpenProposal]:
    """Proposed roles within the divisions where this person proposes or approves."""
    scope = {*actor.scope(Permission.people_grant), *actor.scope(Permission.people_verify)}
    found = await rows(
        "SELECT p.id, p.account, a.name, p.role, p.division, p.reason, p.proposed_by,"
        " COALESCE(d.name, p.division) AS place,"
        " b.name AS proposer, p.proposed_at, (SELECT count(*) FROM approval v WHERE"
        " v.subject_kind = 'role_proposal' AND v.subject_id = p.id) AS approvals"
        " FROM role_proposal p JOIN account a ON a.id = p.account"
        " JOIN account b ON b.id = p.proposed_by"
        " LEFT JOIN division d ON d.code = rpad(p.division, 12, '0')"
        " WHERE p.status = 'proposed'"
        " AND EXISTS (SELECT FROM unnest($1::text[]) AS scope WHERE starts_with(p.division, scope))"
        " ORDER BY p.proposed_at, p.id LIMIT 100",
        sorted(scope),
    )
    return [
        msgspec.convert(
            row | {"allowed": not isinstance(policy.approving_grant(actor, row), str)}, OpenProposal
        )
        for row in found
    ]


class Holder(msgspec.Struct, frozen=True):
    """Somebody with a role within one's divisions."""

    id: int
    account: int
    name: str
    role: Role
    division: str
    place: str
    organisation: str
    may_end: bool


async def holders(actor: Actor, *, after: int = 0, limit: int = 100) -> list[Holder]:
    """Who holds a role within the actor's divisions, by membership id after *after*."""
    scope = {
        *actor.scope(Permission.people_grant),
        *actor.scope(Permission.people_verify),
        *actor.scope(Permission.people_invite),
    }
    found = await rows(
        "SELECT m.id, m.account, a.name, m.role, m.division, m.organisation AS belongs, m.home,"
        " COALESCE(d.name, '') AS place, COALESCE(o.name, '') AS organisation,"
        " COALESCE(o.division, '') AS at FROM membership m JOIN account a ON a.id = m.account"
        " LEFT JOIN organisation o ON o.id = m.organisation"
        " LEFT JOIN division d ON d.code = rpad(m.division, 12, '0') AND m.division <> ''"
        " WHERE m.ended_at IS NULL AND m.id > $2 AND (m.division <> '' OR o.id IS NOT NULL)"
        " AND EXISTS (SELECT FROM unnest($1::text[]) AS scope"
        " WHERE starts_with(COALESCE(NULLIF(m.division, ''), o.division), scope))"
        " ORDER BY m.id LIMIT $3",
        sorted(scope),
        after,
        limit,
    )
    return [
        msgspec.convert(
            row
            | {
                "may_end": policy.can_end_role(actor, row | {"organisation": row["belongs"]})
                is True
            },
            Holder,
        )
        for row in found
    ]


async def account_of_phone(actor: Actor, phone: str) -> int:
    """The account of a phone number, for whoever grants roles; Invalid where there is none."""
    if not actor.may(Permission.people_grant):
        raise Denied(_("您没有授予角色的权限。"))
    account = await value(
        "SELECT id FROM account WHERE phone_key = $1 AND disabled_at IS NULL",
        phone_key(tidy_phone(phone)),
    )
    if account is None:
        raise Invalid({"phone": _("这个手机号还没有账号，请先请对方用手机号注册。")})
    return account
