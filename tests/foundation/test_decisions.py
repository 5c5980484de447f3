"""What is refused says why, at its box; a reason of too few characters is none."""

import pytest

from match.foundation.decisions import reasoned, refuse, require
from match.foundation.errors import Denied, Invalid


def test_only_true_is_allowed() -> None:
    require(True)
    for verdict in ("不是您的。", False):
        with pytest.raises(Denied):
            require(verdict)


def test_what_says_something_is_refused_all_at_once() -> None:
    refuse(title=None, amount="")

    with pytest.raises(Invalid) as refusal:
        refuse(title="请填写标题。", amount="", day="请填写日期。")

    assert refusal.value.fields == {"title": "请填写标题。", "day": "请填写日期。"}


@pytest.mark.parametrize("words", ["", "   ", "不合格", " 不合格 "])
def test_a_reason_that_says_too_little_is_none(words: str) -> None:
    with pytest.raises(Invalid) as refusal:
        reasoned(words, "words")

    assert list(refusal.value.fields) == ["words"]


def test_a_reason_comes_back_without_what_surrounds_it() -> None:
    assert reasoned(" 材料不全 ") == "材料不全"
