"""What an officer has typed so far."""

from piccolo.columns import JSONB, BigInt, BigSerial, Timestamptz
from piccolo.columns.defaults import TimestamptzNow
from piccolo.table import Table

from match.foundation.db import DB


class TenderEntry(Table, db=DB, tablename="tender_entry"):
    """
    The boxes of one purchase in the making, by field name, as they were typed: whole or not, right
    or not. ``tender_id``: the plan it was made into; its terms are then those of the plan.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    tender_id = BigInt(null=True, default=None, unique=True, help_text="internal")
    fields = JSONB(null=False, default="{}", help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    saved_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


TABLES = (TenderEntry,)
