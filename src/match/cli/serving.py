"""`match serve` and `match worker`: the processes of the product."""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import click
import structlog

from jobs.queue import LONG, MAIN
from match.cli.common import CONSOLE, set_up
from match.foundation.embedded.keeper import Child
from match.foundation.embedded.ready import answers_http, beats, refuse_taken_port
from match.foundation.embedded.services import Services
from match.foundation.settings import Settings, use

LOG = structlog.get_logger()
READY_SECONDS = 60.0


def child(name: str, *words: str, services: Services, demo: bool = False) -> Child:
    """One of our own processes, as the supervisor keeps it."""
    env = {**os.environ, **services.environment, **({"MATCH_DEMO": "yes"} if demo else {})}
    return Child(name, [sys.executable, "-m", "match.cli", *words], env)


def children(services: Services, *, worker: bool, demo: bool = False) -> Sequence[Child]:
    """The web server, and the two workers where they run here. Each counts as started when it
    answers, so that one that cannot start is a message, not a silence."""
    host, port = services.settings.host, services.settings.port
    web = replace(
        child("web", "web-process", services=services, demo=demo),
        prepare=partial(refuse_taken_port, host, port),
        ready=answers_http(host, port),
        ready_seconds=READY_SECONDS,
    )
    workers = [
        replace(
            child(name, "worker-process", *words, services=services, demo=demo),
            ready=beats(services.redis_url, f"{queue}:health"),
            ready_seconds=READY_SECONDS,
        )
        for name, words, queue in (("worker", (), MAIN), ("long-worker", ("--long",), LONG))
    ]
    return [web, *(workers if worker else [])]


@click.command()
def serve() -> None:
    """
    Run the product until it is stopped.

    With embedded PostgreSQL and Valkey (no MATCH_DATABASE_URL, no MATCH_REDIS_URL) this migrates
    and runs everything. With external ones it runs the web server only: migrate once with
    `match migrate`, and run `match worker` beside it.
    """
    chosen = set_up()
    embedded = not (chosen.database_url and chosen.redis_url)
    with Services(chosen) as services:
        use(services.settings)
        if embedded:
            from match.migrating import migrate

            for name in asyncio.run(
                migrate(services.owner_database_url, care=services.settings.cares)
            ):
                LOG.info("migrated", migration=name)
        CONSOLE.print(f"湘童汇: {chosen.base_url}")
        services.run(children(services, worker=embedded))


@click.command()
def worker() -> None:
    """Run both workers (short tasks with the relay and the clock, and long tasks)."""
    with Services(set_up()) as services:
        use(services.settings)
        services.run(children(services, worker=True)[1:])


@click.command(name="web-process", hidden=True)
def web_process() -> None:
    """One web server process, under the supervisor."""
    import uvicorn

    from match.asgi import create_app
    from match.searching import search_engine

    chosen = set_up()
    uvicorn.run(
        create_app(chosen, search_engine(chosen)),
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(chosen.trusted_proxies),
        forwarded_allow_ips=list(chosen.trusted_proxies) or None,
        limit_concurrency=200,
        backlog=256,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=8,
        h11_max_incomplete_event_size=16_384,
    )


@click.command(name="worker-process", hidden=True)
@click.option("--long", is_flag=True)
def worker_process(*, long: bool) -> None:
    """One worker process, under the supervisor."""
    from jobs.worker import work

    chosen: Settings = set_up()
    asyncio.run(work(chosen, long=long))


COMMANDS = (serve, worker, web_process, worker_process)
