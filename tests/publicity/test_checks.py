"""The live checks of publicity are silent on real rows, and each finds the fault planted for it."""

import pytest

from jobs.checks.publicity import CHECKS
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.publicity import commands
from match.publicity.forms import CoverForm, PassForm, RelationForm
from match.publicity.states import Relation, Shows
from tests.people import make as people
from tests.publicity import make

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("db")]

PLANTED: dict[str, tuple[str, ...]] = {
    "a published version has its text": ("UPDATE article SET version = 2 WHERE id = $1",),
    "the versions of an article have no gap": (
        "INSERT INTO article_text (article_id, version, title, digest, body, author_name, source,"
        " original_url, cover_credit, topics, correction, author_id, editor_id, editor_name,"
        " proofreader_id, proofreader_name) SELECT article_id, 5, title, digest, body, author_name,"
        " source, original_url, cover_credit, topics, '改', author_id, editor_id, editor_name,"
        " proofreader_id, proofreader_name FROM article_text WHERE article_id = $1",
    ),
    "no published picture lacks a guardian's permit": (
        "UPDATE photo_permit SET permits = 0 WHERE file_id IN"
        " (SELECT file_id FROM article_image WHERE article_id = $1)",
    ),
    "author, editor and proof-reader of a text are three people": (
        "INSERT INTO article_text (article_id, version, title, digest, body, author_name, source,"
        " original_url, cover_credit, topics, correction, author_id, editor_id, editor_name,"
        " proofreader_id, proofreader_name) SELECT article_id, 2, title, digest, body, author_name,"
        " source, original_url, cover_credit, topics, '改', author_id, 0, editor_name,"
        " proofreader_id, proofreader_name FROM article_text WHERE article_id = $1",
    ),
    "nobody is counted of an article that was never published": (
        "INSERT INTO article_count (article_id, day, reads) SELECT id, current_date, 1"
        " FROM article WHERE id <> $1 AND version = 0",
    ),
    "documents do not rest on each other in a circle": (
        "INSERT INTO policy_relation (policy_id, relation, other_id) SELECT other_id, 'amends',"
        " policy_id FROM policy_relation WHERE $1::bigint > 0",
    ),
    "a planned article does not wait for an hour long past": (
        "UPDATE article SET status = 'scheduled', publish_at = now() - interval '2 hours',"
        " next_check_at = now() - interval '2 hours' WHERE id = $1",
    ),
}


async def scene() -> int:
    """A published article with a permitted picture, a draft, two documents; returns the first."""
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.drafted(author)
    photo = await make.pictured(author, article, Shows.children, children=1)
    await commands.note_permit(SYSTEM, photo)
    await commands.choose_cover(author, article, CoverForm(photo, "摄影：县民政局"))
    await make.edited(article, author, editor)
    await commands.publish_article(reader, article, PassForm("校对乙", looked=True))
    await make.drafted(author)
    first, second = await make.document(), await make.document()
    keeper = await people.account("province", "43")
    await commands.relate_policies(keeper, second, RelationForm(Relation.based_on, first))
    return article


async def test_real_rows_break_none() -> None:
    await scene()
    assert {name: await rows(query) for name, query in CHECKS.items() if await rows(query)} == {}


@pytest.mark.parametrize("name", CHECKS)
async def test_a_planted_fault_is_found(name: str) -> None:
    article = await scene()
    for statement in PLANTED[name]:
        await value(statement, article)
    assert await rows(CHECKS[name])
