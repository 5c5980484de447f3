"""Messages, and each attempt to carry one outside."""

from piccolo.columns import JSONB, BigInt, BigSerial, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB


class Message(Table, db=DB, tablename="message"):
    """
    One message in one person's inbox: its kind and small facts, said in words when it is read,
    in the reader's language. Facts are titles and numbers that are public already.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    event_id = BigInt(null=True, default=None, help_text="internal")
    kind = Varchar(length=40, null=False, help_text="internal")
    facts = JSONB(null=False, default="{}", help_text="internal")
    link = Varchar(length=200, null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    read_at = Timestamptz(null=True, default=None, help_text="internal")


class Delivery(Table, db=DB, tablename="delivery"):
    """
    One message by one channel outside the house. The key goes to the provider, so that a second
    attempt after a lost answer is not a second text.
    """

    id = BigSerial(primary_key=True)
    message_id = BigInt(null=False, index=True, help_text="internal")
    channel = Varchar(length=8, null=False, help_text="internal")
    state = Varchar(length=10, null=False, default="waiting", help_text="internal")
    attempts = SmallInt(null=False, default=0, help_text="internal")
    key = Varchar(length=40, null=False, unique=True, help_text="internal")
    provider_id = Varchar(length=80, null=True, default=None, help_text="internal")
    last_error = Text(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")

    delivery_channel_known = Check("\"channel\" IN ('mail', 'sms')")
    delivery_state_known = Check("\"state\" IN ('waiting', 'sent', 'failed', 'left_out')")
