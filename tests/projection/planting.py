"""
Planting: identities into every column of the database that the public may not see.

It is done past every rule of ours, by a superuser's function inside the test's own transaction:
what a page shows must not depend on what somebody could write where.
"""

from collections.abc import Iterator
from itertools import count

import asyncpg
import msgspec
from piccolo.columns import Array, Bytea, Column, Date, Text, Varchar
from piccolo.conf.apps import Finder as Apps
from piccolo.table import Table

from match.foundation.classes import DataClass, class_of
from match.foundation.db import rows, value
from match.foundation.settings import settings
from tests.projection.identities import Identity

HIDDEN = frozenset(DataClass) - {DataClass.public}
ROWS = 12
LONG = 240
"""Identities in one free text: some cell of it would be cut, quoted or listed."""
# What others' rows are found by, or what says which row it is: a number in it would make the row
# another one, and the page that should leak it would not find it any more.
_ADDRESSES = frozenset(
    {"division", "measure", "facet", "topic", "verb", "subject_kind", "index", "task", "state"}
)
_FUNCTION = """
CREATE SCHEMA IF NOT EXISTS past;
CREATE OR REPLACE FUNCTION past.run(said text) RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET session_replication_role = replica AS $$
DECLARE done bigint;
BEGIN
  EXECUTE said; GET DIAGNOSTICS done = ROW_COUNT; RETURN done;
END $$;
CREATE OR REPLACE FUNCTION past.ids(said text) RETURNS SETOF bigint LANGUAGE plpgsql
SECURITY DEFINER AS $$ BEGIN RETURN QUERY EXECUTE said; END $$;
GRANT USAGE ON SCHEMA past TO match_app;
GRANT EXECUTE ON FUNCTION past.run(text), past.ids(text) TO match_app;
"""


class Planted(msgspec.Struct):
    """What was planted: identities, cells by column, and columns that took nothing and why."""

    people: list[Identity]
    cells: dict[str, int]
    refused: dict[str, str]


def hidden_columns() -> Iterator[tuple[type[Table], Column, DataClass]]:
    """Every column that is not public, of every room."""
    for app in Apps().get_app_registry().app_configs.values():
        for table in app.table_classes:
            for column in table._meta.columns:
                held = class_of(column)
                if held in HIDDEN and not column._meta.primary_key:
                    yield table, column, held


async def install() -> None:
    """The superuser's function, outside the test's transaction."""
    here = settings().database_url
    superuser = await asyncpg.connect(
        here, user="postgres", database=await value("SELECT current_database()")
    )
    try:
        await superuser.execute("SELECT pg_advisory_lock(4243)")
        await superuser.execute(_FUNCTION)
    finally:
        await superuser.close()


async def plant(only: frozenset[str] = frozenset()) -> Planted:
    """Fill every hidden column of every row there is (of the tables *only*) with people."""
    await install()
    numbers = count(1)
    planted = Planted([], {}, {})
    for table, column, held in hidden_columns():
        kind = _kind(column)
        if only and table._meta.tablename not in only:
            continue
        if kind and column._meta.name not in _ADDRESSES and not _is_code(column, held):
            await _into(planted, table, column, kind, numbers)
    return planted


def _is_code(column: Column, held: DataClass) -> bool:
    """An internal word of at most 24 characters is a code or a number that pages look up: with a
    name in it they would break before they could show anything."""
    base = column.base_column if isinstance(column, Array) else column
    return held is DataClass.internal and isinstance(base, Varchar) and (base.length or 0) <= 24


def _kind(column: Column) -> str:
    """How to write into a column: text, date, bytes, list; empty for numbers and times."""
    if isinstance(column, Array):
        return "list" if isinstance(column.base_column, Varchar | Text) else ""
    for kind, names in (("text", Varchar | Text), ("date", Date), ("bytes", Bytea)):
        if isinstance(column, names):
            return kind
    return ""


async def _into(
    planted: Planted, table: type[Table], column: Column, kind: str, numbers: Iterator[int]
) -> None:
    name, field = table._meta.tablename, column._meta.db_column_name
    home = f'"{table._meta.schema or "public"}"."{name}"'
    longest = getattr(column, "length", None) or 10**6
    people: list[Identity] = []
    cells: list[str] = []
    for row_id in await _ids(home):
        here = [Identity(next(numbers)) for _ in range(LONG if longest > 1000 else 1)]
        people += here
        cells.append(f"({row_id}, {_literal(kind, here, longest)})")
    if not cells:
        return
    said = (
        f'UPDATE {home} AS t SET "{field}" = v.said'
        f" FROM (VALUES {', '.join(cells)}) AS v (id, said) WHERE t.id = v.id"
    )
    await rows("SAVEPOINT planting")
    try:
        await value("SELECT past.run($1)", said)
    except asyncpg.PostgresError as refusal:
        await rows("ROLLBACK TO SAVEPOINT planting")
        planted.refused[f"{name}.{field}"] = f"{type(refusal).__name__}: {refusal}"[:160]
        return
    await rows("RELEASE SAVEPOINT planting")
    planted.people += people
    planted.cells[f"{name}.{field}"] = len(cells)


def _literal(kind: str, people: list[Identity], longest: int) -> str:
    text = "；".join(person.said for person in people)
    if longest <= 1000:
        text = people[0].name if longest < 60 else text[:longest]
    return {
        "text": f"'{text}'",
        "date": f"'{people[0].born}'::date",
        "bytes": f"convert_to('{people[0].said}', 'UTF8')",
        "list": f"ARRAY['{people[0].name}']::varchar[]",
    }[kind]


async def _ids(table: str) -> list[int]:
    """The youngest rows of a table, also of care's, which the application may not read."""
    await rows("SAVEPOINT reading")
    try:
        said = f"SELECT id FROM {table} ORDER BY id DESC LIMIT {ROWS}"
        return [row["id"] for row in await rows("SELECT past.ids($1) AS id", said)]
    except asyncpg.PostgresError:  # a key that is no number: the table of codes, for one
        await rows("ROLLBACK TO SAVEPOINT reading")
        return []
