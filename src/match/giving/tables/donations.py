"""Donations, the parcels they come in, their timeline, and the homes they went to."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
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
from match.giving.states import DonationStatus, GiftKind


class Donation(Table, db=DB, tablename="donation"):
    """
    One gift on its way. Goods and time in whole ``units``, money in fen; the ledger holds the same.

    Of ``units``, ``dispatched`` were sent and ``dropped`` will not come; what was sent and counted
    is ``good``, ``broken`` or ``short``. ``surplus`` came over the promise: it is no part of it,
    and the giver says until ``surplus_until`` what is to become of it. ``charity_id``: who receives
    for the homes; without one the home itself does. ``ack_code`` checks our acknowledgement;
    ``receipt_number`` and ``receipt_file`` are the charity's official receipt.
    Its number is its agreement's.
    """

    id = BigSerial(primary_key=True)
    number = Varchar(length=24, null=False, unique=True, help_text="internal")
    pledge_id = BigInt(null=False, index=True, help_text="internal")
    agreement_id = BigInt(null=True, default=None, unique=True, help_text="internal")
    kind = Varchar(length=8, null=False, help_text="public")
    status = Varchar(length=12, null=False, default=DonationStatus.promised, help_text="public")
    giver_id = BigInt(null=False, index=True, help_text="internal")
    organisation_id = BigInt(null=True, default=None, index=True, help_text="internal")
    charity_id = BigInt(null=True, default=None, index=True, help_text="public")
    need_id = BigInt(null=True, default=None, index=True, help_text="public")
    line_id = BigInt(null=True, default=None, index=True, help_text="internal")
    home_id = BigInt(null=True, default=None, index=True, help_text="internal")
    offer_id = BigInt(null=True, default=None, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    subject = Varchar(length=60, null=False, help_text="internal")
    units = Integer(null=True, default=None, help_text="public")
    unit = Varchar(length=12, null=False, default="", help_text="public")
    amount_fen = BigInt(null=True, default=None, help_text="public")
    value_fen = BigInt(null=True, default=None, help_text="public")
    due_on = Date(null=True, default=None, help_text="public")
    dispatched = Integer(null=False, default=0, help_text="internal")
    dropped = Integer(null=False, default=0, help_text="internal")
    good = Integer(null=False, default=0, help_text="internal")
    broken = Integer(null=False, default=0, help_text="internal")
    short = Integer(null=False, default=0, help_text="internal")
    surplus = Integer(null=False, default=0, help_text="internal")
    surplus_choice = Varchar(length=12, null=False, default="", help_text="internal")
    surplus_until = Date(null=True, default=None, help_text="internal")
    paid_fen = BigInt(null=False, default=0, help_text="public")
    paid_by = BigInt(null=True, default=None, help_text="internal")
    paid_at = Timestamptz(null=True, default=None, help_text="public")
    allocated_units = Integer(null=False, default=0, help_text="internal")
    allocated_fen = BigInt(null=False, default=0, help_text="internal")
    used_units = Integer(null=False, default=0, help_text="internal")
    used_fen = BigInt(null=False, default=0, help_text="internal")
    returned_units = Integer(null=False, default=0, help_text="internal")
    returned_fen = BigInt(null=False, default=0, help_text="internal")
    dispatched_at = Timestamptz(null=True, default=None, help_text="internal")
    counted_by = BigInt(null=True, default=None, help_text="internal")
    counted_at = Timestamptz(null=True, default=None, help_text="internal")
    ack_code = Varchar(length=24, null=True, default=None, unique=True, help_text="internal")
    receipt_number = Varchar(length=40, null=False, default="", help_text="internal")
    receipt_file = BigInt(null=True, default=None, help_text="internal")
    receipted_by = BigInt(null=True, default=None, help_text="internal")
    receipted_at = Timestamptz(null=True, default=None, help_text="internal")
    closed_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    changed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    # A donation and its written agreement share their number: one address, one closure's source.
    donation_shares_number = Check('"agreement_id" = "id"')
    donation_status_known = one_of("status", DonationStatus)
    donation_kind_known = one_of("kind", GiftKind)
    donation_division_whole = is_division("division")
    donation_counted_by_kind = Check(
        '("kind" = \'money\') = ("amount_fen" IS NOT NULL)'
        ' AND ("kind" = \'money\' OR ("units" IS NOT NULL AND "unit" <> \'\'))'
    )
    donation_units_positive = Check('"units" > 0')
    donation_amount_positive = Check('"amount_fen" > 0')
    donation_value_positive = Check('"value_fen" > 0')
    donation_money_through_charity = Check(
        '"kind" <> \'money\' OR ("organisation_id" IS NOT NULL AND "charity_id" IS NOT NULL)'
    )
    donation_goes_somewhere = Check('"home_id" IS NOT NULL OR "charity_id" IS NOT NULL')
    donation_line_of_need = Check('("line_id" IS NULL) = ("need_id" IS NULL)')
    donation_nothing_negative = Check(
        '"dispatched" >= 0 AND "dropped" >= 0 AND "good" >= 0 AND "broken" >= 0 AND "short" >= 0'
        ' AND "surplus" >= 0 AND "paid_fen" >= 0 AND "allocated_units" >= 0'
        ' AND "allocated_fen" >= 0 AND "used_units" >= 0 AND "used_fen" >= 0'
        ' AND "returned_units" >= 0 AND "returned_fen" >= 0'
    )
    donation_sent_within = Check('"kind" = \'money\' OR "dispatched" + "dropped" <= "units"')
    donation_counted_within = Check('"good" + "broken" + "short" <= "dispatched"')
    donation_allocated_within = Check('"allocated_units" + "returned_units" <= "good"')
    donation_used_within = Check(
        '"used_units" <= "allocated_units" AND "used_fen" <= "allocated_fen"'
    )
    donation_paid_within = Check('"kind" <> \'money\' OR "paid_fen" <= "amount_fen"')
    donation_fen_allocated_within = Check('"allocated_fen" + "returned_fen" <= "paid_fen"')
    # Counted means counted: what was sent is all in, and nothing is still to be sent.
    donation_all_accounted = Check(
        "\"kind\" = 'money'"
        " OR \"status\" NOT IN ('counted', 'receipted', 'allocated', 'used', 'answered')"
        ' OR ("good" + "broken" + "short" = "dispatched" AND "dispatched" + "dropped" = "units")'
    )
    donation_all_allocated = Check(
        "\"status\" NOT IN ('allocated', 'used', 'answered')"
        ' OR ("allocated_units" + "returned_units" = "good"'
        '     AND "allocated_fen" + "returned_fen" = "paid_fen")'
    )


class Parcel(Table, db=DB, tablename="parcel"):
    """
    One consignment of a donation, or one begun service: so many units on their way, then counted.

    ``code`` is printed on its label as a QR code and opens the page where it is counted.
    ``photos`` are of goods only.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    position = Integer(null=False, help_text="internal")
    code = Varchar(length=16, null=False, unique=True, help_text="internal")
    units = Integer(null=False, help_text="internal")
    carrier = Varchar(length=40, null=False, default="", help_text="internal")
    waybill = Varchar(length=40, null=False, default="", help_text="internal")
    note = Text(null=False, default="", help_text="internal")
    expected_on = Date(null=True, default=None, help_text="internal")
    dispatched_by = BigInt(null=True, default=None, help_text="internal")
    dispatched_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    good = Integer(null=True, default=None, help_text="internal")
    broken = Integer(null=True, default=None, help_text="internal")
    short = Integer(null=True, default=None, help_text="internal")
    surplus = Integer(null=True, default=None, help_text="internal")
    count_note = Text(null=False, default="", help_text="internal")
    photos = Array(base_column=BigInt(), null=False, help_text="internal")
    counted_by = BigInt(null=True, default=None, help_text="internal")
    counted_at = Timestamptz(null=True, default=None, help_text="internal")
    recalled_at = Timestamptz(null=True, default=None, help_text="internal")

    parcel_units_positive = Check('"units" > 0')
    parcel_counted_whole = Check(
        '("counted_at" IS NULL AND "good" IS NULL AND "broken" IS NULL AND "short" IS NULL'
        ' AND "surplus" IS NULL) OR ("counted_at" IS NOT NULL AND "recalled_at" IS NULL'
        ' AND "good" >= 0 AND "broken" >= 0 AND "short" >= 0 AND "surplus" >= 0'
        ' AND "good" + "broken" + "short" = "units")'
    )


class DonationStep(Table, db=DB, tablename="donation_step"):
    """One line of a donation's timeline: who did what, when, with which note. Only added to."""

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    verb = Varchar(length=20, null=False, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    note = Text(null=False, default="", help_text="internal")


class AllocationLine(Table, db=DB, tablename="allocation_line"):
    """
    So much of a donation for one home, never for a child. Only added to.

    Direct to a home it is one line, made with the receipt; through a charity or a county's store
    there may be several, which sum to what was received.
    """

    id = BigSerial(primary_key=True)
    donation_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=False, index=True, help_text="internal")
    units = Integer(null=True, default=None, help_text="internal")
    fen = BigInt(null=True, default=None, help_text="internal")
    purpose = Text(null=False, default="", help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    allocation_line_one_measure = Check('("units" IS NULL) <> ("fen" IS NULL)')
    allocation_line_positive = Check('coalesce("units", "fen") > 0')
