"""
A county's lists of directors and of supervisors, as kinds of import.

Each row is a naming as on the page of the home or township: the same rules, the same invitation to
her telephone. Nobody gets a role by a list: she accepts herself, and passes the exam (notice 4.4d).
"""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission, Role
from match.foundation.sheets import Reading, Row, Sheet, Value
from match.homes.listed import HomeFinder
from match.homes.sheet import unknown_township
from match.people.commands.accounts import tidy_name
from match.people.phones import tidy_phone
from match.posts.commands import Brought, import_director, import_supervisor, renew_links
from match.posts.forms import DirectorForm, DirectorRow, SupervisorForm, SupervisorRow
from match.posts.pages.common import link
from match.posts.sheet import directors, links, supervisors
from match.site.importing import (
    About,
    Handing,
    ImportKind,
    Outcome,
    Understood,
    complained,
    one_by_one,
)
from match.site.importing.kinds import Item


class PostList(ImportKind[Item]):
    """What both lists have in common: after the deed there are links to be handed on."""

    permission = Permission.posts_name

    def after(self, about: About) -> tuple[str, str]:
        del about
        return "/desk/posts", _("主任和督导员")

    async def handing(self, made: Sequence[int]) -> Handing | None:
        counted = await one(
            "SELECT count(*) FILTER (WHERE i.accepted_at IS NULL AND p.status = 'invited')"
            " AS waiting, count(i.accepted_at) AS taken FROM post p"
            " JOIN invitation i ON i.id = p.invitation_id"
            " WHERE p.id = ANY($1) AND i.withdrawn_at IS NULL",
            list(made),
        )
        return msgspec.convert(counted, Handing)

    async def hand_over(
        self, actor: Actor, made: Sequence[int]
    ) -> tuple[Sheet, list[dict[str, Value]]]:
        told: list[dict[str, Value]] = [
            {
                "place": one.place,
                "name": one.name,
                "phone": one.phone,
                "link": link(one.token),
                "until": one.until.astimezone(clock.HERE).date(),
            }
            for one in await renew_links(actor, made)
        ]
        return links(), told


class DirectorList(PostList[DirectorRow]):
    """For who may name directors: township and county."""

    name = "directors"
    item = DirectorRow

    def title(self) -> str:
        return _("儿童主任名单")

    def intro(self) -> str:
        return _(
            "一行是一个儿童之家的主任人选，导入等于逐个提名：本人用名单上的手机号接受邀请，"
            "通过县级考试后到任。副职在儿童之家的页面上登记。"
        )

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del actor, about
        return directors()

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[DirectorRow]:
        del about
        scopes = actor.scope(self.permission)
        finder, kinds = await HomeFinder.of(scopes), await _kinds_of_homes(scopes)
        items: list[DirectorRow] = []
        refused: list[Outcome] = []
        for row in reading.good:
            name, home = str(row.values["village"]), finder.find(row)
            if isinstance(home, str):
                refused.append(Outcome(row.number, name, "refused", home, column="village"))
            else:
                try:
                    items.append(_director_row(row, home.id, home.name, kinds[home.id]))
                except Invalid as refusal:
                    refused.append(complained(row.number, home.name, reading.sheet, refusal))
        return Understood(items, refused)

    def same(self, item: DirectorRow) -> object:
        return item.home

    async def take(self, actor: Actor, about: About, items: Sequence[DirectorRow]) -> list[Outcome]:
        del about
        return await _each(actor, items, import_director)


class SupervisorList(PostList[SupervisorRow]):
    """For counties alone."""

    name = "supervisors"
    item = SupervisorRow

    def title(self) -> str:
        return _("儿童督导员名单")

    def intro(self) -> str:
        return _(
            "一行是一个乡镇（街道）的儿童督导员人选，导入等于逐个登记："
            "本人用名单上的手机号接受邀请后到任；有在任的，等交接。"
        )

    async def allow(self, actor: Actor, about: About) -> str:
        del about
        if not (counties := _counties(actor)):
            raise Denied(_("儿童督导员由县级民政部门登记。"))
        return counties[0]

    def offered(self, actor: Actor) -> bool:
        return bool(_counties(actor))

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del actor, about
        return supervisors()

    async def understand(
        self, actor: Actor, about: About, reading: Reading
    ) -> Understood[SupervisorRow]:
        del about
        known = await _townships(_counties(actor))
        items: list[SupervisorRow] = []
        refused: list[Outcome] = []
        for row in reading.good:
            name = "".join(str(row.values["township"]).split())
            if name not in known:
                told = unknown_township(name, known)
                refused.append(Outcome(row.number, name, "refused", told, column="township"))
                continue
            try:
                items.append(_supervisor_row(row, known[name], name))
            except Invalid as refusal:
                refused.append(complained(row.number, name, reading.sheet, refusal))
        return Understood(items, refused)

    def same(self, item: SupervisorRow) -> object:
        return item.township

    async def take(
        self, actor: Actor, about: About, items: Sequence[SupervisorRow]
    ) -> list[Outcome]:
        del about
        return await _each(actor, items, import_supervisor)


async def _each(
    actor: Actor, items: Sequence[Any], deed: Callable[[Actor, Any], Awaitable[Brought]]
) -> list[Outcome]:
    async def done(row: DirectorRow | SupervisorRow) -> Outcome:
        brought = await deed(actor, row)
        return Outcome(
            row.number, row.place, brought.result, changes=brought.changes, subject=brought.post
        )

    return await one_by_one(items, done)


def _director_row(row: Row, home: int, place: str, kind: str | None) -> DirectorRow:
    """Raises Invalid as the form of the page does. *kind*: what the home's own list says."""
    said = _said(row, "name", "phone", "kind", "reason")
    if "kind" not in said and kind is None:
        raise Invalid({"kind": _("请填写人选类型。")})
    form = read(DirectorForm, {"kind": kind, **said})
    del said["phone"]
    return DirectorRow(row.number, place, home, form, said)


def _supervisor_row(row: Row, township: str, place: str) -> SupervisorRow:
    """Raises Invalid as the form of the page does."""
    said = _said(row, "name", "phone", "kind", "gender")
    form = read(SupervisorForm, said)
    del said["phone"]
    return SupervisorRow(row.number, place, township, form, said)


def _said(row: Row, *keys: str) -> dict[str, str]:
    """The cells that were filled, with name and telephone as they are kept."""
    said = {key: str(found) for key in keys if (found := row.values.get(key)) is not None}
    return said | {"name": tidy_name(said["name"]), "phone": tidy_phone(said["phone"])}


async def _kinds_of_homes(scopes: Sequence[str]) -> dict[int, str | None]:
    found = await rows(
        "SELECT id, director_kind FROM home WHERE division LIKE ANY($1)",
        [f"{scope}%" for scope in scopes],
    )
    return {row["id"]: row["director_kind"] for row in found}


def _counties(actor: Actor) -> list[str]:
    return [grant.division for grant in actor.grants if grant.role is Role.county]


async def _townships(counties: Sequence[str]) -> dict[str, str]:
    """The townships of these counties: name → 12 digits; names that two counties have are none."""
    found = await rows(
        "SELECT code, name FROM division WHERE level = 4 AND valid_to IS NULL"
        " AND code LIKE ANY($1)",
        [f"{county}%" for county in counties],
    )
    named = Counter(row["name"] for row in found)
    return {row["name"]: row["code"] for row in found if named[row["name"]] == 1}
