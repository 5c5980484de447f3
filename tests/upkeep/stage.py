"""
The whole product in a process of its own, at the end of a county's month: a director in post, a
title applied for, nothing set, drawn up, approved or written down yet.

    python -m tests.upkeep.stage

It says one line of JSON when it is ready: where it is, the home, everybody's session. Then it
answers each line on its input: `check` (what the live checks of upkeep find), else a question in
SQL with one value.
"""

from typing import Any

from match.foundation.db import value
from match.upkeep import commands
from match.upkeep.states import Level
from tests.playing import main, sessions
from tests.upkeep import make
from tests.upkeep.test_checks import faults


async def scene() -> dict[str, Any]:
    """A county with one home, whose policy ends in ten days and which applied for a title."""
    at = await make.scene()
    ends = make.days_ago(-10)
    await commands.record_insurance(at.director, at.home, make.insurance_form(ends_on=ends))
    await commands.apply_for_title(at.director, at.home, make.title_form(Level.county))
    names = ("director", "county", "second", "prefecture")
    return {"home": at.home, **await sessions({name: getattr(at, name) for name in names})}


async def answer(asked: str) -> str:
    """What one line of the walk wants to know."""
    if asked == "check":
        return "；".join(await faults())
    return str(await value(asked))


if __name__ == "__main__":
    main(scene, answer)
