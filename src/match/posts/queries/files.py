"""Everything about the posts of one home or one township, for those who look after them."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.people.queries.people import recorded_names
from match.posts import policy
from match.posts.queries.holders import COLUMNS, Post, post_row
from match.posts.states import Guide, Office, PostStatus, TutorStatus


class TutorLine(msgspec.Struct, frozen=True):
    """One tutor of a home; ``name`` is empty until she accepts."""

    id: int
    name: str
    kind: str
    can: str
    status: TutorStatus
    account_id: int | None


class Comment(msgspec.Struct, frozen=True):
    """What a station or an agency said to a home."""

    guide: Guide
    name: str
    words: str
    at: datetime


class HandoverLine(msgspec.Struct, frozen=True):
    """One handover: from whom to whom, what was open, and her words."""

    giver: str
    taker: str
    moved: dict[str, int]
    words: str
    at: datetime


class PostFile(msgspec.Struct, frozen=True):
    """The posts of one home (``home_id``) or one township, newest first, and who is who."""

    office: Office
    division: str
    name: str
    place: str
    home_id: int | None
    site_source: str
    posts: tuple[Post, ...]
    names: dict[int, str]
    invited: dict[int, str]
    handovers: tuple[HandoverLine, ...]
    tutors: tuple[TutorLine, ...]
    comments: tuple[Comment, ...]
    may_name: bool
    may_appoint: bool
    may_guide: bool

    @property
    def holder(self) -> Post | None:
        """Who holds the post today."""
        return self._first(PostStatus.active)

    @property
    def coming(self) -> Post | None:
        """Who is to hold it next."""
        return self._first(PostStatus.invited, PostStatus.pending_exam, PostStatus.ready)

    def _first(self, *states: PostStatus) -> Post | None:
        return next((p for p in self.posts if p.status in states and not p.deputy), None)


async def home_posts(actor: Actor, home_id: int) -> PostFile:
    """The posts, tutors and guidance of one home. NotFound for who may not see them."""
    home = await one(
        "SELECT h.id, h.name, h.division, h.site_source, d.path FROM home h"
        " JOIN division d ON d.code = h.division WHERE h.id = $1",
        home_id,
    )
    if home is None or not policy.can_see(actor, home["division"], home_id):
        raise NotFound(_("没有找到这个儿童之家。"))
    facts = {
        "office": Office.director,
        "home_id": home_id,
        "site_source": home["site_source"],
        "tutors": await _tutors(home_id),
        "comments": await _comments(home_id),
        "may_appoint": policy.can_appoint_tutor(actor, home_id) is True,
        "may_guide": isinstance(policy.guide_of(actor, home["division"]), Guide),
    }
    return await _file(actor, home, facts, "office = 'director' AND home_id = $1", home_id)


async def township_posts(actor: Actor, township: str) -> PostFile:
    """The supervisors of one township (9 or 12 digits). NotFound for who may not see them."""
    code = township.ljust(12, "0")
    place = await one(
        "SELECT code AS division, name, path FROM division WHERE code = $1 AND level = 4", code
    )
    if place is None or not policy.can_see(actor, code):
        raise NotFound(_("没有找到这个乡镇（街道）。"))
    facts: dict[str, Any] = {
        "office": Office.supervisor,
        "home_id": None,
        "site_source": "",
        "tutors": (),
        "comments": (),
        "may_appoint": False,
        "may_guide": False,
    }
    return await _file(actor, place, facts, "office = 'supervisor' AND division = $1", code)


async def _file(
    actor: Actor, place: dict[str, Any], facts: dict[str, Any], which: str, key: object
) -> PostFile:
    found = await rows(
        f"SELECT {COLUMNS} FROM post WHERE {which} ORDER BY id DESC LIMIT 50",  # noqa: S608 # our own words
        key,
    )
    posts = tuple(post_row(row) for row in found)
    invited = await rows(
        "SELECT p.id, i.name FROM post p JOIN invitation i ON i.id = p.invitation_id"
        " WHERE p.id = ANY($1) AND p.account_id IS NULL",
        [post.id for post in posts],
    )
    return PostFile(
        division=place["division"],
        name=place["name"],
        place=place["path"],
        posts=posts,
        names=await recorded_names([p.account_id for p in posts if p.account_id is not None]),
        invited={row["id"]: row["name"] for row in invited},
        handovers=await _handovers([post.id for post in posts]),
        may_name=policy.can_name(actor, facts["office"], place["division"]) is True,
        **facts,
    )


async def _handovers(posts: list[int]) -> tuple[HandoverLine, ...]:
    found = await rows(
        "SELECT a.name AS giver, b.name AS taker, h.moved::text AS moved, h.words, h.at"
        " FROM post_handover h JOIN post p ON p.id = h.from_post JOIN post q ON q.id = h.to_post"
        " JOIN account a ON a.id = p.account_id JOIN account b ON b.id = q.account_id"
        " WHERE h.from_post = ANY($1) ORDER BY h.id DESC LIMIT 20",
        posts,
    )
    return tuple(
        msgspec.convert(row | {"moved": msgspec.json.decode(row["moved"])}, HandoverLine)
        for row in found
    )


async def _tutors(home_id: int) -> tuple[TutorLine, ...]:
    found = await rows(
        "SELECT t.id, COALESCE(a.name, i.name, '') AS name, t.kind, t.can, t.status, t.account_id"
        " FROM tutor t LEFT JOIN account a ON a.id = t.account_id"
        " LEFT JOIN invitation i ON i.id = t.invitation_id"
        " WHERE t.home_id = $1 AND t.status <> 'ended' ORDER BY t.id",
        home_id,
    )
    return tuple(msgspec.convert(row, TutorLine) for row in found)


async def _comments(home_id: int) -> tuple[Comment, ...]:
    found = await rows(
        "SELECT g.guide, a.name, g.words, g.at FROM home_guidance g"
        ' JOIN account a ON a.id = g."by" WHERE g.home_id = $1 ORDER BY g.id DESC LIMIT 20',
        home_id,
    )
    return tuple(msgspec.convert(row, Comment) for row in found)
