"""
The whole product in a process of its own, with a home that wants lessons, for a volunteer's walk:

    python -m tests.volunteers.stage

It says one line of JSON when it is ready, then does what it is told on its input, a word a line,
each answered by a line: `at MINUTES` (the house's clock stands so many minutes from now; everybody
signs in anew), `sweep` (the clock's hand goes over the shifts).
"""

import asyncio
import json
import sys
import tempfile
from contextlib import ExitStack
from datetime import date, timedelta
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
from match.searching import search_engine
from match.volunteers import commands
from tests.bids.stage import session
from tests.people import make as people
from tests.volunteers import make

BORN = date(2001, 3, 9)


class Stage:
    """Everybody, and the minute that the house believes it is."""

    def __init__(self) -> None:
        self.minutes = 0
        self.people: dict[str, Actor] = {}
        self.facts: dict[str, Any] = {}

    def clock(self) -> ExitStack:
        """The house's time, for the length of the block."""
        held = ExitStack()
        held.enter_context(clock.freeze(clock.now() + timedelta(minutes=self.minutes)))
        return held

    def dated(self, app: Any) -> Any:
        """The application, every request at the house's time."""

        async def answer(scope: Any, receive: Any, send: Any) -> None:
            with self.clock():
                await app(scope, receive, send)

        return answer

    async def cast(self) -> None:
        """A director with an open shift, the county, another adult, somebody who is new."""
        scene = await make.opened(child_contact=True, home_adults=1, place="home")
        self.people["director"] = scene.director
        self.people["county"] = await people.account("county", "433101")
        self.people["new"] = await people.account("volunteer", name="王小青")
        begins = scene.starts - clock.now()
        self.facts = {
            "shift": scene.shift,
            "code": await make.code(scene),
            "begins": int(begins / timedelta(minutes=1)),
            "identity": make.citizen_number(BORN),
            "born": BORN.isoformat(),
        }

    async def obey(self, word: str, *given: str) -> Any:
        """One line of the walk."""
        if word == "at":
            self.minutes = int(given[0])
            with self.clock():
                return {name: await session(actor) for name, actor in self.people.items()}
        with self.clock():
            if word == "sweep":
                return await commands.sweep_shifts(SYSTEM)
            assert word == "now", word
            return [
                clock.now().isoformat(),
                await value("SELECT max(status) FROM shift_signup"),
            ]


async def play(settings: Settings, services: Services) -> None:
    await migrate(services.owner_database_url)
    await connect(services.settings.database_url, limits=WEB_LIMITS)
    await open_restricted(services.settings.care_database_url, limits=WEB_LIMITS)
    stage = Stage()
    app = create_app(services.settings, search_engine(settings, writes=True), pool=False)
    config = uvicorn.Config(
        stage.dated(app), host="127.0.0.1", port=0, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    ready = asyncio.Event()
    startup = server.startup

    async def started(sockets: Any = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = started
    running = asyncio.create_task(server.serve())
    await stage.cast()
    await ready.wait()
    port = server.servers[0].sockets[0].getsockname()[1]
    print(json.dumps({"url": f"http://127.0.0.1:{port}", **stage.facts}), flush=True)
    loop = asyncio.get_running_loop()
    while words := (await loop.run_in_executor(None, sys.stdin.readline)).split():
        print(json.dumps(await stage.obey(*words)), flush=True)
    server.should_exit = True
    await running
    await close_restricted()
    await disconnect()


def main() -> None:
    # What is said on stdout is for the walk alone.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="xth-shift-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(play(services.settings, services))


if __name__ == "__main__":
    main()
