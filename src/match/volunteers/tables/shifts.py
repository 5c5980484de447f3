"""Shifts, their roles, the pledges to come, presence, hours, and what both sides thought."""

from piccolo.columns import (
    UUID,
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
from match.volunteers.states import Outcome, ShiftPlace, ShiftStatus, Side, SignupStatus, Verb


class Shift(Table, db=DB, tablename="shift"):
    """
    One time and place where a home wants so many volunteers.

    ``units_each``: units of the need's line that one confirmed participation closes; 0 for an
    activity without a need, and where an agreement already holds the line's units. ``children``:
    how many take part; fewer than need.small_group hide home and village. ``taken`` counts those
    who hold a place (a constraint trigger compares). ``code`` is read at the door.
    ``bodily_risk``: nobody begins without accident insurance (条例 17). ``home_adults``: the
    home's own adults who stay in the room, for the two-adult rule. ``record_due_on``: by then the
    hours should be on record.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    organisation_id = BigInt(null=True, default=None, index=True, help_text="internal")
    agreement_id = BigInt(null=True, default=None, help_text="internal")
    need_id = BigInt(null=True, default=None, index=True, help_text="internal")
    line_id = BigInt(null=True, default=None, help_text="internal")
    status = Varchar(length=12, null=False, default=ShiftStatus.draft, help_text="public")
    title = Varchar(length=60, null=False, help_text="public")
    asked = Text(null=False, help_text="public")
    skills = Array(base_column=Varchar(length=12), null=False, help_text="public")
    place = Varchar(length=10, null=False, default=ShiftPlace.home, help_text="public")
    starts_at = Timestamptz(null=False, default=None, help_text="public")
    ends_at = Timestamptz(null=False, default=None, help_text="public")
    places = SmallInt(null=False, help_text="public")
    taken = SmallInt(null=False, default=0, help_text="public")
    minimum_age = SmallInt(null=False, default=18, help_text="public")
    child_contact = Boolean(null=False, default=True, help_text="public")
    risk = Text(null=False, help_text="public")
    children = Integer(null=False, default=0, help_text="internal")
    units_each = Integer(null=False, default=0, help_text="public")
    code = Varchar(length=8, null=False, unique=True, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    created_by = BigInt(null=False, help_text="internal")
    reminded_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    bodily_risk = Boolean(null=False, default=False, help_text="public")
    home_adults = SmallInt(null=False, default=1, help_text="internal")
    record_due_on = Date(null=True, default=None, help_text="internal")

    shift_home_adults_counted = Check('"home_adults" BETWEEN 0 AND 20')
    shift_status_known = one_of("status", ShiftStatus)
    shift_place_known = one_of("place", ShiftPlace)
    shift_division_whole = is_division("division")
    shift_forward = Check('"starts_at" < "ends_at"')
    shift_places_counted = Check('"places" BETWEEN 1 AND 500')
    shift_never_oversold = Check('"taken" BETWEEN 0 AND "places"')
    shift_age_range = Check('"minimum_age" BETWEEN 0 AND 80')
    shift_need_and_line = Check('("need_id" IS NULL) = ("line_id" IS NULL)')
    shift_units_of_a_line = Check(
        '"units_each" >= 0 AND ("units_each" = 0 OR "line_id" IS NOT NULL)'
    )
    shift_risk_said = Check('char_length(btrim("risk")) >= 4')
    shift_cancelled_says_why = Check(
        '"status" <> \'cancelled\' OR char_length(btrim("reason")) >= 4'
    )


class ShiftSignup(Table, db=DB, tablename="shift_signup"):
    """
    One person's pledge to come to one shift, with the risk notice they confirmed.

    ``starts_at`` and ``ends_at`` are the shift's, kept here so that no person is promised twice at
    one time (exclusion constraint). ``units`` are held in the need's line while the pledge stands.
    ``minutes`` are those the home confirmed last; travel is not among them. ``…_by_device``: that
    time was told by a telephone that had no network, and is marked as such.
    """

    id = BigSerial(primary_key=True)
    shift_id = BigInt(null=False, index=True, help_text="internal")
    volunteer_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=12, null=False, help_text="internal")
    starts_at = Timestamptz(null=False, default=None, help_text="internal")
    ends_at = Timestamptz(null=False, default=None, help_text="internal")
    units = Integer(null=False, default=0, help_text="internal")
    risk_hash = Varchar(length=64, null=False, help_text="internal")
    risk_accepted_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    late = Boolean(null=False, default=False, help_text="internal")
    checked_in_at = Timestamptz(null=True, default=None, help_text="internal")
    checked_in_by = BigInt(null=True, default=None, help_text="internal")
    checked_out_at = Timestamptz(null=True, default=None, help_text="internal")
    minutes = Integer(null=True, default=None, help_text="internal")
    confirmed_by = BigInt(null=True, default=None, help_text="internal")
    confirmed_at = Timestamptz(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    role_id = BigInt(null=True, default=None, help_text="internal")
    in_by_device = Boolean(null=False, default=False, help_text="internal")
    out_by_device = Boolean(null=False, default=False, help_text="internal")

    shift_signup_status_known = one_of("status", SignupStatus)
    shift_signup_division_whole = is_division("division")
    shift_signup_units_counted = Check('"units" >= 0')
    shift_signup_out_after_in = Check(
        '"checked_out_at" IS NULL OR "checked_out_at" >= "checked_in_at"'
    )
    shift_signup_confirmed_whole = Check(
        '("status" = \'confirmed\') = ("minutes" IS NOT NULL)'
        ' AND ("minutes" IS NULL OR ("minutes" > 0 AND "confirmed_at" IS NOT NULL))'
    )
    shift_signup_not_by_oneself = Check(
        '"confirmed_by" IS NULL OR "confirmed_by" <> "volunteer_id"'
    )


class ShiftHours(Table, db=DB, tablename="shift_hours"):
    """
    Every figure that a home confirmed for one sign-up, in whole minutes. Only added to.

    The newest counts. A later one says why; 0 takes a confirmation back.
    """

    id = BigSerial(primary_key=True)
    signup_id = BigInt(null=False, index=True, help_text="internal")
    minutes = Integer(null=False, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    shift_hours_counted = Check('"minutes" >= 0')


class ShiftRole(Table, db=DB, tablename="shift_role"):
    """
    One of several roles in a shift, with its own places.

    ``skill``: what one must have for it, or nothing. The places of a shift's roles add up to the
    shift's (checked at opening).
    """

    id = BigSerial(primary_key=True)
    shift_id = BigInt(null=False, index=True, help_text="internal")
    name = Varchar(length=30, null=False, help_text="public")
    skill = Varchar(length=12, null=False, default="", help_text="public")
    places = SmallInt(null=False, help_text="public")

    shift_role_places_counted = Check('"places" BETWEEN 1 AND 500')


class PresenceReport(Table, db=DB, tablename="presence_report"):
    """
    What a telephone without network wrote down and sent later. Only added to.

    ``key`` is drawn by the telephone: sent twice, it counts once. ``told_at`` is the telephone's
    own clock; ``at`` is ours.
    """

    id = BigSerial(primary_key=True)
    key = UUID(null=False, unique=True, default=None, help_text="internal")
    shift_id = BigInt(null=False, index=True, help_text="internal")
    signup_id = BigInt(null=True, default=None, help_text="internal")
    verb = Varchar(length=4, null=False, help_text="internal")
    told_at = Timestamptz(null=False, default=None, help_text="internal")
    outcome = Varchar(length=10, null=False, help_text="internal")
    words = Text(null=False, default="", help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    presence_report_verb_known = one_of("verb", Verb)
    presence_report_outcome_known = one_of("outcome", Outcome)


class ShiftRating(Table, db=DB, tablename="shift_rating"):
    """After a shift both sides say how it was; the home's word goes into the record."""

    id = BigSerial(primary_key=True)
    signup_id = BigInt(null=False, help_text="internal")
    side = Varchar(length=10, null=False, help_text="internal")
    stars = SmallInt(null=False, help_text="internal")
    said = Text(null=False, default="", help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    shift_rating_side_known = one_of("side", Side)
    shift_rating_stars_counted = Check('"stars" BETWEEN 1 AND 5')
