"""Articles as lists and pages show them: for everybody, and for the desk."""

from datetime import datetime
from typing import Any

import msgspec

from match.files.queries import Stored, stored
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows, value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.publicity import policy
from match.publicity.gate import doubts, pictures_of
from match.publicity.markup import html_of
from match.publicity.queries.published import (
    PUBLISHED,
    ArticleFile,
    ArticleHead,
    article_heads,
    published_article,
)
from match.publicity.rules import barred_pictures
from match.publicity.states import ArticleStatus, Shows
from match.publicity.topics import Topic

Row = dict[str, Any]
LIVE = " WHERE a.version > 0 AND a.withdrawn_at IS NULL"


class Counts(msgspec.Struct, frozen=True):
    """Of one article since it was published."""

    reads: int
    shares: int


class Text(msgspec.Struct, frozen=True):
    """One published text in the list of versions."""

    version: int
    title: str
    correction: str
    published_at: datetime


class Work(msgspec.Struct, frozen=True):
    """An article in the desk's list. ``mine``: it waits for this person."""

    id: int
    title: str
    status: ArticleStatus
    author_name: str
    updated_at: datetime
    publish_at: datetime | None
    public: bool
    mine: bool


class Pictured(msgspec.Struct, frozen=True):
    """A picture of an article at work; ``barred`` says why it may not be published."""

    file_id: int
    shows: Shows
    children: int
    caption: str
    barred: str
    cover: bool


class Steps(msgspec.Struct, frozen=True):
    """What this person may do now."""

    save: bool
    submit: bool
    approve: bool
    publish: bool
    send_back: bool
    revise: bool
    withdraw: bool


class Workpiece(msgspec.Struct, frozen=True):
    """An article at work, with what its page shows. ``row`` holds the columns of the form."""

    id: int
    row: Row
    status: ArticleStatus
    body_html: str
    pictures: tuple[Pictured, ...]
    policies: tuple[int, ...]
    steps: Steps
    history: tuple[Text, ...]
    counts: Counts
    why_not: str
    doubts: tuple[str, ...]


async def articles(
    *,
    topic: Topic | None = None,
    text: str = "",
    before: int | None = None,
    limit: int = 20,
) -> list[ArticleHead]:
    """
    What stands published, the newest first. *text* in title, digest or body; *before* is the id of
    the last article shown.
    """
    found = await rows(
        PUBLISHED + LIVE + " AND ($1::varchar IS NULL OR $1 = ANY(t.topics))"  # noqa: S608 # our own words
        " AND ($2 = '' OR position(lower($2) IN lower(t.title || ' ' || t.digest || ' ' || t.body))"
        "   > 0)"
        " AND ($3::bigint IS NULL OR (a.published_at, a.id) <"
        "   (SELECT b.published_at, b.id FROM article b WHERE b.id = $3))"
        " ORDER BY a.published_at DESC, a.id DESC LIMIT $4",
        topic and topic.value,
        text,
        before,
        limit,
    )
    return await article_heads(found)


async def related_articles(article: ArticleHead, limit: int = 3) -> list[ArticleHead]:
    """Others that share a document or, then, a topic; those that share most come first."""
    found = await rows(
        PUBLISHED + LIVE + " AND a.id <> $1 AND (t.topics && $2::varchar[] OR EXISTS"  # noqa: S608 # our own words
        " (SELECT FROM article_policy p JOIN article_policy q ON q.policy_id = p.policy_id"
        "  WHERE p.article_id = $1 AND q.article_id = a.id))"
        " ORDER BY (SELECT count(*) FROM article_policy p JOIN article_policy q"
        "  ON q.policy_id = p.policy_id WHERE p.article_id = $1 AND q.article_id = a.id) DESC,"
        " cardinality(ARRAY(SELECT unnest(t.topics) INTERSECT SELECT unnest($2::varchar[]))) DESC,"
        " a.published_at DESC, a.id DESC LIMIT $3",
        article.id,
        list(article.topics),
        limit,
    )
    return await article_heads(found)


async def articles_on_policy(policy_id: int, limit: int = 6) -> list[ArticleHead]:
    """What explains a document, the newest first."""
    found = await rows(
        PUBLISHED
        + " JOIN article_policy p ON p.article_id = a.id AND p.policy_id = $1"
        + LIVE
        + " ORDER BY a.published_at DESC, a.id DESC LIMIT $2",
        policy_id,
        limit,
    )
    return await article_heads(found)


async def shown_article(article_id: int) -> ArticleFile:
    """What the page of an article shows, taken down or not. Raises NotFound."""
    found = await published_article(article_id)
    if found is None:
        raise NotFound(_("没有找到这篇文章。"))
    return found


async def texts_of(article_id: int) -> list[Text]:
    """Every published text of an article, the newest first."""
    found = await rows(
        "SELECT version, title, correction, published_at FROM article_text WHERE article_id = $1"
        " ORDER BY version DESC",
        article_id,
    )
    return [Text(**row) for row in found]


async def counts_of(article_id: int) -> Counts:
    """How often an article was read and shared."""
    row = await one(
        "SELECT coalesce(sum(reads), 0)::bigint AS reads, coalesce(sum(shares), 0)::bigint"
        " AS shares FROM article_count WHERE article_id = $1",
        article_id,
    )
    assert row is not None, "a sum always answers"
    return Counts(row["reads"], row["shares"])


