"""The project speaks of itself alone: not of how it came about, whose machine, or whose mirror."""

import re

import pytest

from tests.docs.house import ROOT, short, tracked

# Each pattern with a line that must be found. Planted words are put together here, so that this
# file itself stays clean.
FORBIDDEN = {
    "who or what wrote it": (
        r"\b(claude|anthropic|openai|chat-?gpt|gpt-\d|copilot|gemini|llm|language model"
        r"|ai[ -]generated|co-authored-by|ai assistant)\b",
        "written by " + "Chat" + "GPT",
    ),
    "how it was made": (
        r"\b(sub-?agents?|prompts?|this session|the brief|work order|the issue|issue \d+)\b",
        "as the " + "brief says",
    ),
    "where packages come from": (
        r"pypi\.org|pythonhosted|registry\.npmjs|npmmirror|tuna\.tsinghua|index-url|crates\.io"
        r"|proxy\.golang",
        "https://" + "pypi" + ".org/simple",
    ),
    "a path of somebody's machine": (
        r"(?<![\w.$}{~-])/(?:work|root|tmp|Users|home/(?!match\b)\w+)/",
        "see /" + "work/main/README.md",
    ),
}
# This file has to name what it forbids.
ITSELF = "tests/docs/test_self.py"


def findings(text: str) -> list[tuple[int, str, str]]:
    """Line, what it is about, and the words, for everything in *text* that should not be said."""
    return [
        (number, about, found[0])
        for number, line in enumerate(text.splitlines(), 1)
        for about, (pattern, _) in FORBIDDEN.items()
        for found in re.finditer(pattern, line, re.IGNORECASE)
    ]


def test_no_tracked_file_says_what_it_should_not() -> None:
    found: list[tuple[object, ...]] = []
    for path in tracked():
        name = short(path)
        if name == ITSELF or "vendor" in path.parts:
            continue
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture, or a compressed list
        found += [(name, *finding) for finding in findings(text)]

    assert found == []


@pytest.mark.parametrize("about", FORBIDDEN)
def test_each_forbidden_word_is_found_when_it_is_planted(about: str) -> None:
    planted = FORBIDDEN[about][1]

    assert about in [kind for _, kind, _ in findings(f"# {planted}\n")]


def test_honest_lines_are_left_alone() -> None:
    honest = "relative/work/x, a worker's /workers, https://a.example.cn/home, ~/tmp, {root}/tmp"

    assert findings(honest) == []


def test_many_files_are_looked_at() -> None:
    names = {short(path).split("/")[0] for path in tracked()}

    assert {"src", "docs", "tests", "Makefile", "pyproject.toml"} <= names
    assert ROOT.joinpath("LICENSE") in tracked()
