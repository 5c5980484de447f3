"""Build grants, running costs, and the allowances of directors. Money is tracked, in fen."""

from piccolo.columns import (
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
from match.upkeep.states import CostKind, GrantStatus, Level, SheetStatus


class BuildGrant(Table, db=DB, tablename="build_grant"):
    """
    The 30,000 yuan of one new main home (notice 5.2a). One grant that counts per home, and the
    lines by level sum to ``total_fen`` exactly (guards migration); ``used_fen`` is the sum of its
    uses, ``returned_fen`` what went back when it closed.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="public")
    division = Varchar(length=12, null=False, index=True, help_text="internal")
    status = Varchar(length=10, null=False, default=GrantStatus.requested, help_text="public")
    total_fen = BigInt(null=False, help_text="public")
    note = Text(null=False, default="", help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    requested_by = BigInt(null=False, help_text="internal")
    requested_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    approved_by = BigInt(null=True, default=None, help_text="internal")
    approved_at = Timestamptz(null=True, default=None, help_text="internal")
    used_fen = BigInt(null=False, default=0, help_text="public")
    returned_fen = BigInt(null=False, default=0, help_text="public")
    closed_by = BigInt(null=True, default=None, help_text="internal")
    closed_at = Timestamptz(null=True, default=None, help_text="internal")

    build_grant_status_known = one_of("status", GrantStatus)
    build_grant_division_whole = is_division("division")
    build_grant_positive = Check('"total_fen" > 0')
    build_grant_two_persons = Check('"approved_by" <> "requested_by"')
    build_grant_approved = Check(
        "\"status\" IN ('requested', 'refused', 'withdrawn') OR \"approved_by\" IS NOT NULL"
    )
    build_grant_used = Check('"used_fen" BETWEEN 0 AND "total_fen"')
    build_grant_closed = Check(
        '("status" = \'closed\') = ("closed_by" IS NOT NULL)'
        ' AND ("status" <> \'closed\' OR "used_fen" + "returned_fen" = "total_fen")'
        ' AND ("status" = \'closed\' OR "returned_fen" = 0)'
    )


class BuildGrantLine(Table, db=DB, tablename="build_grant_line"):
    """
    One level's share, from the welfare-lottery fund of that level (notice 5.2b, ``FS-LOTTERY``).
    Who records the payment is not who recorded the allotment.
    """

    id = BigSerial(primary_key=True)
    grant_id = BigInt(null=False, help_text="public")
    level = Varchar(length=10, null=False, help_text="public")
    source = Varchar(length=12, null=False, default="FS-LOTTERY", help_text="public")
    amount_fen = BigInt(null=False, help_text="public")
    document = Varchar(length=60, null=False, default="", help_text="public")
    allotted_on = Date(null=True, default=None, help_text="public")
    allotted_by = BigInt(null=True, default=None, help_text="internal")
    voucher = Varchar(length=60, null=False, default="", help_text="internal")
    paid_on = Date(null=True, default=None, help_text="public")
    paid_by = BigInt(null=True, default=None, help_text="internal")

    build_grant_line_once = Unique(["grant_id", "level"])
    build_grant_line_level_known = one_of("level", Level)
    build_grant_line_of_lottery = Check("\"source\" = 'FS-LOTTERY'")
    build_grant_line_positive = Check('"amount_fen" > 0')
    build_grant_line_two_persons = Check('"paid_by" <> "allotted_by"')
    build_grant_line_allotted = Check(
        '("allotted_on" IS NULL) = ("allotted_by" IS NULL)'
        ' AND ("allotted_on" IS NULL) = ("document" = \'\')'
    )
    build_grant_line_paid = Check(
        '("paid_on" IS NULL) = ("paid_by" IS NULL) AND ("paid_on" IS NULL) = ("voucher" = \'\')'
        ' AND ("paid_on" IS NULL OR "paid_on" >= "allotted_on")'
    )


class BuildGrantUse(Table, db=DB, tablename="build_grant_use"):
    """What the money of a grant went to. Only added to."""

    id = BigSerial(primary_key=True)
    grant_id = BigInt(null=False, index=True, help_text="internal")
    what = Varchar(length=120, null=False, help_text="internal")
    amount_fen = BigInt(null=False, help_text="internal")
    spent_on = Date(null=False, default=None, help_text="internal")
    file_id = BigInt(null=True, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    build_grant_use_positive = Check('"amount_fen" > 0')


class RunningCost(Table, db=DB, tablename="running_cost"):
    """
    One payment of the county for a home's running (notice 5.2f), or the undoing of one
    (``reverses``, the same amount below zero). Only added to; the year is that of ``paid_on``.
    """

    id = BigSerial(primary_key=True)
    home_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    payer = Varchar(length=12, null=False, help_text="internal")
    year = SmallInt(null=False, help_text="internal")
    kind = Varchar(length=10, null=False, help_text="internal")
    what = Varchar(length=120, null=False, help_text="internal")
    amount_fen = BigInt(null=False, help_text="internal")
    paid_on = Date(null=False, default=None, help_text="internal")
    voucher = Varchar(length=60, null=False, help_text="internal")
    reverses = BigInt(null=True, default=None, unique=True, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    running_cost_kind_known = one_of("kind", CostKind)
    running_cost_division_whole = is_division("division")
    # 5.2f: the payer is the county, and no other.
    running_cost_payer_county = Check('"payer" = left("division", 6) || \'000000\'')
    running_cost_year = Check('"year" = extract(year FROM "paid_on")')
    running_cost_sign = Check('("amount_fen" < 0) = ("reverses" IS NOT NULL)')
    running_cost_not_nothing = Check('"amount_fen" <> 0')


class AllowanceRule(Table, db=DB, tablename="allowance_rule"):
    """
    What a county pays from a month on (notice 5.2c, 5.2d): the base per person and month, and its
    grades. Only added to; the newest rule that has begun by a month counts for it.
    """

    id = BigSerial(primary_key=True)
    county = Varchar(length=12, null=False, index=True, help_text="internal")
    from_month = Date(null=False, default=None, help_text="internal")
    base_fen = BigInt(null=False, help_text="internal")
    document = Varchar(length=60, null=False, default="", help_text="internal")
    set_by = BigInt(null=False, help_text="internal")
    set_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    allowance_rule_county_whole = is_division("county")
    allowance_rule_of_county = Check("right(\"county\", 6) = '000000'")
    allowance_rule_first_day = Check('extract(day FROM "from_month") = 1')
    # 5.2c: never under 200 yuan, whatever a county decides.
    allowance_rule_never_under = Check('"base_fen" >= 20000')


class AllowanceGrade(Table, db=DB, tablename="allowance_grade"):
    """
    One grade of a rule: from how many points on, and its coefficient in hundredths. A grade adds
    to the base and never takes from it, since the base is the least that law allows.
    """

    id = BigSerial(primary_key=True)
    rule_id = BigInt(null=False, index=True, help_text="internal")
    grade = Varchar(length=2, null=False, help_text="internal")
    least_points = SmallInt(null=False, help_text="internal")
    coefficient = Integer(null=False, help_text="internal")

    allowance_grade_once = Unique(["rule_id", "grade"])
    allowance_grade_letter = Check("\"grade\" ~ '^[A-Z]$'")
    allowance_grade_points = Check('"least_points" BETWEEN 0 AND 100')
    allowance_grade_coefficient = Check('"coefficient" BETWEEN 100 AND 300')


class AllowanceSheet(Table, db=DB, tablename="allowance_sheet"):
    """
    A county's allowances of one month or one quarter (notice 5.2d), from the township social-work
    stations' funds (5.2e, ``FS-STATION``). Who proposes does not check; who checked does not pay.
    """

    id = BigSerial(primary_key=True)
    county = Varchar(length=12, null=False, index=True, help_text="internal")
    from_month = Date(null=False, default=None, help_text="internal")
    months = SmallInt(null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=SheetStatus.draft, help_text="internal")
    source = Varchar(length=12, null=False, default="FS-STATION", help_text="internal")
    rule_id = BigInt(null=False, help_text="internal")
    total_fen = BigInt(null=False, default=0, help_text="internal")
    note = Text(null=False, default="", help_text="internal")
    drawn_by = BigInt(null=False, help_text="internal")
    drawn_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    proposed_by = BigInt(null=True, default=None, help_text="internal")
    proposed_at = Timestamptz(null=True, default=None, help_text="internal")
    checked_by = BigInt(null=True, default=None, help_text="internal")
    checked_at = Timestamptz(null=True, default=None, help_text="internal")
    paid_by = BigInt(null=True, default=None, help_text="internal")
    paid_on = Date(null=True, default=None, help_text="internal")
    voucher = Varchar(length=60, null=False, default="", help_text="internal")

    allowance_sheet_status_known = one_of("status", SheetStatus)
    allowance_sheet_county_whole = is_division("county")
    allowance_sheet_of_station = Check("\"source\" = 'FS-STATION'")
    allowance_sheet_first_day = Check('extract(day FROM "from_month") = 1')
    allowance_sheet_period = Check(
        '"months" = 1 OR ("months" = 3 AND extract(month FROM "from_month") IN (1, 4, 7, 10))'
    )
    allowance_sheet_two_persons = Check(
        '"checked_by" <> "proposed_by" AND "paid_by" <> "checked_by"'
    )
    allowance_sheet_proposed = Check(
        "\"status\" IN ('draft', 'discarded') OR \"proposed_by\" IS NOT NULL"
    )
    allowance_sheet_checked = Check(
        "\"status\" NOT IN ('checked', 'paid') OR \"checked_by\" IS NOT NULL"
    )
    allowance_sheet_paid = Check(
        '("status" = \'paid\') = ("paid_by" IS NOT NULL)'
        ' AND ("paid_by" IS NULL) = ("paid_on" IS NULL)'
        ' AND ("paid_by" IS NULL) = ("voucher" = \'\')'
    )


class AllowanceReview(Table, db=DB, tablename="allowance_review"):
    """
    One director in a sheet: what the period showed, the points, the grade. ``proposed`` is the
    grade that the points give; another one needs a written ``reason``.
    """

    id = BigSerial(primary_key=True)
    sheet_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=False, help_text="internal")
    account_id = BigInt(null=False, index=True, help_text="internal")
    activities = Integer(null=False, help_text="internal")
    heads = Integer(null=False, help_text="internal")
    open_days = Integer(null=False, help_text="internal")
    trained = SmallInt(null=False, help_text="internal")
    points = SmallInt(null=False, help_text="internal")
    proposed = Varchar(length=2, null=False, help_text="internal")
    grade = Varchar(length=2, null=False, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    allowance_review_once = Unique(["sheet_id", "account_id"])
    allowance_review_counts = Check('"activities" >= 0 AND "heads" >= 0 AND "open_days" >= 0')
    allowance_review_points = Check('"points" BETWEEN 0 AND 100')
    allowance_review_reasoned = Check('"grade" = "proposed" OR char_length(btrim("reason")) >= 4')


class AllowanceLine(Table, db=DB, tablename="allowance_line"):
    """
    What one director gets for one active month: base × coefficient, half a fen up. One line per
    person and month in the whole province, one per home and month; a discarded sheet keeps none.
    """

    id = BigSerial(primary_key=True)
    sheet_id = BigInt(null=False, index=True, help_text="internal")
    review_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=False, help_text="internal")
    account_id = BigInt(null=False, help_text="internal")
    month = Date(null=False, default=None, help_text="internal")
    amount_fen = BigInt(null=False, help_text="internal")

    allowance_line_person_once = Unique(["account_id", "month"])
    allowance_line_home_once = Unique(["home_id", "month"])
    allowance_line_first_day = Check('extract(day FROM "month") = 1')
    allowance_line_never_under = Check('"amount_fen" >= 20000')
