"""docs/notice.md: every sentence of the 2019 notice, the screen and the test that carry it out."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.docs.house import ROOT

pytestmark = pytest.mark.notice
LATER, NONE = "to come", "–"
_LAW = re.compile(r"\| ([PH]\d|[1-5]\.\d[a-g]?) \| (.+?) \| .+ \| ([MSOC]) \|")
_ROW = re.compile(r"\| ([PH]\d|[1-5]\.\d[a-g]?) \| ([MSOC]) \| (.+?) \| (.+?) \| (.+?) \|")


class Row(NamedTuple):
    """A row of the table in docs/notice.md."""

    id: str
    hardness: str
    fact: str
    screen: str
    test: str


def table() -> list[Row]:
    text = (ROOT / "docs/notice.md").read_text("utf-8")
    return [Row(*found.groups()) for found in map(_ROW.fullmatch, text.splitlines()) if found]


def told() -> list[tuple[str, str, str]]:
    """(id, hardness, fact) of every row of domain.md §1.1 to §1.7, in its order."""
    text = (ROOT / "docs/domain.md").read_text("utf-8")
    rows = map(_LAW.fullmatch, text.splitlines())
    return [(row[1], row[3], row[2]) for row in rows if row]


def owes(row: Row) -> list[str]:
    """What a row lacks. Nothing may be *to come*, whatever its hardness."""
    if LATER in f"{row.screen} {row.test}":
        return ["a screen", "a test"]
    if row.hardness == "C" or (row.hardness == "O" and row.screen == row.test == NONE):
        return []
    lacking = [] if re.findall(r"`/[^`]*`", row.screen) else ["a screen"]
    return lacking + ([] if re.findall(r"`[^`]+::[^`]+`", row.test) else ["a test"])


def functions(path: Path) -> dict[str, tuple[bool, str]]:
    """Name → (marked `notice`, what its docstring says) of the tests of a file."""
    module = ast.parse(path.read_text("utf-8"))
    everywhere = any(
        isinstance(each, ast.Assign)
        and ast.unparse(each.targets[0]) == "pytestmark"
        and "mark.notice" in ast.unparse(each.value)
        for each in module.body
    )
    return {
        each.name: (
            everywhere or any("mark.notice" in ast.unparse(d) for d in each.decorator_list),
            ast.get_docstring(each) or "",
        )
        for each in module.body
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def test_every_sentence_of_the_notice_is_in_the_table_once() -> None:
    assert len(told()) > 80
    assert [(row.id, row.hardness, row.fact) for row in table()] == told()


def test_every_sentence_has_its_screen_and_its_test() -> None:
    assert {f"{row.id} {row.fact}": owes(row) for row in table() if owes(row)} == {}


def test_a_row_without_its_screen_is_noticed() -> None:
    whole = Row("3.1a", "M", "one home a village", "`/homes`", "`tests/a.py::test_b`")
    assert owes(whole) == []
    assert owes(whole._replace(screen="the register")) == ["a screen"]
    assert owes(whole._replace(test="by hand")) == ["a test"]
    assert owes(whole._replace(screen=NONE, test=NONE)) == ["a screen", "a test"]
    assert owes(whole._replace(hardness="O", screen=NONE, test=NONE)) == []


def test_nothing_is_to_come() -> None:
    assert LATER not in (ROOT / "docs/notice.md").read_text("utf-8")


@pytest.mark.parametrize("hardness", ["M", "S", "O", "C"])
def test_a_row_that_is_to_come_is_noticed(hardness: str) -> None:
    """The twin: a row put off is refused, even one that need not have a screen."""
    whole = Row("5.6", hardness, "source note", "`/articles`", "`tests/a.py::test_b`")
    assert owes(whole) == []
    assert owes(whole._replace(screen="*to come*")) == ["a screen", "a test"]
    assert owes(whole._replace(test="*to come*")) == ["a screen", "a test"]


def test_the_screens_are_routes() -> None:
    table_of_routes = (ROOT / "tests/architecture/expected.csv").read_text("utf-8").splitlines()
    routes = {line.split(",")[1] for line in table_of_routes if line.count(",") >= 4}
    named = {path for row in table() for path in re.findall(r"`(/[^`]*)`", row.screen)}
    assert named - routes == set()


def test_the_tests_exist_and_say_which_sentence_they_carry_out() -> None:
    wrong: list[str] = []
    for row in table():
        for file, name in re.findall(r"`([^`]+)::([^`]+)`", row.test):
            found = functions(ROOT / file).get(name) if (ROOT / file).exists() else None
            if found is None:
                wrong.append(f"{row.id}: {file} has no {name}")
            elif not found[0]:
                wrong.append(f"{row.id}: {name} is not marked notice")
            elif not re.search(rf"(?<![\w.]){re.escape(row.id)}(?!\w)", found[1]):
                wrong.append(f"{row.id}: {name} does not say so")
    assert wrong == []
