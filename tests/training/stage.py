"""
The whole product in a process of its own, in the autumn of 2026: a village home whose director has
left, its supervisor and its county, a director elsewhere who was not trained this year.

    python -m tests.training.stage

It says one line of JSON when it is ready (who is there), then does what it is told on its input, a
line each, answered by a line: `on DAYS` (the house's clock stands so many days after 12 October;
everybody's session anew), `accept TOKEN` (who was named shows that the telephone is hers), `hear`
(the worker's listeners inside the house), `ask SQL` (one value).
"""

import asyncio
import json
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
import uvicorn

from match.asgi import create_app
from match.foundation import clock
from match.foundation import keys as key_store
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import WEB_LIMITS, connect, disconnect, value
from match.foundation.embedded.services import Services
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.people.commands.invitations import accept_invitation, invitation_behind
from match.people.sessions import actor_of_account
from match.posts.commands import end_post, note_seat
from match.posts.queries import director_of
from match.searching import search_engine
from tests.bids.stage import session
from tests.homes import make as homes
from tests.jobs.test_hearing import hear_all
from tests.people import make as people

AUTUMN = datetime(2026, 10, 12, 1, tzinfo=UTC)
NEIGHBOUR = "433101001202"
PHONE = "13900001234"


class Stage:
    """Everybody, and the day that the house believes it is."""

    def __init__(self) -> None:
        self.days = 0
        self.people: dict[str, Actor] = {}
        self.facts: dict[str, Any] = {}

    def clock(self) -> ExitStack:
        """The house's day, for the length of the block."""
        held = ExitStack()
        held.enter_context(clock.freeze(AUTUMN + timedelta(days=self.days)))
        return held

    def dated(self, app: Any) -> Any:
        """The application, every request on the house's day."""

        async def answer(scope: Any, receive: Any, send: Any) -> None:
            with self.clock():
                await app(scope, receive, send)

        return answer

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

    async def sessions(self) -> dict[str, str]:
        """A session for everybody, with the roles of the day."""
        return {name: await session(actor) for name, actor in self.people.items()}

    async def obey(self, word: str, given: str) -> Any:
        """One line of the walk."""
        if word == "on":
            self.days = int(given)
        with self.clock():
            if word == "on":
                return await self.sessions()
            if word == "accept":
                offer = await invitation_behind(given)
                account = await accept_invitation(Actor(), given, offer.phone)
                await hear_all()
                actor = await actor_of_account(account)
                assert actor is not None
                self.people["director"] = actor
                return await self.sessions()
            if word == "hear":
                await hear_all()
                return "heard"
            assert word == "ask", word
            return str(await value(given))


async def play(settings: Settings, services: Services) -> None:
    await migrate(services.owner_database_url)
    await connect(services.settings.database_url, limits=WEB_LIMITS)
    await open_restricted(services.settings.care_database_url, limits=WEB_LIMITS)
    stage = Stage()
    app = create_app(services.settings, search_engine(settings, writes=True), pool=False)
    server = uvicorn.Server(
        uvicorn.Config(
            stage.dated(app), host="127.0.0.1", port=0, log_level="warning", lifespan="off"
        )
    )
    ready = asyncio.Event()
    startup = server.startup

    async def started(sockets: Any = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = started
    running = asyncio.create_task(server.serve())
    with stage.clock():
        await stage.cast()
        stage.facts |= await stage.sessions()
    await ready.wait()
    port = server.servers[0].sockets[0].getsockname()[1]
    print(json.dumps({"url": f"http://127.0.0.1:{port}", **stage.facts}), flush=True)
    loop = asyncio.get_running_loop()
    while words := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        word, _, given = words.partition(" ")
        print(json.dumps(await stage.obey(word, given)), flush=True)
    server.should_exit = True
    await running
    await close_restricted()
    await disconnect()


def main() -> None:
    # What is said on stdout is for the walk alone.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="xth-year-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(play(services.settings, services))


if __name__ == "__main__":
    main()
