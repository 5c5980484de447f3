"""
The sealed envelope as it comes in: its one shape, and the two texts that tie it to its place.

Here nothing is decrypted: the parser looks at lengths, names and encodings, so that what the
officials will be given later is at least the right kind of thing.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec

from match.bids.forms import Base64, Hex64, Number, Recipient, Strict
from match.bids.states import Envelope
from match.foundation.errors import Invalid
from match.foundation.language import _

SUITE = "age-x25519/aes256gcm/shamir-gf256"
BUCKETS = (64 * 1024, 256 * 1024, 1024 * 1024, 4 * 1024 * 1024)
"""Bytes of plain text: a length that follows the content would tell of the price."""
BODY_MOST = 6_000_000
TAG = 16
NONCE = 12
AGE_HEAD = b"age-encryption.org/v1\n-> "
AGE_MOST = 1024


class SealedShare(Strict, frozen=True):
    """One official's share, an age file in base64."""

    recipient: Recipient
    sealed: Annotated[str, msgspec.Meta(max_length=2048)]


class EnvelopeFile(Strict, frozen=True):
    """One envelope. ``document`` is the version of the documents it answers."""

    v: Literal[1]
    suite: Literal["age-x25519/aes256gcm/shamir-gf256"]
    tender: Number
    bidder: Number
    envelope: Envelope
    n: Annotated[int, msgspec.Meta(ge=2, le=9)]
    k: Annotated[int, msgspec.Meta(ge=2, le=9)]
    document: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    keyset: Hex64
    nonce: Base64
    ciphertext: Base64
    shares: tuple[SealedShare, ...]
    dek_commitment: Hex64
    bid_commitment: Hex64


def parsed(body: bytes) -> EnvelopeFile:
    """The envelope in *body*. Raises Invalid under ``envelope`` for anything but its one shape."""
    if len(body) > BODY_MOST:
        raise _refused(_("密封文件太大，附件合计请不超过 3 MB。"))
    try:
        json.loads(body, object_pairs_hook=_once)
        found = msgspec.json.decode(body, type=EnvelopeFile)
    except (ValueError, RecursionError) as error:
        # Both decoders speak of places in the text, never of what is sealed in it.
        raise _refused(_("密封文件的格式不对，请用本站的密封页面或离线工具重新生成。")) from error
    if len(_decoded(found.nonce)) != NONCE:
        raise _refused(_("密封文件的随机数长度不对，请重新密封。"))
    if len(_decoded(found.ciphertext)) - TAG not in BUCKETS:
        raise _refused(_("密封文件没有按规定的长度补齐，请重新密封。"))
    recipients = [share.recipient for share in found.shares]
    if len(recipients) != found.n or len(set(recipients)) != found.n or found.k > found.n:
        raise _refused(_("密封文件的密钥份数不对，请重新密封。"))
    if found.keyset != keyset_of(recipients):
        raise _refused(_("密封文件的密钥组与其份额不一致，请重新密封。"))
    for share in found.shares:
        sealed = _decoded(share.sealed)
        if not sealed.startswith(AGE_HEAD) or len(sealed) > AGE_MOST:
            raise _refused(_("密封文件里有一份密钥不是 age 格式，请重新密封。"))
    return found


def keyset_of(recipients: Iterable[str]) -> str:
    """The fingerprint of a key set: SHA-256, hex, of the sorted recipients, one a line."""
    return hashlib.sha256("\n".join(sorted(recipients)).encode()).hexdigest()


def bound_to(file: EnvelopeFile) -> bytes:
    """What the cipher authenticates with the text, so that it opens in no other place."""
    words = (
        file.tender,
        file.bidder,
        str(file.envelope),
        file.n,
        file.k,
        file.document,
        file.keyset,
    )
    return "|".join(["xth-bid-1", *map(str, words)]).encode()


def share_for(file: EnvelopeFile, recipient: str) -> str | None:
    """The sealed share (base64 of an age file) of one official."""
    return next((each.sealed for each in file.shares if each.recipient == recipient), None)


def _decoded(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise _refused(_("密封文件的编码不对，请重新密封。")) from error
    if base64.b64encode(found).decode() != text:
        raise _refused(_("密封文件的编码不对，请重新密封。"))
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers must not see two envelopes: a name is said once."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name is said twice")
    return made


def _refused(message: str) -> Invalid:
    return Invalid({"envelope": message}, message)
