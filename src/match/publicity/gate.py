"""
What may stand in a text that everybody reads: no child, no family, no picture without its permits
(domain.md §3.7). Looked at when a text is saved and again before it is published.
"""

from collections.abc import Iterable
from urllib.parse import unquote

from match.foundation.db import rows
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.screening import Finding, Kind, Severity, complaint, screen, verdict
from match.publicity.markup import (
    addresses_in,
    foreign_pictures,
    photos_in,
    plain_text,
    titles_in,
)
from match.publicity.rules import Picture, barred_pictures
from match.publicity.states import Shows

_WHO = frozenset({Kind.child_named, Kind.guardian_named})
# A law names illness and violence, and nobody: only together with somebody are they a story, and
# somebody is refused in any case. Editor and proof-reader are shown them.
_TOPICAL = frozenset({Kind.health, Kind.abuse_case})
# An office's telephone and mailbox belong into an official document.
_OFFICIAL = frozenset({Kind.landline, Kind.email})


def text_complaint(text: str, *, official: bool = False) -> str:
    """
    Why these words may not be published and how to write them, or an empty string. Each paragraph
    by itself: two doubtful words pages apart are no story about somebody.
    """
    for paragraph in text.splitlines():
        found = [one for one in screen(paragraph) if not (official and one.kind in _OFFICIAL)]
        wrong = _wrong(found)
        if wrong:
            return complaint(paragraph, wrong)
    return ""


def _wrong(found: list[Finding]) -> list[Finding]:
    grave = [one for one in found if one.severity is Severity.block or one.kind not in _TOPICAL]
    return grave if verdict(grave) == "block" else [one for one in grave if one.kind in _WHO]


def doubts(body: str) -> list[str]:
    """Words that are let pass and that editor and proof-reader look at once more, each once."""
    lines = _words(body).splitlines()
    return list(dict.fromkeys(line[one.start : one.end] for line in lines for one in screen(line)))


def body_complaint(body: str, *, official: bool = False) -> str:
    """As `text_complaint` for markup: its words, its links, and pictures from elsewhere."""
    if foreign := foreign_pictures(body):
        return _(
            "图片“%(address)s”在别的网站上，读者的信息会被它知道。请先上传到这里，再用"
            "“![说明](photo:编号)”插入。"
        ) % {"address": foreign[0][:80]}
    # As their readers see them: "%31%33%38…" is a number too.
    links = [unquote(address) for address in addresses_in(body)]
    mailboxes = [address for address in links if address.startswith("mailto:")]
    return text_complaint(
        "\n".join([_words(body), *mailboxes]), official=official
    ) or text_complaint("\n".join(links), official=True)


def _words(body: str) -> str:
    """Everything that is read of a text, a line for each paragraph and each title."""
    return "\n".join([plain_text(body), *titles_in(body)])


def refuse_texts(texts: dict[str, str], body: str, *, official: bool = False) -> None:
    """Raise Invalid with a complaint at each field, the body's at ``body``."""
    complaints = {
        field: why
        for field, text in texts.items()
        if (why := text_complaint(text, official=official))
    }
    if why := body_complaint(body, official=official):
        complaints["body"] = why
    if complaints:
        raise Invalid(complaints)


async def pictures_of(article_id: int) -> dict[int, Picture]:
    """The pictures of an article as the gate sees them, by file."""
    return {
        row["file_id"]: Picture(
            row["file_id"],
            Shows(row["shows"]),
            row["children"],
            None if row["gone"] else row["permits"],
        )
        for row in await rows(
            "SELECT i.file_id, i.shows, i.children, coalesce(p.permits, 0) AS permits,"
            " (p.ended_at IS NOT NULL OR f.withdrawn_at IS NOT NULL) AS gone"
            " FROM article_image i JOIN file f ON f.id = i.file_id"
            " LEFT JOIN photo_permit p ON p.file_id = i.file_id"
            " WHERE i.article_id = $1 ORDER BY i.id",
            article_id,
        )
    }


async def refuse_pictures(article_id: int, body: str, cover: int | None) -> list[int]:
    """
    The files that stand in the text or on top, every one of which may be published. Raises Invalid
    for an unknown picture or one that is barred, saying what to do.
    """
    known = await pictures_of(article_id)
    on_top = [cover] if cover is not None else []
    used = list(dict.fromkeys(on_top + photos_in(body)))
    if strangers := [each for each in used if each not in known]:
        raise Invalid(
            {
                "body": _(
                    "正文里的图片 photo:%(number)s 不在这篇文章的图片里，请先上传或改正编号。"
                )
                % {"number": strangers[0]}
            }
        )
    refuse_barred(known[each] for each in used)
    return used


def refuse_barred(pictures: Iterable[Picture]) -> None:
    """Raise Invalid at ``pictures`` for the first that may not be published."""
    for file_id, why in barred_pictures(pictures):
        raise Invalid({"pictures": _("图片 %(number)s：%(why)s") % {"number": file_id, "why": why}})
