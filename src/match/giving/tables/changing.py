"""What changed after it was agreed: goods sent back, and a use that the giver was asked about."""

from piccolo.columns import BigInt, BigSerial, Boolean, Integer, Text, Timestamptz
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB


class GoodsReturn(Table, db=DB, tablename="goods_return"):
    """
    So many good units that go back to the giver. Only added to. ``home_id``: out of what had been
    allocated to that home; without it, out of what was not allocated yet.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=True, default=None, help_text="internal")
    units = Integer(null=False, help_text="internal")
    reason = Text(null=False, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    goods_return_positive = Check('"units" > 0')
    goods_return_has_reason = Check("\"reason\" <> ''")


class UseChange(Table, db=DB, tablename="use_change"):
    """
    Another use than the agreed one, which needs the giver's consent (慈善法 56). One open question
    a donation. ``before`` is the agreed use, ``purpose`` the one that is asked for.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    before = Text(null=False, help_text="internal")
    purpose = Text(null=False, help_text="internal")
    reason = Text(null=False, help_text="internal")
    asked_by = BigInt(null=True, default=None, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    consented = Boolean(null=True, default=None, help_text="internal")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")

    use_change_answered_whole = Check('("consented" IS NULL) = ("answered_at" IS NULL)')
