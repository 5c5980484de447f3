"""
The whole product in a process of its own, on a director's day: a parcel has arrived, an inspection
found a line not met, nobody has said yet that the home opened.

    python -m tests.activities.stage

It says one line of JSON when it is ready: where it is, the home, the director's session. Then it
answers each line on its input, a question in SQL with one value, with that value.
"""

import asyncio
import json
import sys
import tempfile
from datetime import time
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
from match.homes.commands import set_opening
from match.homes.forms import Opening, OpeningSpan
from match.migrating import migrate
from match.searching import search_engine
from tests.bids.stage import session
from tests.giving import make as giving
from tests.standards import make as standards


async def scene() -> dict[str, Any]:
    """A home whose day has begun."""
    deal, _parcel = await giving.sent()
    (home,) = deal.director.homes
    every_day = [OpeningSpan(day, time(8), time(20)) for day in range(1, 8)]
    await set_opening(deal.director, home, Opening(every_day))
    await standards.inspected(deal.supervisor, home, "STD-FIRE")
    return {"home": home, "director": await session(deal.director)}


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
        print(json.dumps(str(await value(asked))), flush=True)
    server.should_exit = True
    await running
    await close_restricted()
    await disconnect()


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="xth-day-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(play(services.settings, services))


if __name__ == "__main__":
    main()
