"""The words of the glossary are the words on the screens and in the code."""

import re

import pytest

from tests.docs.house import rows, sources, text_of

TEXT = text_of("docs/glossary.md")
TABLES = ("## People and places", "## The work")
WORDS = [row for heading in TABLES for row in rows(TEXT, heading)]


@pytest.mark.parametrize("chinese", [row[0] for row in WORDS])
def test_the_chinese_word_is_said_on_a_screen_or_in_a_list(chinese: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert chinese in sources()


@pytest.mark.parametrize(
    "name", [name for row in WORDS for name in re.findall(r"`([^`]+)`", row[2])]
)
def test_the_name_in_the_code_is_there(name: str) -> None:
    assert re.search(rf"\b{re.escape(name)}\b", sources())


def test_no_word_has_two_meanings() -> None:
    said = [row[0] for row in WORDS]

    assert len(said) == len(set(said)) >= 40


def test_a_word_nobody_says_is_noticed() -> None:
    assert "儿童之屋" not in sources()
