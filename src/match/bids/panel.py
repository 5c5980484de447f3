"""
Who judges a tender's bids, as the room above says: they take no part in the opening.

Panels lie above this room, and say here who sits where (`asgi` and the worker put it in place).
"""

from collections.abc import Awaitable, Callable

Members = Callable[[int], Awaitable[frozenset[int]]]
"""The accounts that were drawn for a tender's panel and did not step back."""


async def _nobody(_tender_id: int) -> frozenset[int]:
    return frozenset()


_FINDER: list[Members] = [_nobody]


def follow(finder: Members) -> None:
    """Ask *finder* who sits on a panel; called once where the process starts."""
    _FINDER[0] = finder


async def members(tender_id: int) -> frozenset[int]:
    """The accounts of the tender's panel."""
    return await _FINDER[0](tender_id)
