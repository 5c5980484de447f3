"""The database's own net: who may write what, and what even the owner cannot do."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.ledger.commands import moved, open_account, post
from tests.ledger.house import Ledger, working_in

DENIED = asyncpg.InsufficientPrivilegeError
TORN = asyncpg.IntegrityConstraintViolationError


async def first_posted(ledger: Ledger) -> Ledger:
    """One committed transaction, of accounts 1 and 2."""
    async with working_in(ledger):
        giver = await open_account(SYSTEM, "giver", owner=("donation", 1), floor=None)
        earmark = await open_account(SYSTEM, "earmark", owner=("donation", 1), floor=0)
        lines = moved(giver, earmark, 500)
        assert (giver, earmark) == (1, 2)
        await post(SYSTEM, uuid4(), "test.given", lines, subject=("donation", 1))
    return ledger


@pytest_asyncio.fixture(scope="module")
async def posted(blank: Ledger, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ledger]:
    """For tests after which nothing has changed."""
    made = await first_posted(blank.copy(tmp_path_factory.mktemp("posted")))
    yield made
    made.drop()


@contextlib.asynccontextmanager
async def as_owner(ledger: Ledger) -> AsyncIterator[Any]:
    """Whoever runs migrations: owns the tables, and is no superuser."""
    connection = await asyncpg.connect(ledger.settings.owner_database_url)
    try:
        yield connection
    finally:
        await connection.close()


WRITES = [
    "INSERT INTO ledger_tx (key, content, kind, subject_kind, subject_id, lines, hash)"
    " VALUES (gen_random_uuid(), '', 'x', 'x', 1, 2, '')",
    "INSERT INTO ledger_entry (tx_id, line, account_id, amount, version, balance_after, prev,"
    " hash) VALUES (1, 3, 1, 5, 2, 505, '', '')",
    "INSERT INTO ledger_account (kind, owner_kind, owner_id, head) VALUES ('giver', 'x', 1, '')",
    "UPDATE ledger_account SET balance = 1",
    "UPDATE ledger_tx SET note = 'x'",
    "UPDATE ledger_entry SET amount = 1",
    "DELETE FROM ledger_account",
    "DELETE FROM ledger_tx",
    "DELETE FROM ledger_entry",
    "TRUNCATE ledger_account CASCADE",
    "TRUNCATE ledger_tx CASCADE",
    "TRUNCATE ledger_entry",
    "UPDATE ledger_seal SET number = 1",
    "DELETE FROM ledger_seal",
    "UPDATE ledger_halt SET halted = false",
    "DELETE FROM ledger_halt",
    "ALTER TABLE ledger_entry DISABLE TRIGGER append_only",
    "DROP TRIGGER append_only ON ledger_entry",
    "SET session_replication_role = replica",
    "SELECT setval('ledger_tx_id_seq', 1000)",
    "CREATE FUNCTION public.chain_link(text, text) RETURNS text LANGUAGE sql AS 'SELECT 1::text'",
]


@pytest.mark.parametrize("write", WRITES)
async def test_the_application_cannot_write_past_its_door(posted: Ledger, write: str):
    async with working_in(posted):
        before = await rows("SELECT * FROM ledger_entry ORDER BY id")
        assert await value("SELECT current_user") == "match_app"
        with pytest.raises(DENIED):
            await value(write)

        assert await rows("SELECT * FROM ledger_entry ORDER BY id") == before


A_SEAL = (
    "INSERT INTO ledger_seal (number, first_tx, last_tx, transactions, entries, digest, at,"
    " prev, hash, key, signature) VALUES (1, 1, 1, 1, 2, '', now(), '', '', '', '')"
)
CHANGES = [
    write
    for write in WRITES
    if write.startswith(("UPDATE ledger_", "DELETE", "TRUNCATE")) and "_halt" not in write
]


@pytest.mark.parametrize("change", [*CHANGES, "UPDATE ledger_account SET floor = -1"])
async def test_the_owner_cannot_change_what_is_posted(posted: Ledger, change: str):
    async with as_owner(posted) as owner:
        with pytest.raises(DENIED):
            async with owner.transaction():
                await owner.execute(A_SEAL)
                await owner.execute(change)


TX = (
    "INSERT INTO ledger_tx (id, key, content, kind, subject_kind, subject_id, lines, hash)"
    " VALUES (nextval('ledger_tx_id_seq'), gen_random_uuid(), '', 'x', 'x', 1, {lines}, '');"
)
ENTRY = (
    "INSERT INTO ledger_entry (tx_id, line, account_id, amount, version, balance_after, prev, hash)"
    " SELECT {tx}, {line}, id, {amount}, version + 1, balance + {amount}, head, '\\x{line:02d}'"
    " FROM ledger_account WHERE id = {account};"
)
MOVE = (
    "UPDATE ledger_account a SET balance = e.balance_after, version = e.version, head = e.hash"
    " FROM ledger_entry e WHERE e.account_id = a.id AND e.version = a.version + 1;"
)
NEW = "currval('ledger_tx_id_seq')"
BY_HAND = {
    "no line": TX.format(lines=2),
    "one line": TX.format(lines=2) + ENTRY.format(tx=NEW, line=1, account=1, amount=5) + MOVE,
    "uneven": TX.format(lines=2)
    + ENTRY.format(tx=NEW, line=1, account=1, amount=5)
    + ENTRY.format(tx=NEW, line=2, account=2, amount=5)
    + MOVE,
    "lines added to an old one": ENTRY.format(tx=1, line=3, account=1, amount=-5)
    + ENTRY.format(tx=1, line=4, account=2, amount=5)
    + MOVE,
    "accounts that stayed where they were": TX.format(lines=2)
    + ENTRY.format(tx=NEW, line=1, account=1, amount=-5)
    + ENTRY.format(tx=NEW, line=2, account=2, amount=5),
    "below the floor, and the account left alone": TX.format(lines=2)
    + ENTRY.format(tx=NEW, line=1, account=1, amount=501)
    + ENTRY.format(tx=NEW, line=2, account=2, amount=-501),
}


@pytest.mark.parametrize("name", BY_HAND)
async def test_at_commit_a_transaction_made_by_hand_is_whole_or_not_there(
    posted: Ledger, name: str
):
    async with as_owner(posted) as owner:
        with pytest.raises(TORN):
            async with owner.transaction():
                await owner.execute(BY_HAND[name])

        assert await owner.fetchval("SELECT count(*) FROM ledger_entry") == 2
    assert await posted.invariants() == set()


async def test_one_made_by_hand_that_is_whole_gets_in_and_is_found_by_its_hashes(ledger: Ledger):
    """The broken twin of the test above: the same statements, even and complete, are taken."""
    await first_posted(ledger)
    async with as_owner(ledger) as owner, owner.transaction():
        await owner.execute(
            TX.format(lines=2)
            + ENTRY.format(tx=NEW, line=1, account=1, amount=-5)
            + ENTRY.format(tx=NEW, line=2, account=2, amount=5)
            + MOVE
        )

    assert await ledger.invariants() == set()
    found = await ledger.verified()
    assert found.entries == 4
    assert found.wrong == 3  # the transaction, and both accounts


async def test_the_live_checks_notice_a_guard_that_is_off(ledger: Ledger):
    assert await ledger.invariants() == set()

    async with as_owner(ledger) as owner:
        await owner.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_whole")
        await owner.execute("GRANT UPDATE ON ledger_tx TO match_app")

    assert await ledger.invariants() == {
        "the ledger's guards are on",
        "the application may only read the ledger and call its door",
    }
