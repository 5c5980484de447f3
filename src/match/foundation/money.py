"""Money: whole fen inside, yuan on the screen, capitals on paper. Never a float.

`parse_yuan` is strict on purpose: a price misread by a factor of ten is worse than a second try.
"""

import re
import unicodedata
from decimal import Decimal

from match.foundation.language import _

LIMIT_FEN = 10**13
"""The largest amount any form takes (100 billion yuan), far below what a bigint column holds."""

_AMOUNT = re.compile(
    r"(?:人民币|RMB|CNY|¥)?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)(?P<scale>[万亿]?)元?整?"
)
_ORNATE = ("<super>", "<sub>", "<circle>", "<fraction>", "<compat>")
_SCALES = {"": 1, "万": 10**4, "亿": 10**8}
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


class MoneyRefused(ValueError):
    """An amount nobody should guess at; `message` says what to type instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def parse_yuan(text: str) -> int:
    """Fen from what a person typed in yuan: “1,234.5”, “３万”, “¥20”, “1.5万元”.

    Raises MoneyRefused for anything ambiguous: signs, misplaced commas, fractions of a fen, over
    LIMIT_FEN.
    """
    tidy = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()
    if len(tidy) > 40:
        raise MoneyRefused(_("金额太长了，请只填数字，例如 1234.50。"))
    found = _AMOUNT.fullmatch(tidy)
    # 10² would read as 102, ① as 1.
    if not found or any(unicodedata.decomposition(one).startswith(_ORNATE) for one in text):
        raise MoneyRefused(_("看不懂这个金额，请填大于等于零的数字，例如 1234.50 或 3万。"))
    fen = Decimal(found["number"].replace(",", "")) * _SCALES[found["scale"]] * 100
    if fen != fen.to_integral_value():
        raise MoneyRefused(_("金额最多精确到分（两位小数）。"))
    if fen > LIMIT_FEN:
        raise MoneyRefused(_("金额过大，请核对是否多填了零。"))
    return int(fen)


def yuan(fen: int) -> str:
    """Digits for tables and inputs: 123450 → “1,234.50”."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def yuan_short(fen: int) -> str:
    """For people in a hurry: “¥1,234”, and fen only when there are any."""
    digits = yuan(fen)
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    return f"{sign}¥{digits.removesuffix('.00')}"


def capitals(fen: int) -> str:
    """The amount in Chinese capitals as agreements want it: 160030 → “人民币壹仟陆佰元叁角整”.

    Follows 支付结算办法 annex 1: 整 after yuan or jiao, never after fen; 零 before a gap.
    """
    assert 0 <= fen <= LIMIT_FEN, "agreements hold amounts from nothing to LIMIT_FEN"
    whole, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    words = f"{_whole_capitals(whole)}元" if whole or not rest else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    if cents:
        gap = "零" if whole and not jiao else ""
        return f"人民币{words}{gap}{_DIGITS[cents]}分"
    return f"人民币{words}整"


def _whole_capitals(number: int) -> str:
    if number == 0:
        return "零"
    words = ""
    gap = False
    for index in range((len(str(number)) - 1) // 4, -1, -1):
        group = number // 10 ** (4 * index) % 10**4
        if group == 0:
            gap = bool(words)
            continue
        if words and (gap or group < 1000):
            words += "零"
        words += _group_capitals(group) + _GROUPS[index]
        gap = False
    return words


def _group_capitals(group: int) -> str:
    words = ""
    gap = False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit == 0:
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return words
