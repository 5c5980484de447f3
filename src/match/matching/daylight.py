"""
The blocks that a process follows by day, each solved once and then kept exact (`allocation.day`).

A block is read again at every fact that concerns it, and what differs from the last reading is
worked in: whatever order facts arrive in, and however many workers there are, the answer is that of
the rows as they are now. Points for waiting change at midnight and weights when they are set: then
the block is solved anew, as it is after a run.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

import anyio
import anyio.to_thread

from match.allocation.day import Day, DayMatch
from match.allocation.shapes import Parameters
from match.allocation.solver import NetworkSimplex
from match.catalogue import codes
from match.foundation import clock
from match.foundation.db import rows
from match.foundation.parameters import whole
from match.matching.commands.running import run_parameters
from match.matching.explaining import latest_prices
from match.matching.intake import Asked, Market, read_market
from match.matching.queries import latest_run_id
from match.needs.states import OPEN
from match.offers.rules import GIFT_MODES

KEPT = 4
"""Blocks held at a time; the province's largest takes about 500 MB with its edges."""


@dataclass(frozen=True)
class Daylight:
    """A block as it stands after a run: its categories, what the plan gives, offers' prices."""

    run_id: int
    block: tuple[str, ...]
    matches: tuple[DayMatch, ...]
    prices: dict[int, int]


_Key = tuple[tuple[str, ...], date, Parameters, int]
_days: OrderedDict[_Key, Day] = OrderedDict()
one_at_a_time = anyio.Lock()
"""Held from reading a block until what was seen is written: who read first writes first."""


async def block_of(category: str) -> tuple[str, ...]:
    """The categories that can only be planned together with *category*, itself among them."""
    root = codes.parent(category) or category
    given_for_root = await rows(
        "SELECT 1 FROM offer WHERE status = 'published' AND category = $1 AND mode = ANY($2)"
        " LIMIT 1",
        root,
        sorted(GIFT_MODES),
    )
    if not given_for_root:
        return (category,)
    return tuple(sorted({root, *(each.code for each in codes.categories(root))}))


async def see(category: str) -> Daylight | None:
    """
    The block of *category* as it stands now; None before there was any run. For who holds
    `one_at_a_time`.
    """
    run_id = await latest_run_id()
    if not run_id:
        return None
    block = await block_of(category)
    parameters = await run_parameters()
    key = (block, clock.today(), parameters, run_id)
    market = await _read(block)
    _let_go(key)
    day = _days.pop(key, None)
    if day is None:
        guess = await latest_prices("offer", market.offers.id.tolist())
        day = await anyio.to_thread.run_sync(lambda: _solved(market, parameters, guess))
    else:
        known = day
        await anyio.to_thread.run_sync(
            lambda: known.follow(market.needs, market.offers, market.categories)
        )
    _days[key] = day
    while len(_days) > KEPT:
        _days.popitem(last=False)
    return Daylight(run_id, block, tuple(day.all_matches()), day.prices())


async def tidy(block: tuple[str, ...]) -> None:
    """Do what the next fact would have to do, now that this one's answer is written. For who holds
    `one_at_a_time`."""
    for day in [day for (held, *_), day in _days.items() if held == block]:
        await anyio.to_thread.run_sync(day.tidy)


def _let_go(key: _Key) -> None:
    """Hold nothing of another day or run, nor a block that has grown or fallen apart."""
    block, *rest = key
    for held in list(_days):
        if held != key and (list(held[1:]) != rest or not set(held[0]).isdisjoint(block)):
            del _days[held]


def forget() -> None:
    """Hold no block any more; the next question solves it anew."""
    _days.clear()


def _solved(market: Market, parameters: Parameters, guess: dict[int, int]) -> Day:
    return Day(market.needs, market.offers, market.categories, parameters, NetworkSimplex(), guess)


async def _read(block: tuple[str, ...]) -> Market:
    """Open lines and offers of the block; proposals that nobody has answered count as free."""
    lines = await rows(
        "SELECT l.id FROM need_line l JOIN need n ON n.id = l.need_id"
        " WHERE n.status = ANY($1) AND l.category = ANY($2) ORDER BY l.id",
        sorted(str(status) for status in OPEN),
        list(block),
    )
    offers = await rows(
        "SELECT id FROM offer WHERE status = 'published' AND category = ANY($1) ORDER BY id",
        list(block),
    )
    return await read_market(
        Asked(
            "43",
            clock.today(),
            await whole("need.valid_days"),
            anew=True,
            lines=[row["id"] for row in lines],
            offers=[row["id"] for row in offers],
        )
    )
