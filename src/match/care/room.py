"""How anything in this room is done: within the actor's places, in the room's own transaction."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import structlog

from match.care import policy
from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.decisions import require
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.restricted import restricted

Params = ParamSpec("Params")
Result = TypeVar("Result")

_HELD = (Permission.care_keep, Permission.care_approve, Permission.care_watch)


def scope_of(actor: Actor) -> tuple[str, ...]:
    """The division prefixes within which this person has anything to do with children's data."""
    return tuple(sorted({code for p in _HELD for code in actor.scope(p)}))


async def kept_home(actor: Actor, home_id: int) -> dict[str, Any]:
    """A home (``id``, ``division``) for who keeps its files. Raises NotFound, Denied."""
    home = await one("SELECT id, division FROM home WHERE id = $1", home_id)
    if home is None:
        raise NotFound(_("没有这个儿童之家。"))
    require(policy.keeps_home(actor, home_id, home["division"]))
    return home


def restricted_command(
    function: Callable[Concatenate[Actor, Params], Awaitable[Result]],
) -> Callable[Concatenate[Actor, Params], Awaitable[Result]]:
    """
    Mark *function* as a unit of work of this room: in schema `care`, within the actor's places.

    What `command` promises holds: all its writes happen (trail and outbox too), or none do. A
    task without a person goes county by county instead: `async with restricted((county,))`.
    """

    @functools.wraps(function)
    async def run(actor: Actor, *args: Params.args, **kwargs: Params.kwargs) -> Result:
        with structlog.contextvars.bound_contextvars(command=function.__name__):
            async with restricted(scope_of(actor)):
                return await function(actor, *args, **kwargs)

    run.is_command = True  # pyright: ignore[reportFunctionMemberAccess,reportAttributeAccessIssue] # the architecture test asks
    return run
