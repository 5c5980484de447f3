"""The picture of the house is drawn from the house."""

import re
import tomllib

from match.foundation.states import Machine
from match.needs.states import NEED_MACHINE
from tests.docs import diagrams
from tests.docs.house import ROOT, rows, text_of

PAGE = text_of("docs/architecture.md")


def test_the_diagrams_are_those_of_the_machines() -> None:
    assert diagrams.drawn(PAGE) == PAGE, "run: python -m tests.docs.diagrams"


def test_every_machine_is_drawn() -> None:
    shown = [name for _, name in diagrams.BLOCK.findall(PAGE)]

    assert sorted(shown) == sorted(diagrams.machines())
    assert len(shown) >= 8


def test_a_machine_that_lost_a_move_draws_another_diagram() -> None:
    moves = dict(list(NEED_MACHINE.moves.items())[1:])

    assert Machine(moves).mermaid() not in PAGE
    assert NEED_MACHINE.mermaid() in PAGE


def layers() -> list[list[str]]:
    """The lines of the contract, top first; siblings on one line."""
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    lines = next(one["layers"] for one in contracts if one["type"] == "layers")
    return [[name.strip() for name in line.split("|")] for line in lines]


def test_the_direction_is_the_one_that_is_checked() -> None:
    block = PAGE.split("## Rooms and their direction", 1)[1].split("```")[1]
    told = [
        [name.strip() for name in re.split(r"\s{2,}", line)[0].split("|")]
        for line in block.strip().splitlines()
    ]

    assert told == layers()


def test_every_module_of_the_product_has_its_place() -> None:
    placed = {name for line in layers() for name in line}
    top = {
        f"match.{path.stem if path.suffix else path.name}"
        for path in (ROOT / "src" / "match").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }

    # Piccolo looks for its configuration; nothing of ours imports it.
    assert top - placed == {"match.__init__", "match.piccolo_conf"}
    assert {name for name in placed if name.startswith("match.")} <= top


def test_parts_of_a_room_are_files_that_rooms_have() -> None:
    parts = [
        name
        for row in rows(PAGE, "## Inside a room")
        for name in re.findall(r"`(\w+\.py|migrations/)`", row[0])
    ]

    assert len(parts) >= 9
    for name in parts:
        folder = name.removesuffix(".py").removesuffix("/")
        there = list((ROOT / "src" / "match").glob(f"*/{name}")) or list(
            (ROOT / "src" / "match").glob(f"*/{folder}/__init__.py")
        )
        assert there, name
