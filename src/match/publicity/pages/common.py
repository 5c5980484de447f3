"""What the pages of this room share."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import UploadFile

from match.foundation.language import _, pgettext
from match.publicity.queries import PolicyView
from match.publicity.states import (
    article_word,
    level_word,
    level_words,
    relation_back_words,
    relation_words,
    shows_words,
    validity_tone,
    validity_word,
)
from match.publicity.topics import topic_word, topic_words
from match.upkeep.states import DepartmentKind

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
WORDS: dict[str, Any] = {
    "article_word": article_word,
    "level_word": level_word,
    "validity_word": validity_word,
    "validity_tone": validity_tone,
    "topic_word": topic_word,
    "relation_words": relation_words,
    "relation_back_words": relation_back_words,
}
ARTICLE_TONES = {
    "draft": "ink",
    "editing": "dao",
    "proofing": "dao",
    "scheduled": "ji",
    "published": "zhu",
    "withdrawn": "zhusha",
}


async def sent_file(request: AnyRequest, name: str) -> bytes:
    """The bytes of an uploaded file; none where none was chosen."""
    given = (await request.form()).get(name)
    return await given.read() if isinstance(given, UploadFile) and given.filename else b""


def topic_options() -> list[tuple[str, str]]:
    """Every topic, for a group of boxes."""
    return [(topic.value, word) for topic, word in topic_words().items()]


def level_options() -> list[tuple[str, str]]:
    """Every level, for a choice."""
    return [(level.value, word) for level, word in level_words().items()]


def shows_options() -> list[tuple[str, str]]:
    """What a picture may show, for a choice."""
    return [(shows.value, word) for shows, word in shows_words().items()]


def department_words() -> dict[DepartmentKind, str]:
    """The five kinds of departments that the notice addresses (H2)."""
    return {
        DepartmentKind.civil: pgettext("department", "民政部门"),
        DepartmentKind.party: pgettext("department", "组织部门"),
        DepartmentKind.finance: pgettext("department", "财政部门"),
        DepartmentKind.education: pgettext("department", "教育部门"),
        DepartmentKind.federation: pgettext("department", "妇联"),
    }


def numbered(view: PolicyView) -> str:
    """A document's title with its number, as a list to choose from shows it."""
    if not view.number:
        return view.title
    return _("%(title)s（%(number)s）") % {"title": view.title, "number": view.number}


def departments_told(targets: tuple[DepartmentKind, ...], levels: tuple[str, ...]) -> str:
    """To whom a document is addressed, in words; empty where it says nothing."""
    words = _("、").join(department_words()[each] for each in targets)
    where = _("、").join(level_word(each) for each in levels)
    if not words:
        return where
    return (
        _("%(levels)s：%(departments)s") % {"levels": where, "departments": words}
        if where
        else words
    )
