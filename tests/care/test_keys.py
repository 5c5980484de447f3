"""The children's keys: bound to child and column, wrapped, copied for a short time."""

from datetime import timedelta
from pathlib import Path

import pytest

from match.foundation import clock
from match.foundation.key_copies import copy_keys, prune, put_back
from match.foundation.keyring import KeyDestroyed, Keyring
from match.foundation.keys import KeyTrouble, fresh, keys
from match.foundation.settings import Settings, changed


@pytest.fixture
def ring(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "k.children", fresh())


def test_a_flipped_bit_is_refused_wherever_it_is(ring: Keyring) -> None:
    _name, key = ring.make()
    sealed = key.seal("欧阳小满", "child.name")
    assert key.open(sealed, "child.name") == "欧阳小满"

    for at in range(len(sealed) * 8):
        flipped = bytearray(sealed)
        flipped[at // 8] ^= 1 << at % 8
        with pytest.raises(KeyTrouble):
            key.open(bytes(flipped), "child.name")


def test_another_childs_key_and_another_column_are_refused(ring: Keyring) -> None:
    _one, key = ring.make()
    _two, other = ring.make()
    sealed = key.seal("欧阳小满", "child.name")

    with pytest.raises(KeyTrouble):
        other.open(sealed, "child.name")
    with pytest.raises(KeyTrouble):
        key.open(sealed, "guardian.name")


def test_a_key_moved_under_another_name_does_not_unwrap(ring: Keyring) -> None:
    import sqlite3

    one, _key = ring.make()
    two, _other = ring.make()
    with sqlite3.connect(ring.path) as file:
        file.execute(
            "UPDATE held SET wrapped = (SELECT wrapped FROM held WHERE name = ?) WHERE name = ?",
            (one, two),
        )

    with pytest.raises(KeyTrouble):
        ring.key(two)


def test_the_store_is_private_and_useless_without_the_master_key(ring: Keyring) -> None:
    name, _key = ring.make()

    assert ring.path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(KeyTrouble):
        Keyring(ring.path, fresh()).key(name)


def test_after_a_rotation_the_keys_open_without_the_old_version(tmp_path: Path) -> None:
    old = fresh()
    ring = Keyring(tmp_path / "k", old)
    name, key = ring.make()
    sealed = key.seal("x", "child.name")
    new = old.rotated()

    assert Keyring(ring.path, new).rewrap() == 1
    assert Keyring(ring.path, new).rewrap() == 0

    import msgspec

    only_new = msgspec.structs.replace(new, versions={"2": new.versions["2"]})
    assert Keyring(ring.path, only_new).key(name).open(sealed, "child.name") == "x"


def test_what_was_destroyed_does_not_come_back_from_a_copy(
    tmp_path: Path, settings: Settings
) -> None:
    given = changed(settings, child_key_file=tmp_path / "store", child_key_backup_dir=None)
    ring = Keyring(given.child_keys, keys())
    kept, _ = ring.make()
    gone, _ = ring.make()
    copy = copy_keys(given)
    ring.destroy(gone)
    lost, _ = ring.make()
    assert put_back(given, copy) == 0

    given.child_keys.unlink()
    ring.destroy("nothing yet")
    assert put_back(given, copy) == 2
    assert ring.names() == {kept, gone}
    with pytest.raises(KeyDestroyed):
        ring.key(lost)
    (tmp_path / "no.keys").write_bytes(b"no database at all, but long enough to be looked at")
    with pytest.raises(KeyTrouble):
        put_back(given, tmp_path / "no.keys")


def test_copies_are_deleted_after_their_days(tmp_path: Path, settings: Settings) -> None:
    given = changed(settings, child_key_file=tmp_path / "store", child_key_backup_days=30)
    Keyring(given.child_keys, keys()).make()
    first = copy_keys(given)
    assert first.stat().st_mode & 0o777 == 0o600
    with clock.freeze(clock.now() + timedelta(days=29)):
        second = copy_keys(given)
        assert first.exists()

    with clock.freeze(clock.now() + timedelta(days=31)):
        assert prune(given) == [first]

    assert second.exists()
