"""The author's part: writing, pictures and what they show, handing in, revising."""

from typing import Any

from match.files.queries import own_photos
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.publicity import policy
from match.publicity.commands._shared import Row, locked_article, move_article
from match.publicity.forms import ArticleForm, CoverForm, PictureForm
from match.publicity.gate import refuse_pictures, refuse_texts
from match.publicity.markup import photos_in, plain_text
from match.publicity.rules import web_address
from match.publicity.states import ArticleStatus, Shows

COLUMNS = (
    "title",
    "author_name",
    "digest",
    "body",
    "source",
    "original_url",
    "topics",
    "correction",
)
SHORTEST_BODY = 20
PICTURES_MOST = 30


@command
async def draft_article(actor: Actor, form: ArticleForm) -> int:
    """A new article of this person; returns its id. Raises Invalid for words about a child."""
    division = policy.seat(actor, P.publicity_write)
    if not division or actor.id is None:
        raise Denied(str(policy.can_write(actor, "43")))
    said = await _read(form)
    columns = ", ".join(COLUMNS)
    places = ", ".join(f"${at}" for at in range(3, 3 + len(COLUMNS)))
    article_id: int = await value(
        f"INSERT INTO article (division, author_id, {columns}) VALUES ($1, $2, {places})"  # noqa: S608 # our own names
        " RETURNING id",
        division,
        actor.id,
        *(said[column] for column in COLUMNS),
    )
    await _explain(article_id, form.policies)
    await record(actor, "article.drafted", subject=("article", article_id), division=division)
    return article_id


@command
async def save_article(actor: Actor, article_id: int, form: ArticleForm) -> None:
    """
    Keep the text: its author a draft, an editor the text being edited; who edits it takes it.
    Raises Invalid for words about a child, with how to write them.
    """
    row = await locked_article(article_id)
    require(policy.can_save(actor, row))
    said = await _read(form)
    sets = ", ".join(f"{column} = ${at}" for at, column in enumerate(COLUMNS, 4))
    await value(
        f"UPDATE article SET updated_at = $2, editor_id = $3, {sets} WHERE id = $1",  # noqa: S608 # our own names
        article_id,
        clock.now(),
        actor.id if row["status"] == ArticleStatus.editing else row["editor_id"],
        *(said[column] for column in COLUMNS),
    )
    await _explain(article_id, form.policies)
    changed = {name: (row[name], said[name]) for name in ("title", "source", "original_url")}
    await record(
        actor,
        "article.saved",
        subject=("article", article_id),
        division=row["division"],
        changes=changed,
    )


@command
async def add_picture(actor: Actor, article_id: int, file_id: int, form: PictureForm) -> None:
    """
    A photo of one's own for the article, and what it shows. It may be used once the gate lets it
    pass: that is asked when the text is handed in and before it is published.
    """
    row = await locked_article(article_id)
    require(policy.can_save(actor, row))
    children = form.children if form.shows is Shows.children else 0
    if form.shows is Shows.children and not children:
        raise Invalid({"children": _("请写照片里能认出几个孩子。")})
    refuse_texts({"caption": form.caption}, "")
    if not await own_photos(actor, [file_id], row["division"]):
        raise Invalid({"photo": _("没有这张照片，请重新上传。")})
    held: int = await value(
        "SELECT count(*) FROM article_image WHERE article_id = $1 AND file_id <> $2",
        article_id,
        file_id,
    )
    if held >= PICTURES_MOST:
        raise Conflict(_("一篇文章最多 %(count)s 张图片。") % {"count": PICTURES_MOST})
    await value(
        "INSERT INTO article_image (article_id, file_id, shows, children, caption)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (article_id, file_id) DO UPDATE"
        " SET shows = excluded.shows, children = excluded.children, caption = excluded.caption",
        article_id,
        file_id,
        form.shows.value,
        children,
        form.caption.strip(),
    )
    await record(
        actor,
        "article.pictured",
        subject=("article", article_id),
        division=row["division"],
        changes={"picture": (None, file_id), "shows": (None, form.shows.value)},
    )


@command
async def choose_cover(actor: Actor, article_id: int, form: CoverForm) -> None:
    """The picture on top and its credit (notice 5.6). Raises Invalid for a picture not its own."""
    row = await locked_article(article_id)
    require(policy.can_save(actor, row))
    refuse_texts({"cover_credit": form.cover_credit}, "")
    if not await value(
        "SELECT true FROM article_image WHERE article_id = $1 AND file_id = $2",
        article_id,
        form.file_id,
    ):
        raise Invalid({"file_id": _("封面要从这篇文章的图片里选。")})
    await value(
        "UPDATE article SET cover_file_id = $2, cover_credit = $3, updated_at = $4 WHERE id = $1",
        article_id,
        form.file_id,
        form.cover_credit.strip(),
        clock.now(),
    )
    await record(
        actor,
        "article.covered",
        subject=("article", article_id),
        division=row["division"],
        changes={"cover": (row["cover_file_id"], form.file_id)},
    )


