"""Somebody dropped out at the last minute: who was asked to step in, and what they said."""

from piccolo.columns import BigInt, BigSerial, Integer, SmallInt, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.volunteers.states import Answer, CallStatus


class ReplacementCall(Table, db=DB, tablename="replacement_call"):
    """One place that came free shortly before a shift, with nobody waiting for it."""

    id = BigSerial(primary_key=True)
    shift_id = BigInt(null=False, index=True, help_text="internal")
    role_id = BigInt(null=True, default=None, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=CallStatus.open, help_text="internal")
    opened_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    replacement_call_status_known = one_of("status", CallStatus)


class ReplacementAsk(Table, db=DB, tablename="replacement_ask"):
    """One volunteer in the order in which they are asked, nearest first."""

    id = BigSerial(primary_key=True)
    call_id = BigInt(null=False, index=True, help_text="internal")
    volunteer_id = BigInt(null=False, index=True, help_text="internal")
    place = SmallInt(null=False, help_text="internal")
    km = Integer(null=False, help_text="internal")
    answer = Varchar(length=10, null=False, default=Answer.queued, help_text="internal")
    asked_at = Timestamptz(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")

    replacement_ask_answer_known = one_of("answer", Answer)
