"""The foundation's own tables, and the helpers every room's tables use."""

from enum import StrEnum

from piccolo.columns import (
    JSONB,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
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


def one_of(column: str, values: type[StrEnum]) -> Check:
    """A CHECK that the column holds one of the enum's values, written from the enum itself."""
    listed = ", ".join(f"'{value}'" for value in values)
    # A string, since Piccolo's Check(column.is_in(…)) writes broken SQL.
    return Check(f'"{column}" IN ({listed})')


def is_division(column: str) -> Check:
    """A CHECK that the column holds a whole 12-digit division code of Hunan."""
    return Check(f"\"{column}\" ~ '^43[0-9]{{10}}$'")


class Outbox(Table, db=DB, tablename="outbox"):
    """Facts that left a room, written in the transaction that made them true."""

    id = BigSerial(primary_key=True)
    topic = Varchar(length=80, null=False, help_text="internal")
    payload = JSONB(null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    next_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    attempts = Integer(null=False, default=0, help_text="internal")
    starts = Integer(null=False, default=0, help_text="internal")
    failures = Integer(null=False, default=0, help_text="internal")
    last_error = Text(null=True, default=None, help_text="internal")
    done_at = Timestamptz(null=True, default=None, help_text="internal")
    dead_at = Timestamptz(null=True, default=None, help_text="internal")


class Inbox(Table, db=DB, tablename="inbox"):
    """Which listener has had which fact: inserted with its effect, so an effect happens once."""

    id = BigSerial(primary_key=True)
    event_id = BigInt(null=False, help_text="internal")
    listener = Varchar(length=120, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class Audit(Table, db=DB, tablename="audit"):
    """Who did what to which thing, when and why. Only ever added to."""

    id = BigSerial(primary_key=True)
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    actor_id = BigInt(null=True, default=None, help_text="internal")
    covering_id = BigInt(null=True, default=None, help_text="internal")
    verb = Varchar(length=80, null=False, help_text="internal")
    subject_kind = Varchar(length=40, null=False, help_text="internal")
    subject_id = BigInt(null=True, default=None, help_text="internal")
    division = Varchar(length=12, null=True, default=None, help_text="internal")
    reason = Text(null=False, default="", help_text="internal")
    changes = JSONB(null=False, default="{}", help_text="internal")
    request_id = Varchar(length=40, null=True, default=None, help_text="internal")


class Parameter(Table, db=DB, tablename="parameter"):
    """A value of the shipped parameter list, changed for this installation from a date on."""

    id = BigSerial(primary_key=True)
    key = Varchar(length=80, null=False, help_text="public")
    value = Text(null=False, help_text="public")
    source = Text(null=False, help_text="public")
    confidence = Varchar(length=4, null=False, default="L", help_text="public")
    valid_from = Date(null=False, help_text="public")


class CalendarOverride(Table, db=DB, tablename="calendar_override"):
    """A day that the State Council's yearly notice makes a holiday or a working day."""

    id = BigSerial(primary_key=True)
    day = Date(null=False, unique=True, help_text="public")
    is_workday = Boolean(null=False, help_text="public")
    name = Varchar(length=40, null=False, help_text="public")


class Idempotency(Table, db=DB, tablename="idempotency"):
    """The answer that a creating request got, so that a repeat gets the same. Holds no body."""

    id = BigSerial(primary_key=True)
    actor_id = BigInt(null=False, help_text="internal")
    key = Varchar(length=255, null=False, help_text="internal")
    route = Varchar(length=200, null=False, help_text="internal")
    request_hash = Varchar(length=64, null=False, help_text="internal")
    status = Integer(null=False, help_text="internal")
    location = Varchar(length=300, null=False, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class SearchState(Table, db=DB, tablename="search_state"):
    """The newest version of a row that the index was told of; deletes leave theirs."""

    id = BigSerial(primary_key=True)
    index = Varchar(length=40, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    version = BigInt(null=False, help_text="internal")
    public = Boolean(null=False, help_text="internal")


class Run(Table, db=DB, tablename="run"):
    """A cron or long task: taken up again by the sweep when its worker died."""

    id = BigSerial(primary_key=True)
    task = Varchar(length=80, null=False, help_text="internal")
    arguments = JSONB(null=False, default="{}", help_text="internal")
    state = Varchar(length=20, null=False, default="waiting", help_text="internal")
    progress = Integer(null=False, default=0, help_text="internal")
    starts = Integer(null=False, default=0, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    started_at = Timestamptz(null=True, default=None, help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    outcome = JSONB(null=False, default="{}", help_text="internal")

    run_state_known = Check("\"state\" IN ('waiting', 'running', 'done', 'failed')")


class WechatToken(Table, db=DB, tablename="wechat_token"):
    """The access token of an official account, sealed; and the day's forced renewals."""

    id = BigSerial(primary_key=True)
    appid = Varchar(length=18, null=False, unique=True, help_text="internal")
    token = Bytea(null=True, default=None, help_text="secret")
    fetched_at = Timestamptz(null=False, help_text="internal")
    expires_at = Timestamptz(null=False, help_text="internal")
    forced_day = Date(null=True, default=None, help_text="internal")
    forced = Integer(null=False, default=0, help_text="internal")
    forced_at = Timestamptz(null=True, default=None, help_text="internal")


class WechatUse(Table, db=DB, tablename="wechat_use"):
    """How often a method of WeChat's interface was called on its last day, and how it failed."""

    id = BigSerial(primary_key=True)
    method = Varchar(length=60, null=False, unique=True, help_text="internal")
    day = Date(null=False, help_text="internal")
    calls = Integer(null=False, default=0, help_text="internal")
    closed_until = Timestamptz(null=True, default=None, help_text="internal")
    last_code = Integer(null=True, default=None, help_text="internal")
    last_detail = Varchar(length=80, null=False, default="", help_text="internal")
    last_failed_at = Timestamptz(null=True, default=None, help_text="internal")
