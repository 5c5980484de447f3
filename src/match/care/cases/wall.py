"""Stepping inside the room for reports and concerns, which nobody's leave to read files opens."""

import contextlib
import functools
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from typing import Concatenate, ParamSpec, TypeVar

import structlog

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.restricted import restricted

Params = ParamSpec("Params")
Result = TypeVar("Result")


@contextlib.asynccontextmanager
async def inside(
    *, children: Iterable[str] = (), desk: Iterable[str] = (), code: bytes = b""
) -> AsyncGenerator[None, None]:
    """
    One transaction as match_care. *children* are the prefixes whose children's rows are seen (a
    county at the widest), *desk* those whose reports and concerns are, *code* the key of the one
    report or concern that somebody comes back to. Without any of them: nothing is seen.
    """
    async with restricted(children):
        was = await one(
            "SELECT coalesce(current_setting('care.desk', true), '') AS desk,"
            " coalesce(current_setting('care.code', true), '') AS code"
        )
        assert was is not None
        await _see(",".join(desk), code.hex())
        yield
        await _see(was["desk"], was["code"])


async def every_county() -> list[str]:
    """The six digits of every county, merged ones too: where a sweep or a check looks."""
    found = await rows("SELECT left(code, 6) AS code FROM division WHERE level = 3")
    return [row["code"] for row in found]


async def _see(desk: str, code: str) -> None:
    await one(
        "SELECT set_config('care.desk', $1, true), set_config('care.code', $2, true)", desk, code
    )


def verb(
    function: Callable[Concatenate[Actor, Params], Awaitable[Result]],
) -> Callable[Concatenate[Actor, Params], Awaitable[Result]]:
    """
    Mark *function* as a verb of this part. Its body steps `inside` once, and that is its
    transaction: `command` would open one as match_app, from which there is no way in.
    """

    @functools.wraps(function)
    async def run(actor: Actor, *args: Params.args, **kwargs: Params.kwargs) -> Result:
        with structlog.contextvars.bound_contextvars(command=function.__name__):
            return await function(actor, *args, **kwargs)

    run.is_command = True  # pyright: ignore[reportFunctionMemberAccess,reportAttributeAccessIssue] # the architecture test asks
    return run
