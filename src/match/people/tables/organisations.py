"""Organisations and how far we have looked at them."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.people.states import OrganisationStatus
from match.people.tables.accounts import Account


class Organisation(Table, db=DB, tablename="organisation"):
    """
    One body with a unified credit code, or one of the few kinds that have none.

    Person in charge, phone, address and account holder are never public; their keyed hashes let
    the verifier see that two applicants share one.
    """

    id = BigSerial(primary_key=True)
    uscc = Varchar(length=18, null=True, default=None, unique=True, help_text="public")
    kind = Varchar(length=10, null=False, help_text="public")
    name = Varchar(length=80, null=False, help_text="public")
    division = Varchar(length=12, null=False, help_text="public")
    introduction = Text(null=False, default="", help_text="public")
    skills = Array(base_column=Varchar(length=20), null=False, default=list, help_text="public")
    serves_children = Boolean(null=False, default=False, help_text="public")
    charity = Boolean(null=False, default=False, help_text="public")
    fundraising_number = Varchar(length=40, null=False, default="", help_text="public")
    fundraising_issuer = Varchar(length=80, null=False, default="", help_text="public")
    fundraising_until = Date(null=True, default=None, help_text="public")

    person_in_charge = Bytea(null=True, default=None, help_text="personal")
    person_key = Bytea(null=True, default=None, help_text="personal")
    phone = Bytea(null=True, default=None, help_text="personal")
    phone_key = Bytea(null=True, default=None, help_text="personal")
    address = Bytea(null=True, default=None, help_text="personal")
    address_key = Bytea(null=True, default=None, help_text="personal")
    bank_name = Bytea(null=True, default=None, help_text="personal")
    bank_key = Bytea(null=True, default=None, help_text="personal")

    status = Varchar(length=10, null=False, default="applied", help_text="public")
    evidence = Array(base_column=BigInt(), null=False, default=list, help_text="internal")
    applied_by = ForeignKey(Account, null=True, on_delete=OnDelete.restrict, help_text="internal")
    applied_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_by = ForeignKey(Account, null=True, on_delete=OnDelete.restrict, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    verified_until = Date(null=True, default=None, help_text="public")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    # Since when it and its offers are out of the public search, for want of a report that it owes.
    withheld_at = Timestamptz(null=True, default=None, help_text="internal")
    version = BigInt(null=False, default=1, help_text="internal")

    organisation_status_known = one_of("status", OrganisationStatus)
    organisation_division_whole = is_division("division")
    organisation_verified_dated = Check(
        '"status" <> \'verified\' OR ("verified_until" IS NOT NULL AND "next_check_at" IS NOT NULL)'
    )
    # A certificate is three facts or none: number, who gave it, until when.
    organisation_fundraising_whole = Check(
        "(\"fundraising_number\" = '') = (\"fundraising_issuer\" = '')"
        ' AND ("fundraising_number" = \'\') = ("fundraising_until" IS NULL)'
    )
