"""
A second sealer and a second opener, written from the format's description and sharing no line with
the house's: what a bidder's browser and an official's tool do.
"""

import base64
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

import pyrage
import pyshamir
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BUCKETS = [2**16, 2**18, 2**20, 2**22]


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def text_of(thing: Any) -> bytes:
    return json.dumps(thing, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def technical(**other: Any) -> dict[str, Any]:
    """A small technical bid."""
    return {
        "answers": {"1": "每周两次，由持证社工带队。"},
        "plan": "三个月内走访全部儿童之家。",
        "attachments": [],
        "consortium": None,
        "declarations": {"article22": True},
        **other,
    }


def price(price_fen: int = 17_000_000, **other: Any) -> dict[str, Any]:
    """A small price bid."""
    lines = [{"item": "团体辅导", "units": 300, "unit_price_fen": price_fen // 300}]
    return {"price_fen": price_fen, "lines": lines, "valid_days": 90, **other}


def seal(
    bid: Any,
    *,
    tender: int,
    bidder: int,
    envelope: str,
    recipients: Sequence[str],
    k: int,
    document: int = 1,
    **broken: Any,
) -> bytes:
    """
    The envelope file. *broken* replaces what an honest bidder would do: ``shares`` (raw, one each),
    ``dek_commitment``, ``bid_commitment``, ``plain`` (the padded text), ``aad``, ``document``.
    """
    n = len(recipients)
    keyset = hashlib.sha256("\n".join(sorted(recipients)).encode()).hexdigest()
    salt, dek, nonce = os.urandom(32), broken.get("dek") or os.urandom(32), os.urandom(12)
    plain = broken.get("plain") or padded(text_of({"bid": bid, "salt": b64(salt)}))
    aad = f"xth-bid-1|{tender}|{bidder}|{envelope}|{n}|{k}|{document}|{keyset}".encode()
    shares = broken.get("shares") or [bytes(each) for each in pyshamir.split(dek, n, k)]
    return json.dumps(
        {
            "v": 1,
            "suite": "age-x25519/aes256gcm/shamir-gf256",
            "tender": tender,
            "bidder": bidder,
            "envelope": envelope,
            "n": n,
            "k": k,
            "document": document,
            "keyset": keyset,
            "nonce": b64(nonce),
            "ciphertext": b64(AESGCM(dek).encrypt(nonce, plain, broken.get("aad") or aad)),
            "shares": [
                {"recipient": who, "sealed": b64(age_sealed(share, who))}
                for who, share in zip(recipients, shares, strict=True)
            ],
            "dek_commitment": broken.get("dek_commitment") or sha(b"dek" + dek),
            "bid_commitment": broken.get("bid_commitment") or sha(salt + text_of(bid)),
        }
    ).encode()


def padded(text: bytes) -> bytes:
    size = next(each for each in BUCKETS if each >= len(text) + 4)
    return (len(text).to_bytes(4, "big") + text).ljust(size, b"\0")


def sha(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def age_sealed(raw: bytes, recipient: str) -> bytes:
    return pyrage.encrypt(raw, [pyrage.x25519.Recipient.from_str(recipient)])


def decrypted(sealed: str, identity: Any) -> bytes:
    """A share, on the official's own machine."""
    return pyrage.decrypt(base64.b64decode(sealed), [identity])


def opened_by_hand(body: bytes, shares: Sequence[bytes]) -> Mapping[str, Any]:
    """What an envelope says, without the house: for telling it apart from what the house says."""
    file = json.loads(body)
    dek = bytes(pyshamir.combine([bytearray(each) for each in shares]))
    names = ("tender", "bidder", "envelope", "n", "k", "document", "keyset")
    aad = "|".join(["xth-bid-1", *(str(file[name]) for name in names)]).encode()
    plain = AESGCM(dek).decrypt(
        base64.b64decode(file["nonce"]), base64.b64decode(file["ciphertext"]), aad
    )
    return json.loads(plain[4 : 4 + int.from_bytes(plain[:4], "big")])["bid"]


def file_key(sealed: str, identity: Any) -> bytes:
    """The age file's own key (age-encryption.org/v1, X25519), which proves what lay in it."""
    secret = X25519PrivateKey.from_private_bytes(_bech32(str(identity)))
    lines = base64.b64decode(sealed).split(b"\n")
    at = next(n for n, line in enumerate(lines) if line.startswith(b"-> X25519 "))
    ephemeral, wrapped = _raw64(lines[at].split(b" ")[2]), _raw64(lines[at + 1])
    shared = secret.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    salt = ephemeral + secret.public_key().public_bytes_raw()
    key = HKDF(SHA256(), 32, salt, b"age-encryption.org/v1/X25519").derive(shared)
    return ChaCha20Poly1305(key).decrypt(bytes(12), wrapped, None)


def _raw64(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def _bech32(text: str) -> bytes:
    """The 32 bytes of an AGE-SECRET-KEY-1…, whose checksum the library has made."""
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    bits = 0
    for letter in text.lower().rsplit("1", 1)[1][:-6]:
        bits = bits << 5 | letters.index(letter)
    return (bits >> 4).to_bytes(32, "big")
