"""Insurance of homes, demonstration titles, and the bodies that coordinate."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.upkeep.states import (
    BodyKind,
    DecisionStatus,
    DepartmentKind,
    InsuranceKind,
    Level,
    Payer,
    TitleStatus,
)


class HomeInsurance(Table, db=DB, tablename="home_insurance"):
    """
    A policy of a home: the venue (5.4d) with its dates, or accidents of children (5.4f) as a
    count and who pays; never which child. ``next_check_at`` is when somebody is to be reminded.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    kind = Varchar(length=10, null=False, help_text="internal")
    insurer = Varchar(length=60, null=False, help_text="internal")
    policy = Varchar(length=60, null=False, help_text="internal")
    starts_on = Date(null=False, default=None, help_text="internal")
    ends_on = Date(null=False, default=None, help_text="internal")
    payer = Varchar(length=10, null=False, help_text="internal")
    insured = Integer(null=True, default=None, help_text="internal")
    file_id = BigInt(null=True, default=None, help_text="internal")
    reminded_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    home_insurance_kind_known = one_of("kind", InsuranceKind)
    home_insurance_payer_known = one_of("payer", Payer)
    home_insurance_division_whole = is_division("division")
    home_insurance_forward = Check('"ends_on" > "starts_on"')
    # Children are counted where children are insured, and only there.
    home_insurance_counted = Check(
        '("kind" = \'INS-ACC\') = ("insured" IS NOT NULL) AND ("insured" IS NULL OR "insured" > 0)'
    )
    home_insurance_policy_once = Unique(["insurer", "policy", "home_id"])


