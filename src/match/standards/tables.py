"""Surveys of villages; rounds, inspections, the flags they raise and the tasks that follow."""

from piccolo.columns import (
    JSONB,
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.standards.states import FlagStatus, Result, SurveyStatus


class Survey(Table, db=DB, tablename="survey"):
    """A survey of every village of a township or county (notice 3.2a)."""

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, index=True, help_text="internal")
    title = Varchar(length=60, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=SurveyStatus.open, help_text="internal")
    due_on = Date(null=False, help_text="internal")
    opened_by = BigInt(null=False, help_text="internal")
    opened_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    survey_division_whole = is_division("division")
    survey_status_known = one_of("status", SurveyStatus)


class SurveyForm(Table, db=DB, tablename="survey_form"):
    """
    One village's answers. Children as totals by group and no more (``groups``: code → count);
    what is shown of them goes through `rules.shown_counts`. ``home_id``: the home that was planned
    from it.
    """

    id = BigSerial(primary_key=True)
    survey_id = BigInt(null=False, index=True, help_text="internal")
    village = Varchar(length=12, null=False, help_text="internal")
    has_home = Boolean(null=False, help_text="internal")
    site_options = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    site_source = Varchar(length=12, null=True, default=None, help_text="internal")
    co_location = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    groups = JSONB(null=False, default="{}", help_text="internal")
    note = Text(null=False, default="", help_text="internal")
    filled_by = BigInt(null=False, help_text="internal")
    filled_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    home_id = BigInt(null=True, default=None, help_text="internal")

    survey_form_village_whole = is_division("village")
    survey_form_site_where_none = Check('"has_home" OR "site_source" IS NOT NULL')


class InspectionRound(Table, db=DB, tablename="inspection_round"):
    """A day's way through several homes, in the order in which they are seen."""

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, index=True, help_text="internal")
    inspector_id = BigInt(null=False, index=True, help_text="internal")
    planned_on = Date(null=False, help_text="internal")
    homes = Array(base_column=BigInt(), null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    inspection_round_goes_somewhere = Check('cardinality("homes") BETWEEN 1 AND 20')


class Inspection(Table, db=DB, tablename="inspection"):
    """
    One home looked at on a round: at most one each, so that a phone may send it again and again.
    ``digest`` is of what was sent: the same is the same, another one is refused.
    """

    id = BigSerial(primary_key=True)
    round_id = BigInt(null=False, help_text="internal")
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    inspector_id = BigInt(null=False, help_text="internal")
    inspected_on = Date(null=False, help_text="public")
    area_m2 = Integer(null=True, default=None, help_text="internal")
    note = Text(null=False, default="", help_text="internal")
    failed = SmallInt(null=False, default=0, help_text="internal")
    digest = Varchar(length=64, null=False, help_text="internal")
    received_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    inspection_division_whole = is_division("division")
    inspection_failed_counted = Check('"failed" >= 0')


class InspectionLine(Table, db=DB, tablename="inspection_line"):
    """What was found of one line; ``photos`` are of rooms and things, never of people."""

    id = BigSerial(primary_key=True)
    inspection_id = BigInt(null=False, index=True, help_text="internal")
    line = Varchar(length=14, null=False, help_text="public")
    result = Varchar(length=6, null=False, help_text="public")
    note = Text(null=False, default="", help_text="internal")
    photos = Array(base_column=BigInt(), null=False, help_text="internal")

    inspection_line_result_known = one_of("result", Result)


class StandardFlag(Table, db=DB, tablename="standard_flag"):
    """A line that a home does not meet, from the inspection that saw it to what put it right."""

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    line = Varchar(length=14, null=False, help_text="internal")
    status = Varchar(length=8, null=False, default=FlagStatus.open, help_text="internal")
    opened_by = BigInt(null=False, help_text="internal")
    opened_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    closed_by = BigInt(null=True, default=None, help_text="internal")
    closed_at = Timestamptz(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    standard_flag_division_whole = is_division("division")
    standard_flag_status_known = one_of("status", FlagStatus)
    standard_flag_closed_when = Check('("status" = \'open\') = ("closed_at" IS NULL)')
    standard_flag_says_why = Check('"status" <> \'waived\' OR char_length(btrim("reason")) >= 4')


class StandardTask(Table, db=DB, tablename="standard_task"):
    """What a flag asks of the home: by when, and the need that was written for it."""

    id = BigSerial(primary_key=True)
    flag_id = BigInt(null=False, unique=True, help_text="internal")
    due_on = Date(null=False, help_text="internal")
    need_id = BigInt(null=True, default=None, index=True, help_text="internal")
    reminded_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
