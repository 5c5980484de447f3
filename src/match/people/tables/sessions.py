"""Who is signed in, and the codes on the way there. Tokens and codes are only ever kept hashed."""

from piccolo.columns import (
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    ForeignKey,
    Integer,
    Timestamptz,
    Varchar,
)
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check
from piccolo.table import Table

from match.foundation.db import DB
from match.people.tables.accounts import Account


class Session(Table, db=DB, tablename="session"):
    """One browser of one person. Without an idle limit the device is remembered."""

    id = BigSerial(primary_key=True)
    token_sha256 = Bytea(null=False, default=b"", unique=True, help_text="secret")
    account = ForeignKey(Account, null=False, on_delete=OnDelete.cascade, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    seen_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    ends_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    idle_minutes = Integer(null=True, default=None, help_text="internal")
    # 1: the phone number was shown to be theirs. 2: password and authenticator as well.
    auth_level = Integer(null=False, default=1, help_text="internal")
    auth_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    remembered = Boolean(null=False, default=False, help_text="internal")
    covering = BigInt(null=True, default=None, help_text="internal")
    device = Varchar(length=60, null=False, default="", help_text="personal")
    ip_key = Bytea(null=True, default=None, help_text="personal")
    ua_key = Bytea(null=True, default=None, help_text="personal")

    session_level_known = Check('"auth_level" IN (1, 2)')


class OneTimeCode(Table, db=DB, tablename="one_time_code"):
    """Six digits on their way to a phone, good for one browser, five tries and five minutes."""

    id = BigSerial(primary_key=True)
    phone_key = Bytea(null=False, default=b"", help_text="personal")
    # Sealed, so that a first visitor need not type it again after the code.
    phone = Bytea(null=False, default=b"", help_text="personal")
    browser_sha256 = Bytea(null=False, default=b"", help_text="secret")
    code_hash = Bytea(null=False, default=b"", help_text="secret")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    expires_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    tries = Integer(null=False, default=0, help_text="internal")
    used_at = Timestamptz(null=True, default=None, help_text="internal")