async def desk_articles(actor: Actor, limit: int = 200) -> list[Work]:
    """Articles of the area in which this person writes, edits or proof-reads; theirs first."""
    scopes = {prefix for each in policy.PRESS for prefix in actor.scope(each)}
    found = await rows(
        "SELECT * FROM article WHERE (division LIKE ANY($1::text[]) OR author_id = $2)"
        " AND (status <> 'withdrawn' OR version > 0) ORDER BY updated_at DESC, id DESC LIMIT $3",
        [f"{prefix}%" for prefix in scopes],
        actor.id,
        limit,
    )
    works = [
        Work(
            row["id"],
            row["title"],
            ArticleStatus(row["status"]),
            row["author_name"],
            row["updated_at"],
            row["publish_at"],
            row["version"] > 0 and row["withdrawn_at"] is None,
            waits_for(actor, row),
        )
        for row in found
    ]
    return sorted(works, key=lambda work: not work.mine)


def waits_for(actor: Actor, row: Row) -> bool:
    """Whether the next step is this person's."""
    if row["status"] == ArticleStatus.draft:
        return row["author_id"] in policy.people_behind(actor)
    if row["status"] == ArticleStatus.editing:
        return policy.can_edit(actor, row) is True
    if row["status"] == ArticleStatus.proofing:
        return policy.can_proof(actor, row) is True
    return False


async def article_at_work(actor: Actor, article_id: int) -> Row:
    """The article's own row, for who may see it at work. Raises NotFound for everybody else."""
    row = await one("SELECT * FROM article WHERE id = $1", article_id)
    if row is None or not policy.can_read(actor, row):
        raise NotFound(_("没有找到这篇文章。"))
    return row


async def workpiece(actor: Actor, article_id: int) -> Workpiece:
    """An article at work with what its page shows; raises as `article_at_work`."""
    row = await article_at_work(actor, article_id)
    pictures = await _pictures(row)
    known = {picture.file_id for picture in pictures}
    return Workpiece(
        id=article_id,
        row=row,
        status=ArticleStatus(row["status"]),
        body_html=html_of(row["body"], lambda each: _draft_picture(article_id, each, known)),
        pictures=tuple(pictures),
        policies=tuple(
            found["policy_id"]
            for found in await rows(
                "SELECT policy_id FROM article_policy WHERE article_id = $1 ORDER BY id", article_id
            )
        ),
        steps=_steps(actor, row),
        history=tuple(await texts_of(article_id)),
        counts=await counts_of(article_id),
        why_not=_why_not(actor, row),
        doubts=tuple(doubts(row["body"])),
    )


async def picture_at_work(actor: Actor, article_id: int, file_id: int) -> Stored:
    """A picture of an article, for who may see the article at work. Raises NotFound."""
    row = await one("SELECT * FROM article WHERE id = $1", article_id)
    if (
        row is None
        or not policy.can_read(actor, row)
        or file_id not in await pictures_of(article_id)
    ):
        raise NotFound(_("没有找到这个文件，或您没有查看权限。"))
    return await stored(SYSTEM, file_id)


async def followers(topics: list[str]) -> list[int]:
    """Accounts that want to hear of something on these topics."""
    found = await rows(
        "SELECT account_id FROM publicity_subscription"
        " WHERE topics && $1::varchar[] OR cardinality(topics) = 0 ORDER BY account_id",
        topics,
    )
    return [row["account_id"] for row in found]


async def followed_topics(actor: Actor) -> list[Topic] | None:
    """What this person follows; empty: everything; None: nothing."""
    row = await one("SELECT topics FROM publicity_subscription WHERE account_id = $1", actor.id)
    return None if row is None else [Topic(each) for each in row["topics"]]


async def follower_count() -> int:
    """How many people follow articles and policies."""
    return await value("SELECT count(*) FROM publicity_subscription")


async def _pictures(row: Row) -> list[Pictured]:
    seen = await pictures_of(row["id"])
    barred = dict(barred_pictures(seen.values()))
    captions = {
        found["file_id"]: found["caption"]
        for found in await rows(
            "SELECT file_id, caption FROM article_image WHERE article_id = $1", row["id"]
        )
    }
    return [
        Pictured(
            each.file_id,
            each.shows,
            each.children,
            captions[each.file_id],
            barred.get(each.file_id, ""),
            each.file_id == row["cover_file_id"],
        )
        for each in seen.values()
    ]


def _draft_picture(article_id: int, file_id: int, known: set[int]) -> str | None:
    return f"/desk/articles/{article_id}/pictures/{file_id}" if file_id in known else None


def _steps(actor: Actor, row: Row) -> Steps:
    status = row["status"]
    saves = policy.can_save(actor, row) is True
    may_return = status in ("editing", "proofing", "scheduled")
    return Steps(
        save=saves,
        submit=saves and status == "draft",
        approve=status == "editing" and policy.can_edit(actor, row) is True,
        publish=status == "proofing" and policy.can_proof(actor, row) is True,
        send_back=may_return and policy.can_return(actor, row) is True,
        revise=status == "published" and policy.can_revise(actor, row) is True,
        withdraw=status != "withdrawn" and policy.can_withdraw(actor, row) is True,
    )


def _why_not(actor: Actor, row: Row) -> str:
    """Why the next step is not this person's, where they might have thought so."""
    verdicts = {"editing": policy.can_edit, "proofing": policy.can_proof}
    asked = verdicts.get(row["status"])
    if asked is None or not (actor.may(P.publicity_edit) or actor.may(P.publicity_proof)):
        return ""
    verdict = asked(actor, row)
    return "" if verdict is True else str(verdict)
