"""Choices of one-to-one help, as forms show them."""

from match.care.pairs.states import mode_word
from match.foundation.language import pgettext


def modes() -> list[tuple[str, str]]:
    """The two kinds of pair of the need list."""
    return [(mode, mode_word(mode)) for mode in ("PAIR-COMP", "PAIR-STUDY")]


def channels() -> list[tuple[str, str]]:
    """How a guardian may say yes."""
    return [
        ("paper", pgettext("consent", "书面签字")),
        ("present", pgettext("consent", "当面口头")),
        ("phone", pgettext("consent", "电话")),
        ("video", pgettext("consent", "视频")),
    ]
