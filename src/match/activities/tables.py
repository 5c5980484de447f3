"""Opening by date, the log of open days, the rota, activities in numbers, plans, the venue."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Date,
    Integer,
    SmallInt,
    Text,
    Time,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.activities.states import ActivityStatus, BookingStatus, ExceptionKind, PlanStatus
from match.foundation.db import DB
from match.foundation.tables import is_division, one_of


class OpeningException(Table, db=DB, tablename="opening_exception"):
    """
    Days on which a home is shut, or keeps other hours than the week says (5.4b).

    ``weekdays`` (1 Monday … 7 Sunday) narrows a holiday's hours; empty: every day of the range.
    ``second_…`` is the afternoon, where the day has two spans.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="public")
    kind = Varchar(length=10, null=False, help_text="public")
    starts_on = Date(null=False, default=None, help_text="public")
    ends_on = Date(null=False, default=None, help_text="public")
    weekdays = Array(base_column=SmallInt(), null=False, help_text="public")
    opens = Time(null=True, default=None, help_text="public")
    closes = Time(null=True, default=None, help_text="public")
    second_opens = Time(null=True, default=None, help_text="public")
    second_closes = Time(null=True, default=None, help_text="public")
    note = Varchar(length=60, null=False, default="", help_text="public")
    removed_at = Timestamptz(null=True, default=None, help_text="internal")
    created_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    opening_exception_kind_known = one_of("kind", ExceptionKind)
    opening_exception_forward = Check('"starts_on" <= "ends_on"')
    opening_exception_shut_has_no_hours = Check('("kind" = \'closed\') = ("opens" IS NULL)')
    opening_exception_spans = Check(
        '("opens" IS NULL) = ("closes" IS NULL) AND ("opens" IS NULL OR "opens" < "closes")'
        ' AND ("second_opens" IS NULL) = ("second_closes" IS NULL)'
        ' AND ("second_opens" IS NULL OR ("closes" <= "second_opens"'
        ' AND "second_opens" < "second_closes"))'
    )


class OpeningLog(Table, db=DB, tablename="opening_log"):
    """A day on which somebody really opened the door: one line a home and day."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, help_text="internal")
    day = Date(null=False, default=None, help_text="internal")
    logged_by = BigInt(null=False, help_text="internal")
    logged_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class RotaPerson(Table, db=DB, tablename="rota_person"):
    """
    A parent or villager of good name who helps to keep the home open (4.1f).

    The name is for the home's wall alone: it is wiped when the person leaves.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    name = Varchar(length=20, null=False, default="", help_text="personal")
    kind = Varchar(length=10, null=False, help_text="internal")
    vouched_by = BigInt(null=False, help_text="internal")
    vouched_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    left_at = Timestamptz(null=True, default=None, help_text="internal")

    rota_person_kind_known = Check("\"kind\" IN ('parent', 'villager')")
    rota_person_forgotten = Check('("left_at" IS NULL) = ("name" <> \'\')')


class RotaDuty(Table, db=DB, tablename="rota_duty"):
    """One person on duty on one day."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, help_text="internal")
    person_id = BigInt(null=False, index=True, help_text="internal")
    day = Date(null=False, default=None, help_text="internal")


class Activity(Table, db=DB, tablename="activity"):
    """
    One gathering at a home. The price is always 0 (1.4); ``taken`` places never pass ``capacity``
    (5.4c). ``photos`` are of the premises, for those who look after the home.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    kind = Varchar(length=12, null=False, help_text="public")
    status = Varchar(length=12, null=False, default=ActivityStatus.planned, help_text="public")
    title = Varchar(length=40, null=False, help_text="public")
    about = Varchar(length=300, null=False, default="", help_text="public")
    audiences = Array(base_column=Varchar(length=12), null=False, help_text="public")
    starts_at = Timestamptz(null=False, default=None, help_text="public")
    ends_at = Timestamptz(null=False, default=None, help_text="public")
    price_fen = BigInt(null=False, default=0, help_text="public")
    capacity = Integer(null=False, help_text="public")
    risk_note = Varchar(length=300, null=False, default="", help_text="internal")
    taken = Integer(null=False, default=0, help_text="internal")
    children = Integer(null=True, default=None, help_text="internal")
    adults = Integer(null=True, default=None, help_text="internal")
    photos = Array(base_column=BigInt(), null=False, help_text="internal")
    reason = Varchar(length=300, null=False, default="", help_text="internal")
    created_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    recorded_at = Timestamptz(null=True, default=None, help_text="internal")

    activity_status_known = one_of("status", ActivityStatus)
    activity_division_whole = is_division("division")
    activity_forward = Check('"starts_at" < "ends_at"')
    activity_is_free = Check('"price_fen" = 0')
    activity_within_capacity = Check('"capacity" > 0 AND "taken" BETWEEN 0 AND "capacity"')
    activity_done_is_counted = Check(
        '("status" = \'done\') = ("children" IS NOT NULL AND "adults" IS NOT NULL'
        ' AND "recorded_at" IS NOT NULL)'
    )
    activity_somebody_came = Check('"children" IS NULL OR "children" + "adults" > 0')
    activity_cancelled_says_why = Check(
        '"status" <> \'cancelled\' OR char_length(btrim("reason")) >= 4'
    )


