"""Making a link, taking it back, and counting that it was opened."""

import secrets
from datetime import timedelta
from typing import Any

import msgspec

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.openness.sharing import rules
from match.openness.sharing.forms import LinkForm
from match.openness.sharing.queries import Opened
from match.openness.sharing.states import LinkState, SharedView
from match.people.tokens import token_hash
from match.places.queries import area_names
from match.places.rules import BadCode, scope

TITLE_MOST, WORDS_MOST, USES_MOST = 60, 60, 10_000


@command
async def make_link(actor: Actor, form: LinkForm) -> str:
    """
    A link to one view for a while; returns its token, which is told this once. Raises Invalid with
    every complaint, Conflict for one link too many, Denied for another organisation's giving.
    """
    account = _account(actor)
    usual, longest = await whole("sharing.days"), await whole("sharing.days_max")
    complaints = await _complaints(form, longest)
    if complaints:
        raise Invalid(complaints)
    if form.view is SharedView.giving and form.organisation not in actor.organisations:
        raise Denied(_("只有这家机构的人员可以分享它的捐赠汇总。"))
    # The person's own row is the lock: two clicks at once are not two too many.
    await one("SELECT id FROM account WHERE id = $1 FOR UPDATE", account)
    most = await whole("sharing.links_max")
    held: int = await value(
        "SELECT count(*) FROM share_link WHERE account_id = $1 AND revoked_at IS NULL"
        " AND expires_at > $2",
        account,
        clock.now(),
    )
    if held >= most:
        raise Conflict(_("最多同时有 %(count)s 个有效链接，请先收回不用的。") % {"count": most})
    token = secrets.token_urlsafe(rules.TOKEN_BYTES)
    made: int = await value(
        "INSERT INTO share_link (token_sha256, account_id, view, asked, title, made_at,"
        " expires_at, uses_max) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        token_hash(token).hex(),
        account,
        str(form.view),
        rules.asked_of(form),
        form.title.strip(),
        clock.now(),
        clock.now() + timedelta(days=form.days or usual),
        form.uses,
    )
    await record(actor, "share_link.made", subject=("share_link", made))
    return token


@command
async def revoke_link(actor: Actor, link_id: int) -> None:
    """It opens nothing from now on. Raises NotFound for somebody else's; twice changes nothing."""
    link = await one(
        "SELECT id, revoked_at FROM share_link WHERE id = $1 AND account_id = $2 FOR UPDATE",
        link_id,
        _account(actor),
    )
    if link is None:
        raise NotFound(_("没有找到这个链接。"))
    if link["revoked_at"] is None:
        await value("UPDATE share_link SET revoked_at = $2 WHERE id = $1", link_id, clock.now())
        await record(actor, "share_link.revoked", subject=("share_link", link_id))


@command
async def open_link(actor: Actor, token: str) -> Opened:
    """
    Count one opening and say what is shown. Raises NotFound for a token that never was; a link
    that is over comes back as such, uncounted.
    """
    del actor
    link = await one(
        "SELECT * FROM share_link WHERE token_sha256 = $1 FOR UPDATE", token_hash(token).hex()
    )
    if link is None:
        raise NotFound(_("没有这个链接，请核对是否复制完整。"))
    state = rules.state_of(link, clock.now())
    if state is LinkState.open:
        await value(
            "UPDATE share_link SET uses = uses + 1, used_at = $2 WHERE id = $1",
            link["id"],
            clock.now(),
        )
    return Opened(
        view=SharedView(link["view"]),
        asked=msgspec.json.decode(link["asked"]),
        title=link["title"],
        account_id=link["account_id"],
        expires_at=link["expires_at"],
        state=state,
    )


async def _complaints(form: LinkForm, longest: int) -> dict[str, str]:
    found: dict[str, Any] = {
        "title": not form.title.strip() and _("请写一个标题，打开链接的人会看到。"),
        "days": form.days is not None
        and not 1 <= form.days <= longest
        and _("请填写 1 到 %(most)s 天。") % {"most": longest},
        "uses": form.uses is not None
        and not 1 <= form.uses <= USES_MOST
        and _("请填写 1 到 %(most)s 次，或者留空。") % {"most": USES_MOST},
        "words": len(form.words) > WORDS_MOST
        and _("最多 %(count)s 个字。") % {"count": WORDS_MOST},
        "area": form.area
        and not await _known_area(form.area)
        and _("没有这个地区，请从列表里选择。"),
        "category": form.category
        and not _known_category(form.category)
        and _("没有这个类别，请从列表里选择。"),
        "year": form.view is SharedView.giving and not form.year and _("请选择年份。"),
        "organisation": form.view is SharedView.giving
        and not form.organisation
        and _("请选择机构。"),
    }
    if len(form.title) > TITLE_MOST:
        found["title"] = _("最多 %(count)s 个字。") % {"count": TITLE_MOST}
    return {name: str(words) for name, words in found.items() if words}


async def _known_area(area: str) -> bool:
    try:
        return bool(await area_names([scope(area)]))
    except BadCode:
        return False


def _known_category(category: str) -> bool:
    try:
        return bool(codes.category(category))
    except UnknownCode:
        return False


def _account(actor: Actor) -> int:
    if actor.id is None:
        raise Denied(_("请先登录。"))
    return actor.id
