"""The library with the documents of the notice, and articles in each pair of hands."""

from pathlib import Path

import msgspec

from match.demo.casting import PREFECTURE, Staff
from match.demo.steps import Progress, Stage
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import rows, value
from match.foundation.permissions import Role
from match.publicity import commands
from match.publicity.forms import ArticleForm, PassForm
from match.publicity.topics import Topic

DATA = Path(__file__).parent / "data"


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article of the demo; ``passed``: how many of the three hands it has been through."""

    title: str
    digest: str
    body: str
    topics: list[Topic]
    policies: list[str]
    passed: int


async def publish(staff: Staff, county: str, progress: Progress) -> None:
    """*county* is the one (6 digits) whose desk writes; prefecture edits, province proof-reads."""
    texts = msgspec.json.decode((DATA / "articles.json").read_bytes(), type=list[Told])
    stage = Stage(progress, "articles", len(texts) + 1)
    await commands.load_policies(SYSTEM)
    stage.step()
    hands = [
        await staff.at(Role.county, county),
        await staff.at(Role.prefecture, PREFECTURE),
        await staff.at(Role.province, "43"),
    ]
    known = {row["key"]: row["id"] for row in await rows("SELECT key, id FROM policy_document")}
    name = await value("SELECT name FROM division WHERE code = $1", county.ljust(12, "0"))
    for told in texts:
        if not await value("SELECT 1 FROM article WHERE title = $1", told.title):
            form = ArticleForm(
                title=told.title,
                author_name=f"{name}民政局（演示）",
                digest=told.digest,
                body=told.body,
                source="本站原创（演示）",
                topics=told.topics,
                policies=[known[key] for key in told.policies],
            )
            await _through(hands, form, told.passed)
        stage.step()


async def _through(hands: list[Actor], form: ArticleForm, passed: int) -> None:
    """Written, and handed on as often as *passed* says."""
    author, editor, reader = hands
    article = await commands.draft_article(author, form)
    if passed > 0:
        await commands.submit_article(author, article)
    if passed > 1:
        await commands.pass_article(editor, article, PassForm("州民政局编辑（演示）"))
        await commands.publish_article(reader, article, PassForm("省级校对（演示）"))
