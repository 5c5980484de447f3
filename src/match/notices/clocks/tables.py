"""One deadline of one thing, and whom each of its steps reached."""

from piccolo.columns import Array, BigInt, BigSerial, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.notices.clocks.states import Clock, Step


class Deadline(Table, db=DB, tablename="deadline"):
    """
    Something waits for somebody until ``due_at``. ``step`` counts the steps taken; an
    acknowledged one climbs no further, and ends, like all, when its thing has moved on.
    """

    id = BigSerial(primary_key=True)
    clock = Varchar(length=20, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    title = Varchar(length=120, null=False, help_text="internal")
    link = Varchar(length=200, null=False, help_text="internal")
    begun_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    due_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    step = SmallInt(null=False, default=0, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, index=True, help_text="internal")
    acknowledged_at = Timestamptz(null=True, default=None, help_text="internal")
    acknowledged_by = BigInt(null=True, default=None, help_text="internal")
    note = Text(null=False, default="", help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")

    deadline_clock_known = one_of("clock", Clock)
    deadline_division_whole = is_division("division")
    deadline_step_counts = Check('"step" BETWEEN 0 AND 4')
    deadline_acknowledged_whole = Check(
        '("acknowledged_at" IS NULL) = ("acknowledged_by" IS NULL)'
        ' AND ("acknowledged_at" IS NULL OR char_length(btrim("note")) >= 4)'
    )
    deadline_over_rests = Check(
        '("ended_at" IS NULL AND "acknowledged_at" IS NULL) OR "next_check_at" IS NULL'
    )


class DeadlineStep(Table, db=DB, tablename="deadline_step"):
    """One step of a deadline: when, and which accounts were told. Only added to."""

    id = BigSerial(primary_key=True)
    deadline_id = BigInt(null=False, index=True, help_text="internal")
    step = Varchar(length=12, null=False, help_text="internal")
    told = Array(base_column=BigInt(), null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    deadline_step_known = one_of("step", Step)
    deadline_step_once = Unique(["deadline_id", "step"])
