"""The map of the house and the table “where to add” tell the truth."""

import re

import pytest

from tests.docs.house import ROOT, rows, text_of
from tests.docs.test_operations import refusal

README = text_of("README.md")
MAP = [row[0].strip("`") for row in rows(README, "## The house")]
ADD = {row[0]: row[1] for row in rows(README, "## Where to add")}


def untrue(cell: str) -> list[str]:
    """What a cell names that is not there: files, names in one of its files, commands."""
    said = re.findall(r"`([^`]+)`", cell)
    files = [ROOT / name for name in said if "/" in name]
    held = "\n".join(path.read_text("utf-8") for path in files if path.is_file())
    wrong = [str(path) for path in files if not path.exists()]
    for name in said:
        if name.startswith("match "):
            if refusal(name.split()[1:]):
                wrong.append(name)
        elif name.startswith("python -m "):
            if not list(ROOT.glob(name.split()[2].replace(".", "/") + "*")):
                wrong.append(name)
        elif "/" not in name and not re.search(rf"\b{re.escape(name)}\b", held):
            wrong.append(name)
    return wrong


def test_the_map_names_every_room_and_nothing_else() -> None:
    rooms = {
        f"src/match/{path.parent.name}/" for path in (ROOT / "src" / "match").glob("*/__init__.py")
    }
    others = {f"{name}/" for name in ("admin", "jobs", "search", "tests", "bench", "docs")}

    assert set(MAP) == rooms | others | {"src/match/asgi.py"}
    assert len(MAP) == len(set(MAP))
    assert all((ROOT / name).exists() for name in MAP)


@pytest.mark.parametrize("what", ADD)
def test_where_to_add_names_what_is_there(what: str) -> None:
    assert "`" in ADD[what]
    assert untrue(ADD[what]) == []


def test_a_wrong_row_is_noticed() -> None:
    assert untrue("`NoSuchName` in `search/filters.py`") == ["NoSuchName"]
    assert untrue("`search/nowhere.py`") == [str(ROOT / "search/nowhere.py")]
    assert untrue("`match dance`") == ["match dance"]


def test_the_table_covers_what_people_add() -> None:
    for wanted in ("category", "facet", "nightly", "role", "page", "state"):
        assert any(wanted in what for what in ADD), wanted


def test_roles_and_states_are_where_the_table_says() -> None:
    from jobs.schedule import nightly
    from jobs.tasks import TASKS
    from match.foundation.permissions import ROLES, Role
    from match.needs.states import NEED_MACHINE, NeedStatus
    from match.people.words import role_label

    assert all(role_label(role) for role in ROLES)
    assert set(ROLES) == set(Role)
    assert {state for state, _ in NEED_MACHINE.moves} <= set(NeedStatus)
    assert callable(nightly)
    assert "notice_idle_homes" in TASKS
