"""Roles: installed from the command line, proposed and approved by two, and ended."""

from datetime import date
from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.approvals import approve, content_hash
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.permissions import Role
from match.people import policy
from match.people.commands.sessions import end_every_session
from match.people.states import PROPOSAL, ProposalStatus
from match.people.tables import Proposal


async def add_membership(actor: Actor, account: int, **fields: Any) -> int:
    """
    Insert one grant inside the open command; an equal one that is held already is returned.

    Fields: role, division, source, and where they apply organisation, home, valid_until,
    proposal, invitation, waiting. Raises Denied where duties must be kept apart.
    """
    role, division = Role(fields["role"]), fields["division"]
    require(policy.division_fits(role, division))
    # Two grants at once for one person would each not see the other's role.
    await one("SELECT id FROM account WHERE id = $1 FOR UPDATE", account)
    held = await rows(
        "SELECT id, role, division, organisation, home FROM membership"
        " WHERE account = $1 AND ended_at IS NULL",
        account,
    )
    require(policy.kept_apart([Role(row["role"]) for row in held], role))
    wanted = (str(role), division, fields.get("organisation"), fields.get("home"))
    for row in held:
        if (row["role"], row["division"], row["organisation"], row["home"]) == wanted:
            return row["id"]
    added = await _insert(actor, account, wanted, fields)
    await record(
        actor,
        "role.granted",
        subject=("account", account),
        division=division or None,
        changes={"role": (None, str(role))},
    )
    await tell("role.granted", account_id=account, role=str(role), division=division)
    return added


async def _insert(
    actor: Actor, account: int, wanted: tuple[Any, ...], fields: dict[str, Any]
) -> int:
    return await value(
        "INSERT INTO membership (account, role, division, organisation, home, valid_from,"
        " valid_until, source, proposal, invitation, granted_by, granted_at, waiting)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
        account,
        *wanted,
        clock.today(),
        fields.get("valid_until"),
        fields["source"],
        fields.get("proposal"),
        fields.get("invitation"),
        actor.id,
        clock.now(),
        fields.get("waiting", False),
    )


@command
async def install_role(
    actor: Actor,
    account: int,
    role: Role,
    division: str = "",
    *,
    organisation: int | None = None,
    home: int | None = None,
) -> int:
    """
    Give a role from the command line of the server: the first administrators, and the demo.

    Refused to everybody but our own code; the audit shows it as the system's doing.
    """
    if not actor.system:
        raise Denied(_("角色需要邀请，或由两个单位批准。"))
    return await add_membership(
        actor,
        account,
        role=role,
        division=division,
        organisation=organisation,
        home=home,
        source="installation",
    )


@command
async def propose_role(
    actor: Actor,
    account: int,
    *,
    role: Role,
    division: str,
    reason: str,
    organisation: int | None = None,
    valid_until: date | None = None,
) -> int:
    """Propose a staff role; it takes two approvers from two bodies. Returns the proposal's id."""
    if not reason.strip():
        raise Invalid({"reason": _("请写明为什么需要这个角色。")})
    require(policy.can_propose(actor, account, role, division))
    require(policy.division_fits(role, division))
    if await value("SELECT id FROM account WHERE id = $1 AND erased_at IS NULL", account) is None:
        raise NotFound(_("没有找到这个账号。"))
    proposal = await value(
        "INSERT INTO role_proposal (account, role, division, organisation, valid_until, reason,"
        " status, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
        " RETURNING id",
        account,
        str(role),
        division,
        organisation,
        valid_until,
        reason.strip(),
        str(ProposalStatus.proposed),
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "role.proposed",
        subject=("role_proposal", proposal),
        division=division,
        reason=reason,
        changes={"role": (None, str(role)), "account": (None, account)},
    )
    await tell("role.proposed", proposal_id=proposal, role=str(role), division=division)
    return proposal


@command
async def approve_role(actor: Actor, proposal: int) -> bool:
    """
    Approve a proposed role; True once this was the second body's yes and the role is granted.
    """
    held = await _locked(proposal)
    grant = policy.approving_grant(actor, held)
    if isinstance(grant, str):
        raise Denied(grant)
    PROPOSAL.move(ProposalStatus(held["status"]), "grant")
    enough = await approve(
        actor, grant, "role_proposal", proposal, proposal_hash(held), proposer=held["proposed_by"]
    )
    await record(
        actor, "role.approved", subject=("role_proposal", proposal), division=held["division"]
    )
    if not enough:
        return False
    await PROPOSAL.fire(Proposal, proposal, ProposalStatus(held["status"]), "grant")
    await rows("UPDATE role_proposal SET decided_at = $1 WHERE id = $2", clock.now(), proposal)
    await add_membership(
        actor,
        held["account"],
        role=held["role"],
        division=held["division"],
        organisation=held["organisation"],
        valid_until=held["valid_until"],
        source="proposal",
        proposal=proposal,
    )
    return True


@command
async def refuse_role(actor: Actor, proposal: int, *, reason: str) -> None:
    """Refuse a proposed role; one refusal is enough. The proposer's own counts as withdrawal."""
    held = await _locked(proposal)
    own = held["proposed_by"] in (actor.id, actor.covering)
    if not own:
        grant = policy.approving_grant(actor, held)
        if isinstance(grant, str):
            raise Denied(grant)
        if not reason.strip():
            raise Invalid({"reason": _("请写明不同意的理由。")})
    verb = "withdraw" if own else "refuse"
    move = await PROPOSAL.fire(Proposal, proposal, ProposalStatus(held["status"]), verb)
    await rows("UPDATE role_proposal SET decided_at = $1 WHERE id = $2", clock.now(), proposal)
    await record(
        actor,
        move.event,
        subject=("role_proposal", proposal),
        division=held["division"],
        reason=reason,
    )
    await tell(move.event, proposal_id=proposal)


@command
async def end_role(actor: Actor, membership: int, *, reason: str = "") -> None:
    """End a role, effective with the person's next request; staff are signed out at once."""
    held = await one(
        "SELECT m.id, m.account, m.role, m.division, m.organisation, m.home, m.ended_at,"
        " COALESCE(o.division, '') AS at FROM membership m"
        " LEFT JOIN organisation o ON o.id = m.organisation WHERE m.id = $1 FOR UPDATE OF m",
        membership,
    )
    if held is None:
        raise NotFound(_("没有找到这个角色。"))
    require(policy.can_end_role(actor, held))
    if held["ended_at"] is not None:
        raise Conflict(_("这个角色已经结束。"))
    await rows(
        "UPDATE membership SET ended_at = $1, ended_by = $2 WHERE id = $3",
        clock.now(),
        actor.id,
        membership,
    )
    await end_every_session(actor, held["account"])
    await record(
        actor,
        "role.ended",
        subject=("account", held["account"]),
        division=held["division"] or None,
        reason=reason,
        changes={"role": (held["role"], None)},
    )
    await tell(
        "role.ended", account_id=held["account"], role=held["role"], division=held["division"]
    )


def proposal_hash(held: dict[str, Any]) -> str:
    """The hash of what is approved: any other content needs approvals of its own."""
    return content_hash(
        account=held["account"],
        role=held["role"],
        division=held["division"],
        organisation=held["organisation"],
        valid_until=held["valid_until"],
        reason=held["reason"],
    )


async def _locked(proposal: int) -> dict[str, Any]:
    held = await one(
        "SELECT id, account, role, division, organisation, valid_until, reason, status,"
        " proposed_by FROM role_proposal WHERE id = $1 FOR UPDATE",
        proposal,
    )
    if held is None:
        raise NotFound(_("没有找到这项角色申请。"))
    return held
