"""What an account can be for. Unit and owner say of what, and whose."""

from enum import StrEnum

MONEY = "CNY"


class AccountKind(StrEnum):
    """
    Money accounts are in fen (unit ``CNY``), goods accounts in whole units of one lot
    (``donation:17:本``). ``giver`` and ``bank`` are the world outside, and so have no floor;
    ``clearing`` is what is between two sources, and must return to zero.
    """

    giver = "giver"
    promised = "promised"
    clearing = "clearing"
    bank = "bank"
    earmark = "earmark"
    home_fund = "home_fund"
    used = "used"
    payable = "payable"
    paid = "paid"
    transit = "transit"
    shelf = "shelf"
    broken = "broken"
    lost = "lost"
    surplus = "surplus"


def lot(donation: int, unit: str) -> str:
    """The unit of one donation's goods: books of one lot never make up for those of another."""
    return f"donation:{donation}:{unit}"