@command
async def drop_picture(actor: Actor, article_id: int, file_id: int) -> None:
    """A picture goes, from the top as well. Raises Conflict while it stands in the text."""
    row = await locked_article(article_id)
    require(policy.can_save(actor, row))
    if file_id in photos_in(row["body"]) or await value(
        "SELECT true FROM article_text t WHERE t.article_id = $1 AND t.cover_file_id = $2 LIMIT 1",
        article_id,
        file_id,
    ):
        raise Conflict(_("正文或已发布的版本还在用这张图片，请先从正文里去掉。"))
    if row["cover_file_id"] == file_id:
        await value(
            "UPDATE article SET cover_file_id = NULL, cover_credit = '' WHERE id = $1", article_id
        )
    await value(
        "DELETE FROM article_image WHERE article_id = $1 AND file_id = $2", article_id, file_id
    )
    await record(
        actor,
        "article.unpictured",
        subject=("article", article_id),
        division=row["division"],
        changes={"picture": (file_id, None)},
    )


@command
async def submit_article(actor: Actor, article_id: int) -> None:
    """
    Hand it in to an editor. Raises Invalid for everything it still lacks, words about a child and
    pictures without their permits. Tells ``article.submitted``.
    """
    row = await locked_article(article_id)
    if row["status"] == ArticleStatus.draft:
        require(policy.can_save(actor, row))
    await look_through(row)
    await move_article(actor, row, "submit", {"remark": ""})


@command
async def revise_article(actor: Actor, article_id: int) -> None:
    """
    Begin a new text of a published article; who begins is its author. The public goes on reading
    the old one until the new one went through all three hands. Tells ``article.revised``.
    """
    row = await locked_article(article_id)
    require(policy.can_revise(actor, row))
    assert actor.id is not None, "who may write is a person"
    sets = {**UNSIGNED, "author_id": actor.id, "correction": ""}
    await move_article(actor, row, "revise", sets)


UNSIGNED: dict[str, Any] = {
    "editor_id": None,
    "editor_name": "",
    "proofreader_id": None,
    "proofreader_name": "",
    "publish_at": None,
    "next_check_at": None,
}
"""What a text loses when it goes back to its author: nobody has read the next one yet."""


async def look_through(row: Row) -> list[int]:
    """
    Everything that a text must have before anybody else reads it; returns the files it uses.
    Raises Invalid with every complaint.
    """
    complaints: dict[str, str] = {}
    if len(plain_text(row["body"])) < SHORTEST_BODY:
        complaints["body"] = _("正文太短，请写完整。")
    if len(row["digest"].strip()) < SHORTEST_BODY // 2:
        complaints["digest"] = _("请写摘要，至少 10 个字：列表、订阅和公众号都用它。")
    if not row["source"].strip():
        complaints["source"] = _("请写来源，例如“本站原创”或转载自哪里。")
    if not row["topics"]:
        complaints["topics"] = _("请至少选一个主题。")
    if row["version"] and not row["correction"].strip():
        complaints["correction"] = _("这篇文章发布过，请写明这次改了什么。")
    if complaints:
        raise Invalid(complaints)
    _refuse_words(row)
    return await refuse_pictures(row["id"], row["body"], row["cover_file_id"])


def _refuse_words(row: Row) -> None:
    words = ("title", "digest", "author_name", "source", "cover_credit", "correction")
    refuse_texts({name: row[name] for name in words}, row["body"])


async def _read(form: ArticleForm) -> Row:
    address = web_address(form.original_url) if form.original_url.strip() else ""
    if address is None:
        raise Invalid({"original_url": _("请填写以 http:// 或 https:// 开头的完整网址。")})
    said = {column: getattr(form, column) for column in COLUMNS}
    said |= {"original_url": address, "topics": [str(each) for each in dict.fromkeys(form.topics)]}
    _refuse_words({**said, "cover_credit": ""})
    return said


async def _explain(article_id: int, policies: list[int]) -> None:
    """The documents that the article explains; what is not listed is left out."""
    await value("DELETE FROM article_policy WHERE article_id = $1", article_id)
    await rows(
        "INSERT INTO article_policy (article_id, policy_id) SELECT $1, id FROM policy_document"
        " WHERE id = ANY($2::bigint[]) AND status = 'listed' ORDER BY id RETURNING id",
        article_id,
        policies[:20],
    )
