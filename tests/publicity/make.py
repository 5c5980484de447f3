"""Articles and documents for tests: three people who work on one article, from draft to print."""

from typing import Any

from match.files.commands import keep_photo
from match.foundation.actor import SYSTEM, Actor
from match.publicity import commands
from match.publicity.forms import ArticleForm, PassForm, PictureForm, PolicyForm
from match.publicity.states import Level, Shows
from match.publicity.topics import Topic
from tests.people import make as people
from tests.standards.pictures import room

BODY = (
    "县民政局组织儿童主任学习未成年人保护法和家庭教育促进法。\n\n"
    "## 学什么\n\n- 走访和记录\n- 发现情况及时报告\n\n各乡镇儿童之家周末照常开放。"
)


async def writer() -> Actor:
    """An editor of the province, in whichever of the three parts."""
    return await people.account("editor", "43")


def form(**other: Any) -> ArticleForm:
    """A complete article without pictures."""
    fields: dict[str, Any] = {
        "title": "儿童之家周末照常开放",
        "author_name": "县民政局",
        "digest": "各乡镇儿童之家周末照常开放，儿童主任学法用法。",
        "body": BODY,
        "source": "本站原创",
        "topics": [Topic.homes, Topic.family],
        **other,
    }
    return ArticleForm(**fields)


async def drafted(author: Actor, **other: Any) -> int:
    return await commands.draft_article(author, form(**other))


async def pictured(
    author: Actor, article: int, shows: Shows = Shows.nobody, children: int = 0
) -> int:
    """A photo of the author's, put to the article; returns its file."""
    photo = await keep_photo(author, room())
    await commands.add_picture(
        author, article, photo, PictureForm(shows, "活动室的图书角", children)
    )
    return photo


async def edited(article: int, author: Actor, editor: Actor) -> None:
    """Handed in and passed by the editor."""
    await commands.submit_article(author, article)
    await commands.pass_article(editor, article, PassForm("编辑甲", looked=True))


async def published(
    author: Actor | None = None,
    editor: Actor | None = None,
    proofreader: Actor | None = None,
    **other: Any,
) -> int:
    """An article that went through three hands; returns its id."""
    author = author or await writer()
    article = await drafted(author, **other)
    await edited(article, author, editor or await writer())
    await commands.publish_article(
        proofreader or await writer(), article, PassForm("校对乙", looked=True)
    )
    return article


async def document(keeper: Actor = SYSTEM, **other: Any) -> int:
    """A county's document; returns its id."""
    fields: dict[str, Any] = {
        "title": "关于规范儿童之家开放时间的通知",
        "issuers": "花垣县民政局\n花垣县教育局",
        "level": Level.county,
        "topics": [Topic.homes],
        "summary": "规范开放时间和公示办法。",
        **other,
    }
    return await commands.register_policy(keeper, PolicyForm(**fields))
