"""Messages, each attempt to carry them outside, and what people chose about that."""

from piccolo.columns import JSONB, BigInt, BigSerial, Boolean, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.notices.states import Channel, DeliveryState, Pace


class Message(Table, db=DB, tablename="message"):
    """
    One message in one person's inbox: its kind and small facts, said in words when it is read,
    in the reader's language. Facts are titles and numbers that are public already.
    ``handed_over_at``: it went with a post to the next holder, and waits for this one no more.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    event_id = BigInt(null=True, default=None, help_text="internal")
    kind = Varchar(length=40, null=False, help_text="internal")
    facts = JSONB(null=False, default="{}", help_text="internal")
    link = Varchar(length=200, null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    read_at = Timestamptz(null=True, default=None, help_text="internal")
    handed_over_at = Timestamptz(null=True, default=None, help_text="internal")


class Delivery(Table, db=DB, tablename="delivery"):
    """
    What leaves the house once by one channel: one message, or a digest of several (`DigestLine`),
    which names its person instead. The key goes to the provider, so that a second attempt after a
    lost answer is not a second text. ``report`` is what the provider said of it afterwards.
    """

    id = BigSerial(primary_key=True)
    message_id = BigInt(null=True, default=None, index=True, help_text="internal")
    account_id = BigInt(null=True, default=None, help_text="internal")
    channel = Varchar(length=8, null=False, help_text="internal")
    pace = Varchar(length=6, null=False, default=Pace.now, help_text="internal")
    state = Varchar(length=10, null=False, default="waiting", help_text="internal")
    attempts = SmallInt(null=False, default=0, help_text="internal")
    key = Varchar(length=40, null=False, unique=True, help_text="internal")
    provider_id = Varchar(length=80, null=True, default=None, help_text="internal")
    last_error = Text(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, index=True, help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")
    report = Varchar(length=20, null=True, default=None, help_text="internal")
    reported_at = Timestamptz(null=True, default=None, help_text="internal")

    delivery_channel_known = one_of("channel", Channel)
    delivery_state_known = one_of("state", DeliveryState)
    delivery_pace_known = Check("\"pace\" IN ('now', 'daily', 'weekly')")
    delivery_of_one_or_many = Check(
        '("message_id" IS NOT NULL) = ("pace" = \'now\')'
        ' AND ("account_id" IS NULL) = ("pace" = \'now\')'
    )
    delivery_held_until = Check('"state" <> \'held\' OR "next_check_at" IS NOT NULL')


class DigestLine(Table, db=DB, tablename="digest_line"):
    """One message of a digest. By one channel a message goes in one digest only."""

    id = BigSerial(primary_key=True)
    delivery_id = BigInt(null=False, index=True, help_text="internal")
    message_id = BigInt(null=False, help_text="internal")
    channel = Varchar(length=8, null=False, help_text="internal")

    digest_line_once = Unique(["message_id", "channel"])


class NoticeChoice(Table, db=DB, tablename="notice_choice"):
    """
    What somebody chose, each time she did: the newest row of a topic and channel counts. A topic
    is a group or a single kind, which goes before its group. An empty pace: as without a choice.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, help_text="internal")
    topic = Varchar(length=40, null=False, help_text="internal")
    channel = Varchar(length=8, null=False, help_text="internal")
    pace = Varchar(length=6, null=False, default="", help_text="internal")
    by_link = Boolean(null=False, default=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    notice_choice_channel_known = one_of("channel", Channel)
    notice_choice_pace_known = Check("\"pace\" IN ('', 'now', 'daily', 'weekly', 'off')")


class QuietHours(Table, db=DB, tablename="quiet_hours"):
    """
    One person's own quiet hours, in minutes after midnight in Hunan; equal: none. They may span
    midnight. Without a row the installation's parameters count.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, unique=True, help_text="internal")
    from_minute = SmallInt(null=False, help_text="internal")
    to_minute = SmallInt(null=False, help_text="internal")

    quiet_hours_of_a_day = Check(
        '"from_minute" BETWEEN 0 AND 1439 AND "to_minute" BETWEEN 0 AND 1439'
    )


class ChannelPause(Table, db=DB, tablename="channel_pause"):
    """A channel on which somebody cannot be reached, until she corrects the number or address."""

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, help_text="internal")
    channel = Varchar(length=8, null=False, help_text="internal")
    why = Varchar(length=80, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    channel_pause_channel_known = one_of("channel", Channel)
    channel_pause_once = Unique(["account_id", "channel"])
