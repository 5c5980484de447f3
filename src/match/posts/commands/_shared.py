"""What every verb on a post begins and ends with."""

from collections.abc import Mapping
from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.permissions import Role
from match.homes.commands import admit_director, seat_director, unseat_director
from match.people.commands.waiting import let_act
from match.posts.states import POST_MACHINE, Office, PostStatus
from match.posts.tables import Post

Row = dict[str, Any]


async def locked(post_id: int) -> Row:
    """The post, locked. Raises NotFound."""
    post = await one("SELECT * FROM post WHERE id = $1 FOR UPDATE", post_id)
    if post is None:
        raise NotFound(_("没有找到这个岗位记录。"))
    return post


async def home_of(home_id: int) -> Row:
    """The home, locked before its posts: who names two directors at once waits here."""
    home = await one(
        "SELECT id, division, site_source, director_id FROM home WHERE id = $1 FOR UPDATE", home_id
    )
    if home is None:
        raise NotFound(_("没有找到这个儿童之家。"))
    return home


async def move(
    actor: Actor,
    post: Mapping[str, Any],
    verb: str,
    reason: str = "",
    sets: Mapping[str, Any] | None = None,
) -> None:
    """One move of a post, kept in the trail and told."""
    await carry_out(
        actor,
        POST_MACHINE,
        Post,
        post,
        PostStatus(post["status"]),
        verb,
        reason=reason,
        sets=sets,
        post_id=post["id"],
        account_id=post["account_id"],
        office=post["office"],
    )


async def holder(post: Mapping[str, Any]) -> Row | None:
    """Who holds the same post now, locked; never the row itself, never a deputy."""
    return await one(
        "SELECT * FROM post WHERE office = $1 AND division = $2 AND home_id IS NOT DISTINCT FROM $3"
        " AND status = 'active' AND NOT deputy AND id <> $4 FOR UPDATE",
        post["office"],
        post["division"],
        post["home_id"],
        post["id"],
    )


async def is_named(office: Office, division: str, home_id: int | None) -> bool:
    """Whether somebody is to hold a post and has not begun; deputies do not count."""
    return await value(
        "SELECT EXISTS (SELECT FROM post WHERE office = $1 AND division = $2"
        " AND home_id IS NOT DISTINCT FROM $3 AND NOT deputy"
        " AND status IN ('invited', 'pending_exam', 'ready'))",
        str(office),
        division,
        home_id,
    )


async def take_up(actor: Actor, post: Row) -> None:
    """
    From now on she acts: her role waits no longer, and the home knows her. For a post that is
    ``ready`` and that nobody else holds.
    """
    await move(actor, post, "take_up", sets={"starts_on": clock.today()})
    director = post["office"] == Office.director
    await let_act(
        actor,
        post["account_id"],
        Role.director if director else Role.supervisor,
        post["division"] if director else post["division"][:9],
        post["home_id"],
    )
    if director and not post["deputy"]:
        # The system's hand: a supervisor may name a director, and only a county seats one.
        await seat_director(SYSTEM, post["home_id"], post["account_id"])
        await admit_director(SYSTEM, post["home_id"], post["account_id"])


async def leave_vacant(post: Row) -> None:
    """
    Nobody directs the home of this post from now on; whoever waits for the exam is shown instead.
    Another's seat is left alone.
    """
    if post["office"] != Office.director or post["deputy"]:
        return
    seated = await one("SELECT director_id FROM home WHERE id = $1", post["home_id"])
    if seated is None or seated["director_id"] != post["account_id"]:
        return
    await unseat_director(SYSTEM, post["home_id"], post["account_id"])
    coming = await one(
        "SELECT account_id FROM post WHERE office = 'director' AND home_id = $1 AND NOT deputy"
        " AND status IN ('pending_exam', 'ready')",
        post["home_id"],
    )
    if coming is not None:
        await seat_director(SYSTEM, post["home_id"], coming["account_id"], pending=True)
