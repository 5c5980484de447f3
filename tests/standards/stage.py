"""
The whole product in a process of its own, with one township, two homes and a village without one:

    python -m tests.standards.stage

It says one line of JSON when it is ready: where it is, the homes, a session for each person. Then
it answers each line on its input with what there is: inspections, flags, needs, reminders.
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
from match.foundation.db import WEB_LIMITS, connect, disconnect, rows
from match.foundation.embedded.services import Services
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.searching import search_engine
from tests.bids.stage import session
from tests.homes import make as homes
from tests.people import make as people
from tests.standards import make

VILLAGE = "433101001203"
ASKED = {
    "inspections": "SELECT home_id, failed FROM inspection ORDER BY home_id",
    "flags": "SELECT home_id, line, status FROM standard_flag ORDER BY id",
    "needs": "SELECT home_id, category, status FROM need ORDER BY id",
    "homes": "SELECT division, status, site_source FROM home ORDER BY id",
    "reminders": "SELECT topic FROM outbox WHERE topic = 'standard_task.reminded'",
    "photos": "SELECT kind FROM file WHERE kind = 'photo'",
}


async def scene() -> dict[str, Any]:
    """Two open homes, a village that has none, a supervisor, a director, a county."""
    first, _one = await homes.working()
    second, director = await homes.working("433101001202", name="桥头村儿童之家")
    await people.place(VILLAGE)
    return {
        "first": first,
        "second": second,
        "village": VILLAGE,
        "supervisor": await session(await make.supervisor()),
        "director": await session(director),
        "county": await session(await people.account("county", "433101")),
    }


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
    while word := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        print(json.dumps(await rows(ASKED[word])), flush=True)
    server.should_exit = True
    await running
    await close_restricted()
    await disconnect()


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="xth-stage-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(play(services.settings, services))


if __name__ == "__main__":
    main()
