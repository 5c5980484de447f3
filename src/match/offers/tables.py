"""Offers, with the ledger of their units in the row itself."""

from piccolo.columns import (
    Array,
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
from match.offers.states import OfferStatus


class Offer(Table, db=DB, tablename="offer"):
    """
    What one organisation, or one person, has to give.

    ``category`` is a leaf or a whole root of the catalogue. ``areas`` are division prefixes of 2,
    4, 6, 9 or 12 digits. ``division`` is where the giver sits, which decides who moderates.
    ``least`` is the smallest number of units worth a trip. ``for_need`` makes it a direct offer.
    Units are open until ``reserved`` by an accepted proposal, then ``committed`` by an agreement,
    then ``delivered``; together never more than ``quantity``.
    """

    id = BigSerial(primary_key=True)
    organisation_id = BigInt(null=True, default=None, index=True, help_text="public")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=12, null=False, default=OfferStatus.draft, help_text="public")
    mode = Varchar(length=12, null=False, help_text="public")
    category = Varchar(length=12, null=False, help_text="public")
    title = Varchar(length=60, null=False, help_text="public")
    conditions = Text(null=False, default="", help_text="public")
    unit = Varchar(length=12, null=False, help_text="public")
    quantity = Integer(null=False, help_text="public")
    least = Integer(null=False, default=1, help_text="public")
    unit_value_fen = BigInt(null=True, default=None, help_text="internal")
    areas = Array(base_column=Varchar(length=12), null=False, help_text="public")
    starts_on = Date(null=False, default=None, help_text="public")
    ends_on = Date(null=False, default=None, help_text="public")
    child_contact = Boolean(null=False, default=False, help_text="public")
    skills = Array(base_column=Varchar(length=12), null=False, help_text="public")
    groups = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    for_need = BigInt(null=True, default=None, index=True, help_text="internal")
    reserved = Integer(null=False, default=0, help_text="public")
    committed = Integer(null=False, default=0, help_text="public")
    delivered = Integer(null=False, default=0, help_text="public")
    submitted_by = BigInt(null=False, help_text="internal")
    moderated_by = BigInt(null=True, default=None, help_text="internal")
    answer = Text(null=False, default="", help_text="internal")
    tokens = Array(base_column=Varchar(length=40), null=False, help_text="internal")
    submitted_at = Timestamptz(null=True, default=None, help_text="internal")
    published_at = Timestamptz(null=True, default=None, help_text="public")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    search_version = BigInt(null=False, default=1, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    offer_status_known = one_of("status", OfferStatus)
    offer_division_whole = is_division("division")
    offer_quantity_positive = Check('"quantity" > 0')
    offer_least_within = Check('"least" BETWEEN 1 AND "quantity"')
    offer_value_positive = Check('"unit_value_fen" IS NULL OR "unit_value_fen" > 0')
    offer_period_forward = Check('"ends_on" >= "starts_on"')
    offer_nothing_negative = Check('"reserved" >= 0 AND "committed" >= 0 AND "delivered" >= 0')
    offer_never_over = Check('"reserved" + "committed" + "delivered" <= "quantity"')
    # Money comes from organisations: no person appears with money here (domain.md §3.2).
    offer_money_from_organisation = Check(
        '"organisation_id" IS NOT NULL OR ("category" NOT LIKE \'FND%\''
        " AND \"mode\" NOT IN ('MONEY', 'PROJFUND'))"
    )
    offer_waits_or_not = Check(
        "\"status\" NOT IN ('verifying', 'published', 'reserved') OR \"next_check_at\" IS NOT NULL"
    )
