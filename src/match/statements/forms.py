"""What people send about statements, cases and reversals."""

from datetime import date
from typing import Annotated

import msgspec

from match.foundation.money import LIMIT_FEN
from match.statements.states import Source

Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=300)]
Fen = Annotated[int, msgspec.Meta(ge=1, le=LIMIT_FEN)]


class StatementLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One row of a statement, cleaned: no name and no number of a person is in it.

    ``number`` is the row in the file; ``payer`` an organisation's name, or empty; ``personal``: a
    person paid, of whom nothing is kept; ``outgoing``: the charity sent it back. ``repeat`` tells
    apart receipts of one day that are alike in everything the bank says.
    """

    number: Annotated[int, msgspec.Meta(ge=1, le=100_000)]
    booked_on: date
    amount_fen: Fen
    payer: Annotated[str, msgspec.Meta(max_length=80)] = ""
    payer_tail: Annotated[str, msgspec.Meta(pattern="^([0-9]{4})?$")] = ""
    personal: bool = False
    remark: Annotated[str, msgspec.Meta(max_length=200)] = ""
    serial: Annotated[str, msgspec.Meta(max_length=64)] = ""
    outgoing: bool = False
    repeat: Annotated[int, msgspec.Meta(ge=0, le=5000)] = 0


class ImportForm(msgspec.Struct, frozen=True):
    """Whose statement it is: the charity, whose list, the last four digits of its own account."""

    charity: int
    source: Source
    tail: Annotated[str, msgspec.Meta(pattern="^[0-9]{4}$")]


class Part(msgspec.Struct, frozen=True):
    """So many fen of a row for one donation."""

    donation_id: int
    amount_fen: Fen


class ReasonForm(msgspec.Struct, frozen=True):
    """Why; others read it."""

    reason: Reason
