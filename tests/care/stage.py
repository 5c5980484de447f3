"""
A served house with children's files, for `test_browser_care.py`: the web's own login, the room's
own pool, sessions of a director, a supervisor and a county. Prints one JSON line; ends with stdin.
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
from match.care import commands
from match.care.states import ConsentScope
from match.foundation import clock
from match.foundation import keys as key_store
from match.foundation.db import WEB_LIMITS, connect, disconnect
from match.foundation.embedded.services import Services
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.searching import search_engine
from tests.bids.stage import session
from tests.care import make, make_papers


async def scene() -> dict[str, Any]:
    """Four children: two agreed and one of them here, one let in, one with nothing yet."""
    kept = await make.scene()
    children = [
        await make.child(kept, name=name, groups=groups)
        for name, groups in (
            ("欧阳春生", ("LBC",)),
            ("欧阳夏荷", ("LBC", "DIS")),
            ("欧阳秋实", ("GEN",)),
            ("欧阳冬梅", ("DIF-POV",)),
        )
    ]
    today = clock.today()
    for child in children[:2]:
        guardian = await make_papers.guardian(kept, child)
        await make_papers.agreement(kept, child, guardian)
        await make_papers.consent(kept, child, guardian, ConsentScope.collect)
    await commands.attend(kept.director, kept.home, children[:1], today)
    await commands.attend_in_emergency(
        kept.director, children[2], today, "奶奶住院，家里没有大人照看"
    )
    await commands.send_month(kept.director, kept.home, today.replace(day=1))
    await commands.ask_erasure(kept.director, children[3], "mistake")
    people = {"director": kept.director, "supervisor": kept.supervisor, "county": kept.county}
    return {
        "home": kept.home,
        "children": children,
        **{name: await session(actor) for name, actor in people.items()},
    }


async def play(settings: Settings, services: Services) -> None:
    """Serve until stdin ends."""
    await migrate(services.owner_database_url)
    await connect(services.settings.database_url, limits=WEB_LIMITS)
    await open_restricted(services.settings.care_database_url, limits=WEB_LIMITS)
    app = create_app(services.settings, search_engine(settings, writes=True), pool=False)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            host="127.0.0.1",
            port=0,
            log_level="warning",
            lifespan="off",
            timeout_graceful_shutdown=5,  # a browser may leave its connection open
        )
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
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.should_exit = True
    await running
    await close_restricted()
    await disconnect()


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="xth-care-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(play(services.settings, services))


if __name__ == "__main__":
    main()
