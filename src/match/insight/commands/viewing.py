"""A page with its filters gets a name, is found again, and may be shared in one's area."""

import re
from urllib.parse import urlsplit

from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.settings import settings
from match.insight.forms import ViewForm

MOST = 50
"""Views of one person; more would be a list that nobody reads."""

_PAGE = re.compile(r"/[a-z][^\x00-\x20\x7f\\]*")
_LONGEST = 500


@command
async def keep_view(actor: Actor, form: ViewForm) -> int:
    """
    Keep a page of this house under a name; returns its id. Raises Invalid for another host's
    address or none, Conflict for one too many.
    """
    account = _account(actor)
    address = page_of(form.address)
    complaints: dict[str, str] = {}
    if not form.name.strip():
        complaints["name"] = _("请给这个视图起个名字。")
    if not address:
        complaints["address"] = _("请粘贴本站页面的地址，例如 /gauges/430000000000。")
    if complaints:
        raise Invalid(complaints)
    # The person's own row is the lock: two clicks at once are not two too many.
    await one("SELECT id FROM account WHERE id = $1 FOR UPDATE", account)
    if await value("SELECT count(*) FROM saved_view WHERE account_id = $1", account) >= MOST:
        raise Conflict(_("最多保存 %(count)s 个视图，请先删除不用的。") % {"count": MOST})
    return await value(
        "INSERT INTO saved_view (account_id, name, address) VALUES ($1, $2, $3) RETURNING id",
        account,
        form.name.strip(),
        address,
    )


@command
async def share_view(actor: Actor, view_id: int) -> None:
    """Colleagues of one's own area find it on their desk. Raises NotFound for another's."""
    await _change(actor, view_id, own_area(actor))


@command
async def unshare_view(actor: Actor, view_id: int) -> None:
    """It is one's own again."""
    await _change(actor, view_id, "")


@command
async def remove_view(actor: Actor, view_id: int) -> None:
    """Throw it away. Raises NotFound for another's."""
    gone = await one(
        "DELETE FROM saved_view WHERE id = $1 AND account_id = $2 RETURNING id",
        view_id,
        _account(actor),
    )
    if gone is None:
        raise _not_found()


@command
async def forget_views(actor: Actor, account_id: int) -> int:
    """Whoever left the house keeps no pages; returns how many went."""
    del actor
    gone = await rows("DELETE FROM saved_view WHERE account_id = $1 RETURNING id", account_id)
    return len(gone)


def page_of(text: str) -> str:
    """
    The path and query of an address as it stands in a browser; "" for another host's, or what is
    none. Only this house's own pages: a shared link must lead nobody away.
    """
    text = text.strip()
    base = settings().base_url
    if text.startswith(base + "/"):
        text = text.removeprefix(base)
    if len(text) > _LONGEST or not _PAGE.fullmatch(text):
        return ""
    parts = urlsplit(text)
    if parts.scheme or parts.netloc:
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def own_area(actor: Actor) -> str:
    """The widest area of an official. Raises Denied for a person without one."""
    scopes = actor.scope(Permission.insight_read)
    if not scopes:
        raise Denied(_("您的岗位没有辖区，不能共享视图。"))
    return scopes[0]


async def _change(actor: Actor, view_id: int, area: str) -> None:
    changed = await one(
        "UPDATE saved_view SET area = $3 WHERE id = $1 AND account_id = $2 RETURNING id",
        view_id,
        _account(actor),
        area,
    )
    if changed is None:
        raise _not_found()


def _not_found() -> NotFound:
    return NotFound(_("没有找到这个视图，可能已被删除。"))


def _account(actor: Actor) -> int:
    if actor.id is None:
        raise Denied(_("请先登录。"))
    return actor.id
