"""Yuan typed, yuan shown, yuan in capitals."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from match.foundation.money import (
    LIMIT_FEN,
    MoneyRefused,
    capitals,
    parse_yuan,
    yuan,
    yuan_short,
)

amounts = st.integers(0, LIMIT_FEN)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("0", 0),
        ("1234.5", 123450),
        ("1,234.5", 123450),
        ("１，２３４．５０元", 123450),
        ("¥20", 2000),
        ("￥ 20.00", 2000),
        ("人民币 300 元整", 30000),
        ("３万", 3_000_000),
        ("1.5万元", 1_500_000),
        ("0.05", 5),
        ("2亿", 20_000_000_000),
        ("12,345,678", 1_234_567_800),
        ("1.000001万", 1_000_001),
    ],
)
def test_amounts_people_type(typed: str, fen: int) -> None:
    assert parse_yuan(typed) == fen


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "-1", "+1", "1,23", "1,2345", ",123", "1e5", "0x10", "1.234", "12.", ".5",
        "三万", "1万5千", "1 万 2", "12元5角", "1/2", "NaN", "Infinity", "一", "٣", "9" * 50,
        "100000000001", "1.00000001万", "5元6", "10²", "①", "½", "⒈5",
    ],
)  # fmt: skip
def test_doubtful_amounts_are_refused_with_advice(typed: str) -> None:
    with pytest.raises(MoneyRefused) as refused:
        parse_yuan(typed)

    assert refused.value.message.endswith("。")


@given(amounts)
def test_what_is_shown_can_be_typed_back(fen: int) -> None:
    assert parse_yuan(yuan(fen)) == fen
    assert parse_yuan(yuan_short(fen)) == fen


def test_display_keeps_the_sign_and_hides_empty_fen() -> None:
    assert yuan(-5) == "-0.05"
    assert yuan_short(-123400) == "-¥1,234"
    assert yuan_short(123450) == "¥1,234.50"


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (100, "壹元整"),
        (105, "壹元零伍分"),
        (140950, "壹仟肆佰零玖元伍角整"),
        (600714, "陆仟零柒元壹角肆分"),
        (32504, "叁佰贰拾伍元零肆分"),
        (1640902, "壹万陆仟肆佰零玖元零贰分"),
        (10700053, "壹拾万柒仟元伍角叁分"),
        (1_000_000, "壹万元整"),
        (100_000_500, "壹佰万零伍元整"),
        (1_000_000_000_000, "壹佰亿元整"),
        (1_000_000_010_000, "壹佰亿零壹佰元整"),
        (1_000_200_000_000, "壹佰亿零贰佰万元整"),
        (LIMIT_FEN, "壹仟亿元整"),
    ],
)
def test_capitals_of_the_payment_rules(fen: int, words: str) -> None:
    assert capitals(fen) == "人民币" + words


def _read_capitals(words: str) -> int:
    """An independent reader: value by value, as a bank clerk would."""
    digits = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
    found = re.fullmatch(r"人民币(?:(.+)元)?零?(?:(.)角)?零?(?:(.)分)?整?", words)
    assert found, words
    total = section = digit = 0
    for word in found[1] or "":
        if word in digits:
            digit = digits[word]
        elif word in "拾佰仟":
            section += digit * 10 ** ("拾佰仟".index(word) + 1)
            digit = 0
        else:
            total = (total + section + digit) * (10**4 if word == "万" else 10**8)
            if word == "万" and total >= 10**12:
                raise AssertionError(words)
            section = digit = 0
    return (
        (total + section + digit) * 100
        + digits.get(found[2] or "零", 0) * 10
        + digits.get(found[3] or "零", 0)
    )


@given(st.integers(0, 9_999_999_999))
def test_capitals_say_the_same_amount(fen: int) -> None:
    assert _read_capitals(capitals(fen)) == fen


@given(amounts)
def test_capitals_are_well_formed(fen: int) -> None:
    words = capitals(fen)

    assert "零零" not in words
    assert words.endswith("整") != (fen % 10 > 0)
