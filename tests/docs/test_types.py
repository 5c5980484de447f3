"""Types are strict where decisions are made, and nothing is silenced without a reason."""

import re
import tomllib
from fnmatch import fnmatch

from tests.docs.house import short, text_of, tracked

STRICT = tomllib.loads(text_of("pyproject.toml"))["tool"]["basedpyright"]["strict"]
DECIDE = ("rules.py", "policy.py", "states.py", "forms.py")
# A rule by name, then why.
SILENCED = re.compile(r"#\s*(?:pyright:\s*ignore|type:\s*ignore|noqa)\b(.*)$")
WITH_REASON = re.compile(r"(?:\[[\w, -]+\]|: ?[A-Z]+\d+(?:, ?[A-Z]+\d+)*)\s+[#(]\s*\w.*")


def silent(line: str) -> bool:
    """Whether the line silences a checker without naming the rule or the reason."""
    found = SILENCED.search(line)
    return found is not None and not WITH_REASON.fullmatch(found[1])


def covered(name: str) -> bool:
    """Whether the file is checked strictly."""
    return any(
        name.startswith(f"{pattern}/") or fnmatch(name, pattern.replace("**/", "*"))
        for pattern in STRICT
    )


def test_the_strict_list_covers_what_decides() -> None:
    names = [short(path) for path in tracked() if path.suffix == ".py"]
    wanted = [
        name
        for name in names
        if name.startswith(("src/match/foundation/", "search/"))
        or (name.startswith("src/match/") and name.rsplit("/", 1)[1] in DECIDE)
    ]

    assert len(wanted) > 100
    assert [name for name in wanted if not covered(name)] == []
    assert not covered("src/match/needs/pages/public.py")


def test_every_suppression_says_why() -> None:
    code = [path for path in tracked() if path.suffix == ".py" and "tests" not in path.parts]
    wrong = [
        f"{short(path)}:{number}"
        for path in code
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if silent(line)
    ]

    assert wrong == []


def test_a_suppression_without_reason_is_noticed() -> None:
    mark = "# " + "pyright: ignore"

    assert silent(f"x = y  {mark}")
    assert silent(f"x = y  {mark}[reportAny]")
    assert not silent(f"x = y  {mark}[reportAny] # any body is text here")
    assert silent("x = y  # " + "noqa")
    assert silent("x = y  # " + "noqa: S608")
    assert not silent("x = y  # " + "noqa: S608 # a table's own name")
