"""Releases as they were published, and the files made of them."""

from piccolo.columns import Array, BigInt, BigSerial, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.openness.changes.tables import PublicChange
from match.openness.following.tables import SavedSearch, SearchHit
from match.openness.giving360.tables import DonorNaming
from match.openness.partners import tables as partners
from match.openness.publiclog import tables as publiclog
from match.openness.sharing import tables as sharing


class OcdsRelease(Table, db=DB, tablename="ocds_release"):
    """
    One release for good. ``id`` is its place in the change feed: given under a lock, so places
    become visible in their order. ``body`` is the canonical JSON, ``sha256`` of it in hex;
    ``link`` chains it to the release before, so that none can be taken out unseen.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, index=True, help_text="public")
    ocid = Varchar(length=80, null=False, help_text="public")
    release_id = Varchar(length=120, null=False, unique=True, help_text="public")
    event_id = BigInt(null=False, help_text="internal")
    topic = Varchar(length=80, null=False, help_text="public")
    tags = Array(base_column=Varchar(length=24), null=False, help_text="public")
    released_at = Timestamptz(null=False, default=None, help_text="public")
    year = Integer(null=False, help_text="public")
    body = Text(null=False, help_text="public")
    sha256 = Varchar(length=64, null=False, help_text="public")
    link = Varchar(length=64, null=False, help_text="public")

    ocds_release_step_once = Unique(["event_id", "tender_id"])
    ocds_release_hash_whole = Check("\"sha256\" ~ '^[0-9a-f]{64}$' AND \"link\" ~ '^[0-9a-f]{64}$'")


class OcdsFile(Table, db=DB, tablename="ocds_file"):
    """
    The newest bulk file of one year in one format, as it lies in the data directory's
    ``open-data``. ``upto`` is the last place of the feed that is in it.
    """

    id = BigSerial(primary_key=True)
    year = Integer(null=False, help_text="public")
    format = Varchar(length=8, null=False, help_text="public")
    name = Varchar(length=80, null=False, help_text="public")
    size = BigInt(null=False, help_text="public")
    sha256 = Varchar(length=64, null=False, help_text="public")
    releases = Integer(null=False, help_text="public")
    upto = BigInt(null=False, help_text="public")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    ocds_file_one = Unique(["year", "format"])
    ocds_file_format_known = Check("\"format\" IN ('json', 'jsonl')")


class OpenFile(Table, db=DB, tablename="open_file"):
    """
    The newest file of one kind, as it lies in the data directory's ``open-data`` under ``file``.
    ``name`` is its address. ``rows`` is how many things are in it, ``remarks`` how many of them the
    quality checks noticed.
    """

    id = BigSerial(primary_key=True)
    name = Varchar(length=60, null=False, unique=True, help_text="public")
    dataset = Varchar(length=24, null=False, help_text="public")
    file = Varchar(length=90, null=False, help_text="public")
    size = BigInt(null=False, help_text="public")
    sha256 = Varchar(length=64, null=False, help_text="public")
    rows = BigInt(null=False, help_text="public")
    remarks = BigInt(null=False, default=0, help_text="public")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    open_file_hash_whole = Check("\"sha256\" ~ '^[0-9a-f]{64}$'")


TABLES = (
    OcdsRelease,
    OcdsFile,
    SavedSearch,
    SearchHit,
    OpenFile,
    PublicChange,
    DonorNaming,
    *publiclog.TABLES,
    *sharing.TABLES,
    *partners.TABLES,
)
