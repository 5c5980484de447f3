"""A form reports all its complaints at once, in the words of who filled it in."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import msgspec
import pytest

from match.foundation.errors import Invalid
from match.foundation.forms import read


class Colour(StrEnum):
    red = "red"


class Sample(msgspec.Struct, frozen=True):
    title: Annotated[str, msgspec.Meta(min_length=4, max_length=8)]
    count: Annotated[int, msgspec.Meta(ge=1, le=9)]
    day: date
    colour: Colour = Colour.red
    tags: list[str] = []


def test_good_text_becomes_values():
    got = read(
        Sample,
        {
            "title": " 四个字的 ",
            "count": "7",
            "day": "2026-12-31",
            "tags": ["a"],
            "_csrf_token": "x",
        },
    )

    assert got == Sample("四个字的", 7, date(2026, 12, 31), Colour.red, ["a"])


def test_every_field_complains_at_once():
    with pytest.raises(Invalid) as refused:
        read(Sample, {"title": "短", "count": "many", "colour": "blue"})

    assert set(refused.value.fields) == {"title", "count", "day", "colour"}
    assert refused.value.fields["count"] == "请填写整数，例如 30。"
    assert refused.value.fields["day"] == "请填写这一项。"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("title", "这是一个很长很长的标题", "太长"),
        ("count", "0", "太小"),
        ("count", "10", "太大"),
        ("count", "9999999999999999999999", "太大"),
        ("day", "31.12.2026", "2026-12-31"),
        ("day", "2026-02-30", "2026-12-31"),
    ],
)
def test_each_complaint_says_what_to_do(field: str, text: str, words: str):
    good = {"title": "四个字的", "count": "1", "day": "2026-12-31"}
    with pytest.raises(Invalid) as refused:
        read(Sample, {**good, field: text})

    assert words in refused.value.fields[field]
