"""A county's lists of directors and supervisors: each row a naming, as often as it is sent."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import command, rows
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.sheets import Sheet
from match.people.phones import phone_key
from match.posts import policy
from match.posts.commands._shared import home_of
from match.posts.commands.naming import Named, complete_kind, name_director, name_supervisor
from match.posts.forms import DirectorRow, KindForm, SupervisorRow
from match.posts.sheet import directors, supervisors
from match.posts.states import Office, PostStatus
from match.site.importing import Diff, diffs


class Brought(msgspec.Struct, frozen=True):
    """What became of a row; *post* is the id of a naming whose link is to be handed on, or 0."""

    result: str
    changes: tuple[Diff, ...] = ()
    post: int = 0


@command
async def import_director(actor: Actor, row: DirectorRow) -> Brought:
    """
    One row of a list of directors: ``created`` where the home had none, ``updated`` where she is
    to follow somebody or her kind was not written down yet, ``unchanged``. Raises what
    `name_director` does, and Conflict where she is known with other words.
    """
    home = await home_of(row.home)
    require(policy.can_name(actor, Office.director, home["division"]))
    known = await _known(Office.director, home["division"], row.home, row.form.phone)
    kind = KindForm(row.form.kind, "", row.form.reason)
    return await _brought(
        actor, row, directors(), known, kind, lambda: name_director(actor, row.home, row.form)
    )


@command
async def import_supervisor(actor: Actor, row: SupervisorRow) -> Brought:
    """One row of a list of supervisors, as `import_director`."""
    require(policy.can_name(actor, Office.supervisor, row.township))
    known = await _known(Office.supervisor, row.township, None, row.form.phone)
    kind = KindForm(row.form.kind, row.form.gender)
    return await _brought(
        actor,
        row,
        supervisors(),
        known,
        kind,
        lambda: name_supervisor(actor, row.township, row.form),
    )


async def _known(
    office: Office, division: str, home: int | None, phone: str
) -> list[dict[str, Any]]:
    """Who holds the post or is to hold it; *same*: by this very telephone."""
    return await rows(
        "SELECT p.id, p.status, COALESCE(p.kind, '') AS kind, COALESCE(p.gender, '') AS gender,"
        " p.reason, COALESCE(a.name, i.name, '') AS name,"
        " COALESCE(a.phone_key, i.phone_key) = $4 AS same FROM post p"
        " LEFT JOIN account a ON a.id = p.account_id"
        " LEFT JOIN invitation i ON i.id = p.invitation_id"
        " WHERE p.office = $1 AND p.division = $2 AND p.home_id IS NOT DISTINCT FROM $3"
        " AND NOT p.deputy AND p.status <> 'ended' ORDER BY p.id",
        str(office),
        division,
        home,
        phone_key(phone),
    )


async def _brought(
    actor: Actor,
    row: DirectorRow | SupervisorRow,
    listed: Sheet,
    known: Sequence[Mapping[str, Any]],
    kind: KindForm,
    name_her: Callable[[], Awaitable[Named]],
) -> Brought:
    her = next((post for post in known if post["same"]), None)
    if her is not None:
        return await _again(actor, row, listed, her, kind)
    holder = next((post for post in known if post["status"] == PostStatus.active), None)
    if holder is None:
        return Brought("created", post=(await name_her()).post_id)
    if holder["name"] == row.form.name:
        raise Invalid({"phone": _("在任的就是这个人，登记的是另一个手机号。请核对，不用再提名。")})
    made = await name_her()
    follows = diffs(listed, {"name": holder["name"]}, {"name": row.form.name})
    return Brought("updated", follows, made.post_id)


async def _again(
    actor: Actor,
    row: DirectorRow | SupervisorRow,
    listed: Sheet,
    her: Mapping[str, Any],
    kind: KindForm,
) -> Brought:
    """She is known already: a list adds the kind that nobody wrote down, and changes no word."""
    changes = diffs(listed, her, {**her, **row.said})
    if not changes:
        return Brought("unchanged")
    if her["kind"] or "kind" not in row.said or her["name"] != row.form.name:
        raise Conflict(
            _("这个手机号的人已经登记，名单不能修改：%(header)s不同，请核对。")
            % {"header": changes[0].header}
        )
    await complete_kind(actor, her["id"], kind)
    return Brought("updated", changes)
