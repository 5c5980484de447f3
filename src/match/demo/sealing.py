"""
Two suppliers seal their answers to a small purchase, as a bidder's own machine does.

Only the demo seals here, because it plays the bidders too. In use the house never sees a bid
before the opening: the sealing page or the offline tool encrypts it where it is written.
"""

import base64
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, cast

import pyrage
import pyshamir
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from match.bids.commands import keep_upload, submit
from match.bids.envelope import BUCKETS, SUITE, keyset_of
from match.bids.forms import SubmitForm
from match.demo.content import organisations
from match.demo.disputing import LIGHT
from match.demo.steps import Progress, Stage, Troupe
from match.foundation.actor import Actor
from match.foundation.db import command, one, rows

_AGE, _SHAMIR = cast("Any", pyrage), cast("Any", pyshamir)  # compiled modules that ship no types
BIDS = (("heping", 17_200_000), ("jishi", 16_500_000))


async def seal_bids(troupe: Troupe, ids: Mapping[str, int], progress: Progress) -> None:
    """Seal and submit every bid that is not there yet, while answers are taken."""
    stage = Stage(progress, "bids", len(BIDS))
    people = {text.key: (text.person_in_charge, text.phone) for text in organisations()}
    purchase = await one(
        "SELECT t.id, t.document_version AS document, s.k, t.closes_at > now() AS open,"
        " ARRAY(SELECT k.recipient FROM tender_key c JOIN official_key k ON k.id = c.key_id"
        " WHERE c.tender_id = t.id ORDER BY c.position) AS recipients"
        " FROM tender t JOIN bid_sealing s ON s.tender_id = t.id WHERE t.title = $1",
        LIGHT,
    )
    assert purchase is not None, "its officials are chosen in the stage before"
    found = await rows("SELECT organisation_id FROM bid WHERE tender_id = $1", purchase["id"])
    there = {row["organisation_id"] for row in found}
    for key, fen in BIDS:
        if ids[key] not in there and purchase["open"]:
            manager = await troupe.actor(await troupe.account(*people[key]))
            await _bid(manager, ids[key], purchase, fen)
        stage.step()


@command
async def _bid(manager: Actor, organisation: int, purchase: Mapping[str, Any], fen: int) -> None:
    criteria = await rows(
        "SELECT id FROM tender_criterion WHERE tender_id = $1 ORDER BY position", purchase["id"]
    )
    technical = {
        "answers": {str(row["id"]): "见服务方案及所附证明。" for row in criteria},
        "plan": "两名持证社工驻点，每周走访，每月开展一次团体活动。",
        "attachments": [],
        "consortium": None,
        "declarations": {"article22": True},
    }
    line = {"item": "驻点服务（月）", "units": 10, "unit_price_fen": fen // 10}
    price = {"price_fen": fen, "lines": [line], "valid_days": 90}
    uploads = [
        await keep_upload(manager, purchase["id"], _sealed(bid, envelope, organisation, purchase))
        for envelope, bid in (("technical", technical), ("price", price))
    ]
    await submit(manager, purchase["id"], SubmitForm(organisation, *uploads))


def _sealed(
    bid: Mapping[str, Any], envelope: str, organisation: int, purchase: Mapping[str, Any]
) -> bytes:
    """One envelope as docs/sealed-bids.md describes it."""
    recipients: Sequence[str] = purchase["recipients"]
    n, k, document = len(recipients), purchase["k"], purchase["document"]
    keyset = keyset_of(recipients)
    salt, key, nonce = os.urandom(32), os.urandom(32), os.urandom(12)
    place = (purchase["id"], organisation, envelope, n, k, document, keyset)
    aad = "|".join(("xth-bid-1", *map(str, place))).encode()
    shares = [bytes(share) for share in _SHAMIR.split(key, n, k)]
    names = ("tender", "bidder", "envelope", "n", "k", "document", "keyset")
    plain = _padded(_text({"salt": _b64(salt), "bid": bid}))
    file = {
        "v": 1,
        "suite": SUITE,
        **dict(zip(names, place, strict=True)),
        "nonce": _b64(nonce),
        "ciphertext": _b64(AESGCM(key).encrypt(nonce, plain, aad)),
        "shares": [
            {"recipient": who, "sealed": _b64(_age(share, who))}
            for who, share in zip(recipients, shares, strict=True)
        ],
        "dek_commitment": hashlib.sha256(b"dek" + key).hexdigest(),
        "bid_commitment": hashlib.sha256(salt + _text(bid)).hexdigest(),
    }
    return json.dumps(file).encode()


def _age(share: bytes, recipient: str) -> bytes:
    return _AGE.encrypt(share, [_AGE.x25519.Recipient.from_str(recipient)])


def _text(thing: Mapping[str, Any]) -> bytes:
    return json.dumps(thing, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _padded(text: bytes) -> bytes:
    size = next(each for each in BUCKETS if each >= len(text) + 4)
    return (len(text).to_bytes(4, "big") + text).ljust(size, b"\0")


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
