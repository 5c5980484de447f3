"""Agreements and their steps."""

from piccolo.columns import BigInt, BigSerial, Date, Integer, SmallInt, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.giving.states import AgreementStatus


class Agreement(Table, db=DB, tablename="agreement"):
    """
    The written agreement of one approved match: parties, what, how much, until when.

    ``text`` is fixed when it is made (慈善法 39: parties, kind, quantity, quality, use, time).
    """

    id = BigSerial(primary_key=True)
    proposal_id = BigInt(null=False, unique=True, help_text="internal")
    need_id = BigInt(null=False, index=True, help_text="internal")
    line_id = BigInt(null=False, help_text="internal")
    offer_id = BigInt(null=False, index=True, help_text="internal")
    home_id = BigInt(null=False, index=True, help_text="internal")
    organisation_id = BigInt(null=True, default=None, index=True, help_text="internal")
    giver_id = BigInt(null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=12, null=False, default=AgreementStatus.in_force, help_text="internal")
    number = Varchar(length=24, null=False, unique=True, help_text="internal")
    units = Integer(null=False, help_text="internal")
    unit = Varchar(length=12, null=False, help_text="internal")
    subject = Varchar(length=60, null=False, help_text="internal")
    due_on = Date(null=True, default=None, help_text="internal")
    text = Text(null=False, help_text="internal")
    received_units = Integer(null=True, default=None, help_text="internal")
    rating = SmallInt(null=True, default=None, help_text="internal")
    feedback = Text(null=False, default="", help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    changed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    agreement_status_known = one_of("status", AgreementStatus)
    agreement_division_whole = is_division("division")
    agreement_units_positive = Check('"units" > 0')
    agreement_rating_range = Check('"rating" IS NULL OR "rating" BETWEEN 1 AND 5')
    agreement_received_within = Check(
        '"received_units" IS NULL OR "received_units" BETWEEN 0 AND "units"'
    )


class AgreementStep(Table, db=DB, tablename="agreement_step"):
    """One line of an agreement's timeline: who did what, when, with which note. Only added to."""

    id = BigSerial(primary_key=True)
    agreement_id = BigInt(null=False, index=True, help_text="internal")
    verb = Varchar(length=20, null=False, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    note = Text(null=False, default="", help_text="internal")
