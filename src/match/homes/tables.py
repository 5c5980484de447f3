"""Homes, their weekly opening hours, their dated papers, and the signs that they are alive."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Date,
    Integer,
    SmallInt,
    Text,
    Time,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.homes.states import HomeKind, HomeStatus, Sign


class Home(Table, db=DB, tablename="home"):
    """One site. A village has one main home (partial unique index in the guards migration)."""

    id = BigSerial(primary_key=True)
    name = Varchar(length=60, null=False, help_text="public")
    division = Varchar(length=12, null=False, index=True, help_text="public")
    kind = Varchar(length=12, null=False, default=HomeKind.main, help_text="public")
    parent_home_id = BigInt(null=True, default=None, help_text="public")
    status = Varchar(length=12, null=False, default=HomeStatus.none, help_text="public")
    site_source = Varchar(length=12, null=False, help_text="public")
    co_location = Array(base_column=Varchar(length=12), null=False, help_text="public")
    indoor_area_m2 = Integer(null=True, default=None, help_text="public")
    area_reason = Text(null=False, default="", help_text="internal")
    # 3.3a: a smaller room stands on its reason and on the township's word.
    area_approved_by = BigInt(null=True, default=None, help_text="internal")
    area_approved_at = Timestamptz(null=True, default=None, help_text="internal")
    # 3.3c: when somebody last looked whether the outdoor place is safe.
    outdoor_safety_checked_at = Timestamptz(null=True, default=None, help_text="public")
    facilities = Array(base_column=Varchar(length=12), null=False, help_text="public")
    documents = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    director_id = BigInt(null=True, default=None, index=True, help_text="internal")
    director_kind = Varchar(length=12, null=True, default=None, help_text="internal")
    # 4.4d: seated, but the county's training and test are still to come. The posts room knows why.
    director_pending = Boolean(null=False, default=False, help_text="internal")
    last_sign_at = Timestamptz(null=True, default=None, help_text="internal")
    idle_proposed_at = Timestamptz(null=True, default=None, help_text="internal")
    # Since when its needs are out of the public search, for want of a report that it owes.
    withheld_at = Timestamptz(null=True, default=None, help_text="internal")
    search_version = BigInt(null=False, default=1, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    home_division_whole = is_division("division")
    home_status_known = one_of("status", HomeStatus)
    home_kind_known = one_of("kind", HomeKind)
    home_area_positive = Check('"indoor_area_m2" IS NULL OR "indoor_area_m2" > 0')
    home_satellite_has_parent = Check('("kind" = \'satellite\') = ("parent_home_id" IS NOT NULL)')


class OpeningHour(Table, db=DB, tablename="opening_hour"):
    """One span of one weekday (1 Monday … 7 Sunday) in which a home is open."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="public")
    weekday = SmallInt(null=False, help_text="public")
    opens = Time(null=False, help_text="public")
    closes = Time(null=False, help_text="public")
    active = Boolean(null=False, default=True, help_text="public")

    opening_hour_weekday = Check('"weekday" BETWEEN 1 AND 7')
    opening_hour_forward = Check('"opens" < "closes"')


class HomeDocument(Table, db=DB, tablename="home_document"):
    """
    A paper of a home as it was dated and filed (``kind``: codes of ``required_document``). A new
    one takes the place of the old, which stays (``current`` false). ``valid_until`` None: no end.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    kind = Varchar(length=12, null=False, help_text="internal")
    file_id = BigInt(null=False, help_text="internal")
    dated_on = Date(null=False, help_text="internal")
    valid_until = Date(null=True, default=None, help_text="internal")
    current = Boolean(null=False, default=True, help_text="internal")
    filed_by = BigInt(null=False, help_text="internal")
    filed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    reminded_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    home_document_forward = Check('"valid_until" IS NULL OR "valid_until" >= "dated_on"')


class HomeSign(Table, db=DB, tablename="home_sign"):
    """When each kind of sign of life was last seen at a home: the evidence of notice 1.5."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, help_text="internal")
    kind = Varchar(length=12, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    home_sign_kind_known = one_of("kind", Sign)
