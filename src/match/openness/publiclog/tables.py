"""The log's entries, their documents beside them, its heads and keys, and takedowns."""

from piccolo.columns import BigInt, BigSerial, Date, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.openness.publiclog.states import TakedownStatus


class LogEntry(Table, db=DB, tablename="public_log_entry"):
    """
    One public act, for good. ``id`` is its place: 1, 2, 3 … without a gap, given under a lock, so
    places become visible in order. ``sha256`` is of salt and document, in hex; ``link`` chains it
    to the place before. ``event_id`` is the fact that told of it.
    """

    id = BigSerial(primary_key=True)
    at = Timestamptz(null=False, default=None, help_text="public")
    kind = Varchar(length=80, null=False, help_text="public")
    url = Varchar(length=300, null=False, help_text="public")
    sha256 = Varchar(length=64, null=False, help_text="public")
    takes_down = BigInt(null=True, default=None, help_text="public")
    link = Varchar(length=64, null=False, help_text="public")
    event_id = BigInt(null=True, default=None, help_text="internal")

    public_log_entry_fact_once = Unique(["event_id", "url"])
    public_log_entry_hash_whole = Check(
        "\"sha256\" ~ '^[0-9a-f]{64}$' AND \"link\" ~ '^[0-9a-f]{64}$'"
    )
    public_log_entry_takes_earlier = Check('"takes_down" IS NULL OR "takes_down" < "id"')


class LogDocument(Table, db=DB, tablename="public_log_document"):
    """What the public read, and the salt of its hash. Goes with a takedown, never changes."""

    id = BigSerial(primary_key=True)
    place = BigInt(null=False, unique=True, help_text="public")
    salt = Varchar(length=64, null=False, help_text="public")
    body = Text(null=False, help_text="public")

    public_log_document_salt_whole = Check("\"salt\" ~ '^[0-9a-f]{64}$'")


class LogKey(Table, db=DB, tablename="public_log_key"):
    """A public key that signed heads, ever. Each but the first is endorsed by the one before."""

    id = BigSerial(primary_key=True)
    key = Varchar(length=64, null=False, unique=True, help_text="public")
    since = Timestamptz(null=False, default=None, help_text="public")
    endorsed_by = Varchar(length=64, null=True, default=None, help_text="public")
    endorsement = Varchar(length=128, null=True, default=None, help_text="public")

    public_log_key_whole = Check("\"key\" ~ '^[0-9a-f]{64}$'")
    public_log_key_endorsed_whole = Check('("endorsed_by" IS NULL) = ("endorsement" IS NULL)')


class LogHead(Table, db=DB, tablename="public_log_head"):
    """How far the log went on a day, signed. ``link`` of place 0 is 64 zeros."""

    id = BigSerial(primary_key=True)
    day = Date(null=False, unique=True, default=None, help_text="public")
    place = BigInt(null=False, help_text="public")
    link = Varchar(length=64, null=False, help_text="public")
    at = Timestamptz(null=False, default=None, help_text="public")
    key = Varchar(length=64, null=False, help_text="public")
    signature = Varchar(length=128, null=False, help_text="public")

    public_log_head_whole = Check(
        "\"link\" ~ '^[0-9a-f]{64}$' AND \"signature\" ~ '^[0-9a-f]{128}$'"
    )


class Takedown(Table, db=DB, tablename="public_log_takedown"):
    """A wish to take one document down, and what a second person said to it."""

    id = BigSerial(primary_key=True)
    place = BigInt(null=False, index=True, help_text="public")
    status = Varchar(length=8, null=False, default=TakedownStatus.asked, help_text="public")
    reason = Varchar(length=300, null=False, help_text="public")
    asked_by = BigInt(null=False, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="public")
    note = Varchar(length=300, null=False, default="", help_text="internal")

    public_log_takedown_status_known = one_of("status", TakedownStatus)
    public_log_takedown_reasoned = Check("btrim(\"reason\") <> ''")
    public_log_takedown_two_persons = Check('"decided_by" IS NULL OR "decided_by" <> "asked_by"')
    public_log_takedown_decided = Check(
        '("status" = \'asked\') = ("decided_by" IS NULL AND "decided_at" IS NULL)'
    )


TABLES = (LogEntry, LogDocument, LogKey, LogHead, Takedown)
