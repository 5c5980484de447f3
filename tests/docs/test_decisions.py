"""Each decision fits on a screen, can be quoted, and names a test or contract that exists."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.docs.house import ROOT, rows, short, text_of

FOLDER = ROOT / "docs" / "decisions"
DECISIONS = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
MOST_LINES = 60
CONTRACTS = {
    contract["name"]
    for contract in tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
}

each = pytest.mark.parametrize("page", DECISIONS, ids=short)


@cache
def functions_in(path: str) -> frozenset[str]:
    """The names of the test functions in a file."""
    tree = ast.parse(text_of(path))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


def quoted(text: str) -> str:
    """The one sentence of a decision."""
    return text.split("## Decision\n\n> ", 1)[1].split("\n", 1)[0]


def absent(line: str) -> str:
    """What a line of “Enforced by” names and is not there; empty when it is."""
    if contract := re.fullmatch(r"- contract `(.+)` in `pyproject.toml`", line):
        return "" if contract[1] in CONTRACTS else contract[1]
    test = re.fullmatch(r"- `(tests/[\w/]+\.py)::(test_\w+)`", line)
    if test is None:
        return line
    there = (ROOT / test[1]).is_file() and test[2] in functions_in(test[1])
    return "" if there else f"{test[1]}::{test[2]}"


@each
def test_it_has_five_parts_on_one_screen(page: Path) -> None:
    text = page.read_text("utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    assert text.startswith(f"# {page.name[:4]}. ")
    assert len(text.splitlines()) <= MOST_LINES


@each
def test_its_decision_is_one_sentence(page: Path) -> None:
    said = quoted(page.read_text("utf-8"))

    assert said.endswith(".")
    assert len(re.findall(r"\.(?: |$)", said)) == 1


@each
def test_what_enforces_it_exists(page: Path) -> None:
    part = page.read_text("utf-8").split("## Enforced by\n\n", 1)[1]
    named = [line for line in part.splitlines() if line]

    assert named
    assert [wrong for line in named if (wrong := absent(line))] == []


def test_a_test_that_is_not_there_is_noticed() -> None:
    assert absent("- `tests/docs/test_decisions.py::test_nothing_of_the_kind`")
    assert absent("- contract `no such contract` in `pyproject.toml`")
    assert absent("- people look after it")
    assert not absent("- `tests/docs/test_decisions.py::test_what_enforces_it_exists`")


def test_the_list_quotes_every_decision() -> None:
    listed = rows(text_of("docs/decisions/README.md"), "# Decisions")
    numbers = [int(page.name[:4]) for page in DECISIONS]

    assert numbers == list(range(1, len(DECISIONS) + 1))
    assert [said for _, said in listed] == [quoted(page.read_text("utf-8")) for page in DECISIONS]
