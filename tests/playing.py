"""
The whole product in a process of its own, for a walk in a browser: `python -m tests.….stage`.

A stage has a *scene* that makes its people and things, and says one line of JSON when the house is
ready: where it is, and what the scene tells. Then each line on its input is answered by one line.
`tests/browser/staged.py` is the other side.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import structlog
import uvicorn

from match.asgi import create_app
from match.foundation import keys as key_store
from match.foundation.actor import Actor
from match.foundation.db import WEB_LIMITS, connect, disconnect
from match.foundation.embedded.services import Services
from match.foundation.permissions import STAFF
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.migrating import migrate
from match.people.commands.sessions import open_session
from match.people.visit import Visit
from match.searching import search_engine

Scene = Callable[[], Awaitable[dict[str, Any]]]
Obey = Callable[[str], Awaitable[Any]]
At = Callable[[], AbstractContextManager[Any]]


async def session(actor: Actor) -> str:
    """A session of *actor*, as after signing in with both factors."""
    assert actor.id is not None
    level = 2 if any(grant.role in STAFF for grant in actor.grants) else 1
    return await open_session(actor.id, Visit("127.0.0.1", "stage"), level=level)


async def sessions(people: dict[str, Actor]) -> dict[str, str]:
    """A session for everybody, by name."""
    return {name: await session(actor) for name, actor in people.items()}


async def silent(line: str) -> None:
    """Nothing is asked of this stage."""
    del line


def main(
    scene: Scene, obey: Obey = silent, *, at: At = nullcontext, restricted: bool = False
) -> None:
    """
    Play until the input ends. Every request is answered inside *at*, the house's own time;
    with *restricted* what the scene does itself may enter the restricted room too.
    """
    # What is said on stdout is for the walk alone.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    with tempfile.TemporaryDirectory(prefix="xth-stage-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as services:
            use(services.settings)
            key_store.hold(key_store.load_or_create(services.settings.keys))
            asyncio.run(_play(services, scene, obey, at, restricted=restricted))


async def _play(services: Services, scene: Scene, obey: Obey, at: At, *, restricted: bool) -> None:
    settings = services.settings
    await migrate(services.owner_database_url)
    login = settings.care_database_url if restricted else settings.database_url
    await connect(login, limits=WEB_LIMITS)
    await open_restricted(settings.care_database_url, limits=WEB_LIMITS)
    app = create_app(settings, search_engine(settings, writes=True), pool=False)
    server, ready = _server(_timed(app, at))
    running = asyncio.create_task(server.serve())
    told = await scene()
    await ready.wait()
    port = server.servers[0].sockets[0].getsockname()[1]
    print(json.dumps({"url": f"http://127.0.0.1:{port}", **told}), flush=True)
    loop = asyncio.get_running_loop()
    while line := (await loop.run_in_executor(None, sys.stdin.readline)).strip():
        print(json.dumps(await obey(line)), flush=True)
    server.should_exit = True
    await running
    await close_restricted()
    await disconnect()


def _timed(app: Any, at: At) -> Any:
    """The application, every request at the house's time."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        with at():
            await app(scope, receive, send)

    return answer


def _server(app: Any) -> tuple[uvicorn.Server, asyncio.Event]:
    """A server on a free port of this machine, and when it listens."""
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
    return server, ready
