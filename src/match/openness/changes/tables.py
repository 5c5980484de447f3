"""What changed of what everybody may read."""

from piccolo.columns import BigSerial, Boolean, Integer, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB


class PublicChange(Table, db=DB, tablename="public_change"):
    """
    One version of one public thing. ``id`` is its place in the feed: the next after the last one,
    given under a lock, so places have no gaps and become visible in their order. ``gone``: it is
    public no more, and nothing is said of it but that. Only added to.
    """

    id = BigSerial(primary_key=True)
    kind = Varchar(length=24, null=False, help_text="public")
    object_id = Varchar(length=60, null=False, help_text="public")
    version = Integer(null=False, help_text="public")
    gone = Boolean(null=False, help_text="public")
    hash = Varchar(length=64, null=False, default="", help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    public_change_version_once = Unique(["kind", "object_id", "version"])
    public_change_version_positive = Check('"version" > 0')
    public_change_gone_has_no_hash = Check('"gone" = ("hash" = \'\')')


TABLES = (PublicChange,)
