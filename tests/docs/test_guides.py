"""Guides quote what stands on the screen, and every role finds its page."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.docs.house import ROOT, short, sources, text_of

FOLDER = ROOT / "docs" / "guides"
GUIDES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
ENGLISH = re.compile(r"^---$", re.MULTILINE)


@cache
def messages() -> frozenset[str]:
    """Every string of the code and the templates that is marked for translation."""
    marked = r"""_\(\s*(?:'([^']+)'|"([^"]+)")"""
    return frozenset(one or other for one, other in re.findall(marked, sources()))


def unknown(text: str) -> list[str]:
    """The labels in 【】 that no message is, or begins with."""
    known = messages()
    return [
        label
        for label in re.findall(r"【([^】]+)】", text)
        if label not in known and not any(message.startswith(label) for message in known)
    ]


@pytest.mark.parametrize("guide", GUIDES, ids=short)
def test_every_label_stands_on_a_screen(guide: Path) -> None:
    assert unknown(guide.read_text("utf-8")) == []


def test_a_label_that_is_nowhere_is_noticed() -> None:
    assert unknown("点【一键捐款】") == ["一键捐款"]


@pytest.mark.parametrize("guide", GUIDES, ids=short)
def test_a_guide_is_short_and_in_both_languages(guide: Path) -> None:
    chinese, english = ENGLISH.split(guide.read_text("utf-8"), maxsplit=1)

    assert len(re.findall(r"[\u4e00-\u9fff]", chinese)) > 150
    assert len(re.findall(r"[\u4e00-\u9fff]", english)) == 0
    assert len(english.split()) > 60
    assert len(guide.read_text("utf-8").splitlines()) <= 70


def test_every_guide_is_listed() -> None:
    listed = re.findall(r"\]\((\w+\.md)\)", text_of("docs/guides/README.md"))

    assert sorted(listed) == [guide.name for guide in GUIDES]
