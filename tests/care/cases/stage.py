"""
The whole product in a process of its own, for the walk of a mandatory report:

    python -m tests.care.cases.stage

It says one line of JSON when it is ready, and obeys a word a line: ``break`` lets the mail server
refuse, ``relay`` carries alarms into inboxes, ``steps`` tells what happened to the newest report.
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
from match.care.cases.carrying import carry_mail
from match.care.cases.commands import name_desk
from match.care.cases.forms import DutyForm
from match.care.cases.states import Level
from match.care.cases.wall import inside
from match.foundation import keys as key_store
from match.foundation.actor import SYSTEM
from match.foundation.db import WEB_LIMITS, connect, disconnect, rows
from match.foundation.embedded.services import Services
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.notices.ports import Refused
from match.places.commands import load_hunan
from match.searching import search_engine
from tests.bids.stage import session
from tests.care.cases import make


class Broken:
    """A mail server that takes nothing."""

    async def send(self, address: str, subject: str, text: str, *, key: str) -> str:
        raise Refused("down")


async def scene() -> dict[str, Any]:
    """The tree, the desks of 吉首, and the duty desk by name."""
    await load_hunan(SYSTEM)
    held = await make.desks()
    duty = DutyForm("吉首市未成年人救助保护中心", "0743-8220110", "duty@jishou.example")
    await name_desk(held.protection, Level.protection, make.COUNTY, duty)
    return {"protection": await session(held.protection)}


async def obey(word: str) -> Any:
    """One word, one answer."""
    if word == "relay":
        return await make.relay()
    async with inside(desk=("43",)):
        waiting = await rows("SELECT id FROM care.report_alarm WHERE state = 'waiting'")
        steps = await rows(
            "SELECT step FROM care.mandatory_report_step WHERE report_id ="
            " (SELECT max(id) FROM care.mandatory_report) ORDER BY id"
        )
    if word == "break":
        return [await carry_mail(row["id"], port=Broken()) for row in waiting]
    return [row["step"] for row in steps]


async def play(settings: Settings, services: Services) -> None:
    await migrate(services.owner_database_url)
    given = services.settings
    await connect(given.care_database_url, limits=WEB_LIMITS)
    await open_restricted(given.care_database_url, limits=WEB_LIMITS)
    app = create_app(given, search_engine(settings, writes=True), pool=False)
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
        print(json.dumps(await obey(word)), flush=True)
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
