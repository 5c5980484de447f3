"""What comes to the doors of this room, and what an opened envelope must look like."""

from typing import Annotated, Any

import msgspec

Hex64 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Recipient = Annotated[str, msgspec.Meta(pattern=r"^age1[02-9ac-hj-np-z]{58}\Z")]
Base64 = Annotated[str, msgspec.Meta(max_length=6_000_000, pattern=r"^[A-Za-z0-9+/]*={0,2}\Z")]
Words = Annotated[str, msgspec.Meta(max_length=2_000, pattern=r"^[^\x00]*\Z")]
Fen = Annotated[int, msgspec.Meta(ge=1, le=10**13)]
Number = Annotated[int, msgspec.Meta(ge=1, le=2**53)]


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A shape that refuses what it does not know."""


class KeyForm(Strict, frozen=True):
    """An official's public key, made on the official's own machine."""

    recipient: Words
    body_name: Words
    paper: Number | None = None


class ReasonForm(Strict, frozen=True):
    """Why; read by everybody."""

    reason: Words


class KeysForm(Strict, frozen=True):
    """The officials of a tender, in the order in which they are printed."""

    keys: Annotated[tuple[Number, ...], msgspec.Meta(max_length=9)]


class PartForm(Strict, frozen=True):
    """
    A piece of an envelope: base64 of the bytes from *offset* on, of *total* bytes in all with this
    hash. Pieces come in order; sending one again does no harm.
    """

    sha256: Hex64
    total: Annotated[int, msgspec.Meta(ge=1, le=6_000_000)]
    offset: Annotated[int, msgspec.Meta(ge=0, le=6_000_000)]
    part: Annotated[str, msgspec.Meta(max_length=400_000)]


class DigestsForm(Strict, frozen=True):
    """Two whole uploads by their SHA-256, for the version of the documents they answer."""

    technical: Hex64
    price: Hex64
    document: Number


class SubmitForm(Strict, frozen=True):
    """Two uploads that were made before: the technical envelope and the price."""

    organisation: Number
    technical: Number
    price: Number


class ShareForm(Strict, frozen=True):
    """
    One share of one envelope, as it was decrypted: base64 of its 33 bytes. ``proof``: base64 of
    the age file's own 16-byte key, by which the house sees that this is what the bidder sealed.
    ``damaged``: the age file does not open with the official's key; *share* is empty then.
    """

    bid: Number
    envelope: Words
    share: Words
    proof: Words = ""
    damaged: bool = False


class SharesForm(Strict, frozen=True):
    """All that an official decrypted in one go."""

    shares: Annotated[tuple[ShareForm, ...], msgspec.Meta(min_length=1, max_length=1_000)]


class DefectForm(Strict, frozen=True):
    """A formal defect that the bidder may mend."""

    defect: Words


class AnswerForm(Strict, frozen=True):
    """The bidder's one answer."""

    answer: Words


class Attachment(Strict, frozen=True):
    """A file inside an envelope; ``sha256`` is of its bytes."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    sha256: Hex64
    b64: Base64


class TechnicalBid(Strict, frozen=True):
    """What the technical envelope says: by criterion, a plan, files, partners, declarations."""

    answers: dict[str, str]
    plan: str
    attachments: tuple[Attachment, ...]
    consortium: Any
    declarations: Any


class PriceLine(Strict, frozen=True):
    """One thing offered: how many *units*, for how much each."""

    item: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    units: Annotated[int, msgspec.Meta(ge=1, le=10**9)]
    unit_price_fen: Annotated[int, msgspec.Meta(ge=0, le=10**13)]


class PriceBid(Strict, frozen=True):
    """What the price envelope says. ``valid_days``: how long the bidder stands by it."""

    price_fen: Fen
    lines: tuple[PriceLine, ...]
    valid_days: Annotated[int, msgspec.Meta(ge=1, le=3650)]
