"""Sealed text opens only with its own key and purpose; rotation leaves everything readable."""

import stat
from pathlib import Path

import pytest

from match.foundation import keys as store
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.foundation.keys import Keys, KeyTrouble, fresh
from match.people.commands.accounts import create_account
from match.people.phones import opened_phone, phone_key
from match.rotating import SEALED, reseal
from tests.people.make import phone

# Bytes that name nobody: links of the ledger's chain, its seals' signatures and public keys, what a
# run read (numbers of rows, compressed); and what bidders and officials sealed or opened with keys
# of their own, which no rotation of ours could seal anew.
OPEN_BYTES = {
    ("ledger_account", "head"),
    ("ledger_tx", "content"),
    ("ledger_tx", "hash"),
    ("ledger_entry", "prev"),
    ("ledger_entry", "hash"),
    ("ledger_seal", "digest"),
    ("ledger_seal", "prev"),
    ("ledger_seal", "hash"),
    # Pieces of a photo on its way, as files/ keeps whole ones; gone after a day.
    ("photo_part", "body"),
    ("ledger_seal", "key"),
    ("ledger_seal", "signature"),
    ("run_input", "content"),
    ("bid_upload", "body"),
    ("bid_part", "body"),
    ("bid_envelope", "body"),
    ("bid_board", "prev"),
    ("bid_board", "hash"),
    ("opening_share", "share"),
    ("opening_share", "proof"),
    ("bid_content", "salt"),
    ("bid_content", "dek"),
}


def test_sealed_text_opens_again_and_never_looks_the_same():
    held = fresh()
    first, second = (held.seal("13800000000", "account.phone") for _ in range(2))

    assert first != second
    assert b"13800000000" not in first
    assert held.open(first, "account.phone") == "13800000000"


def test_another_purpose_another_key_or_a_flipped_bit_opens_nothing():
    held = fresh()
    sealed = bytearray(held.seal("13800000000", "account.phone"))
    with pytest.raises(KeyTrouble):
        held.open(bytes(sealed), "organisation.phone")
    with pytest.raises(KeyTrouble):
        fresh().open(bytes(sealed), "account.phone")
    for place in range(1, len(sealed)):
        broken = sealed.copy()
        broken[place] ^= 1
        with pytest.raises(KeyTrouble):
            held.open(bytes(broken), "account.phone")


def test_rotation_reads_the_old_and_writes_the_new():
    old = fresh()
    sealed = old.seal("text", "p")
    new = old.rotated()

    assert (new.open(sealed, "p"), new.seal("x", "p")[0], old.current) == ("text", 2, 1)
    assert new.fingerprint("x", "p") == old.fingerprint("x", "p"), "search still finds"
    with pytest.raises(KeyTrouble, match="no version"):
        Keys(1, {}, old.index).open(sealed, "p")


def test_the_file_is_for_its_owner_only(tmp_path: Path):
    path = tmp_path / "keys"
    made = store.load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert store.load(path) == made
    path.chmod(0o640)

    with pytest.raises(KeyTrouble, match="chmod 600"):
        store.load(path)


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b"\x93\x00\xfe\x1c" * 16])
def test_a_damaged_file_says_so(tmp_path: Path, content: bytes):
    path = tmp_path / "keys"
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(KeyTrouble, match="Restore your copy"):
        store.load(path)


async def test_resealing_leaves_every_number_readable_and_findable(db: None):
    number = phone()
    account = await create_account(SYSTEM, name="测试", phone=number)
    before = store.keys()
    store.hold(before.rotated())
    try:
        done = await reseal(lambda *_: None)
        row = await one("SELECT phone, phone_key FROM account WHERE id = $1", account)
        assert row is not None
        assert done >= 1
        assert row["phone"][0] == before.current + 1
        assert opened_phone(row["phone"]) == number
        assert row["phone_key"] == phone_key(number)
        assert await reseal(lambda *_: None) == 0, "a second round finds nothing to do"
    finally:
        store.hold(before)


async def test_every_sealed_column_is_on_the_list_of_what_is_sealed_anew(db: None):
    """Columns of bytes that are neither keys nor hashes hold sealed text: all must be listed."""
    found = await rows(
        "SELECT table_name, column_name FROM information_schema.columns WHERE data_type = 'bytea'"
        " AND table_schema = 'public' AND column_name !~ '(_key|_hash|_sha256)$'"
    )
    assert {(row["table_name"], row["column_name"]) for row in found} - OPEN_BYTES == {
        (table, column) for table, column, _purpose in SEALED
    }
