"""Keys of partners, how often each was used, webhooks and their messages."""

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Bytea,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import one_of
from match.openness.partners.states import HookState, SentState


class ApiKey(Table, db=DB, tablename="api_key"):
    """
    A key for a partner's program. The key is told once and kept as a hash; ``beginning`` is what
    its owner recognises it by. It reads what everybody may read, ``per_day`` times.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    name = Varchar(length=40, null=False, help_text="internal")
    beginning = Varchar(length=12, null=False, help_text="internal")
    sha256 = Varchar(length=64, null=False, unique=True, help_text="secret")
    per_day = Integer(null=False, help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    expires_on = Date(null=False, default=None, help_text="internal")
    revoked_at = Timestamptz(null=True, default=None, help_text="internal")

    api_key_named = Check("btrim(\"name\") <> ''")
    api_key_quota_positive = Check('"per_day" > 0')


class ApiUse(Table, db=DB, tablename="api_use"):
    """How many questions came with a key on a day; never what was asked."""

    id = BigSerial(primary_key=True)
    key_id = BigInt(null=False, help_text="internal")
    day = Date(null=False, help_text="internal")
    calls = Integer(null=False, default=0, help_text="internal")

    api_use_day_once = Unique(["key_id", "day"])


class WebHook(Table, db=DB, tablename="web_hook"):
    """
    An address that is told of public changes of some ``kinds`` (none: of all). ``upto`` is the
    place of the change feed it was told of last; ``failures`` counts messages that failed in a row.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    url = Varchar(length=300, null=False, help_text="internal")
    host = Varchar(length=255, null=False, help_text="internal")
    kinds = Array(base_column=Varchar(length=24), null=False, help_text="internal")
    secret = Bytea(null=False, default=b"", help_text="secret")
    status = Varchar(length=10, null=False, default=HookState.waiting.value, help_text="internal")
    upto = BigInt(null=False, default=0, help_text="internal")
    failures = SmallInt(null=False, default=0, help_text="internal")
    reason = Varchar(length=200, null=False, default="", help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    decided_by = BigInt(null=True, default=None, help_text="internal")
    decided_at = Timestamptz(null=True, default=None, help_text="internal")

    web_hook_status_known = one_of("status", HookState)
    web_hook_decided = Check("\"status\" IN ('waiting', 'removed') OR \"decided_by\" IS NOT NULL")


class HookMessage(Table, db=DB, tablename="hook_message"):
    """
    One message to one webhook: the changes behind ``after`` up to ``upto``. ``key`` goes along, so
    that whoever gets it twice knows it.
    """

    id = BigSerial(primary_key=True)
    hook_id = BigInt(null=False, help_text="internal")
    after = BigInt(null=False, help_text="internal")
    upto = BigInt(null=False, help_text="internal")
    key = Varchar(length=40, null=False, unique=True, help_text="internal")
    body = Text(null=False, help_text="internal")
    status = Varchar(length=8, null=False, default=SentState.waiting.value, help_text="internal")
    attempts = SmallInt(null=False, default=0, help_text="internal")
    answered = SmallInt(null=True, default=None, help_text="internal")
    error = Varchar(length=120, null=False, default="", help_text="internal")
    made_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")

    hook_message_once = Unique(["hook_id", "upto"])
    hook_message_status_known = one_of("status", SentState)
    hook_message_onward = Check('"upto" > "after"')
    hook_message_waits_for_a_time = Check(
        '("status" = \'waiting\') = ("next_check_at" IS NOT NULL)'
    )


TABLES = (ApiKey, ApiUse, WebHook, HookMessage)
