"""Naming who is to hold a post: the rules first, then an invitation to her telephone."""

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.permissions import Role
from match.people.commands.invitations import invite, withdraw_invitation
from match.posts import policy, rules
from match.posts.commands._shared import Row, home_of, is_named, leave_vacant, locked, move
from match.posts.commands.leaving import end_role_of
from match.posts.forms import DirectorForm, KindForm, SupervisorForm
from match.posts.states import Office, PostStatus


class Named(msgspec.Struct, frozen=True):
    """The post's id, and the secret part of the link by which she accepts."""

    post_id: int
    token: str


@command
async def name_director(actor: Actor, home_id: int, form: DirectorForm) -> Named:
    """
    Name a director, or a deputy, of a home (4.1d, 4.1e). Raises Invalid where the kind does not
    fit or wants a reason, Conflict while somebody else is named and has not begun.
    """
    home = await home_of(home_id)
    require(policy.can_name(actor, Office.director, home["division"]))
    complaints = rules.director_complaints(home["site_source"], form.kind, form.reason)
    if complaints:
        raise Invalid(complaints)
    post = {
        "office": Office.director,
        "home_id": home_id,
        "division": home["division"],
        "kind": form.kind,
        "gender": None,
        "deputy": form.deputy,
        "reason": form.reason.strip(),
    }
    await _refuse_second(post)
    made = await invite(
        actor,
        role=Role.director,
        name=form.name,
        phone=form.phone,
        division=home["division"],
        home=home_id,
    )
    return Named(await _keep(actor, post, made.id), made.token)


@command
async def name_supervisor(actor: Actor, township: str, form: SupervisorForm) -> Named:
    """
    Name the supervisor, or a deputy, of a township (4.1c). *township*: 9 or 12 digits. Raises
    Invalid for whoever is neither a woman of the leadership nor the federation's chair.
    """
    division = township.ljust(12, "0")
    require(policy.can_name(actor, Office.supervisor, division))
    place = await one("SELECT code FROM division WHERE code = $1 AND level = 4", division)
    if place is None:
        raise NotFound(_("没有找到这个乡镇（街道）。"))
    complaints = rules.supervisor_complaints(form.kind, form.gender)
    if complaints:
        raise Invalid(complaints)
    post = {
        "office": Office.supervisor,
        "home_id": None,
        "division": division,
        "kind": form.kind,
        "gender": form.gender,
        "deputy": form.deputy,
        "reason": "",
    }
    await _refuse_second(post)
    made = await invite(
        actor, role=Role.supervisor, name=form.name, phone=form.phone, division=division[:9]
    )
    return Named(await _keep(actor, post, made.id), made.token)


@command
async def take_back_naming(actor: Actor, post_id: int, reason: str) -> None:
    """Whoever was named does not begin after all: her link or her waiting role ends."""
    post = await locked(post_id)
    require(policy.can_name(actor, Office(post["office"]), post["division"]))
    said = reasoned(reason)
    if post["status"] == PostStatus.active:
        raise Conflict(_("在任的人请用“交接”或“离任”办理。"))
    await move(
        actor,
        post,
        "end",
        said,
        {"ended_on": clock.today(), "end_reason": said},
    )
    if post["account_id"] is None:
        if post["invitation_id"] is not None and await _open(post["invitation_id"]):
            await withdraw_invitation(actor, post["invitation_id"])
    else:
        await end_role_of(actor, post, said)
        await leave_vacant(post)


@command
async def complete_kind(actor: Actor, post_id: int, form: KindForm) -> None:
    """Write down what a seat older than the register is: its kind, and a supervisor's gender."""
    post = await locked(post_id)
    office = Office(post["office"])
    require(policy.can_name(actor, office, post["division"]))
    if post["kind"] is not None:
        raise Conflict(_("这个岗位的人选类型已经登记。"))
    if (office is Office.director) != form.kind.startswith("DK-"):
        raise Invalid({"kind": _("请从给出的选项里选择。")})
    if office is Office.director:
        home = await home_of(post["home_id"])
        complaints = rules.director_complaints(home["site_source"], form.kind, form.reason)
    else:
        complaints = rules.supervisor_complaints(form.kind, form.gender)
    if complaints:
        raise Invalid(complaints)
    await one(
        "UPDATE post SET kind = $2, gender = $3, reason = $4 WHERE id = $1 RETURNING id",
        post_id,
        form.kind,
        form.gender or None if office is Office.supervisor else None,
        form.reason.strip(),
    )
    await record(
        actor,
        "post.kind_completed",
        subject=("post", post_id),
        division=post["division"],
        changes={"kind": (None, form.kind)},
    )


async def _refuse_second(post: Row) -> None:
    if not post["deputy"] and await is_named(post["office"], post["division"], post["home_id"]):
        raise Conflict(_("这个岗位已经提名了一位接任人。要换人，请先撤回原来的提名。"))


async def _open(invitation_id: int) -> bool:
    return await value(
        "SELECT accepted_at IS NULL AND withdrawn_at IS NULL FROM invitation WHERE id = $1",
        invitation_id,
    )


async def _keep(actor: Actor, post: Row, invitation_id: int) -> int:
    post_id: int = await value(
        "INSERT INTO post (office, home_id, division, kind, gender, deputy, reason, status,"
        " invitation_id, named_by, named_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, 'invited', $8, $9, $10) RETURNING id",
        str(post["office"]),
        post["home_id"],
        post["division"],
        post["kind"],
        post["gender"],
        post["deputy"],
        post["reason"],
        invitation_id,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "post.named",
        subject=("post", post_id),
        division=post["division"],
        reason=post["reason"],
        changes={"kind": (None, post["kind"])},
    )
    await tell("post.named", post_id=post_id, office=str(post["office"]))
    return post_id
