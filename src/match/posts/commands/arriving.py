"""From the accepted invitation to the first day: exam, then the free seat (4.4d)."""

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.permissions import Role
from match.homes.commands import seat_director
from match.posts.commands._shared import Row, holder, is_named, locked, move, take_up
from match.posts.states import Office, PostStatus
from match.training.queries import passed


@command
async def accept_post(actor: Actor, invitation_id: int) -> int | None:
    """
    She accepted her invitation: her post goes as far as it can. Returns the post's id, None for
    an invitation to no post. A general invitation, without a naming, makes a post that says so.
    """
    invited = await one(
        "SELECT i.id, i.role, i.division, i.home, i.accepted_by, i.invited_by, h.director_kind"
        " FROM invitation i LEFT JOIN home h ON h.id = i.home"
        " WHERE i.id = $1 AND i.accepted_by IS NOT NULL"
        " AND i.role IN ('director', 'supervisor')",
        invitation_id,
    )
    if invited is None:
        return None
    post_id = await value("SELECT id FROM post WHERE invitation_id = $1", invitation_id)
    if post_id is None:
        post_id = await _unnamed(actor, invited)
    post = await locked(post_id)
    if post["account_id"] is None:
        await value(
            "UPDATE post SET account_id = $2 WHERE id = $1 RETURNING id",
            post_id,
            invited["accepted_by"],
        )
    await advance(actor, await locked(post_id))
    return post_id


@command
async def certificate_came(actor: Actor, account_id: int) -> list[int]:
    """Somebody passed: every post that waited for it goes on. Returns those posts' ids."""
    waiting = await rows(
        "SELECT id FROM post WHERE account_id = $1 AND status = 'pending_exam' ORDER BY id",
        account_id,
    )
    for row in waiting:
        await advance(actor, await locked(row["id"]))
    return [row["id"] for row in waiting]


async def advance(actor: Actor, post: Row) -> None:
    """
    One post as far as it can go today: ``pending_exam`` without the county's exam, ``ready`` with
    it, and ``active`` where nobody else holds the seat.
    """
    state = PostStatus(post["status"])
    if state is PostStatus.invited and post["office"] == Office.director:
        await move(actor, post, "accept")
        post = await locked(post["id"])
        await _show_pending(post)
    exam = None
    if post["office"] == Office.director:
        exam = await passed(post["account_id"], "director")
        if exam is None:
            return
    if PostStatus(post["status"]) in (PostStatus.invited, PostStatus.pending_exam):
        await move(actor, post, "prepare", sets={"exam_passed_on": exam})
        post = await locked(post["id"])
    if PostStatus(post["status"]) is PostStatus.ready and (
        post["deputy"] or await holder(post) is None
    ):
        await take_up(actor, post)


@command
async def note_seat(actor: Actor, home_id: int) -> int | None:
    """
    A county seated somebody at a home without naming her here first: the register follows, with a
    dated note. Returns the new post's id; None where the register knows her already.
    """
    home = await one(
        "SELECT h.id, h.division, h.director_id, h.director_kind, EXISTS (SELECT FROM membership m"
        " WHERE m.account = h.director_id AND m.home = h.id AND m.role = 'director' AND m.waiting"
        " AND m.ended_at IS NULL) AS waiting FROM home h WHERE h.id = $1 FOR UPDATE OF h",
        home_id,
    )
    if home is None or home["director_id"] is None or home["waiting"]:
        return None
    known = await rows(
        "SELECT * FROM post WHERE office = 'director' AND home_id = $1 AND status <> 'ended'"
        " AND NOT deputy FOR UPDATE",
        home_id,
    )
    if any(one["account_id"] == home["director_id"] for one in known):
        return None
    for row in known:
        if row["status"] == PostStatus.active:
            ended = {"ended_on": clock.today(), "end_reason": "县级民政部门改任"}
            await move(actor, row, "end", "县级民政部门改任", ended)
    return await _seat(actor, home)


@command
async def note_supervisor(actor: Actor, account_id: int, township: str) -> int | None:
    """
    Somebody got a supervisor's role without an invitation (two bodies approved it, or the place
    was set up with it): the register follows, with a dated note. *township*: 9 digits.
    """
    division = township.ljust(12, "0")
    held = await value(
        "SELECT id FROM membership WHERE account = $1 AND role = 'supervisor' AND division = $2"
        " AND ended_at IS NULL AND NOT waiting AND source <> 'invitation'",
        account_id,
        township,
    )
    known = await value(
        "SELECT id FROM post WHERE office = 'supervisor' AND division = $1 AND account_id = $2"
        " AND status <> 'ended'",
        division,
        account_id,
    )
    if held is None or known is not None:
        return None
    await value("SELECT code FROM division WHERE code = $1 FOR UPDATE", division)
    post_id: int = await value(
        "INSERT INTO post (office, division, account_id, deputy, status, note, named_at, starts_on)"
        " VALUES ('supervisor', $1::varchar, $2, EXISTS (SELECT FROM post"
        " WHERE office = 'supervisor' AND division = $1 AND status = 'active'"
        " AND NOT deputy), 'active', $3, $4, $5)"
        " RETURNING id",
        division,
        account_id,
        f"{clock.today():%Y-%m-%d} 转入岗位登记，人选类型未登记。",
        clock.now(),
        clock.today(),
    )
    await record(actor, "post.noted", subject=("post", post_id), division=division)
    return post_id


async def _seat(actor: Actor, home: Row) -> int:
    exam = await passed(home["director_id"], "director")
    kind = None if home["director_kind"] == "DK-OTH" else home["director_kind"]
    post_id: int = await value(
        "INSERT INTO post (office, home_id, division, account_id, kind, status, note, named_at,"
        " exam_passed_on, starts_on) VALUES ('director', $1, $2, $3, $4, 'active', $5, $6, $7, $8)"
        " RETURNING id",
        home["id"],
        home["division"],
        home["director_id"],
        kind,
        f"{clock.today():%Y-%m-%d} 由县级民政部门直接确认，未经提名登记。",
        clock.now(),
        exam,
        clock.today(),
    )
    await record(actor, "post.noted", subject=("post", post_id), division=home["division"])
    return post_id


async def _show_pending(post: Row) -> None:
    """A home without a director shows who is to come; she hears of it, and does not act."""
    if post["deputy"]:
        return
    free = await value("SELECT director_id IS NULL FROM home WHERE id = $1", post["home_id"])
    if free:
        await seat_director(SYSTEM, post["home_id"], post["account_id"], pending=True)


async def _unnamed(actor: Actor, invited: Row) -> int:
    director = invited["role"] == Role.director
    division = invited["division"].ljust(12, "0")
    office = Office.director if director else Office.supervisor
    # Somebody may be named already: then this one comes as a deputy, who displaces nobody.
    taken = await is_named(office, division, invited["home"])
    kind = invited["director_kind"] if director else None
    post_id: int = await value(
        "INSERT INTO post (office, home_id, division, kind, deputy, status, note, invitation_id,"
        " named_by, named_at) VALUES ($1, $2, $3, $4, $5, 'invited', $6, $7, $8, $9) RETURNING id",
        str(office),
        invited["home"],
        division,
        None if kind == "DK-OTH" else kind,
        taken,
        f"{clock.today():%Y-%m-%d} 通过一般邀请到任，人选类型未经提名登记。"
        if not director
        else "",
        invited["id"],
        invited["invited_by"],
        clock.now(),
    )
    await record(actor, "post.named", subject=("post", post_id), division=division)
    return post_id
