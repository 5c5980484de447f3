"""
What the house signs for bidders and officials: receipts, and statements of public keys.

The private key follows from the master keys' part that never changes, so it is at hand wherever
the application is, and receipts of years ago still check.
"""

import msgspec

from match.bids.opening import canonical
from match.foundation.keys import keys
from match.foundation.signing import Signer, derived, verified

RECEIPT = "bid receipt"
STATEMENT = "official key"


class Receipt(msgspec.Struct, frozen=True):
    """
    A signed answer. ``said`` is canonical JSON: tender, bid, bidder, kind, the commitments, and
    ``board``, the number and hash of the line on the public board. Hex otherwise.
    """

    bid_id: int
    number: int
    kind: str
    said: str
    signature: str
    public_key: str


def receipt_key() -> str:
    """The house's public key, 64 hex digits; it is the same for all purposes here."""
    return _signer(RECEIPT).public.hex()


def signed(purpose: str, **words: object) -> tuple[str, str]:
    """The canonical text of *words*, and its signature in hex."""
    said = canonical(words)
    return said.decode(), _signer(purpose).sign(said).hex()


def genuine(receipt: Receipt) -> bool:
    """Whether the key that the receipt names has signed it."""
    return verified(
        bytes.fromhex(receipt.public_key),
        RECEIPT,
        receipt.said.encode(),
        bytes.fromhex(receipt.signature),
    )


def _signer(purpose: str) -> Signer:
    return derived(keys().fingerprint("ed25519", "bids.receipt"), purpose)
