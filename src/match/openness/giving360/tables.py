"""Which giving organisations want to be named in open data."""

from piccolo.columns import BigInt, BigSerial, Boolean, Timestamptz
from piccolo.columns.defaults import TimestamptzNow
from piccolo.table import Table

from match.foundation.db import DB


class DonorNaming(Table, db=DB, tablename="donor_naming"):
    """
    What an organisation chose about its name in files of gifts (慈善法 82: donors' names are not
    published without their consent). No row: not asked, and so not named.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, unique=True, help_text="public")
    named = Boolean(null=False, help_text="public")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


TABLES = (DonorNaming,)
