"""The shapes at the suppliers door."""

from datetime import date
from typing import Annotated

import msgspec

from match.suppliers.states import ControlRole, Declared, Kind

Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=300)]


class PaperForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One paper. ``file`` is the id of an uploaded document; ``valid_to`` None: without an end."""

    kind: Kind
    number: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    issuer: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    valid_from: date
    file: int = 0
    valid_to: date | None = None
    grade: Annotated[str, msgspec.Meta(max_length=2)] = ""


class DeclarationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is declared; ``read`` says that the words were read and are true."""

    kind: Declared
    read: bool = False


class ControllerForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    Who is in charge or in control. ``identity``: a person's 18-digit identity number, or a body's
    unified credit code; only a keyed hash of it is kept.
    """

    role: ControlRole
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]
    identity: Annotated[str, msgspec.Meta(min_length=18, max_length=24)]


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why; the other side reads it."""

    reason: Reason


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One member's part: ``share`` in hundredths of a percent, 1 to 9,999."""

    organisation: int
    share: Annotated[int, msgspec.Meta(ge=1, le=9999)]
    work: Annotated[str, msgspec.Meta(min_length=4, max_length=300)]


class ConsortiumForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who bids together: the lead is one of the parts, the shares add up to 10,000."""

    lead: int
    parts: Annotated[list[Part], msgspec.Meta(min_length=2, max_length=20)]
