"""
The whole product in a process of its own, with a home that wants lessons, for a volunteer's walk:

    python -m tests.volunteers.stage

It says one line of JSON when it is ready, then does what it is told on its input, a word a line,
each answered by a line: `at MINUTES` (the house's clock stands so many minutes from now; everybody
signs in anew), `sweep` (the clock's hand goes over the shifts).
"""

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.volunteers import commands
from tests.people import make as people
from tests.playing import main, sessions
from tests.volunteers import make

BORN = date(2001, 3, 9)


class Stage:
    """Everybody, and the minute that the house believes it is."""

    def __init__(self) -> None:
        self.minutes = 0
        self.people: dict[str, Actor] = {}

    def clock(self) -> AbstractContextManager[None]:
        """The house's time, for the length of the block."""
        return clock.freeze(clock.now() + timedelta(minutes=self.minutes))

    async def scene(self) -> dict[str, Any]:
        """A director with an open shift, the county, another adult, somebody who is new."""
        scene = await make.opened(child_contact=True, home_adults=1, place="home")
        self.people["director"] = scene.director
        self.people["county"] = await people.account("county", "433101")
        self.people["new"] = await people.account("volunteer", name="王小青")
        begins = scene.starts - clock.now()
        return {
            "shift": scene.shift,
            "code": await make.code(scene),
            "begins": int(begins / timedelta(minutes=1)),
            "identity": make.citizen_number(BORN),
            "born": BORN.isoformat(),
        }

    async def obey(self, words: str) -> Any:
        """One line of the walk."""
        word, _blank, given = words.partition(" ")
        if word == "at":
            self.minutes = int(given)
            with self.clock():
                return await sessions(self.people)
        with self.clock():
            if word == "sweep":
                return await commands.sweep_shifts(SYSTEM)
            assert word == "now", word
            return [
                clock.now().isoformat(),
                await value("SELECT max(status) FROM shift_signup"),
            ]


if __name__ == "__main__":
    stage = Stage()
    main(stage.scene, stage.obey, at=stage.clock)
