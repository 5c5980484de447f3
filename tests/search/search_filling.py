"""An engine made ready, with the sample documents in it."""

import anyio
from search_samples import HOMES, NEEDS, OFFERS, ORGANISATIONS, POLICIES, PURCHASES

from search.indexes import Index
from search.port import SearchEngine


async def fill(engine: SearchEngine) -> None:
    """Ready, and with the needs in it."""
    with anyio.fail_after(60):
        while not (await engine.health()).ready:
            await engine.prepare()
    await engine.upsert(Index.NEEDS, NEEDS)


async def fill_the_others(engine: SearchEngine) -> None:
    """The other five indexes."""
    await engine.upsert(Index.OFFERS, OFFERS)
    await engine.upsert(Index.PURCHASES, PURCHASES)
    await engine.upsert(Index.HOMES, HOMES)
    await engine.upsert(Index.ORGANISATIONS, ORGANISATIONS)
    await engine.upsert(Index.POLICIES, POLICIES)
