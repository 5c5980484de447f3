"""
Ed25519 signatures under what is published as unalterable: seals of the ledger, of the public log.

The private key is one 0600 PEM file (PKCS 8, as ``openssl genpkey -algorithm ed25519`` writes it),
which may live on a medium that is only plugged in to sign. Public keys are told as 64 hex digits.
"""

import contextlib
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from match.foundation.keys import KeyTrouble


class Signer:
    """A private key at hand, for one purpose: what it signs for that never passes for another."""

    def __init__(self, key: Ed25519PrivateKey, purpose: str) -> None:
        self._key = key
        self._purpose = purpose

    @property
    def public(self) -> bytes:
        """The 32 bytes by which others check."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(_framed(self._purpose, message))


def verified(public: bytes, purpose: str, message: bytes, signature: bytes) -> bool:
    """Whether the holder of *public*'s private half signed *message* for *purpose*."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, _framed(purpose, message))
    except (InvalidSignature, ValueError):
        return False
    return True


def signer(path: Path, purpose: str) -> Signer | None:
    """The key in *path*; None where there is no such file. Raises KeyTrouble with what to do."""
    try:
        mode, text = path.stat().st_mode & 0o777, path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyTrouble(f"{path} cannot be read: {error.strerror}.") from error
    if mode & 0o077:
        raise KeyTrouble(f"{path} can be read by others (mode {mode:o}): `chmod 600 {path}`.")
    try:
        key = load_pem_private_key(text, password=None)
    except (ValueError, TypeError) as error:
        raise KeyTrouble(f"{path} is not a private key in PEM: restore your copy.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyTrouble(f"{path} is not an Ed25519 key: make one with `match seal --new-key`.")
    return Signer(key, purpose)


def derived(seed: bytes, purpose: str) -> Signer:
    """The key that *seed* (32 secret bytes) makes: always at hand where the seed is."""
    return Signer(Ed25519PrivateKey.from_private_bytes(seed), purpose)


def create(path: Path) -> None:
    """A new private key in *path*, 0600. Raises KeyTrouble where there is a file already."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # never replaces what is there
    except FileExistsError as error:
        raise KeyTrouble(f"{path} is there already: move it to a safe place first.") from error
    except OSError as error:
        raise KeyTrouble(f"Cannot write {path}: {error.strerror}.") from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()


def _framed(purpose: str, message: bytes) -> bytes:
    return purpose.encode() + b"\0" + message
