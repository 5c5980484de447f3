"""Every column has a data class, told in its ``help_text``; an unclassified one fails a test."""

# `_meta` is how Piccolo offers a column's facts.
# pyright: reportPrivateUsage=false

from enum import StrEnum

from piccolo.columns import Column
from piccolo.table import Table


class DataClass(StrEnum):
    """Who may see a column: everybody, staff at work, its subject, nobody but care/, no-one."""

    public = "public"
    internal = "internal"
    personal = "personal"
    child = "child"
    secret = "secret"  # noqa: S105 # the name of a class


SILENT = frozenset({DataClass.personal, DataClass.child, DataClass.secret})


def class_of(column: Column) -> DataClass | None:
    """The column's class, or None where nobody decided. Keys are internal by nature."""
    if column._meta.primary_key:
        return DataClass.internal
    text = column._meta.help_text
    return DataClass(text) if text in DataClass._value2member_map_ else None


def silent_columns(table: type[Table]) -> frozenset[str]:
    """Columns of which the audit says that they changed, never what to."""
    return frozenset(c._meta.name for c in table._meta.columns if class_of(c) in SILENT)
