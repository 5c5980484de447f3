"""
An outsider's opening of an envelope, written from docs/sealed-bids.md alone: it imports nothing of
the product. age by pyrage, Shamir by pyshamir, AES-GCM by cryptography.
"""

import base64
import hashlib
import json
from typing import Any

import pyrage
import pyshamir
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class Shut(Exception):
    """It does not open."""


def key_pair() -> tuple[Any, str]:
    """An official: the private half, and the recipient that bidders seal to."""
    identity = pyrage.x25519.Identity.generate()
    return identity, str(identity.to_public())


def terms(recipients: list[str], *, k: int = 3, **other: Any) -> dict[str, Any]:
    """The terms of a made-up tender as the page and terms.json give them."""
    return {
        "tender": 41,
        "title": "留守儿童课后服务",
        "bidder": 7,
        "document": 2,
        "n": len(recipients),
        "k": k,
        "keyset": hashlib.sha256("\n".join(sorted(recipients)).encode()).hexdigest(),
        "recipients": [
            {"recipient": each, "name": f"开标人{number}", "body": f"单位{number}"}
            for number, each in enumerate(recipients, 1)
        ],
        "criteria": [
            {"id": 11, "title": "服务方案", "indicator": "人员、频次、时长", "kind": "subjective"},
            {"id": 12, "title": "同类业绩", "indicator": "近三年项目数", "kind": "objective"},
            {"id": 13, "title": "价格", "indicator": "", "kind": "price"},
        ],
        "closes_at": "2026-12-20T01:00:00+00:00",
        "server_time": "2026-12-01T01:00:00+00:00",
    } | other


def shares_of(envelope: dict[str, Any], identities: list[Any]) -> list[bytes]:
    """Each official's share, decrypted with the key at the same place."""
    return [
        pyrage.decrypt(base64.b64decode(share["sealed"], validate=True), [identity])
        for share, identity in zip(envelope["shares"], identities, strict=True)
    ]


def opened(envelope: dict[str, Any], shares: list[bytes]) -> dict[str, Any]:
    """The bid. Raises Shut unless key, cipher, padding and commitment all agree."""
    try:
        key = bytes(pyshamir.combine([bytearray(share) for share in shares]))
    except (ValueError, ZeroDivisionError) as error:
        raise Shut("shares") from error
    if hashlib.sha256(b"dek" + key).hexdigest() != envelope["dek_commitment"]:
        raise Shut("key")
    names = ("tender", "bidder", "envelope", "n", "k", "document", "keyset")
    bound = "|".join(["xth-bid-1", *(str(envelope[name]) for name in names)])
    try:
        nonce = base64.b64decode(envelope["nonce"], validate=True)
        sealed = base64.b64decode(envelope["ciphertext"], validate=True)
        plain = AESGCM(key).decrypt(nonce, sealed, bound.encode())
    except Exception as error:
        raise Shut("cipher") from error
    length = int.from_bytes(plain[:4], "big")
    text = plain[4 : 4 + length]
    if any(plain[4 + length :]):
        raise Shut("padding")
    inside = json.loads(text)
    canonical = json.dumps(
        inside["bid"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    salt = base64.b64decode(inside["salt"])
    if (
        len(salt) != 32
        or hashlib.sha256(salt + canonical).hexdigest() != envelope["bid_commitment"]
    ):
        raise Shut("commitment")
    return inside["bid"]
