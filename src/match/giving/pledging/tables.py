"""What stands beside a pledge: givers together, money's terms, evidence, choices, payments."""

from piccolo.columns import BigInt, BigSerial, Boolean, Date, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.giving.pledging.states import JointStatus, Recipient, Regift


class JointPledge(Table, db=DB, tablename="joint_pledge"):
    """Several givers fill *units* of one line together by a day, each with a pledge of their own:
    all of them, or none."""

    id = BigSerial(primary_key=True)
    line_id = BigInt(null=False, index=True, help_text="internal")
    need_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    lead_id = BigInt(null=False, help_text="internal")
    units = Integer(null=False, help_text="internal")
    due_on = Date(null=False, default=None, help_text="internal")
    status = Varchar(length=12, null=False, default=JointStatus.gathering, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    joint_pledge_status_known = one_of("status", JointStatus)
    joint_pledge_units_several = Check('"units" > 1')


class MoneyTerms(Table, db=DB, tablename="money_terms"):
    """
    Who receives the money of one pledge for the home, and for what (慈善法 35, 39; 捐赠法 11).

    ``disaster``: the only case in which a government body may be the recipient.
    """

    id = BigSerial(primary_key=True)
    pledge_id = BigInt(null=False, unique=True, help_text="internal")
    recipient = Varchar(length=12, null=False, help_text="internal")
    recipient_organisation_id = BigInt(null=True, default=None, help_text="internal")
    disaster = Boolean(null=False, default=False, help_text="internal")
    purpose = Text(null=False, help_text="internal")

    money_terms_recipient_known = one_of("recipient", Recipient)
    money_terms_institution_named = Check(
        '("recipient" = \'institution\') = ("recipient_organisation_id" IS NOT NULL)'
    )


class Milestone(Table, db=DB, tablename="pledge_milestone"):
    """That a pledge's condition came true, as the home says and shows. Only added to."""

    id = BigSerial(primary_key=True)
    pledge_id = BigInt(null=False, unique=True, help_text="internal")
    words = Text(null=False, help_text="internal")
    evidence = BigInt(null=False, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class RegiftChoice(Table, db=DB, tablename="regift_choice"):
    """What was chosen for a pledge without a use, by whom; nobody: the time ran out. Only added
    to."""

    id = BigSerial(primary_key=True)
    pledge_id = BigInt(null=False, index=True, help_text="internal")
    choice = Varchar(length=8, null=False, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    from_line_id = BigInt(null=True, default=None, help_text="internal")
    to_line_id = BigInt(null=True, default=None, help_text="internal")
    units = Integer(null=False, help_text="internal")

    regift_choice_known = one_of("choice", Regift)


class MoneyPayment(Table, db=DB, tablename="money_payment"):
    """
    So much of a money donation that the charity confirms to have received, with the number and
    scan of its official receipt (公益事业捐赠票据). Only added to; the platform touches no money.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="public")
    charity_id = BigInt(null=False, index=True, help_text="internal")
    fen = BigInt(null=False, help_text="public")
    received_on = Date(null=False, default=None, help_text="public")
    receipt_number = Varchar(length=40, null=False, help_text="internal")
    receipt_file = BigInt(null=False, help_text="internal")
    by = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    money_payment_positive = Check('"fen" > 0')
    money_payment_receipted = Check("\"receipt_number\" <> ''")


class MoneyReturn(Table, db=DB, tablename="money_return"):
    """
    What was left over and goes back (慈善法 58): proposed by the charity, done once the donor
    consents. One open proposal a donation.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    fen = BigInt(null=False, help_text="internal")
    reason = Text(null=False, help_text="internal")
    proposed_by = BigInt(null=False, help_text="internal")
    proposed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    consented = Boolean(null=True, default=None, help_text="internal")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="internal")

    money_return_positive = Check('"fen" > 0')
    money_return_answered_whole = Check(
        '("consented" IS NULL) = ("answered_by" IS NULL)'
        ' AND ("consented" IS NULL) = ("answered_at" IS NULL)'
    )
    money_return_two_sides = Check('"answered_by" IS NULL OR "answered_by" <> "proposed_by"')


TABLES = [JointPledge, MoneyTerms, Milestone, RegiftChoice, MoneyPayment, MoneyReturn]