class DemoTitle(Table, db=DB, tablename="demo_title"):
    """
    An application for a demonstration title and what became of it (notice 3.1d, 3.1e). ``year``
    is the year it is for. A named one bears its document; a revoked one why.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="public")
    division = Varchar(length=12, null=False, index=True, help_text="public")
    level = Varchar(length=10, null=False, help_text="public")
    year = SmallInt(null=False, index=True, help_text="public")
    status = Varchar(length=18, null=False, default=TitleStatus.applied, help_text="internal")
    words = Text(null=False, help_text="internal")
    applied_by = BigInt(null=False, help_text="internal")
    applied_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    naming_id = BigInt(null=True, default=None, index=True, help_text="public")
    reason = Text(null=False, default="", help_text="internal")
    revoked_on = Date(null=True, default=None, help_text="public")
    revoked_by = BigInt(null=True, default=None, help_text="internal")

    demo_title_status_known = one_of("status", TitleStatus)
    demo_title_level_known = one_of("level", Level)
    demo_title_division_whole = is_division("division")
    demo_title_year = Check('"year" BETWEEN 2019 AND 2100')
    demo_title_named = Check("(\"status\" IN ('named', 'revoked')) = (\"naming_id\" IS NOT NULL)")
    demo_title_revoked = Check(
        '("status" = \'revoked\') = ("revoked_on" IS NOT NULL AND "revoked_by" IS NOT NULL)'
        ' AND ("status" <> \'revoked\' OR char_length(btrim("reason")) >= 4)'
    )


class TitleReview(Table, db=DB, tablename="title_review"):
    """
    A level's look at an application against the standards: what is met and what is not, as it
    stood on that day. Only added to, and never by who applied.
    """

    id = BigSerial(primary_key=True)
    title_id = BigInt(null=False, index=True, help_text="internal")
    level = Varchar(length=10, null=False, help_text="internal")
    passed = SmallInt(null=False, help_text="internal")
    met = Array(base_column=Varchar(length=20), null=False, help_text="internal")
    unmet = Array(base_column=Varchar(length=20), null=False, help_text="internal")
    words = Text(null=False, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    title_review_level_known = one_of("level", Level)
    title_review_answered = Check('"passed" IN (0, 1)')
    title_review_said = Check('char_length(btrim("words")) >= 4')


class TitleNaming(Table, db=DB, tablename="title_naming"):
    """
    One document by which a level names homes of a year. ``planned`` is how many the year is to
    bring (100 for the province), ``named`` how many it has in all with this document; another
    number needs a written reason. Only added to.
    """

    id = BigSerial(primary_key=True)
    level = Varchar(length=10, null=False, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    year = SmallInt(null=False, help_text="public")
    document = Varchar(length=60, null=False, help_text="public")
    named_on = Date(null=False, default=None, help_text="public")
    planned = Integer(null=False, help_text="public")
    named = Integer(null=False, help_text="public")
    reason = Text(null=False, default="", help_text="internal")
    file_id = BigInt(null=True, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    title_naming_level_known = one_of("level", Level)
    title_naming_division_whole = is_division("division")
    title_naming_counts = Check('"planned" > 0 AND "named" > 0')
    title_naming_reasoned = Check('"named" = "planned" OR char_length(btrim("reason")) >= 4')


class TitleQuota(Table, db=DB, tablename="title_quota"):
    """How many homes an authority names in a year; the newest row counts. Only added to."""

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, index=True, help_text="internal")
    year = SmallInt(null=False, help_text="internal")
    planned = Integer(null=False, help_text="internal")
    set_by = BigInt(null=False, help_text="internal")
    set_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    title_quota_division_whole = is_division("division")
    title_quota_some = Check('"planned" > 0')


class CoordinationBody(Table, db=DB, tablename="coordination_body"):
    """A leading group or joint meeting of one level (notice 5.1a). One that stands per division."""

    id = BigSerial(primary_key=True)
    level = Varchar(length=10, null=False, help_text="internal")
    division = Varchar(length=12, null=False, index=True, help_text="internal")
    kind = Varchar(length=14, null=False, help_text="internal")
    name = Varchar(length=60, null=False, help_text="internal")
    document = Varchar(length=60, null=False, help_text="internal")
    set_up_on = Date(null=False, default=None, help_text="internal")
    set_up_by = BigInt(null=False, help_text="internal")
    ended_on = Date(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    coordination_body_level_known = one_of("level", Level)
    coordination_body_kind_known = one_of("kind", BodyKind)
    coordination_body_division_whole = is_division("division")
    coordination_body_level_of_division = Check(
        "\"level\" = CASE WHEN right(\"division\", 10) = '0000000000' THEN 'province'"
        " WHEN right(\"division\", 8) = '00000000' THEN 'prefecture'"
        " WHEN right(\"division\", 6) = '000000' THEN 'county' END"
    )


class CoordinationMember(Table, db=DB, tablename="coordination_member"):
    """A department in a body. Civil affairs leads, and nobody else (notice 5.1b)."""

    id = BigSerial(primary_key=True)
    body_id = BigInt(null=False, index=True, help_text="internal")
    department = Varchar(length=10, null=False, help_text="internal")
    leads = SmallInt(null=False, default=0, help_text="internal")
    seat = Varchar(length=60, null=False, default="", help_text="internal")

    coordination_member_once = Unique(["body_id", "department"])
    coordination_member_known = one_of("department", DepartmentKind)
    coordination_member_leads = Check('("leads" = 1) = ("department" = \'civil\')')


class CoordinationMeeting(Table, db=DB, tablename="coordination_meeting"):
    """A meeting and its minutes. Only added to."""

    id = BigSerial(primary_key=True)
    body_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    held_on = Date(null=False, default=None, help_text="internal")
    title = Varchar(length=80, null=False, help_text="internal")
    attended = Array(base_column=Varchar(length=10), null=False, help_text="internal")
    minutes = Text(null=False, help_text="internal")
    file_id = BigInt(null=True, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    coordination_meeting_said = Check('char_length(btrim("minutes")) >= 10')
    coordination_meeting_attended = Check('cardinality("attended") > 0')


class CoordinationDecision(Table, db=DB, tablename="coordination_decision"):
    """What a meeting decided, as a task of one department with a last day."""

    id = BigSerial(primary_key=True)
    meeting_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, index=True, help_text="internal")
    department = Varchar(length=10, null=False, help_text="internal")
    words = Text(null=False, help_text="internal")
    due_on = Date(null=False, default=None, help_text="internal")
    status = Varchar(length=4, null=False, default=DecisionStatus.open, help_text="internal")
    result = Text(null=False, default="", help_text="internal")
    done_by = BigInt(null=True, default=None, help_text="internal")
    done_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    coordination_decision_status_known = one_of("status", DecisionStatus)
    coordination_decision_department_known = one_of("department", DepartmentKind)
    coordination_decision_done = Check(
        '("status" = \'done\') = ("done_by" IS NOT NULL)'
        ' AND ("status" <> \'done\' OR char_length(btrim("result")) >= 4)'
    )
