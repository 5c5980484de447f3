"""
The whole product in a process of its own, with the people of one open tender, for a walk:

    python -m tests.browser.tender_stage

It says one line of JSON when it is ready (who is there), then does what it is told on its input, a
word a line, each answered by a line: `on DAYS` (the house's clock stands so many days from today
from now on; everybody's session anew), `close TENDER` (its deadline is over), `hear` (the worker's
listeners inside the house), `check` (what the live checks find), `status TENDER`.
"""

import asyncio
import json
import sys
import tempfile
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
import uvicorn

from match.asgi import create_app
from match.foundation import clock
from match.foundation import keys as key_store
from match.foundation.actor import Actor
from match.foundation.db import WEB_LIMITS, connect, disconnect, rows, value
from match.foundation.embedded.services import Services
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.needs.forms import Line
from match.searching import search_engine
from tests.bids import make as bids
from tests.bids.stage import session
from tests.needs import make as needs
from tests.openness.life import pass_deadline
from tests.panels import make as panels
from tests.people import make as people
from tests.tenders import make as tenders
from tests.walks.steps import Walker, broken_invariants

OFFICIALS = ("finance", "party", "auditor", "education", "federation")
BIDDERS, POOL = 5, 8
LONG_AGO = timedelta(days=60)


class Stage:
    """Everybody, and the day that the house believes it is."""

    def __init__(self) -> None:
        self.days = 0
        self.walker = Walker(None)  # type: ignore[arg-type] # it only listens here
        self.people: dict[str, Actor] = {}
        self.facts: dict[str, Any] = {}

    def clock(self) -> ExitStack:
        """The house's day, for the length of the block; nothing is held on the day itself."""
        held = ExitStack()
        if self.days:
            held.enter_context(clock.freeze(clock.now() + timedelta(days=self.days)))
        return held

    def dated(self, app: Any) -> Any:
        """The application, every request on the house's day."""

        async def answer(scope: Any, receive: Any, send: Any) -> None:
            with self.clock():
                await app(scope, receive, send)

        return answer

    async def cast(self) -> None:
        """The department, its officials, five suppliers, a pool of experts, a home with a need."""
        await tenders.permit()
        self.people["officer"], department = await tenders.department()
        for name, role in (("colleague", "purchaser"), ("representative", "panel")):
            self.people[name] = await people.account(role, "433101", organisation=department)
        for at, role in enumerate(OFFICIALS):
            self.people[f"official{at}"] = await people.account(role, "4331")
        for name in ("county", "payer", "approver"):
            self.people[name] = await people.account("finance", "433101")
        self.people["auditor"] = await people.account("auditor", "43")
        bidders = [await bids.bidder() for _each in range(BIDDERS)]
        for at, each in enumerate(bidders):
            self.people[f"bidder{at}"] = each.actor
        for at in range(POOL):
            self.people[f"expert{at}"] = await panels.expert()
        need = await needs.published(
            category="SVC-PSY",
            title="心理辅导课时",
            purpose="每周一次团体辅导。",
            lines=[Line("团体辅导", 30, "课时")],
            due_on=clock.today() + LONG_AGO + LONG_AGO,
        )
        self.people["director"] = need.director
        names = [
            await value("SELECT name FROM organisation WHERE id = $1", each.organisation)
            for each in bidders
        ]
        self.facts = {
            "department": department,
            "bidders": [each.organisation for each in bidders],
            "names": names,
            "need": need.need,
            "line": need.line,
            "home": need.home,
        }

    async def sessions(self) -> dict[str, str]:
        """A session for everybody, opened on the house's day."""
        return {name: await session(actor) for name, actor in self.people.items()}

    async def obey(self, word: str, *given: str) -> Any:
        """One line of the walk."""
        if word == "on":
            self.days = int(given[0])
            with self.clock():
                return await self.sessions()
        with self.clock():
            if word == "close":
                await pass_deadline(int(given[0]))
                return "closed"
            if word == "hear":
                return await self.walker.hear()
            if word == "check":
                return {name: str(found) for name, found in (await broken_invariants()).items()}
            if word == "seats":
                held = {actor.id: name for name, actor in self.people.items()}
                found = await rows(
                    "SELECT s.panel_id, s.account_id FROM panel_seat s JOIN panel p"
                    " ON p.id = s.panel_id WHERE p.tender_id = $1"
                    " AND s.status IN ('asked', 'confirmed') ORDER BY s.id",
                    int(given[0]),
                )
                return [[row["panel_id"], held[row["account_id"]]] for row in found]
            assert word == "status", word
            return await value("SELECT status FROM tender WHERE id = $1", int(given[0]))


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
    with clock.freeze(clock.now() - LONG_AGO):
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
    with tempfile.TemporaryDirectory(prefix="xth-tender-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(play(services.settings, services))


if __name__ == "__main__":
    main()
