"""
The whole product in a process of its own, with one purchase on it, for walks in a browser:

    python -m tests.bids.stage

It says one line of JSON when it is ready, then does what it is told on its input, a word a line:
`choose` (the officials who have registered a key open the purchase), `correct` (a new version of
the documents), `close` (the deadline is over). Each is answered by a line.
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
from match.bids import commands
from match.bids.queries import registered_keys
from match.foundation import keys as key_store
from match.foundation.actor import Actor
from match.foundation.db import WEB_LIMITS, connect, disconnect, rows
from match.foundation.embedded.services import Services
from match.foundation.permissions import STAFF
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.people.commands.sessions import open_session
from match.people.visit import Visit
from match.searching import search_engine
from tests.bids import make
from tests.past import plan_again
from tests.people import make as people


async def session(actor: Actor) -> str:
    """A session of *actor*, as after signing in with both factors."""
    assert actor.id is not None
    level = 2 if any(grant.role in STAFF for grant in actor.grants) else 1
    return await open_session(actor.id, Visit("127.0.0.1", "stage"), level=level)


async def criteria(tender_id: int) -> None:
    """Two things to answer, and the price; together the hundred points that they must be."""
    await rows(
        "INSERT INTO tender_criterion (tender_id, kind, title, indicator, points, position)"
        " VALUES ($1, 'subjective', '服务方案', '人员、频次、时长', 6000, 1),"
        " ($1, 'objective', '同类业绩', '近三年项目数', 2000, 2),"
        " ($1, 'price', '价格', '基准价比报价', 2000, 3)",
        tender_id,
    )


async def obey(word: str, officer: Actor, tender_id: int) -> Any:
    """One word of the walk."""
    if word == "choose":
        found = await registered_keys(make.JISHOU)
        return await commands.choose_keys(officer, tender_id, [key.id for key in found])
    if word == "close":
        await make.pass_deadline(tender_id)
        return "closed"
    if word == "correct":
        await plan_again(tender_id)
        await rows(
            "UPDATE tender SET document_version = document_version + 1 WHERE id = $1", tender_id
        )
        await rows("UPDATE tender SET status = 'published' WHERE id = $1", tender_id)
        return "corrected"
    return None


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
    officer, tender_id = await make.tender(k=2, n=3, min_bids=3)
    await criteria(tender_id)
    officials = [await people.account(role, "4331") for role in ("finance", "party", "auditor")]
    bidders = [await make.bidder() for _ in range(3)]
    await ready.wait()
    port = server.servers[0].sockets[0].getsockname()[1]
    told = {
        "url": f"http://127.0.0.1:{port}",
        "tender": tender_id,
        "officer": await session(officer),
        "officials": [await session(each) for each in officials],
        "bidders": [[each.organisation, await session(each.actor)] for each in bidders],
    }
    print(json.dumps(told), flush=True)
    loop = asyncio.get_running_loop()
    while word := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        print(json.dumps(await obey(word, officer, tender_id)), flush=True)
    server.should_exit = True
    await running
    await close_restricted()
    await disconnect()


def main() -> None:
    # What is said on stdout is for the walk alone.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="xth-stage-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(play(services.settings, services))


if __name__ == "__main__":
    main()
