"""The editor's and the proof-reader's part, the hour of publication, and taking down."""

from match.files.commands import show_photos
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.decisions import reasoned, require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.publicity import policy
from match.publicity.commands._shared import Row, locked_article, move_article
from match.publicity.commands.writing import UNSIGNED, look_through
from match.publicity.forms import PassForm
from match.publicity.gate import refuse_texts
from match.publicity.states import ArticleStatus

A = ArticleStatus


@command
async def pass_article(actor: Actor, article_id: int, form: PassForm) -> None:
    """The editor is content and signs. Tells ``article.edited``."""
    row = await locked_article(article_id)
    if row["status"] == A.editing:
        require(policy.can_edit(actor, row))
        await _read_by(row, form)
    sets = {"editor_id": actor.id, "editor_name": form.name.strip()}
    await move_article(actor, row, "pass", sets)


@command
async def return_article(actor: Actor, article_id: int, remark: str) -> None:
    """Back to the author, saying what to do; nobody has signed any more. Tells of it."""
    row = await locked_article(article_id)
    require(policy.can_return(actor, row))
    if len(remark.strip()) < 4:
        raise Invalid({"remark": _("请写明要改什么，至少 4 个字。")})
    refuse_texts({"remark": remark}, "")
    await move_article(
        actor, row, "return", {**UNSIGNED, "remark": remark.strip()[:500]}, reason=remark.strip()
    )


@command
async def publish_article(actor: Actor, article_id: int, form: PassForm) -> None:
    """
    The proof-reader signs: the text is published at once, or at ``publish_at``. Raises Invalid for
    an hour that is past. Tells ``article.published`` or ``article.scheduled``.
    """
    row = await locked_article(article_id)
    if row["status"] == A.proofing:
        require(policy.can_proof(actor, row))
    elif row["status"] == A.scheduled:
        raise Conflict(_("这篇文章已经定了发布时间。要改时间，请先退回。"))
    used = await _read_by(row, form)
    signed = {"proofreader_id": actor.id, "proofreader_name": form.name.strip()}
    if form.publish_at is None:
        await _publish(actor, row, signed, used)
        return
    if form.publish_at.tzinfo is None or form.publish_at <= clock.now():
        raise Invalid({"publish_at": _("发布时间要晚于现在；马上发布请留空。")})
    waits = {"publish_at": form.publish_at, "next_check_at": form.publish_at}
    await move_article(actor, row, "schedule", {**signed, **waits})


@command
async def publish_due(actor: Actor, article_id: int) -> bool:
    """
    The hour of a planned article has come. False where it has not, or where the gate no longer lets
    the text pass (a guardian took a picture back): then it goes back to its author, who is told.
    """
    row = await locked_article(article_id)
    if row["status"] != A.scheduled or row["next_check_at"] > clock.now():
        return False
    try:
        used = await look_through(row)
    except Invalid as refusal:
        remark = "；".join(refusal.fields.values())[:500]
        await move_article(actor, row, "return", {**UNSIGNED, "remark": remark}, reason=remark)
        return False
    await _publish(actor, row, {}, used)
    return True


async def sweep_articles(actor: Actor, limit: int = 100) -> int:
    """Every article whose hour has come; returns how many were published."""
    due = await rows(
        "SELECT id FROM article WHERE next_check_at <= $1 ORDER BY next_check_at, id LIMIT $2",
        clock.now(),
        limit,
    )
    return sum([await publish_due(actor, row["id"]) for row in due])


@command
async def withdraw_article(actor: Actor, article_id: int, reason: str) -> None:
    """
    Take an article down. What was published leaves a tombstone with the reason, and goes from
    lists, feeds and search. Tells ``article.withdrawn``; what never was public simply ends.
    """
    row = await locked_article(article_id)
    require(policy.can_withdraw(actor, row))
    said = reasoned(reason)
    if len(said) > 300:
        raise Invalid({"reason": _("内容太长，请缩短一些。")})
    refuse_texts({"reason": said}, "")
    sets = {
        "withdrawn_at": clock.now(),
        "withdrawn_reason": said,
        "next_check_at": None,
        "search_version": row["search_version"] + 1,
    }
    await move_article(actor, row, "withdraw", sets, reason=said, version=row["version"])


async def _read_by(row: Row, form: PassForm) -> list[int]:
    """A signature under a text that may be published, its pictures looked at. Raises Invalid."""
    if len(form.name.strip()) < 2:
        raise Invalid({"name": _("请署名。")})
    refuse_texts({"name": form.name}, "")
    used = await look_through(row)
    if used and not form.looked:
        raise Invalid({"looked": _("请逐张核对图片：是否如作者所说、有没有能认出的孩子，再勾选。")})
    return used


async def _publish(actor: Actor, row: Row, signed: Row, used: list[int]) -> None:
    now, version = clock.now(), row["version"] + 1
    await show_photos(actor, used)
    await move_article(
        actor,
        row,
        "publish",
        {
            **signed,
            "version": version,
            "published_at": row["published_at"] or now,
            "next_check_at": None,
            "search_version": row["search_version"] + 1,
        },
        version=version,
    )
    # What the public reads from now on, with the three who answer for it, never to change.
    await value(
        "INSERT INTO article_text (article_id, version, title, digest, body, author_name, source,"
        " original_url, cover_file_id, cover_credit, topics, correction, author_id, editor_id,"
        " editor_name, proofreader_id, proofreader_name, published_at)"
        " SELECT id, version, title, digest, body, author_name, source, original_url,"
        " cover_file_id, cover_credit, topics, correction, author_id, editor_id, editor_name,"
        " proofreader_id, proofreader_name, $2 FROM article WHERE id = $1",
        row["id"],
        now,
    )
