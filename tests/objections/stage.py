"""
The whole product in a process of its own, with one awarded purchase and its parties:

    python -m tests.objections.stage

It says one line of JSON when it is ready: where it is, the purchase, a session for each person.
Then it answers each line on its input, a column of the purchase, with what stands there.
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
from match.foundation.actor import SYSTEM
from match.foundation.db import WEB_LIMITS, connect, disconnect, one
from match.foundation.embedded.services import Services
from match.foundation.errors import Conflict
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.searching import search_engine
from match.suppliers import commands as papers
from match.suppliers.states import Kind
from match.tenders.commands import advance
from tests.bids.stage import session
from tests.objections import make
from tests.people import make as people
from tests.suppliers import make as suppliers
from tests.tenders import make as tenders


async def scene() -> dict[str, Any]:
    """An awarded purchase to object to, another still open, papers in three states."""
    at = await make.bought("award")
    _officer, open_one = await tenders.published(title="吉首市儿童之家周末活动服务")
    await suppliers.paper(at.manager, at.supplier, Kind.registration)
    waiting = await suppliers.form(at.manager, Kind.tax)
    await papers.keep_paper(at.manager, at.supplier, waiting)
    await papers.name_controller(at.manager, at.supplier, suppliers.controller(1))
    _partner, partner = await suppliers.applicant()
    joint = suppliers.consortium(at.supplier, partner)
    return {
        "tender": at.tender,
        "open": open_one,
        "supplier": at.supplier,
        "consortium": await papers.propose_consortium(at.manager, open_one, joint),
        "manager": await session(at.manager),
        "colleague": await session(at.colleague),
        "finance": await session(at.finance),
        "county": await session(await people.account("county", "433101")),
    }


async def obey(word: str, told: dict[str, Any]) -> Any:
    """`sign` tries to sign the contract; any other word asks for a column of the purchase."""
    if word == "sign":
        try:
            await advance(SYSTEM, told["tender"], "contract")
        except Conflict as refused:
            return refused.message
        return "signed"
    row = await one("SELECT * FROM tender WHERE id = $1", told["tender"])
    assert row is not None
    return str(row[word])


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
        print(json.dumps(await obey(word, told)), flush=True)
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
