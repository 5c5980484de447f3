"""Purchases as they are published: what, for whom, for how much, until when."""

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
from match.tenders.states import CriterionKind, Envelopes, Method, Mode, Scheme, TenderStatus


class Tender(Table, db=DB, tablename="tender"):
    """
    One purchase of services by one department.

    ``division`` is the department's seat, ``areas`` division prefixes where the service is given.
    ``item_code`` is of the finance ministry's catalogue, ``guiding_item`` of the guiding catalogue
    of the area, where one is loaded. Money in fen. Days are days in Hunan, the last one included.
    ``screened_by`` answered the six questions of 102号令10, all with no.

    ``closes_at`` is the first instant that is too late to answer, ``closes_on`` its last whole or
    begun day. ``document_version`` counts the edits after publication, each of which voids the
    bids until they are reconfirmed. ``limit_fen``: the decentralised limit on the day of the
    notice; a full procedure above it stands on ``official_permission``. ``min_bids``,
    ``threshold_k`` and ``threshold_n`` are fixed by the notice. ``winner_id`` is an organisation.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    status = Varchar(length=10, null=False, default=TenderStatus.draft, help_text="public")
    method = Varchar(length=10, null=False, default=Method.internal, help_text="public")
    title = Varchar(length=80, null=False, help_text="public")
    category = Varchar(length=12, null=False, help_text="public")
    item_code = Varchar(length=9, null=False, help_text="public")
    guiding_item = BigInt(null=True, default=None, help_text="public")
    budget_fen = BigInt(null=False, help_text="public")
    budget_line = Varchar(length=120, null=False, help_text="internal")
    requirements = Text(null=False, help_text="public")
    acceptance = Text(null=False, help_text="public")
    service_days = Integer(null=False, help_text="public")
    areas = Array(base_column=Varchar(length=12), null=False, help_text="public")
    skills = Array(base_column=Varchar(length=12), null=False, help_text="public")
    documents = Array(base_column=BigInt(), null=False, help_text="public")
    closes_on = Date(null=False, default=None, help_text="public")
    decides_on = Date(null=False, default=None, help_text="public")
    screened_by = BigInt(null=False, help_text="internal")
    drafted_by = BigInt(null=False, help_text="internal")
    published_by = BigInt(null=True, default=None, help_text="internal")
    published_at = Timestamptz(null=True, default=None, help_text="public")
    reason = Text(null=False, default="", help_text="public")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    search_version = BigInt(null=False, default=1, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    mode = Varchar(length=6, null=False, default=Mode.light, help_text="public")
    method_ground = Varchar(length=12, null=False, default="", help_text="public")
    method_approval = Varchar(length=120, null=False, default="", help_text="public")
    scheme = Varchar(length=7, null=False, default=Scheme.scoring, help_text="public")
    envelopes = Varchar(length=11, null=False, default=Envelopes.together, help_text="public")
    closes_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    opens_at = Timestamptz(null=True, default=None, help_text="public")
    threshold_k = SmallInt(null=False, default=2, help_text="public")
    threshold_n = SmallInt(null=False, default=3, help_text="public")
    min_bids = SmallInt(null=False, default=3, help_text="public")
    document_version = Integer(null=False, default=1, help_text="public")
    document_hash = Varchar(length=64, null=False, default="", help_text="public")
    fiscal_year = SmallInt(null=False, default=0, help_text="public")
    limit_fen = BigInt(null=False, default=0, help_text="public")
    intent_waiver = Text(null=False, default="", help_text="public")
    official_notice_url = Varchar(length=500, null=False, default="", help_text="public")
    official_permission = Varchar(length=200, null=False, default="", help_text="public")
    survey_id = BigInt(null=True, default=None, help_text="internal")
    legal_adviser = Varchar(length=60, null=False, default="", help_text="internal")
    bond_fen = BigInt(null=False, default=0, help_text="public")
    reference_contracts = SmallInt(null=False, default=0, help_text="public")
    stable_recurrent = Boolean(null=False, default=False, help_text="public")
    complex = Boolean(null=False, default=False, help_text="public")
    consortium = Boolean(null=False, default=True, help_text="public")
    sole_supplier = Varchar(length=120, null=False, default="", help_text="public")
    winner_id = BigInt(null=True, default=None, help_text="public")
    winner_name = Varchar(length=120, null=False, default="", help_text="public")
    winner_bid = BigInt(null=True, default=None, help_text="internal")
    award_fen = BigInt(null=True, default=None, help_text="public")
    suspended_reason = Text(null=False, default="", help_text="public")
    suspended_at = Timestamptz(null=True, default=None, help_text="public")
    intent_at = Timestamptz(null=True, default=None, help_text="public")
    closed_at = Timestamptz(null=True, default=None, help_text="public")
    opened_at = Timestamptz(null=True, default=None, help_text="public")
    reported_at = Timestamptz(null=True, default=None, help_text="public")
    decided_at = Timestamptz(null=True, default=None, help_text="public")
    awarded_at = Timestamptz(null=True, default=None, help_text="public")
    contracted_at = Timestamptz(null=True, default=None, help_text="public")
    archived_at = Timestamptz(null=True, default=None, help_text="public")
    ended_at = Timestamptz(null=True, default=None, help_text="public")

    tender_status_known = one_of("status", TenderStatus)
    tender_method_known = one_of("method", Method)
    tender_division_whole = is_division("division")
    tender_budget_positive = Check('"budget_fen" > 0')
    tender_budget_line_named = Check("btrim(\"budget_line\") <> ''")
    tender_service_days_sane = Check('"service_days" BETWEEN 1 AND 1096')
    tender_days_in_order = Check('"decides_on" > "closes_on"')
    tender_published_whole = Check(
        '"status" <> \'published\' OR ("published_at" IS NOT NULL AND "next_check_at" IS NOT NULL)'
    )
    tender_mode_known = one_of("mode", Mode)
    tender_scheme_known = one_of("scheme", Scheme)
    tender_envelopes_known = one_of("envelopes", Envelopes)
    # The light flow is for what the unit buys by its own rules, and nothing else (domain.md §2.1).
    tender_light_is_internal = Check(
        "\"mode\" = 'mirror' OR (\"mode\" = 'light') = (\"method\" = 'INTERNAL')"
    )
    tender_threshold_sane = Check(
        '"threshold_k" BETWEEN 2 AND "threshold_n" AND "threshold_n" BETWEEN 2 AND 9'
    )
    tender_min_bids_sane = Check('"min_bids" BETWEEN 1 AND 9')
    tender_opens_after_close = Check('"opens_at" IS NULL OR "opens_at" >= "closes_at"')
    tender_suspension_says_why = Check(
        '("suspended_at" IS NULL) = (btrim("suspended_reason") = \'\')'
    )
    tender_bond_capped = Check('"bond_fen" >= 0 AND "bond_fen" * 50 <= "budget_fen"')
    tender_references_capped = Check('"reference_contracts" BETWEEN 0 AND 2')
    tender_above_limit_by_permission = Check(
        "\"status\" IN ('draft', 'intent') OR \"mode\" = 'mirror' OR \"limit_fen\" = 0"
        ' OR "budget_fen" < "limit_fen" OR btrim("official_permission") <> \'\''
    )
    tender_light_under_limit = Check(
        "\"status\" IN ('draft', 'intent') OR \"mode\" <> 'light' OR \"limit_fen\" = 0"
        ' OR "budget_fen" < "limit_fen"'
    )
    tender_award_named = Check(
        "\"status\" NOT IN ('decided', 'awarded', 'contracted')"
        ' OR (btrim("winner_name") <> \'\' AND "award_fen" IS NOT NULL AND "award_fen" >= 0)'
    )
    # A purchase of services is a class C item: goods and works go another way (102号令10).
    tender_item_is_service = Check("\"item_code\" ~ '^C[0-9]{8}$'")


class TenderNeed(Table, db=DB, tablename="tender_need"):
    """Which line of a published need the purchase is to serve, and how many of its units."""

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    line_id = BigInt(null=False, help_text="internal")
    units = Integer(null=False, help_text="public")

    tender_need_units_positive = Check('"units" > 0')


class TenderSurvey(Table, db=DB, tablename="tender_survey"):
    """
    Whom the department asked what it needs (财库〔2021〕22号10–11): at least three, of those who
    could supply. Kept as it was; a later purchase may reuse it for a year.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    item_code = Varchar(length=9, null=False, help_text="internal")
    held_on = Date(null=False, default=None, help_text="internal")
    respondents = Array(base_column=Varchar(length=120), null=False, help_text="internal")
    findings = Text(null=False, help_text="internal")
    kept_by = BigInt(null=False, help_text="internal")
    kept_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    tender_survey_asked_three = Check('cardinality("respondents") >= 3')
    tender_survey_found_something = Check('char_length(btrim("findings")) >= 10')


