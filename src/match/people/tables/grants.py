"""Who holds which role where, and how they came by it."""

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
from match.foundation.permissions import Role
from match.foundation.tables import one_of
from match.people.states import ProposalStatus
from match.people.tables.accounts import Account
from match.people.tables.organisations import Organisation

# A prefix of the twelve digits that ends where a level ends: 43, 4331, 433101, 433101001, all 12.
# Roles that act for themselves or for an organisation have none: they cover no division's things.
PERSONAL = ("donor", "volunteer", "expert", "manager")
PREFIX = (
    "CASE WHEN \"role\" IN ('donor', 'volunteer', 'expert', 'manager') THEN \"division\" = ''"
    " ELSE \"division\" ~ '^43([0-9]{2}|[0-9]{4}|[0-9]{7}|[0-9]{10})?$' END"
)


class Proposal(Table, db=DB, tablename="role_proposal"):
    """A role that somebody proposed for somebody; see `match.foundation.approvals`."""

    id = BigSerial(primary_key=True)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    role = Varchar(length=20, null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    organisation = ForeignKey(
        Organisation, null=True, on_delete=OnDelete.restrict, help_text="internal"
    )
    valid_until = Date(null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    status = Varchar(length=10, null=False, default="proposed", help_text="internal")
    proposed_by = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    proposed_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")

    role_proposal_role_known = one_of("role", Role)
    role_proposal_status_known = one_of("status", ProposalStatus)
    role_proposal_division_level = Check(PREFIX)


class Invitation(Table, db=DB, tablename="invitation"):
    """A role offered to one phone number; only the link's hash is kept."""

    id = BigSerial(primary_key=True)
    token_hash = Bytea(null=False, default=b"", unique=True, help_text="secret")
    role = Varchar(length=20, null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    organisation = ForeignKey(
        Organisation, null=True, on_delete=OnDelete.restrict, help_text="internal"
    )
    home = BigInt(null=True, default=None, help_text="internal")
    name = Varchar(length=40, null=False, help_text="personal")
    phone = Bytea(null=True, default=None, help_text="personal")
    phone_key = Bytea(null=True, default=None, help_text="personal")
    invited_by = ForeignKey(Account, null=True, on_delete=OnDelete.restrict, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    expires_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    accepted_at = Timestamptz(null=True, default=None, help_text="internal")
    accepted_by = ForeignKey(Account, null=True, on_delete=OnDelete.restrict, help_text="internal")
    withdrawn_at = Timestamptz(null=True, default=None, help_text="internal")

    invitation_role_known = one_of("role", Role)
    invitation_division_level = Check(PREFIX)


class Membership(Table, db=DB, tablename="membership"):
    """One grant: a role within a division, for an organisation or for a home."""

    id = BigSerial(primary_key=True)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    role = Varchar(length=20, null=False, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    organisation = ForeignKey(
        Organisation, null=True, on_delete=OnDelete.restrict, help_text="internal"
    )
    home = BigInt(null=True, default=None, help_text="internal")
    valid_from = Date(null=False, default=None, help_text="internal")
    valid_until = Date(null=True, default=None, help_text="internal")
    # How it came about; a guard in the database asks for the proof of the weightier ways.
    source = Varchar(length=12, null=False, help_text="internal")
    proposal = ForeignKey(Proposal, null=True, on_delete=OnDelete.restrict, help_text="internal")
    invitation = ForeignKey(
        Invitation, null=True, on_delete=OnDelete.restrict, help_text="internal"
    )
    granted_by = ForeignKey(Account, null=True, on_delete=OnDelete.restrict, help_text="internal")
    granted_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")
    ended_by = ForeignKey(Account, null=True, on_delete=OnDelete.restrict, help_text="internal")
    # A post that is not taken up: its holder reads and does not act (notice 4.4d).
    waiting = Boolean(null=False, default=False, help_text="internal")

    membership_role_known = one_of("role", Role)
    membership_division_level = Check(PREFIX)
    membership_source_known = Check(
        "\"source\" IN ('invitation', 'proposal', 'registration', 'installation')"
    )
    membership_for_organisation = Check('"role" <> \'manager\' OR "organisation" IS NOT NULL')
    membership_period = Check('"valid_until" IS NULL OR "valid_until" >= "valid_from"')


class Cover(Table, db=DB, tablename="cover"):
    """Leave cover: for some days one person acts with another's roles, and both are named."""

    id = BigSerial(primary_key=True)
    absent = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    delegate = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    roles = Array(base_column=Varchar(length=20), null=False, default=list, help_text="internal")
    starts_on = Date(null=False, default=None, help_text="internal")
    ends_on = Date(null=False, default=None, help_text="internal")
    arranged_by = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")

    cover_of_another = Check('"absent" <> "delegate"')
    cover_period = Check('"ends_on" >= "starts_on"')
    cover_roles_named = Check('cardinality("roles") > 0')
