"""What suppliers prove and declare, who stands behind them, and who bids together."""

from piccolo.columns import (
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.suppliers.states import (
    ConsortiumStatus,
    ControlRole,
    Declared,
    Kind,
    QualificationStatus,
)


class Qualification(Table, db=DB, tablename="qualification"):
    """
    One paper of one organisation. Days are days in Hunan, the last one included; ``valid_to``
    None: without an end. ``grade`` is that of a social organisation (3A–5A), else empty.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    kind = Varchar(length=20, null=False, help_text="internal")
    status = Varchar(length=10, null=False, help_text="internal")
    number = Varchar(length=60, null=False, help_text="internal")
    issuer = Varchar(length=80, null=False, help_text="internal")
    grade = Varchar(length=2, null=False, default="", help_text="internal")
    file_id = BigInt(null=False, help_text="internal")
    valid_from = Date(null=False, default=None, help_text="internal")
    valid_to = Date(null=True, default=None, help_text="internal")
    kept_by = BigInt(null=False, help_text="internal")
    kept_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    reminded_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")

    qualification_kind_known = one_of("kind", Kind)
    qualification_status_known = one_of("status", QualificationStatus)
    qualification_division_whole = is_division("division")
    qualification_days_in_order = Check('"valid_to" IS NULL OR "valid_to" >= "valid_from"')
    qualification_grade_known = Check(
        "(\"kind\" = 'grade') = (\"grade\" IN ('3A', '4A', '5A'))"
        " AND (\"kind\" = 'grade' OR \"grade\" = '')"
    )
    qualification_not_by_oneself = Check('"decided_by" IS NULL OR "decided_by" <> "kept_by"')
    qualification_refused_says_why = Check(
        '"status" <> \'refused\' OR char_length(btrim("reason")) >= 4'
    )


class SupplierDeclaration(Table, db=DB, tablename="supplier_declaration"):
    """
    What an organisation declared, in the words it was shown, until when. Only added to: the
    newest row of a kind counts; ``holds`` false takes the earlier one back.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    kind = Varchar(length=16, null=False, help_text="internal")
    holds = Boolean(null=False, default=True, help_text="internal")
    words = Text(null=False, help_text="internal")
    declared_on = Date(null=False, default=None, help_text="internal")
    until = Date(null=False, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    supplier_declaration_kind_known = one_of("kind", Declared)
    supplier_declaration_days_in_order = Check('"until" >= "declared_on"')
    supplier_declaration_said = Check('char_length(btrim("words")) >= 10')


class ControllingPerson(Table, db=DB, tablename="controlling_person"):
    """
    Who is in charge of, or controls, an organisation (实施条例18). Never public.

    The name is sealed. Of the identity number (a person's, or a body's credit code) only a keyed
    hash is kept: enough to see that two bidders share it, too little to tell it to anybody.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    role = Varchar(length=12, null=False, help_text="internal")
    name = Bytea(null=False, help_text="personal")
    identity_key = Bytea(null=False, help_text="personal")
    named_by = BigInt(null=False, help_text="internal")
    named_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")

    controlling_person_role_known = one_of("role", ControlRole)


class Consortium(Table, db=DB, tablename="consortium"):
    """
    Several suppliers who bid as one for one purchase (采购法24): the agreement in full, and the
    hash every member signs. Joint liability is part of its words.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, index=True, help_text="internal")
    lead_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=10, null=False, help_text="internal")
    agreement = Text(null=False, help_text="internal")
    agreement_hash = Varchar(length=64, null=False, help_text="internal")
    made_by = BigInt(null=False, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    reason = Text(null=False, default="", help_text="internal")

    consortium_status_known = one_of("status", ConsortiumStatus)
    consortium_division_whole = is_division("division")
    consortium_hash_whole = Check("\"agreement_hash\" ~ '^[0-9a-f]{64}$'")


class ConsortiumMember(Table, db=DB, tablename="consortium_member"):
    """
    One member's part: ``share`` of the work in hundredths of a percent (all add up to 10,000),
    what it does, and who signed for it. ``live`` while the consortium is: one per purchase.
    """

    id = BigSerial(primary_key=True)
    consortium_id = BigInt(null=False, index=True, help_text="internal")
    tender_id = BigInt(null=False, help_text="internal")
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    live = Boolean(null=False, default=True, help_text="internal")
    share = Integer(null=False, help_text="internal")
    work = Text(null=False, help_text="internal")
    signed_by = BigInt(null=True, default=None, help_text="internal")
    signed_at = Timestamptz(null=True, default=None, help_text="internal")

    consortium_member_share_part = Check('"share" BETWEEN 1 AND 9999')
    consortium_member_work_said = Check('char_length(btrim("work")) >= 4')
    consortium_member_signed_whole = Check('("signed_by" IS NULL) = ("signed_at" IS NULL)')
