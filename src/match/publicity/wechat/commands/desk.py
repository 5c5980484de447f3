"""What an editor does: another try, publishing, noting a link, taking down."""

from match.foundation.actor import Actor
from match.foundation.db import command, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, NotFound
from match.foundation.language import _
from match.foundation.wechat import client
from match.publicity.wechat.commands._moving import Row, move, of_article
from match.publicity.wechat.forms import LinkForm, TrialForm
from match.publicity.wechat.policy import can_bring
from match.publicity.wechat.states import WechatStatus as W


async def _held(actor: Actor, article_id: int) -> Row:
    row = await of_article(article_id)
    if row is None:
        raise NotFound(_("没有找到这篇文章在公众号上的记录。"))
    require(can_bring(actor, row["division"]))
    return row


def _with_account() -> None:
    if client() is None:
        raise Conflict(_("还没有接入公众号。请复制排好的内容，在公众号后台发布。"))


@command
async def try_again(actor: Actor, article_id: int, form: TrialForm) -> None:
    """Make the draft anew, with another title or author where the article's are too long."""
    row = await _held(actor, article_id)
    _with_account()
    gone = await value("SELECT withdrawn_at FROM article WHERE id = $1", article_id)
    if gone is not None:
        raise Conflict(_("这篇文章已经撤下，不能再送到公众号。"))
    await move(
        actor,
        row,
        "renew",
        title=form.title,
        author=form.author,
        last_code=None,
        last_detail="",
    )


@command
async def submit_draft(actor: Actor, article_id: int) -> None:
    """Hand the draft to WeChat's publish queue. Publishing is not mass sending."""
    row = await _held(actor, article_id)
    _with_account()
    if row["sent_version"] < row["version"]:
        raise Conflict(_("文章刚刚有了新的版本，请等草稿更新后再发布。"))
    await move(actor, row, "submit", last_code=None, last_detail="")


@command
async def note_link(actor: Actor, article_id: int, form: LinkForm) -> None:
    """A person published it in WeChat's own office page: keep where."""
    url = form.checked()
    row = await _held(actor, article_id)
    await move(
        actor,
        row,
        "note",
        url=url,
        noted_by=actor.id,
        sent_version=row["version"],
        last_code=None,
        last_detail="",
    )


@command
async def remove_from_wechat(actor: Actor, article_id: int) -> None:
    """Take it down there, or say that a person has done so."""
    row = await _held(actor, article_id)
    verb = {W.to_remove: "forget", W.noted: "leave"}.get(W(row["status"]), "remove")
    await move(actor, row, verb)
