"""
Public tables and shapes are typed so that none has a place for a child: no name, birth date,
class, exact address or face. What a person writes freely and everybody reads stands in
`public_texts.csv`, by hand, with what keeps people out of it:

    screened   refused when it names somebody (needs, offers, shifts …; domain.md §3.7)
    official   a paper of a public purchase or decision, which law makes public
    body       the name or number of an organisation, never of a natural person
    place      a name of the division list, or of a home in a village
    law        a source or document of an authority
    machine    a hash, key or text that the house made itself
"""

import csv
import re
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.handlers.http_handlers import HTTPRouteHandler
from piccolo.columns import JSON, Bytea, Column, Text, Varchar
from piccolo.conf.apps import Finder as Apps
from piccolo.table import Table

import match.migrating  # noqa: F401 # says where Piccolo's tables are
from match.foundation.classes import DataClass, class_of
from search import documents
from search.documents import Document

pytestmark = pytest.mark.projection

GUARDS = {"screened", "official", "body", "place", "law", "machine"}
CODE = 24
"""Public words of at most so many characters are codes of lists, numbers and states."""
# Words of a field that would hold what gives a child away. A photo is of rooms and things
# (files/ refuses nothing else to the public), so only faces are named here.
TELLING = re.compile(
    r"(?:^|_)(?:birth|birthday|born|id_number|identity|guardian|mother|father|parents|nickname"
    r"|pupil|school|school_class|classroom|grade_class|face|portrait|house_number|street|address"
    r"|child_name|wechat|diagnosis|disability)(?:_|$)"
)
SAID_OF_THINGS: dict[str, str] = {}
"""Shape.field → why a telling word tells of no child there."""
HASHES = frozenset({"bid_board.hash", "bid_board.prev"})
"""Public bytes: links of a chain, computed, with no room for a word."""


def public_columns() -> Iterator[tuple[type[Table], Column]]:
    for app in Apps().get_app_registry().app_configs.values():
        for table in app.table_classes:
            for column in table._meta.columns:
                if class_of(column) is DataClass.public:
                    yield table, column


def free_texts() -> set[str]:
    """Public columns in which a sentence has room."""
    return {
        f"{table._meta.tablename}.{column._meta.name}"
        for table, column in public_columns()
        if isinstance(column, Text | JSON)
        or (isinstance(column, Varchar) and (column.length or 0) > CODE)
    }


def listed() -> dict[str, str]:
    with Path(__file__).with_name("public_texts.csv").open(encoding="utf-8", newline="") as file:
        return {row["column"]: row["guard"] for row in csv.DictReader(file)}


def telling(owner: str, field: str) -> bool:
    return bool(TELLING.search(field)) and f"{owner}.{field}" not in SAID_OF_THINGS


def test_every_public_text_is_listed_with_what_keeps_people_out() -> None:
    known = listed()

    assert free_texts() - set(known) == set(), "say in public_texts.csv what keeps people out"
    assert set(known) - free_texts() == set(), "these are public texts no more"
    assert set(known.values()) <= GUARDS


def test_no_public_column_has_a_place_for_a_child() -> None:
    found = [
        where
        for table, column in public_columns()
        if telling(table._meta.tablename, column._meta.name) or isinstance(column, Bytea)
        if (where := f"{table._meta.tablename}.{column._meta.name}") not in HASHES
    ]

    assert found == []


def test_the_rooms_of_children_have_no_public_text() -> None:
    """A public word of care/ is a duty desk's name or a person in charge's place, no more."""
    told = {
        f"{table._meta.tablename}.{column._meta.name}"
        for table, column in public_columns()
        if table._meta.schema == "care" and isinstance(column, Text | Varchar)
    }
    words = {name for name in told if name in free_texts()}

    assert words <= {"duty_desk.name"}


def structs_of(annotation: Any, seen: set[type]) -> set[type]:
    """Every struct that an answer can hold, however deep."""
    for part in typing.get_args(annotation):
        structs_of(part, seen)
    origin = typing.get_origin(annotation) or annotation
    if isinstance(origin, type) and issubclass(origin, msgspec.Struct) and origin not in seen:
        seen.add(origin)
        for hint in typing.get_type_hints(origin).values():
            structs_of(hint, seen)
    return seen


def public_answers(app: Any) -> set[type]:
    """The structs of every JSON door that is open to everybody."""
    while not hasattr(app, "routes"):
        app = app.app
    seen: set[type] = set()
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and handler.opt.get("public"):
                structs_of(handler.parsed_fn_signature.return_type.annotation, seen)
    return seen


def loose(annotation: Any) -> bool:
    """Whether anything at all could be put there."""
    if annotation is Any or annotation is object or annotation is bytes:
        return True
    union = isinstance(annotation, types.UnionType) or typing.get_args(annotation)
    return bool(union) and any(loose(part) for part in typing.get_args(annotation))


def misplaced(shapes: set[type]) -> list[str]:
    """Fields of these shapes that could hold a child's identity, or anything."""
    return sorted(
        f"{shape.__name__}.{name}"
        for shape in shapes
        for name, hint in typing.get_type_hints(shape).items()
        if telling(shape.__name__, name) or loose(hint)
    )


def test_no_public_answer_has_a_place_for_a_child(app: Any) -> None:
    shapes = public_answers(app)

    assert len(shapes) > 15
    assert misplaced(shapes) == []


def test_no_search_document_has_a_place_for_a_child() -> None:
    shapes = {
        shape
        for shape in vars(documents).values()
        if isinstance(shape, type) and issubclass(shape, Document)
    }

    assert len(shapes) >= 5
    assert misplaced(shapes) == []


class Leaky(msgspec.Struct):
    """The broken twin: shapes that somebody might add one day."""

    title: str
    child_name: str
    birth_date: str
    facts: dict[str, Any]


class Wrapping(msgspec.Struct):
    items: list[Leaky]


def test_a_shape_with_a_place_for_a_child_is_found_however_deep() -> None:
    shapes = structs_of(Wrapping, set())

    assert shapes == {Wrapping, Leaky}
    assert misplaced(shapes) == ["Leaky.birth_date", "Leaky.child_name", "Leaky.facts"]
