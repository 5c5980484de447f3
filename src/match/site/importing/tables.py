"""Checks of lists, what became of them, and which row of a list made which thing."""

from piccolo.columns import (
    JSONB,
    BigInt,
    BigSerial,
    Bytea,
    Integer,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB


class SheetImport(Table, db=DB, tablename="sheet_import"):
    """
    A list that was sent. Its rows are sealed, and kept only until ``keep_until``: a day for a
    check, a month for what was imported; the figures stay.
    """

    id = BigSerial(primary_key=True)
    kind = Varchar(length=40, null=False, help_text="internal")
    account_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    about = JSONB(null=False, default="{}", help_text="internal")
    file_name = Varchar(length=120, null=False, default="", help_text="personal")
    file_hash = Varchar(length=64, null=False, help_text="internal")
    total = Integer(null=False, help_text="internal")
    created = Integer(null=False, help_text="internal")
    updated = Integer(null=False, help_text="internal")
    unchanged = Integer(null=False, help_text="internal")
    refused = Integer(null=False, help_text="internal")
    sealed = Bytea(null=True, default=None, help_text="personal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    done_at = Timestamptz(null=True, default=None, help_text="internal")
    keep_until = Timestamptz(null=False, index=True, help_text="internal")

    sheet_import_counts = Check(
        "total >= 0 AND created >= 0 AND updated >= 0 AND unchanged >= 0 AND refused >= 0"
        " AND created + updated + unchanged + refused = total"
    )


class ImportedRow(Table, db=DB, tablename="imported_row"):
    """
    Which thing a row of a list made, for kinds whose things have no name of their own: sent
    again, the row finds it. ``row_key`` is a keyed hash; no cell can be read from it.
    """

    id = BigSerial(primary_key=True)
    kind = Varchar(length=40, null=False, help_text="internal")
    row_key = Varchar(length=64, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    imported_row_once = Unique(["kind", "row_key"])
