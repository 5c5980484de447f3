"""
Putting shares together, and what an envelope says then. Pure: shares and sealed texts in, words
out. The only module that combines shares or decrypts a bid.
"""

import base64
import binascii
import hashlib
import hmac
import itertools
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, cast

import msgspec
import pyshamir
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from match.bids.envelope import BUCKETS, EnvelopeFile, bound_to
from match.bids.forms import PriceBid, TechnicalBid
from match.bids.states import Envelope

DEK = 32
SHARE = DEK + 1
SALT = 32


class Fault(StrEnum):
    """Why an envelope cannot be read though the shares are there: the bidder's own doing."""

    shares = "shares"
    cipher = "cipher"
    padding = "padding"
    text = "text"
    commitment = "commitment"
    shape = "shape"


class Unreadable(Exception):
    """An envelope that is void for one of the faults above."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Combined(msgspec.Struct, frozen=True):
    """The key of an envelope, and who posted a share that does not lie on its polynomial."""

    dek: bytes
    wrong: tuple[int, ...]


class Opened(msgspec.Struct, frozen=True):
    """What an envelope says: canonical JSON, the salt of its commitment, and the price if any."""

    said: str
    salt: bytes
    dek: bytes
    price_fen: int | None


def combined(shares: Mapping[int, bytes], k: int, commitment: str) -> Combined | None:
    """
    The key that *k* of the shares (by official) make and the bidder committed to; None while no
    k of them do. One wrong share stops nobody: every other k is tried.
    """
    fit = {who: share for who, share in shares.items() if len(share) == SHARE and share[-1] != 0}
    for chosen in itertools.combinations(sorted(fit), k):
        dek = _joined([fit[who] for who in chosen])
        if dek is None or committed_key(dek) != commitment:
            continue
        # With k - 1 good points and the value at nought, the polynomial is fixed: a further share
        # lies on it just where it gives the same value.
        held = [fit[who] for who in chosen[: k - 1]]
        wrong = [
            who
            for who in sorted(shares)
            if who not in chosen and (who not in fit or _joined([*held, fit[who]]) != dek)
        ]
        return Combined(dek, tuple(wrong))
    return None


def committed_key(dek: bytes) -> str:
    """What a bidder committed to for *dek*: one sealed text opens in one way only."""
    return hashlib.sha256(b"dek" + dek).hexdigest()


def committed_bid(salt: bytes, bid: bytes) -> str:
    """What a bidder committed to for the canonical bytes of a bid."""
    return hashlib.sha256(salt + bid).hexdigest()


def opened(file: EnvelopeFile, dek: bytes) -> Opened:
    """What *file* says under its key. Raises Unreadable with the fault."""
    try:
        plain = AESGCM(dek).decrypt(
            base64.b64decode(file.nonce), base64.b64decode(file.ciphertext), bound_to(file)
        )
    except InvalidTag as error:
        raise Unreadable(Fault.cipher) from error
    text = _unpadded(plain)
    bid, salt = _parts(text)
    if committed_bid(salt, bid) != file.bid_commitment:
        raise Unreadable(Fault.commitment)
    return Opened(bid.decode(), salt, dek, _price(file.envelope, bid))


def canonical(thing: Any) -> bytes:
    """JSON as it is committed to: sorted names, no spaces, UTF-8."""
    return json.dumps(
        thing, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def _joined(shares: Sequence[bytes]) -> bytes | None:
    if len({share[-1] for share in shares}) != len(shares):
        return None
    try:
        # The package names lists in its types, and takes and gives bytearrays.
        return bytes(cast("Any", pyshamir).combine([bytearray(share) for share in shares]))
    except (ValueError, ZeroDivisionError):
        return None


def _unpadded(plain: bytes) -> bytes:
    length = int.from_bytes(plain[:4], "big")
    if len(plain) not in BUCKETS or 4 + length > len(plain) or any(plain[4 + length :]):
        raise Unreadable(Fault.padding)
    return plain[4 : 4 + length]


def _parts(text: bytes) -> tuple[bytes, bytes]:
    """The canonical bytes of the bid, and the salt. What is not canonical has no one hash."""
    try:
        whole = json.loads(text)
        if canonical(whole) != text or set(whole) != {"bid", "salt"}:
            raise Unreadable(Fault.text)
        salt = base64.b64decode(whole["salt"], validate=True)
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        raise Unreadable(Fault.text) from error
    if len(salt) != SALT:
        raise Unreadable(Fault.text)
    return canonical(whole["bid"]), salt


def _price(envelope: Envelope, bid: bytes) -> int | None:
    try:
        if envelope is Envelope.price:
            return msgspec.json.decode(bid, type=PriceBid).price_fen
        technical = msgspec.json.decode(bid, type=TechnicalBid)
    except msgspec.MsgspecError as error:
        raise Unreadable(Fault.shape) from error
    for file in technical.attachments:
        try:
            held = base64.b64decode(file.b64, validate=True)
        except binascii.Error as error:
            raise Unreadable(Fault.shape) from error
        if hashlib.sha256(held).hexdigest() != file.sha256:
            raise Unreadable(Fault.shape)
    return None


def sealed_so(sealed: str, share: bytes, file_key: bytes) -> bool:
    """
    Whether the age file *sealed* (base64) holds *share*, shown by its own *file_key* (16 bytes):
    the header's MAC admits one file key only, so an official cannot make another answer up.
    Format: age-encryption.org/v1, one chunk.
    """
    raw = base64.b64decode(sealed)
    mark = raw.find(b"\n--- ")
    end = raw.find(b"\n", mark + 1)
    if mark < 0 or end < 0:
        return False
    wanted = base64.b64encode(
        hmac.digest(_derived(file_key, b"", b"header"), raw[: mark + 4], "sha256")
    ).rstrip(b"=")
    if not hmac.compare_digest(wanted, raw[mark + 5 : end]):
        return False
    payload = raw[end + 1 :]
    box = ChaCha20Poly1305(_derived(file_key, payload[:16], b"payload"))
    try:
        return box.decrypt(bytes(11) + b"\x01", payload[16:], None) == share
    except (InvalidTag, ValueError):
        return False


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, purpose).derive(key)
