"""A document as an engine stores it: texts per tier, filter values, sort values. The same for every
engine.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from search.documents import Document
from search.filters import Field, Point
from search.indexes import Settings, Tier
from search.text import Lexicon

Values: TypeAlias = tuple[str | int, ...]

APART = " ¶ "
"""Between texts of one tier, so that no phrase reaches across."""

_NAME_LETTERS = 10


class Projected(msgspec.Struct, frozen=True):
    id: int
    version: int
    texts: dict[Tier, str]
    values: dict[Field, Values]
    point: Point | None
    name_key: int

    @property
    def head(self) -> str:
        """Title and names: what pinyin and rank look at."""
        return self.texts[Tier.TITLE] + APART + self.texts[Tier.NAMES]


def project(settings: Settings, document: Document, lexicon: Lexicon) -> Projected:
    names = (_texts(getattr(document, attribute)) for attribute in settings.names)
    return Projected(
        id=document.id,
        version=document.version,
        texts={
            Tier.TITLE: document.title,
            Tier.NAMES: APART.join(dict.fromkeys(text for texts in names for text in texts)),
            Tier.BODY: document.body,
        },
        values={
            field: values
            for field in settings.filters - {Field.POINT}
            if (values := _values(getattr(document, field.value)))
        },
        point=document.point,
        name_key=name_key(document.title, lexicon),
    )


def name_key(title: str, lexicon: Lexicon) -> int:
    """The first ten letters of the title's pinyin as one number (50 bits: exact in JSON), for
    sorting by name.
    """
    full, _ = lexicon.pinyin(title)
    letters = (full[0] if full else title.casefold())[:_NAME_LETTERS]
    key = 0
    for letter in letters.ljust(_NAME_LETTERS):
        key = key * 32 + max(0, min(31, ord(letter) - ord("a") + 1))
    return key


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else value
    return tuple(text for text in texts if text)


def _values(value: str | int | bool | tuple[str, ...] | None) -> Values:
    """Empty strings and None are no values at all; a flag is 0 or 1."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (str(value),)
    if isinstance(value, int):
        return (int(value),)
    return tuple(dict.fromkeys(each for each in value if each))
