"""A gift or public grant as far as everybody may know it: what 360Giving tells is made of it."""

from datetime import date, datetime

import msgspec


class Side(msgspec.Struct, frozen=True):
    """
    Who gives or receives: ``id`` is ours and the same in every file, ``uscc`` the unified social
    credit code of an organisation that has one.
    """

    id: str
    name: str
    url: str = ""
    uscc: str = ""


class Place(msgspec.Struct, frozen=True):
    """A division: its 12-digit code, and its path in words."""

    code: str
    path: str


class Payment(msgspec.Struct, frozen=True):
    """So much that arrived on a day."""

    id: str
    on: date
    fen: int


class Gift(msgspec.Struct, frozen=True):
    """
    ``fen`` is what was awarded: of money the agreed sum, of goods their agreed value. ``paid_fen``
    is None for goods, of which nothing is paid. ``place`` is where it stands in the list of all.
    """

    place: int
    id: str
    kind: str
    title: str
    description: str
    fen: int
    paid_fen: int | None
    awarded_on: date
    due_on: date | None
    changed_at: datetime
    funder: Side
    recipient: Side
    programme: tuple[str, str]
    category: tuple[str, str] | None
    url: str
    places: tuple[Place, ...]
    payments: tuple[Payment, ...] = ()
