"""Handing over in one transaction, and leaving without a successor."""

from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.permissions import Role
from match.people.commands.roles import end_role
from match.posts import policy
from match.posts.commands._shared import Row, home_of, leave_vacant, locked, move, take_up
from match.posts.forms import HandoverForm
from match.posts.queries.work import open_work
from match.posts.states import Office, PostStatus


@command
async def hand_over(actor: Actor, post_id: int, form: HandoverForm) -> int:
    """
    From the holder to a successor who is ready, in one transaction; returns the handover's id.

    What is open belongs to the home or the township, not to the person, so it is there for the
    next one at once; the record counts it, so that both see that nothing was lost. The old one's
    role and sessions end; what she arranged as her own leave cover ends with it.
    """
    post = await _whole(post_id)
    require(policy.can_hand_over(actor, post))
    successor = await locked(form.successor)
    same = ("office", "division", "home_id")
    if any(post[name] != successor[name] for name in same) or successor["id"] == post["id"]:
        raise NotFound(_("没有找到这个岗位的接任人。"))
    if post["status"] != PostStatus.active or post["deputy"]:
        raise Conflict(_("这个岗位现在没有在任的人可以交接。"))
    if successor["status"] != PostStatus.ready:
        raise Conflict(_("接任人还没有具备条件：请先接受邀请，儿童主任还要通过县级培训考试。"))
    moved = await open_work(post)
    reason = _("交接给接任人")
    await _end(actor, post, reason)
    await take_up(actor, await locked(successor["id"]))
    handover_id: int = await value(
        "INSERT INTO post_handover (from_post, to_post, moved, words, by, at)"
        " VALUES ($1, $2, $3::jsonb, $4, $5, $6) RETURNING id",
        post["id"],
        successor["id"],
        msgspec.json.encode(moved).decode(),
        form.words.strip(),
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "post.handed_over",
        subject=("post", post["id"]),
        division=post["division"],
        changes={"holder": (post["account_id"], successor["account_id"])},
    )
    await tell(
        "post.handed_over",
        handover_id=handover_id,
        from_account=post["account_id"],
        to_account=successor["account_id"],
    )
    return handover_id


@command
async def end_post(actor: Actor, post_id: int, reason: str) -> None:
    """
    Somebody leaves and nobody is ready: the post is vacant from today, and the county's desk shows
    it. Raises Conflict while a successor is ready, who would be passed over.
    """
    post = await _whole(post_id)
    require(policy.can_hand_over(actor, post))
    said = reasoned(reason)
    if post["status"] != PostStatus.active:
        raise Conflict(_("这个岗位已经不在任。"))
    if not post["deputy"] and await _ready(post):
        raise Conflict(_("接任人已具备条件，请直接办理交接，工作不会中断。"))
    await _end(actor, post, said)
    await leave_vacant(post)


@command
async def role_ended(actor: Actor, account_id: int, role: Role, division: str) -> None:
    """Somebody's role ended elsewhere (she resigned, or lost it): the register follows."""
    ended = await rows(
        "SELECT p.* FROM post p WHERE p.account_id = $1 AND p.office = $2 AND p.division = $3"
        " AND p.status <> 'ended' AND NOT EXISTS (SELECT FROM membership m WHERE m.account = $1"
        " AND m.role = $2 AND m.ended_at IS NULL AND rpad(m.division, 12, '0') = p.division"
        " AND m.home IS NOT DISTINCT FROM p.home_id) FOR UPDATE",
        account_id,
        str(role),
        division.ljust(12, "0"),
    )
    for post in ended:
        words = _("角色已结束")
        await move(actor, post, "end", words, {"ended_on": clock.today(), "end_reason": words})
        await leave_vacant(post)


async def end_role_of(actor: Actor, post: Row, reason: str) -> None:
    """End the role that came with a post, waiting or not, inside the open command."""
    for row in await _roles(post):
        await end_role(actor, row["id"], reason=reason)


async def _end(actor: Actor, post: Row, reason: str) -> None:
    await move(actor, post, "end", reason, {"ended_on": clock.today(), "end_reason": reason})
    await end_role_of(actor, post, reason)


async def _whole(post_id: int) -> Row:
    """The post locked after its home, which is the order of locks."""
    home_id = await value("SELECT home_id FROM post WHERE id = $1", post_id)
    if home_id is not None:
        await home_of(home_id)
    return await locked(post_id)


async def _roles(post: Row) -> list[dict[str, Any]]:
    director = post["office"] == Office.director
    return await rows(
        "SELECT id FROM membership WHERE account = $1 AND role = $2 AND division = $3"
        " AND home IS NOT DISTINCT FROM $4 AND ended_at IS NULL",
        post["account_id"],
        post["office"],
        post["division"] if director else post["division"][:9],
        post["home_id"],
    )


async def _ready(post: Row) -> bool:
    return await value(
        "SELECT EXISTS (SELECT FROM post WHERE office = $1 AND division = $2"
        " AND home_id IS NOT DISTINCT FROM $3 AND status = 'ready' AND NOT deputy)",
        post["office"],
        post["division"],
        post["home_id"],
    )
