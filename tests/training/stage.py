"""
The whole product in a process of its own, in the autumn of 2026: a village home whose director has
left, its supervisor and its county, a director elsewhere who was not trained this year.

    python -m tests.training.stage

It says one line of JSON when it is ready (who is there), then does what it is told on its input, a
line each, answered by a line: `on DAYS` (the house's clock stands so many days after 12 October;
everybody's session anew), `accept TOKEN` (who was named shows that the telephone is hers), `hear`
(the worker's listeners inside the house), `ask SQL` (one value).
"""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.people.commands.invitations import accept_invitation, invitation_behind
from match.people.sessions import actor_of_account
from match.posts.commands import end_post, note_seat
from match.posts.queries import director_of
from tests.homes import make as homes
from tests.jobs.test_hearing import hear_all
from tests.people import make as people
from tests.playing import main, sessions

AUTUMN = datetime(2026, 10, 12, 1, tzinfo=UTC)
NEIGHBOUR = "433101001202"
PHONE = "13900001234"


class Stage:
    """Everybody, and the day that the house believes it is."""

    def __init__(self) -> None:
        self.days = 0
        self.people: dict[str, Actor] = {}
        self.facts: dict[str, Any] = {}

    def clock(self) -> AbstractContextManager[None]:
        """The house's day, for the length of the block."""
        return clock.freeze(AUTUMN + timedelta(days=self.days))

    async def cast(self) -> None:
        """An open home whose director left; her township, her county, a neighbour untrained."""
        home, _old = await homes.working()
        await note_seat(SYSTEM, home)
        post = await director_of(home)
        assert post is not None
        await end_post(await homes.county(), post.id, "随子女迁往外地")
        self.people["county"] = await homes.county()
        self.people["supervisor"] = await people.account("supervisor", homes.VILLAGE[:9])
        other, self.people["neighbour"] = await homes.working(NEIGHBOUR, name="坪朗村儿童之家")
        await note_seat(SYSTEM, other)
        await hear_all()
        self.facts = {"home": home, "phone": PHONE}

    async def scene(self) -> dict[str, Any]:
        """What there is, and a session for everybody, on the first day."""
        with self.clock():
            await self.cast()
            return self.facts | await sessions(self.people)

    async def obey(self, words: str) -> Any:
        """One line of the walk."""
        word, _blank, given = words.partition(" ")
        if word == "on":
            self.days = int(given)
        with self.clock():
            if word == "on":
                return await sessions(self.people)
            if word == "accept":
                offer = await invitation_behind(given)
                account = await accept_invitation(Actor(), given, offer.phone)
                await hear_all()
                actor = await actor_of_account(account)
                assert actor is not None
                self.people["director"] = actor
                return await sessions(self.people)
            if word == "hear":
                await hear_all()
                return "heard"
            assert word == "ask", word
            return str(await value(given))


if __name__ == "__main__":
    stage = Stage()
    main(stage.scene, stage.obey, at=stage.clock)
