"""Clock hands of the index. They run in the main worker, which alone may write to it."""

from typing import Any

from jobs.indexing import indexer
from search.indexes import Index


async def reconcile_search(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Compare every index with the database and send again what differs."""
    del ctx
    repaired: dict[str, Any] = {}
    for done, index in enumerate(Index, 1):
        repaired[index.value] = await indexer().reconcile(index)
        await report(100 * done // len(Index))
    return repaired


async def rebuild_search(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Build every index anew from one snapshot each, and swap it in."""
    del ctx
    built: dict[str, Any] = {}
    for done, index in enumerate(Index, 1):
        built[index.value] = (await indexer().rebuild(index)).documents
        await report(100 * done // len(Index))
    return built
