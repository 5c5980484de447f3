"""The division tree as rows: what is valid now, and what once was and became something else."""

from piccolo.columns import Boolean, Date, DoublePrecision, SmallInt, Text, Varchar
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.places.rules import Kind


class Division(Table, db=DB, tablename="division"):
    """One unit of one level. A code that is given up keeps its row: old needs still name it.

    `valid_to` is the first day on which the code no longer holds. `lon` and `lat` are the inside
    point of the county, never anything finer.
    """

    code = Varchar(length=12, primary_key=True, null=False, help_text="public")
    level = SmallInt(null=False, help_text="public")
    kind = Varchar(length=20, null=False, help_text="public")
    name = Varchar(length=60, null=False, help_text="public")
    parent_code = Varchar(length=12, null=True, default=None, help_text="public")
    path = Text(null=False, help_text="public")
    pinyin = Varchar(length=240, null=False, help_text="public")
    initials = Varchar(length=60, null=False, help_text="public")
    sort_key = Varchar(length=300, null=False, help_text="public")
    lon = DoublePrecision(null=True, default=None, help_text="public")
    lat = DoublePrecision(null=True, default=None, help_text="public")
    counts_as_county = Boolean(null=False, help_text="public")
    valid_from = Date(null=False, default=None, help_text="public")
    valid_to = Date(null=True, default=None, help_text="public")
    replaced_by = Varchar(length=12, null=True, default=None, help_text="public")

    division_code_whole = is_division("code")
    division_kind_known = one_of("kind", Kind)
    division_level_told_by_code = Check(
        "level = CASE WHEN right(code, 10) = '0000000000' THEN 1"
        " WHEN right(code, 8) = '00000000' THEN 2"
        " WHEN right(code, 6) = '000000' THEN 3"
        " WHEN right(code, 3) = '000' THEN 4 ELSE 5 END"
    )
    division_rooted = Check("(parent_code IS NULL) = (level = 1)")
    division_counted = Check("counts_as_county = (kind = 'county')")
    division_point_whole = Check("(lon IS NULL) = (lat IS NULL)")
    division_validity = Check("valid_to IS NULL OR valid_to > valid_from")
    division_successor = Check(
        "replaced_by IS NULL OR (valid_to IS NOT NULL AND replaced_by <> code)"
    )
