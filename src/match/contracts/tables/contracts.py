"""A contract, its parties, the need lines and budget it serves, and its standards."""

from piccolo.columns import (
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

from match.contracts.states import (
    ContractStatus,
    IndicatorKind,
    PartyRole,
    Source,
    StandardKind,
)
from match.foundation.db import DB
from match.foundation.tables import is_division, one_of


class Contract(Table, db=DB, tablename="contract"):
    """
    One contract in writing (102号令23: content, period, quantity, quality, price, settlement,
    duties, breach). ``amount_fen`` is its price now, ``original_fen`` what was signed: changes are
    measured by that. For a cooperation both are the sum of its budget lines, tracked only.

    ``version`` counts the wordings before signing; who signed an earlier one signs anew. ``areas``
    are division prefixes where the service is given: the homes there judge it. ``opens_at`` is
    when it may first be signed (the objection period is over), ``sign_by`` the law's last day.
    """

    id = BigSerial(primary_key=True)
    number = Varchar(length=24, null=False, unique=True, help_text="public")
    source = Varchar(length=12, null=False, help_text="public")
    status = Varchar(length=10, null=False, default=ContractStatus.drafted, help_text="public")
    tender_id = BigInt(null=True, default=None, index=True, help_text="public")
    purchaser_id = BigInt(null=False, index=True, help_text="public")
    supplier_id = BigInt(null=True, default=None, index=True, help_text="public")
    third_party_id = BigInt(null=True, default=None, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    areas = Array(base_column=Varchar(length=12), null=False, help_text="public")
    title = Varchar(length=80, null=False, help_text="public")
    content = Text(null=False, help_text="public")
    quantity = Text(null=False, help_text="public")
    quality = Text(null=False, help_text="public")
    settlement = Text(null=False, help_text="public")
    duties = Text(null=False, help_text="public")
    breach = Text(null=False, help_text="public")
    amount_fen = BigInt(null=False, help_text="public")
    original_fen = BigInt(null=False, help_text="public")
    bond_fen = BigInt(null=False, default=0, help_text="public")
    starts_on = Date(null=False, default=None, help_text="public")
    ends_on = Date(null=False, default=None, help_text="public")
    recurrent = Boolean(null=False, default=False, help_text="public")
    engages_directors = Boolean(null=False, default=False, help_text="public")
    version = Integer(null=False, default=1, help_text="internal")
    opens_on = Date(null=True, default=None, help_text="public")
    sign_by = Date(null=True, default=None, help_text="public")
    signed_at = Timestamptz(null=True, default=None, help_text="public")
    publish_by = Date(null=True, default=None, help_text="public")
    published_at = Timestamptz(null=True, default=None, help_text="public")
    file_by = Date(null=True, default=None, help_text="public")
    filed_on = Date(null=True, default=None, help_text="public")
    filing_number = Varchar(length=60, null=False, default="", help_text="public")
    reason = Text(null=False, default="", help_text="public")
    ended_on = Date(null=True, default=None, help_text="public")
    archive_until = Date(null=True, default=None, help_text="public")
    drafted_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    changed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    contract_status_known = one_of("status", ContractStatus)
    contract_source_known = one_of("source", Source)
    contract_division_whole = is_division("division")
    contract_amount_positive = Check('"amount_fen" > 0 AND "original_fen" > 0')
    # 采购法49: what is added is at most a tenth of the original price.
    contract_grows_a_tenth = Check(
        '"status" = \'drafted\' OR "amount_fen" * 10 <= "original_fen" * 11'
    )
    contract_bond_a_tenth = Check('"bond_fen" >= 0 AND "bond_fen" * 10 <= "original_fen"')
    contract_dates_forward = Check('"ends_on" >= "starts_on"')
    contract_award_of_tender = Check(
        '("source" = \'award\') = ("tender_id" IS NOT NULL AND "supplier_id" IS NOT NULL)'
    )
    contract_parties_differ = Check('"supplier_id" <> "purchaser_id"')
    contract_signed_when_public = Check(
        "\"status\" IN ('drafted', 'cancelled') OR \"signed_at\" IS NOT NULL"
    )
    contract_archive_long = Check(
        '"status" <> \'archived\' OR "archive_until" >= "ended_on" + interval \'15 years\''
    )


class ContractParty(Table, db=DB, tablename="contract_party"):
    """One side. Each side signs by a person of its own, and nobody signs for two."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    organisation_id = BigInt(null=False, index=True, help_text="public")
    role = Varchar(length=10, null=False, help_text="public")
    signed_by = BigInt(null=True, default=None, help_text="internal")
    signed_at = Timestamptz(null=True, default=None, help_text="public")
    signed_version = Integer(null=True, default=None, help_text="internal")

    contract_party_role_known = one_of("role", PartyRole)
    contract_party_signed_whole = Check(
        '("signed_by" IS NULL) = ("signed_at" IS NULL)'
        ' AND ("signed_by" IS NULL) = ("signed_version" IS NULL)'
    )


class ContractLine(Table, db=DB, tablename="contract_line"):
    """Units of a need's line that a milestone brings: the source of a closure of that line."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    milestone_id = BigInt(null=False, index=True, help_text="public")
    line_id = BigInt(null=False, index=True, help_text="public")
    units = Integer(null=False, help_text="public")
    state = Varchar(length=10, null=False, default="planned", help_text="public")

    contract_line_units_positive = Check('"units" > 0')
    contract_line_state_known = Check(
        "\"state\" IN ('planned', 'committed', 'received', 'released')"
    )


class ContractBudget(Table, db=DB, tablename="contract_budget"):
    """A budget line of a cooperation, and which partner spends it. Tracked, never collected."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    position = SmallInt(null=False, help_text="public")
    title = Varchar(length=60, null=False, help_text="public")
    organisation_id = BigInt(null=False, help_text="public")
    amount_fen = BigInt(null=False, help_text="public")
    spent_fen = BigInt(null=False, default=0, help_text="public")

    contract_budget_positive = Check('"amount_fen" > 0')
    contract_budget_kept = Check('"spent_fen" BETWEEN 0 AND "amount_fen"')


class ContractStandard(Table, db=DB, tablename="contract_standard"):
    """One standard that acceptance looks at by itself (实施条例45)."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    position = SmallInt(null=False, help_text="public")
    kind = Varchar(length=10, null=False, help_text="public")
    words = Varchar(length=200, null=False, help_text="public")

    contract_standard_kind_known = one_of("kind", StandardKind)


class ContractIndicator(Table, db=DB, tablename="contract_indicator"):
    """What is measured at the end; the weights of one contract sum to 100."""

    id = BigSerial(primary_key=True)
    contract_id = BigInt(null=False, index=True, help_text="public")
    position = SmallInt(null=False, help_text="public")
    kind = Varchar(length=12, null=False, help_text="public")
    title = Varchar(length=60, null=False, help_text="public")
    target = Varchar(length=200, null=False, help_text="public")
    weight = SmallInt(null=False, help_text="public")

    contract_indicator_kind_known = one_of("kind", IndicatorKind)
    contract_indicator_weighs = Check('"weight" BETWEEN 1 AND 100')
