"""The written agreement of a donation, and its earlier versions."""

from piccolo.columns import (
    JSONB,
    BigInt,
    BigSerial,
    Boolean,
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
from match.giving.states import AgreementForm, AgreementStatus, Condition, StateFirm


class Agreement(Table, db=DB, tablename="agreement"):
    """
    The written agreement of one donation (慈善法 39: parties, kind, quantity, quality, use, time).

    ``text`` is the whole wording of ``version``; until both confirmed, a change makes the next
    version and takes back what was confirmed. ``value_fen`` is of all units together.
    ``declared_at``: the giver declared that no interested party benefits and no tobacco is
    promoted (慈善法 40).
    """

    id = BigSerial(primary_key=True)
    proposal_id = BigInt(null=True, default=None, unique=True, help_text="internal")
    need_id = BigInt(null=True, default=None, index=True, help_text="internal")
    line_id = BigInt(null=True, default=None, help_text="internal")
    offer_id = BigInt(null=True, default=None, index=True, help_text="internal")
    home_id = BigInt(null=True, default=None, index=True, help_text="internal")
    charity_id = BigInt(null=True, default=None, index=True, help_text="internal")
    organisation_id = BigInt(null=True, default=None, index=True, help_text="internal")
    giver_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=12, null=False, default=AgreementStatus.drafted, help_text="internal")
    form = Varchar(length=8, null=False, default=AgreementForm.short, help_text="internal")
    number = Varchar(length=24, null=False, unique=True, help_text="internal")
    units = Integer(null=True, default=None, help_text="internal")
    unit = Varchar(length=12, null=False, default="", help_text="internal")
    amount_fen = BigInt(null=True, default=None, help_text="internal")
    subject = Varchar(length=60, null=False, help_text="internal")
    due_on = Date(null=True, default=None, help_text="internal")
    purpose = Text(null=False, default="", help_text="internal")
    quality = Text(null=False, default="", help_text="internal")
    condition = Varchar(length=12, null=False, default=Condition.not_goods, help_text="internal")
    produced_on = Date(null=True, default=None, help_text="internal")
    expires_on = Date(null=True, default=None, help_text="internal")
    ccc = Boolean(null=False, default=False, help_text="internal")
    food_licence = Boolean(null=False, default=False, help_text="internal")
    value_fen = BigInt(null=True, default=None, help_text="internal")
    state_firm = Varchar(length=10, null=False, default=StateFirm.no, help_text="internal")
    declared_at = Timestamptz(null=True, default=None, help_text="internal")
    text = Text(null=False, help_text="internal")
    version = Integer(null=False, default=1, help_text="internal")
    giver_confirmed_by = BigInt(null=True, default=None, help_text="internal")
    giver_confirmed_at = Timestamptz(null=True, default=None, help_text="public")
    recipient_confirmed_by = BigInt(null=True, default=None, help_text="internal")
    recipient_confirmed_at = Timestamptz(null=True, default=None, help_text="public")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    changed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    agreement_status_one_of = one_of("status", AgreementStatus)
    agreement_form_known = one_of("form", AgreementForm)
    agreement_condition_known = one_of("condition", Condition)
    agreement_state_firm_known = one_of("state_firm", StateFirm)
    agreement_division_whole = is_division("division")
    agreement_units_positive = Check('"units" > 0')
    agreement_amount_positive = Check('"amount_fen" > 0')
    agreement_value_positive = Check('"value_fen" > 0')
    agreement_about_something = Check('"units" IS NOT NULL OR "amount_fen" IS NOT NULL')
    # In force is what both confirmed, each in their own name and hour.
    agreement_confirmed_by_both = Check(
        "\"status\" NOT IN ('in_force', 'kept')"
        ' OR ("giver_confirmed_at" IS NOT NULL AND "recipient_confirmed_at" IS NOT NULL)'
    )
    agreement_dates_forward = Check('"expires_on" > "produced_on"')


class AgreementVersion(Table, db=DB, tablename="agreement_version"):
    """What an agreement said before it was changed, and who had changed it to that."""

    id = BigSerial(primary_key=True)
    agreement_id = BigInt(null=False, index=True, help_text="internal")
    version = Integer(null=False, help_text="internal")
    text = Text(null=False, help_text="internal")
    terms = JSONB(null=False, default="{}", help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    agreement_version_positive = Check('"version" > 0')
