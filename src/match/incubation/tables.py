"""Bases, the organisations in them, what helped them, what they do, and counsellors."""

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
from match.incubation.states import BaseLevel, CounsellorStatus, Stage

# Codes of codes_home.csv, kept as CHECKs: a typing error in a script must not become a means.
MODES = "('IM-ENTRUST', 'IM-PROJ', 'IM-PROMO', 'IM-SUPP')"
SERVICES = "('PS-COUNS', 'PS-SOOTHE', 'PS-ADAPT')"


class IncubationBase(Table, db=DB, tablename="incubation_base"):
    """A place that incubates social organisations, at one of three levels (notice 4.2a)."""

    id = BigSerial(primary_key=True)
    level = Varchar(length=12, null=False, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    name = Varchar(length=60, null=False, help_text="public")
    organisation_id = BigInt(null=True, default=None, help_text="public")
    opened_on = Date(null=False, default=None, help_text="public")
    kept_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    incubation_base_level_known = one_of("level", BaseLevel)
    incubation_base_division_whole = is_division("division")
    incubation_base_level_fits = Check(
        "CASE \"level\" WHEN 'province' THEN \"division\" = '430000000000'"
        " WHEN 'prefecture' THEN \"division\" ~ '^43[0-9]{2}0{8}$' AND substr(\"division\", 3, 2)"
        " <> '00' ELSE \"division\" ~ '^43[0-9]{4}0{6}$' AND substr(\"division\", 5, 2) <> '00' END"
    )


class Incubation(Table, db=DB, tablename="incubation"):
    """
    One organisation in one base, at one stage.

    ``division`` is the organisation's county. ``contract_title`` and ``contract_on`` prove the
    first contract; ``mentor_id`` is the account of who accompanies it.
    """

    id = BigSerial(primary_key=True)
    base_id = BigInt(null=False, index=True, help_text="public")
    organisation_id = BigInt(null=False, index=True, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    status = Varchar(length=12, null=False, default=Stage.seed, help_text="public")
    mode = Varchar(length=12, null=False, help_text="public")
    mentor_id = BigInt(null=True, default=None, help_text="internal")
    began_on = Date(null=False, default=None, help_text="public")
    contract_title = Varchar(length=80, null=False, default="", help_text="internal")
    contract_on = Date(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    kept_by = BigInt(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    incubation_status_known = one_of("status", Stage)
    incubation_division_whole = is_division("division")
    incubation_mode_known = Check(f'"mode" IN {MODES}')
    incubation_contract_proved = Check(
        "\"status\" NOT IN ('contracted', 'graduated')"
        ' OR (char_length("contract_title") >= 2 AND "contract_on" IS NOT NULL)'
    )
    incubation_left_says_why = Check('"status" <> \'left\' OR char_length(btrim("reason")) >= 4')


class IncubationSupport(Table, db=DB, tablename="incubation_support"):
    """One thing done for an organisation by one of the four means (notice 4.2a). Only added to."""

    id = BigSerial(primary_key=True)
    incubation_id = BigInt(null=False, index=True, help_text="internal")
    mode = Varchar(length=12, null=False, help_text="internal")
    said = Text(null=False, help_text="internal")
    given_on = Date(null=False, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    incubation_support_mode_known = Check(f'"mode" IN {MODES}')


class CapacityGap(Table, db=DB, tablename="capacity_gap"):
    """What an organisation cannot do yet, as a training content (TC-*): suggests a course."""

    id = BigSerial(primary_key=True)
    incubation_id = BigInt(null=False, index=True, help_text="internal")
    content = Varchar(length=12, null=False, help_text="internal")
    said = Text(null=False, default="", help_text="internal")
    noted_by = BigInt(null=False, help_text="internal")
    noted_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    closed_by = BigInt(null=True, default=None, help_text="internal")
    closed_at = Timestamptz(null=True, default=None, help_text="internal")

    capacity_gap_closed_whole = Check('("closed_by" IS NULL) = ("closed_at" IS NULL)')


class ActiveService(Table, db=DB, tablename="active_service"):
    """A county's yearly word that an organisation really serves children. Only added to."""

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    active = Boolean(null=False, default=True, help_text="internal")
    said = Text(null=False, help_text="internal")
    on = Date(null=False, default=None, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class PsychService(Table, db=DB, tablename="psych_service"):
    """
    Counselling, comforting or adjustment given in a township on one day (notice 4.2d).

    Heads only; whom it was given to is never here. ``left_behind``: how many of the heads are
    left-behind children or children in difficulty, whom the notice puts first.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=False, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    kind = Varchar(length=12, null=False, help_text="internal")
    on = Date(null=False, default=None, help_text="internal")
    minutes = Integer(null=False, help_text="internal")
    heads = Integer(null=False, help_text="internal")
    left_behind = Integer(null=False, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    psych_service_division_whole = is_division("division")
    psych_service_kind_known = Check(f'"kind" IN {SERVICES}')
    psych_service_heads_counted = Check(
        '"heads" BETWEEN 1 AND 2000 AND "left_behind" BETWEEN 0 AND "heads"'
        ' AND "minutes" BETWEEN 1 AND 1440'
    )


class Counsellor(Table, db=DB, tablename="counsellor"):
    """
    One person who counsels children in a township, with the certificate that says so (4.2f).

    ``division`` is the township. ``training`` is what the county accepts beside a social worker's
    certificate. ``certificate`` is sealed: it identifies a person.
    """

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, help_text="internal")
    name = Varchar(length=40, null=False, help_text="personal")
    account_id = BigInt(null=True, default=None, help_text="internal")
    organisation_id = BigInt(null=True, default=None, help_text="internal")
    skill = Varchar(length=12, null=False, help_text="internal")
    certificate = Bytea(null=False, default=b"", help_text="personal")
    issuer = Varchar(length=80, null=False, help_text="internal")
    issued_on = Date(null=False, default=None, help_text="internal")
    expires_on = Date(null=True, default=None, help_text="internal")
    training = Varchar(length=120, null=False, default="", help_text="internal")
    status = Varchar(length=10, null=False, default=CounsellorStatus.waiting, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    proposed_by = BigInt(null=False, help_text="internal")
    proposed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    checked_by = BigInt(null=True, default=None, help_text="internal")
    checked_at = Timestamptz(null=True, default=None, help_text="internal")

    counsellor_status_known = one_of("status", CounsellorStatus)
    counsellor_division_township = Check("\"division\" ~ '^43[0-9]{7}000$'")
    counsellor_checked_whole = Check(
        "\"status\" NOT IN ('checked', 'ended')"
        ' OR ("checked_by" IS NOT NULL AND "checked_at" IS NOT NULL)'
    )
    counsellor_checked_by_another = Check('"checked_by" IS NULL OR "checked_by" <> "proposed_by"')
    counsellor_expires_later = Check('"expires_on" IS NULL OR "expires_on" > "issued_on"')
