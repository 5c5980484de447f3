"""How much of a gift, in words: units with their name, money in yuan."""

from match.catalogue import codes
from match.foundation.money import yuan_short
from match.giving.states import GiftKind


def amount_word(kind: str, unit: str, amount: int) -> str:
    """“120 本”, “¥1,200”: *amount* in units of *unit*, or in fen."""
    if kind == GiftKind.money:
        return yuan_short(amount)
    return f"{amount:,} {codes.unit(unit).after(amount)}"
