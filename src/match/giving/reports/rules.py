"""How much of a home's part is still there, and what a report says of it."""

import re

from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan, yuan
from match.giving.states import GiftKind


def amount_of(kind: GiftKind, text: str) -> int:
    """Fen from yuan, or whole units, as it was typed. Raises Invalid."""
    if kind is GiftKind.money:
        try:
            amount = parse_yuan(text)
        except MoneyRefused as refused:
            raise Invalid({"amount": refused.message}) from refused
    elif re.fullmatch(r"[0-9]{1,9}", text.strip()):
        amount = int(text)
    else:
        raise Invalid({"amount": _("请填写整数，例如 30。")})
    if amount == 0:
        raise Invalid({"amount": _("用了多少要大于 0。")})
    return amount


def refuse_over(kind: GiftKind, amount: int, left: int) -> None:
    """Raise Invalid where more is said to be used than the home still has of this gift."""
    if amount > left:
        there = f"{yuan(left)} {_('元')}" if kind is GiftKind.money else str(left)
        raise Invalid(
            {"amount": _("这笔捐赠在这个儿童之家还有 %(left)s，不能超过它。") % {"left": there}}
        )
