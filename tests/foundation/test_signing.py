"""A signature is one key's, for one purpose, over one message."""

from pathlib import Path

import pytest

from match.foundation.keys import KeyTrouble
from match.foundation.signing import create, signer, verified


def test_what_was_signed_is_verified_and_nothing_else(tmp_path: Path):
    create(tmp_path / "key")
    create(tmp_path / "other")
    hand, stranger = signer(tmp_path / "key", "seal"), signer(tmp_path / "other", "seal")
    assert hand
    assert stranger
    signature = hand.sign(b"message")

    assert verified(hand.public, "seal", b"message", signature)
    assert not verified(hand.public, "seal", b"massage", signature)
    assert not verified(hand.public, "log", b"message", signature)
    assert not verified(stranger.public, "seal", b"message", signature)
    assert not verified(hand.public, "seal", b"message", b"")
    assert not verified(b"short", "seal", b"message", signature)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path):
    path = tmp_path / "new" / "key"
    create(path)
    before = path.read_bytes()

    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["key"]
    with pytest.raises(KeyTrouble, match="there already"):
        create(path)
    assert path.read_bytes() == before


def test_a_missing_key_is_none_and_a_bad_one_is_explained(tmp_path: Path):
    path = tmp_path / "key"
    assert signer(path, "seal") is None

    path.write_text("not a key")
    path.chmod(0o600)
    with pytest.raises(KeyTrouble, match="not a private key"):
        signer(path, "seal")
    path.unlink()
    create(path)
    path.chmod(0o640)
    with pytest.raises(KeyTrouble, match="chmod 600"):
        signer(path, "seal")
