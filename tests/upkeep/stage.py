"""
The whole product in a process of its own, at the end of a county's month: a director in post, a
title applied for, nothing set, drawn up, approved or written down yet.

    python -m tests.upkeep.stage

It says one line of JSON when it is ready: where it is, the home, everybody's session. Then it
answers each line on its input: `check` (what the live checks of upkeep find), else a question in
SQL with one value.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import structlog
import uvicorn

from match.asgi import create_app
from match.foundation import keys as key_store
from match.foundation.db import WEB_LIMITS, connect, disconnect, value
from match.foundation.embedded.services import Services
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.searching import search_engine
from match.upkeep import commands
from match.upkeep.states import Level
from tests.bids.stage import session
from tests.upkeep import make
from tests.upkeep.test_checks import faults


async def scene() -> dict[str, Any]:
    """A county with one home, whose policy ends in ten days and which applied for a title."""
    at = await make.scene()
    ends = make.days_ago(-10)
    await commands.record_insurance(at.director, at.home, make.insurance_form(ends_on=ends))
    await commands.apply_for_title(at.director, at.home, make.title_form(Level.county))
    people = {
        name: await session(getattr(at, name))
        for name in ("director", "county", "second", "prefecture")
    }
    return {"home": at.home, **people}


async def answer(asked: str) -> str:
    """What one line of the walk wants to know."""
    if asked == "check":
        return "；".join(await faults())
    return str(await value(asked))


async def play(settings: Settings, services: Services) -> None:
    await migrate(services.owner_database_url)
    await connect(services.settings.database_url, limits=WEB_LIMITS)
    await open_restricted(services.settings.care_database_url, limits=WEB_LIMITS)
    app = create_app(services.settings, search_engine(settings, writes=True), pool=False)
    server = uvicorn.Server(
        uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    )
    ready = asyncio.Event()
    startup = server.startup

    async def started(sockets: Any = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = started
    running = asyncio.create_task(server.serve())
    told = await scene()
    await ready.wait()
    port = server.servers[0].sockets[0].getsockname()[1]
    print(json.dumps({"url": f"http://127.0.0.1:{port}", **told}), flush=True)
    loop = asyncio.get_running_loop()
    while asked := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        print(json.dumps(await answer(asked)), flush=True)
    server.should_exit = True
    await running
    await close_restricted()
    await disconnect()


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="xth-month-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(play(services.settings, services))


if __name__ == "__main__":
    main()
