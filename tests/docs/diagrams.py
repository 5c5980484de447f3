"""The state diagrams of docs/architecture.md: `python -m tests.docs.diagrams` draws them anew."""

import importlib
import re
from pathlib import Path

from match.foundation.states import Machine

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
# <!-- machine: match.needs.states.NEED_MACHINE --> and the block that follows it.
BLOCK = re.compile(r"(<!-- machine: ([\w.]+) -->\n```mermaid\n).*?(?=```)", re.DOTALL)
STATES = Path(__file__).parents[2] / "src" / "match"


def machines() -> list[str]:
    """The full name of every machine of every room's states."""
    found: list[str] = []
    for path in sorted(STATES.rglob("states.py")):
        module = importlib.import_module(".".join(("match", *path.relative_to(STATES).parts))[:-3])
        found += [
            f"{module.__name__}.{name}"
            for name, thing in vars(module).items()
            if isinstance(thing, Machine)
        ]
    return found


def machine(name: str) -> Machine:
    """The machine of that full name."""
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


def drawn(text: str) -> str:
    """*text* with every diagram as its machine draws itself today."""
    return BLOCK.sub(lambda found: f"{found[1]}{machine(found[2]).mermaid()}\n", text)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text("utf-8")), "utf-8")
