"""How a document lies in a tantivy index.

Two kinds of fields. Those that find are few and cheap, because counts need every match: single
characters, neighbouring pairs, and concepts (one term for all the words of a thesaurus group,
wherever they stand). Those that rank are looked at only for what was found.

Numbers are all signed: tantivy-py's `delete_documents_by_term` writes an i64 term, which silently
deletes nothing from an unsigned field.
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec
import tantivy

from search.embedded import gaps
from search.filters import Field, Point
from search.indexes import Settings, Tier
from search.orders import SORT_VALUES
from search.projection import APART, Projected
from search.text import Lexicon
from search.text.fold import fold
from search.text.grams import characters, pairs

FORMAT = 2
"""Raise it when what is written below changes. It is part of the directory's name, with tantivy's
own version.
"""

WORDS = {Tier.TITLE: "words_title", Tier.NAMES: "words_names", Tier.BODY: "words_body"}
CHARACTERS = "characters"
PAIRS, PAIRS_HEAD = "pairs", "pairs_head"
CONCEPTS, CONCEPTS_HEAD = "concepts", "concepts_head"
PINYIN = "pinyin"
INITIALS = "initials"
POINT = "point"


class Stored(msgspec.Struct, frozen=True, array_like=True):
    """Kept to draw highlights, to rank and to measure distances; nothing a visitor could not read
    on the page.
    """

    title: str
    body: str
    point: Point | None


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Stored)


def build(settings: Settings) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "version", "live"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in WORDS.values():
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in (CHARACTERS, CONCEPTS, CONCEPTS_HEAD, PINYIN, INITIALS):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in (PAIRS, PAIRS_HEAD):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for field in sorted(settings.filters - {Field.POINT}):
        if field in settings.numbers:
            builder.add_integer_field(field.value, indexed=True, fast=True)
        else:
            builder.add_text_field(
                field.value, tokenizer_name="raw", index_option="basic", fast=True
            )
    builder.add_text_field(POINT, tokenizer_name="raw", index_option="basic", fast=True)
    for sort in SORT_VALUES:
        builder.add_integer_field(f"sort_{sort.value}", fast=True)
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def signature(settings: Settings) -> str:
    """Names the stored form: two processes that differ in it never read each other's files."""
    form = (FORMAT, gaps.VERSION, sorted(settings.filters), sorted(SORT_VALUES))
    return blake2b(repr(form).encode(), digest_size=4).hexdigest()


def to_tantivy(projected: Projected, lexicon: Lexicon, schema: tantivy.Schema) -> tantivy.Document:
    head, body = projected.head, projected.texts[Tier.BODY]
    everything = head + APART + body
    full, initials = lexicon.pinyin(head)
    fields: dict[str, list[str | int]] = {
        "id": [projected.id],
        "version": [projected.version],
        "live": [1],
        PINYIN: [" ".join(full)],
        INITIALS: [" ".join(initials)],
        CHARACTERS: [" ".join(dict.fromkeys(characters(everything)))],
        PAIRS: [" ".join(pairs(everything))],
        PAIRS_HEAD: [" ".join(pairs(head))],
        CONCEPTS: [" ".join(lexicon.thesaurus.concepts(fold(everything)))],
        CONCEPTS_HEAD: [" ".join(lexicon.thesaurus.concepts(fold(head)))],
    }
    for tier, name in WORDS.items():
        fields[name] = [" ".join(lexicon.tokens(projected.texts[tier]))]
    for field, values in projected.values.items():
        fields[field.value] = list(values)
    for sort, value in SORT_VALUES.items():
        if (key := value(projected)) is not None:
            fields[f"sort_{sort.value}"] = [key]
    if projected.point is not None:
        fields[POINT] = [point_key(projected.point)]
    document = gaps.document(fields, schema)
    document.add_bytes(
        "stored", _encoder.encode(Stored(projected.texts[Tier.TITLE], body, projected.point))
    )
    return document


def tombstone(id: int, version: int, schema: tantivy.Schema) -> tantivy.Document:
    return gaps.document({"id": [id], "version": [version], "live": [0]}, schema)


def stored(document: tantivy.Document) -> Stored:
    return _decoder.decode(bytes(document.get_first("stored") or b""))


def point_key(point: Point) -> str:
    return f"{point.lat:.4f},{point.lon:.4f}"


def point_of(key: str) -> Point:
    lat, lon = key.split(",")
    return Point(float(lat), float(lon))
