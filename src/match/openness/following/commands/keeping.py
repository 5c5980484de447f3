"""What a person does with their own searches."""

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.openness.following.forms import SearchForm


@command
async def keep_search(actor: Actor, form: SearchForm) -> int:
    """
    Keep a search and look for it from now on; returns its id. Raises Invalid for one that narrows
    nothing, Conflict for one too many.
    """
    account = _account(actor)
    complaints: dict[str, str] = {}
    if not (form.words.strip() or form.area or form.category):
        complaints["words"] = _("请至少写一个关键词，或选择地区、类别。")
    if not form.name.strip():
        complaints["name"] = _("请给这个搜索起个名字。")
    if form.category:
        try:
            codes.category(form.category)
        except UnknownCode:
            complaints["category"] = _("没有这个类别，请从列表里选择。")
    if complaints:
        raise Invalid(complaints)
    # The person's own row is the lock: two clicks at once are not two too many.
    await one("SELECT id FROM account WHERE id = $1 FOR UPDATE", account)
    most = await whole("search.saved_max")
    if await value("SELECT count(*) FROM saved_search WHERE account_id = $1", account) >= most:
        raise Conflict(_("最多保存 %(count)s 个搜索，请先删除不用的。") % {"count": most})
    return await value(
        "INSERT INTO saved_search (account_id, subject, name, words, areas, categories)"
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        account,
        form.subject.value,
        form.name.strip(),
        form.words.strip(),
        [form.area] if form.area else [],
        [form.category] if form.category else [],
    )


@command
async def pause_search(actor: Actor, search_id: int) -> None:
    """Unsubscribe: nothing more is looked for or told, and what was found is not told later."""
    await _own(actor, search_id, "active = false")
    await value(
        "UPDATE search_hit SET told_at = now() WHERE search_id = $1 AND told_at IS NULL", search_id
    )


@command
async def resume_search(actor: Actor, search_id: int) -> None:
    """Look for it again, from now on."""
    await _own(actor, search_id, "active = true")


@command
async def remove_search(actor: Actor, search_id: int) -> None:
    """Throw it away, with what was found for it."""
    gone = await one(
        "DELETE FROM saved_search WHERE id = $1 AND account_id = $2 RETURNING id",
        search_id,
        _account(actor),
    )
    if gone is None:
        raise not_found()


@command
async def forget_searches(actor: Actor, account_id: int) -> int:
    """Whoever left the house looks for nothing any more; returns how many searches went."""
    del actor
    gone = await rows("DELETE FROM saved_search WHERE account_id = $1 RETURNING id", account_id)
    return len(gone)


def not_found() -> NotFound:
    """The same words for what is not there and for somebody else's."""
    return NotFound(_("没有找到这个保存的搜索。"))


async def _own(actor: Actor, search_id: int, change: str) -> None:
    changed = await one(
        f"UPDATE saved_search SET {change} WHERE id = $1 AND account_id = $2 RETURNING id",  # noqa: S608 # words of ours
        search_id,
        _account(actor),
    )
    if changed is None:
        raise not_found()


def _account(actor: Actor) -> int:
    if actor.id is None:
        raise Denied(_("请先登录。"))
    return actor.id
