"""Accounts, transactions, their lines; seals; and whether posting is stopped."""

from piccolo.columns import (
    UUID,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
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
from match.ledger.kinds import AccountKind


class LedgerAccount(Table, db=DB, tablename="ledger_account"):
    """
    One owner's holding of one unit. ``balance``, ``version`` and ``head`` are those of its newest
    entry and move only together with one; ``floor`` is what the balance may never go below.
    """

    id = BigSerial(primary_key=True)
    kind = Varchar(length=20, null=False, help_text="internal")
    owner_kind = Varchar(length=20, null=False, help_text="internal")
    owner_id = BigInt(null=False, help_text="internal")
    unit = Varchar(length=60, null=False, default="CNY", help_text="internal")
    floor = BigInt(null=True, default=None, help_text="internal")
    balance = BigInt(null=False, default=0, help_text="internal")
    version = BigInt(null=False, default=0, help_text="internal")
    head = Bytea(null=False, help_text="internal")
    opened_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    ledger_account_one = Unique(["owner_kind", "owner_id", "kind", "unit"])
    ledger_account_kind_known = one_of("kind", AccountKind)
    ledger_account_above_floor = Check('"floor" IS NULL OR "balance" >= "floor"')
    ledger_account_unit_known = Check("\"unit\" = 'CNY' OR \"unit\" ~ '^[a-z_]+:[0-9]+:.+$'")


class LedgerTx(Table, db=DB, tablename="ledger_tx"):
    """
    One transaction: what about, who, when, and why. ``key`` is the caller's and is kept for ever;
    ``content`` is the hash by which a repeat is told from another request with the same key.
    """

    id = BigSerial(primary_key=True)
    key = UUID(null=False, unique=True, help_text="internal")
    content = Bytea(null=False, help_text="internal")
    kind = Varchar(length=40, null=False, help_text="internal")
    subject_kind = Varchar(length=20, null=False, help_text="internal")
    subject_id = BigInt(null=False, help_text="internal")
    actor_id = BigInt(null=True, default=None, help_text="internal")
    note = Text(null=False, default="", help_text="internal")
    reverses = BigInt(null=True, default=None, unique=True, help_text="internal")
    lines = SmallInt(null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    hash = Bytea(null=False, help_text="internal")

    ledger_tx_two_lines = Check('"lines" >= 2')


class LedgerEntry(Table, db=DB, tablename="ledger_entry"):
    """One line: an account's balance after it, and the link to the account's entry before."""

    id = BigSerial(primary_key=True)
    tx_id = BigInt(null=False, help_text="internal")
    line = SmallInt(null=False, help_text="internal")
    account_id = BigInt(null=False, help_text="internal")
    amount = BigInt(null=False, help_text="internal")
    version = BigInt(null=False, help_text="internal")
    balance_after = BigInt(null=False, help_text="internal")
    prev = Bytea(null=False, help_text="internal")
    hash = Bytea(null=False, help_text="internal")

    ledger_entry_line_once = Unique(["tx_id", "line"])
    ledger_entry_version_once = Unique(["account_id", "version"])
    ledger_entry_not_nothing = Check('"amount" <> 0')


class LedgerSeal(Table, db=DB, tablename="ledger_seal"):
    """
    A range of transactions under one hash, chained to the seal before. The same lines stand in a
    file off the database. ``key`` and ``signature`` are empty where no key was at hand: the next
    signed seal covers those before it.
    """

    id = BigSerial(primary_key=True)
    number = BigInt(null=False, unique=True, help_text="internal")
    first_tx = BigInt(null=False, help_text="internal")
    last_tx = BigInt(null=False, help_text="internal")
    transactions = Integer(null=False, help_text="internal")
    entries = Integer(null=False, help_text="internal")
    digest = Bytea(null=False, help_text="internal")
    at = Timestamptz(null=False, help_text="internal")
    prev = Bytea(null=False, help_text="internal")
    hash = Bytea(null=False, help_text="internal")
    key = Bytea(null=False, help_text="internal")
    signature = Bytea(null=False, help_text="internal")

    ledger_seal_range = Check('"first_tx" <= "last_tx" + 1')


class LedgerHalt(Table, db=DB, tablename="ledger_halt"):
    """Posting stopped, or allowed again: the newest row decides. Only added to."""

    id = BigSerial(primary_key=True)
    halted = Boolean(null=False, help_text="internal")
    reason = Text(null=False, help_text="internal")
    by = BigInt(null=True, default=None, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    ledger_halt_reason_told = Check("btrim(\"reason\") <> ''")