class TenderCriterion(Table, db=DB, tablename="tender_criterion"):
    """
    One demand or one thing that scores. ``points`` in hundredths: 100.00 is 10000. ``pass`` scores
    nothing; the others of a tender add up to 100.00 (constraint trigger in `tenders_guards_2`).
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, index=True, help_text="public")
    kind = Varchar(length=10, null=False, help_text="public")
    title = Varchar(length=80, null=False, help_text="public")
    indicator = Text(null=False, default="", help_text="public")
    points = Integer(null=False, default=0, help_text="public")
    position = SmallInt(null=False, help_text="public")

    tender_criterion_kind_known = one_of("kind", CriterionKind)
    tender_criterion_points_sane = Check(
        '("kind" = \'pass\' AND "points" = 0) OR ("kind" <> \'pass\' AND "points"'
        " BETWEEN 1 AND 10000)"
    )


class TenderDocument(Table, db=DB, tablename="tender_document"):
    """
    What suppliers read, version by version; only added to. ``hash`` is SHA-256 of ``canonical``,
    so that anybody can recompute it; ``reason`` says why there is a new version.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    version = Integer(null=False, help_text="public")
    hash = Varchar(length=64, null=False, help_text="public")
    canonical = Text(null=False, help_text="public")
    reason = Text(null=False, default="", help_text="public")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    tender_document_says_why = Check('"version" = 1 OR char_length(btrim("reason")) >= 4')