class ActivityHeads(Table, db=DB, tablename="activity_heads"):
    """Head counts of one activity: of an age band, or of a group. Never a name."""

    id = BigSerial(primary_key=True)
    activity_id = BigInt(null=False, index=True, help_text="internal")
    part = Varchar(length=5, null=False, help_text="internal")
    code = Varchar(length=12, null=False, help_text="internal")
    heads = Integer(null=False, help_text="internal")

    activity_heads_part_known = Check("\"part\" IN ('age', 'group')")
    activity_heads_positive = Check('"heads" > 0')


class ActivitySignup(Table, db=DB, tablename="activity_signup"):
    """So many people will come: a number. No account: the home wrote down a telephone call."""

    id = BigSerial(primary_key=True)
    activity_id = BigInt(null=False, index=True, help_text="internal")
    account_id = BigInt(null=True, default=None, index=True, help_text="internal")
    heads = SmallInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    withdrawn_at = Timestamptz(null=True, default=None, help_text="internal")

    activity_signup_counted = Check('"heads" > 0')


class WorkPlan(Table, db=DB, tablename="work_plan"):
    """The year's care plan of a home (2.1d); one a home and year, approved by the township."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, index=True, help_text="internal")
    year = SmallInt(null=False, help_text="internal")
    status = Varchar(length=12, null=False, default=PlanStatus.draft, help_text="internal")
    submitted_by = BigInt(null=True, default=None, help_text="internal")
    submitted_at = Timestamptz(null=True, default=None, help_text="internal")
    approved_by = BigInt(null=True, default=None, help_text="internal")
    approved_at = Timestamptz(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    work_plan_status_known = one_of("status", PlanStatus)
    work_plan_division_whole = is_division("division")
    work_plan_approved_whole = Check(
        '("status" = \'approved\') = ("approved_by" IS NOT NULL AND "approved_at" IS NOT NULL)'
    )
    work_plan_not_by_oneself = Check('"approved_by" IS NULL OR "approved_by" <> "submitted_by"')


class WorkPlanItem(Table, db=DB, tablename="work_plan_item"):
    """One thing to do by a day; done when it has a date."""

    id = BigSerial(primary_key=True)
    plan_id = BigInt(null=False, index=True, help_text="internal")
    title = Varchar(length=60, null=False, help_text="internal")
    due_on = Date(null=False, default=None, help_text="internal")
    done_on = Date(null=True, default=None, help_text="internal")
    done_by = BigInt(null=True, default=None, help_text="internal")

    work_plan_item_done_whole = Check('("done_on" IS NULL) = ("done_by" IS NULL)')


class VenueBooking(Table, db=DB, tablename="venue_booking"):
    """A verified social worker or volunteer wants the room for a time (2.3f)."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    account_id = BigInt(null=False, index=True, help_text="internal")
    status = Varchar(length=12, null=False, default=BookingStatus.asked, help_text="internal")
    purpose = Varchar(length=100, null=False, help_text="internal")
    starts_at = Timestamptz(null=False, default=None, help_text="internal")
    ends_at = Timestamptz(null=False, default=None, help_text="internal")
    reason = Varchar(length=300, null=False, default="", help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    venue_booking_status_known = one_of("status", BookingStatus)
    venue_booking_division_whole = is_division("division")
    venue_booking_forward = Check('"starts_at" < "ends_at"')
    venue_booking_not_by_oneself = Check('"decided_by" IS NULL OR "decided_by" <> "account_id"')
