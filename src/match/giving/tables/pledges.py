"""Pledges: what somebody promised to give, and how far the promise is."""

from piccolo.columns import BigInt, BigSerial, Boolean, Date, Integer, Text, Timestamptz, Varchar
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.giving.states import GiftKind, PledgeStatus


class Pledge(Table, db=DB, tablename="pledge"):
    """
    A promise of goods, time or money. Goods and time count ``units`` of the need line's unit; money
    is ``amount_fen``, goes through ``charity_id`` and is never collected here (慈善法 27).

    One from a match has its ``proposal_id`` and is agreed from the start. ``rule_id``: made by a
    foundation's rule; ``joint_id``: the pledges that fill one line together share it.
    ``on_completion``: due once the service is done. ``choose_until``: the giver's time to say what
    is to become of a promise that found no use.
    """

    id = BigSerial(primary_key=True)
    number = Varchar(length=24, null=False, unique=True, help_text="internal")
    kind = Varchar(length=8, null=False, help_text="internal")
    status = Varchar(length=12, null=False, default=PledgeStatus.offered, help_text="internal")
    giver_id = BigInt(null=False, index=True, help_text="internal")
    organisation_id = BigInt(null=True, default=None, index=True, help_text="internal")
    charity_id = BigInt(null=True, default=None, index=True, help_text="internal")
    need_id = BigInt(null=True, default=None, index=True, help_text="internal")
    line_id = BigInt(null=True, default=None, index=True, help_text="internal")
    home_id = BigInt(null=True, default=None, index=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    units = Integer(null=True, default=None, help_text="internal")
    unit = Varchar(length=12, null=False, default="", help_text="internal")
    amount_fen = BigInt(null=True, default=None, help_text="internal")
    on_completion = Boolean(null=False, default=False, help_text="internal")
    condition = Text(null=False, default="", help_text="internal")
    offer_id = BigInt(null=True, default=None, index=True, help_text="internal")
    proposal_id = BigInt(null=True, default=None, unique=True, help_text="internal")
    rule_id = BigInt(null=True, default=None, index=True, help_text="internal")
    joint_id = BigInt(null=True, default=None, index=True, help_text="internal")
    expires_on = Date(null=True, default=None, help_text="internal")
    remind_on = Date(null=True, default=None, help_text="internal")
    choose_until = Date(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    created_by = BigInt(null=True, default=None, help_text="internal")
    accepted_by = BigInt(null=True, default=None, help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    changed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    pledge_status_known = one_of("status", PledgeStatus)
    pledge_kind_known = one_of("kind", GiftKind)
    pledge_division_whole = is_division("division")
    pledge_units_positive = Check('"units" > 0')
    pledge_amount_positive = Check('"amount_fen" > 0')
    pledge_counted_by_kind = Check(
        '("kind" = \'money\') = ("amount_fen" IS NOT NULL)'
        ' AND ("kind" = \'money\' OR ("units" IS NOT NULL AND "unit" <> \'\'))'
    )
    # Money only from an organisation, through a named charity (domain.md §3.2).
    pledge_money_through_charity = Check(
        '"kind" <> \'money\' OR ("organisation_id" IS NOT NULL AND "charity_id" IS NOT NULL)'
    )
    pledge_goes_somewhere = Check('"home_id" IS NOT NULL OR "charity_id" IS NOT NULL')
    pledge_line_of_need = Check('("line_id" IS NULL) = ("need_id" IS NULL)')
    pledge_nobody_decides_alone = Check(
        '"decided_by" IS NULL OR "decided_by" <> "created_by" OR "proposal_id" IS NOT NULL'
    )
    pledge_choosing_ends = Check('"status" <> \'choosing\' OR "choose_until" IS NOT NULL')
