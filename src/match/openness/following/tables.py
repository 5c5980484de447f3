"""Kept searches, and what was found for them."""

from piccolo.columns import Array, BigInt, BigSerial, Boolean, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.openness.following.states import Subject


class SavedSearch(Table, db=DB, tablename="saved_search"):
    """
    One person's filter. Empty ``words``, ``areas`` (division prefixes) or ``categories`` narrow
    nothing. ``digest_at`` is when its person heard of it last.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    subject = Varchar(length=10, null=False, help_text="internal")
    name = Varchar(length=40, null=False, help_text="internal")
    words = Varchar(length=60, null=False, default="", help_text="internal")
    areas = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    categories = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    active = Boolean(null=False, default=True, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    digest_at = Timestamptz(null=True, default=None, help_text="internal")

    saved_search_subject_known = one_of("subject", Subject)
    saved_search_named = Check("btrim(\"name\") <> ''")


class SearchHit(Table, db=DB, tablename="search_hit"):
    """One thing found for one search: once, however often the house hears of it."""

    id = BigSerial(primary_key=True)
    search_id = BigInt(null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    found_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    told_at = Timestamptz(null=True, default=None, help_text="internal")

    search_hit_once = Unique(["search_id", "subject_id"])