class TenderOfficialStep(Table, db=DB, tablename="tender_official_step"):
    """A step of a mirrored procedure as the official system has it. Only added to."""

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, index=True, help_text="public")
    step = Varchar(length=12, null=False, help_text="public")
    held_on = Date(null=False, default=None, help_text="public")
    url = Varchar(length=500, null=False, default="", help_text="public")
    note = Text(null=False, default="", help_text="public")
    facts = JSONB(null=False, default="{}", help_text="public")
    documents = Array(base_column=BigInt(), null=False, help_text="public")
    recorded_by = BigInt(null=False, help_text="internal")
    recorded_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class TenderSplit(Table, db=DB, tablename="tender_split"):
    """
    What the splitting watch saw (实施条例28): the year's purchases from one budget line of one
    item together reach a threshold. Only added to; auditors read it.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=True, default=None, help_text="internal")
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    fiscal_year = SmallInt(null=False, help_text="internal")
    budget_line = Varchar(length=120, null=False, help_text="internal")
    item_code = Varchar(length=9, null=False, help_text="internal")
    budget_fen = BigInt(null=False, help_text="internal")
    together_fen = BigInt(null=False, help_text="internal")
    limit_fen = BigInt(null=False, help_text="internal")
    refused = Boolean(null=False, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    tender_split_division_whole = is_division("division")
