"""What several commands need: a database to work on, and progress that is real."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from match.foundation import log
from match.foundation.db import TASK_LIMITS, connect, disconnect
from match.foundation.embedded.services import joined
from match.foundation.keys import hold, load_or_create
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, settings, use

Result = TypeVar("Result")
CONSOLE = Console(stderr=True)
Step = Callable[[str, int, int], None]


def set_up() -> Settings:
    """Settings read and the log going to stderr."""
    chosen = settings()
    log.set_up(chosen.log_level, plain=sys.stderr.isatty())
    return chosen


@asynccontextmanager
async def database(chosen: Settings) -> AsyncIterator[None]:
    """The pool and the keys, for as long as the block lasts."""
    hold(load_or_create(chosen.keys))
    # The login that may become match_care, starting as match_app like every other.
    login = chosen.care_database_url if chosen.cares else chosen.database_url
    await connect(login, limits=TASK_LIMITS)
    if chosen.cares:
        await open_restricted(chosen.care_database_url, limits=TASK_LIMITS)
    try:
        yield
    finally:
        await close_restricted()
        await disconnect()


def with_database(work: Callable[[Settings], Coroutine[Any, Any, Result]]) -> Result:
    """
    Run *work* with a database: the one of a running `match serve` on this data directory, the one
    at MATCH_DATABASE_URL, or one started for this command alone.
    """
    with joined(set_up()) as chosen:
        use(chosen)

        async def run() -> Result:
            async with database(chosen):
                return await work(chosen)

        return asyncio.run(run())


@contextmanager
def steps(*, quiet: bool = False):  # a generator of one Step
    """Progress bars on stderr, one for each kind of thing, each moved by what is really done."""
    columns = (
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=CONSOLE, disable=quiet or not CONSOLE.is_terminal) as bars:
        known: dict[str, Any] = {}

        def step(what: str, done: int, total: int) -> None:
            if what not in known:
                known[what] = bars.add_task(what, total=total)
                if not CONSOLE.is_terminal and not quiet:
                    CONSOLE.print(f"{what}: {total}")
            bars.update(known[what], completed=done, total=total)

        yield step
