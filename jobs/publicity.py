"""Who hears of articles and policies: the next pair of hands, those who follow, the photo gate."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.permissions import Permission as P
from match.notices.commands import notify
from match.notices.queries import holders
from match.notices.words import Kind
from match.publicity.commands import end_permit, forget_follower, note_permit
from match.publicity.queries import followers

Payload = dict[str, Any]


async def tell_editors(event_id: int, payload: Payload) -> None:
    """A text waits for an editor who is not its author."""
    row = await _article(payload)
    people = set(await holders(P.publicity_edit, row["division"])) - {row["author_id"]}
    await _tell(event_id, row, people, Kind.article_waiting_editor)


async def tell_proofreaders(event_id: int, payload: Payload) -> None:
    """A text waits for a third person."""
    row = await _article(payload)
    done = {row["author_id"], row["editor_id"]}
    people = set(await holders(P.publicity_proof, row["division"])) - done
    await _tell(event_id, row, people, Kind.article_waiting_proof)


async def tell_author(event_id: int, payload: Payload) -> None:
    """A text came back to its author, with what is to be changed."""
    row = await _article(payload)
    await _tell(event_id, row, {row["author_id"]}, Kind.article_returned)


async def tell_author_of_print(event_id: int, payload: Payload) -> None:
    """The author hears that the text is public."""
    row = await _article(payload)
    await _tell(event_id, row, {row["author_id"]}, Kind.article_published)


async def tell_followers_of_article(event_id: int, payload: Payload) -> None:
    """A new article, for those who follow its topics; a corrected one is no news."""
    text = await one(
        "SELECT t.title, t.topics, a.author_id FROM article a JOIN article_text t"
        " ON t.article_id = a.id AND t.version = 1 WHERE a.id = $1 AND a.withdrawn_at IS NULL",
        payload["article_id"],
    )
    if text is None or payload["version"] != 1:
        return
    await notify(
        SYSTEM,
        await followers(list(text["topics"])),
        Kind.article_followed,
        link=f"/articles/{payload['article_id']}",
        event_id=event_id,
        facts={"title": text["title"]},
    )


async def tell_followers_of_policy(event_id: int, payload: Payload) -> None:
    """A document came into the library, for those who follow its topics."""
    row = await one(
        "SELECT title, topics, key FROM policy_document WHERE id = $1 AND status = 'listed'",
        payload["policy_id"],
    )
    # The shipped ones are years old: no news either.
    if row is None or row["key"] is not None:
        return
    await notify(
        SYSTEM,
        await followers(list(row["topics"])),
        Kind.policy_followed,
        link=f"/policies/{payload['policy_id']}",
        event_id=event_id,
        facts={"title": row["title"]},
    )


async def allow_photo(event_id: int, payload: Payload) -> None:
    """A guardian permitted a photo: the gate of articles knows."""
    del event_id
    await note_permit(SYSTEM, payload["file"])


async def take_photo_off_articles(event_id: int, payload: Payload) -> None:
    """A guardian took a photo back: no article shows it any more."""
    del event_id
    await end_permit(SYSTEM, payload["file"])


async def forget_follower_who_left(event_id: int, payload: Payload) -> None:
    """Who left the house hears of nothing any more."""
    del event_id
    await forget_follower(SYSTEM, payload["account_id"])


async def _article(payload: Payload) -> dict[str, Any]:
    row = await one("SELECT * FROM article WHERE id = $1", payload["article_id"])
    assert row is not None, "articles are never deleted"
    return row


async def _tell(event_id: int, row: dict[str, Any], people: set[int], kind: Kind) -> None:
    await notify(
        SYSTEM,
        people,
        kind,
        link=f"/desk/articles/{row['id']}",
        event_id=event_id,
        facts={"title": row["title"]},
    )


TOPICS: dict[str, tuple[Any, ...]] = {
    "article.submitted": (tell_editors,),
    "article.edited": (tell_proofreaders,),
    "article.returned": (tell_author,),
    "article.published": (tell_author_of_print, tell_followers_of_article),
    "policy.listed": (tell_followers_of_policy,),
    "account.erased": (forget_follower_who_left,),
    "care.photo_permitted": (allow_photo,),
    "care.photo_withdrawn": (take_photo_off_articles,),
}
