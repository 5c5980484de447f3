"""The dry run: what a file would do, before it does it. The same file twice does nothing twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from match.foundation.sheets.columns import Sheet, Value
from match.foundation.sheets.reading import Row

Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A row that meets something known: `fields` maps column keys to (before, after)."""

    key: Key
    row: Row
    fields: Mapping[str, tuple[Value, Value]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be created, changed and left alone, in the order of the file."""

    create: tuple[Row, ...]
    update: tuple[Change, ...]
    unchanged: tuple[Row, ...]


def plan(sheet: Sheet, existing: Mapping[Key, Mapping[str, Value]], rows: Iterable[Row]) -> Plan:
    """Compare rows with what is there, by the sheet's natural key.

    An empty cell leaves the value as it is: a file can add to a record, never blank it by omission.
    """
    create: list[Row] = []
    update: list[Change] = []
    unchanged: list[Row] = []
    for row in rows:
        assert not row.troubles, "only good rows are planned"
        key = tuple(row.values[name] for name in sheet.natural_key)
        before = existing.get(key)
        if before is None:
            create.append(row)
            continue
        fields = {
            name: (before.get(name), after)
            for name, after in row.values.items()
            if after is not None and before.get(name) != after
        }
        if fields:
            update.append(Change(key, row, fields))
        else:
            unchanged.append(row)
    return Plan(tuple(create), tuple(update), tuple(unchanged))
