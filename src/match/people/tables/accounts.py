"""Who a person is to us, and what they agreed to."""

from piccolo.columns import (
    BigInt,
    BigSerial,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB


class Account(Table, db=DB, tablename="account"):
    """A person. The phone is sealed, and found again by its keyed hash; both go on erasure."""

    id = BigSerial(primary_key=True)
    name = Varchar(length=40, null=False, help_text="personal")
    phone = Bytea(null=True, default=None, help_text="personal")
    phone_key = Bytea(null=True, default=None, unique=True, help_text="personal")
    language = Varchar(length=2, null=False, default="zh", help_text="internal")
    password_hash = Varchar(length=200, null=True, default=None, help_text="secret")
    totp_seed = Bytea(null=True, default=None, help_text="secret")
    totp_pending = Bytea(null=True, default=None, help_text="secret")
    # The last time step whose code was accepted: the same code is never accepted twice.
    totp_last_step = BigInt(null=False, default=0, help_text="secret")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    disabled_at = Timestamptz(null=True, default=None, help_text="internal")
    erased_at = Timestamptz(null=True, default=None, help_text="internal")

    account_language_known = Check("\"language\" IN ('zh', 'en')")
    account_phone_both = Check('("phone" IS NULL) = ("phone_key" IS NULL)')
    account_erased_bare = Check(
        '"erased_at" IS NULL OR ("phone" IS NULL AND "password_hash" IS NULL'
        ' AND "totp_seed" IS NULL AND "name" = \'\')'
    )


class Consent(Table, db=DB, tablename="consent"):
    """That a person was shown one version of the privacy notice, and agreed. Only added to."""

    id = BigSerial(primary_key=True)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    notice_version = Varchar(length=20, null=False, help_text="internal")
    text_hash = Varchar(length=64, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class BackgroundCheck(Table, db=DB, tablename="background_check"):
    """
    The yearly check before work with children (未成年人保护法 art. 62): result, source and date.

    No text of any record is kept (domain.md §3.6).
    """

    id = BigSerial(primary_key=True)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    result = Varchar(length=10, null=False, help_text="personal")
    issuer = Varchar(length=80, null=False, help_text="internal")
    checked_on = Date(null=False, default=None, help_text="internal")
    next_due_on = Date(null=False, default=None, help_text="internal")
    recorded_by = ForeignKey(Account, null=False, on_delete=OnDelete.restrict, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    background_check_result_known = Check("\"result\" IN ('clear', 'not_clear')")
    background_check_dates = Check('"next_due_on" > "checked_on"')


class RecoveryCode(Table, db=DB, tablename="recovery_code"):
    """Ten codes for the day the phone with the authenticator is lost; each works once."""

    id = BigSerial(primary_key=True)
    account = ForeignKey(Account, null=False, on_delete=OnDelete.cascade, help_text="internal")
    code_hash = Bytea(null=False, default=b"", help_text="secret")
    used_at = Timestamptz(null=True, default=None, help_text="internal")


class Throttle(Table, db=DB, tablename="throttle"):
    """Failures counted per account, network or all together; a delay, never a lock."""

    id = BigSerial(primary_key=True)
    key = Varchar(length=120, null=False, unique=True, help_text="internal")
    failures = Integer(null=False, default=0, help_text="internal")
    last_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class Erasure(Table, db=DB, tablename="erasure"):
    """That an account was erased, when, and what the law makes us keep. Only added to."""

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    kept = Text(null=False, default="", help_text="internal")
