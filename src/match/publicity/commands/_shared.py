"""Rows that the commands of this room lock, and a step in an article's life."""

from typing import Any

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.publicity.states import ARTICLE_MACHINE, ArticleStatus
from match.publicity.tables import Article

Row = dict[str, Any]


async def locked_article(article_id: int) -> Row:
    """The article, locked. Raises NotFound."""
    row = await one("SELECT * FROM article WHERE id = $1 FOR UPDATE", article_id)
    if row is None:
        raise NotFound(_("没有找到这篇文章。"))
    return row


async def locked_policy(policy_id: int) -> Row:
    """The document, locked. Raises NotFound."""
    row = await one("SELECT * FROM policy_document WHERE id = $1 FOR UPDATE", policy_id)
    if row is None:
        raise NotFound(_("没有找到这份政策文件。"))
    return row


async def move_article(
    actor: Actor, row: Row, verb: str, sets: Row, *, reason: str = "", **told: int
) -> None:
    """Fire *verb* on a locked article and set columns with it; the fact names its area."""
    await carry_out(
        actor,
        ARTICLE_MACHINE,
        Article,
        row,
        ArticleStatus(row["status"]),
        verb,
        reason=reason,
        sets={**sets, "updated_at": clock.now()},
        article_id=row["id"],
        division=row["division"],
        **told,
    )
