"""What every verb here does: lock the row, move it, keep when it is looked at again."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.publicity.wechat.states import CARRIED, WECHAT_MACHINE, WechatStatus
from match.publicity.wechat.tables import WechatDelivery

Row = dict[str, Any]


async def locked(delivery_id: int) -> Row:
    """The row, locked. Raises NotFound."""
    row = await one("SELECT * FROM wechat_delivery WHERE id = $1 FOR UPDATE", delivery_id)
    if row is None:
        raise NotFound(_("没有找到这篇文章在公众号上的记录。"))
    return row


async def of_article(article_id: int) -> Row | None:
    """An article's row, locked, if it has one."""
    return await one("SELECT * FROM wechat_delivery WHERE article_id = $1 FOR UPDATE", article_id)


async def move(actor: Actor, row: Row, verb: str, **sets: Any) -> None:
    """
    Fire *verb* and set columns with it; what a task carries on is looked at now. The fact holds
    the delivery's id, the trail its article.
    """
    status = WechatStatus(row["status"])
    to = WECHAT_MACHINE.move(status, verb).to
    now = clock.now()
    waits = {"next_check_at": now if to in CARRIED else None, "updated_at": now}
    if to in CARRIED and to is not status:
        waits["attempts"] = 0
    await carry_out(
        actor,
        WECHAT_MACHINE,
        WechatDelivery,
        row,
        status,
        verb,
        sets=waits | sets,
        delivery_id=row["id"],
        article_id=row["article_id"],
    )
