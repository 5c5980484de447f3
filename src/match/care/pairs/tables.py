"""Requests in numbers, pairs without a child's name, the child apart, letters and meetings."""

from piccolo.columns import BigInt, BigSerial, Bytea, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.care.pairs.states import LetterStatus, PairStatus
from match.foundation.db import DB
from match.foundation.tables import is_division, one_of

MODES = "('PAIR-STUDY', 'PAIR-COMP')"


class PairRequest(Table, db=DB, tablename="pair_request", schema="care"):
    """How many helpers a home asks for: a number, for whom is nowhere in it."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    mode = Varchar(length=12, null=False, help_text="public")
    wanted = SmallInt(null=False, help_text="internal")
    asked_by = BigInt(null=False, help_text="internal")
    asked_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    closed_at = Timestamptz(null=True, default=None, help_text="internal")

    pair_request_mode_known = Check(f'"mode" IN {MODES}')
    pair_request_division_whole = is_division("division")
    pair_request_some = Check('"wanted" BETWEEN 1 AND 100')


class Pair(Table, db=DB, tablename="pair", schema="care"):
    """
    One helper (a person, or a unit through one of its people) and one place. Which child it is
    stands in `PairChild`, which the helper's side cannot read. ``key`` names the child's key in the
    store, under which its letters are sealed: they go with the child's file. It is no one's name.
    """

    id = BigSerial(primary_key=True)
    request_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    helper_id = BigInt(null=False, index=True, help_text="internal")
    organisation_id = BigInt(null=True, default=None, help_text="internal")
    status = Varchar(length=16, null=False, default=PairStatus.offered, help_text="internal")
    words = Text(null=False, default="", help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    key = Varchar(length=32, null=True, default=None, help_text="internal")
    offered_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    home_by = BigInt(null=True, default=None, help_text="internal")
    county_by = BigInt(null=True, default=None, help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")
    follow_note = Bytea(null=True, default=None, help_text="child")
    followed_by = BigInt(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    pair_status_known = one_of("status", PairStatus)
    pair_division_whole = is_division("division")
    # Two bodies say yes, neither of them the helper (nobody approves their own).
    pair_accepted_twice = Check(
        "\"status\" NOT IN ('county_accepted', 'active', 'ended', 'followed')"
        ' OR ("home_by" IS NOT NULL AND "county_by" IS NOT NULL AND "home_by" <> "county_by"'
        ' AND "helper_id" NOT IN ("home_by", "county_by"))'
    )
    pair_ended_is_followed = Check(
        '("status" = \'ended\') = ("next_check_at" IS NOT NULL)'
        ' AND ("status" <> \'followed\' OR "followed_by" IS NOT NULL)'
    )


class PairChild(Table, db=DB, tablename="pair_child", schema="care"):
    """Which child a pair is for, decided by the home, and the guardian's consent to it."""

    id = BigSerial(primary_key=True)
    pair_id = BigInt(null=False, unique=True, help_text="internal")
    child_id = BigInt(null=False, index=True, help_text="child")
    division = Varchar(length=12, null=False, help_text="child")
    guardian_id = BigInt(null=False, help_text="child")
    version = Varchar(length=20, null=False, help_text="internal")
    text_hash = Varchar(length=64, null=False, help_text="internal")
    channel = Varchar(length=10, null=False, help_text="internal")
    consented_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="child")
    withdrawn_at = Timestamptz(null=True, default=None, help_text="child")
    decided_by = BigInt(null=False, help_text="internal")

    pair_child_channel_known = Check("\"channel\" IN ('paper', 'present', 'phone', 'video')")


class PairLetter(Table, db=DB, tablename="pair_letter", schema="care"):
    """One letter, ``out`` from the child or ``in`` from the helper; read by the home first."""

    id = BigSerial(primary_key=True)
    pair_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    direction = Varchar(length=3, null=False, help_text="internal")
    text = Bytea(null=False, help_text="child")
    status = Varchar(length=8, null=False, default=LetterStatus.waiting, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    written_by = BigInt(null=False, help_text="internal")
    written_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")

    pair_letter_status_known = one_of("status", LetterStatus)
    pair_letter_direction_known = Check("\"direction\" IN ('in', 'out')")
    pair_letter_decided_whole = Check(
        '("status" = \'waiting\') = ("decided_by" IS NULL)'
        ' AND ("status" <> \'refused\' OR char_length(btrim("reason")) >= 4)'
    )


class PairMeeting(Table, db=DB, tablename="pair_meeting", schema="care"):
    """A meeting in the home, with at least two grown-ups there. Only ever added to."""

    id = BigSerial(primary_key=True)
    pair_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    at = Timestamptz(null=False, default=None, help_text="internal")
    minutes = SmallInt(null=False, help_text="internal")
    adults = SmallInt(null=False, help_text="internal")
    noted_by = BigInt(null=False, help_text="internal")

    pair_meeting_length = Check('"minutes" BETWEEN 5 AND 600')
    pair_meeting_two_adults = Check('"adults" >= 2')


TABLES = (PairRequest, Pair, PairChild, PairLetter, PairMeeting)
