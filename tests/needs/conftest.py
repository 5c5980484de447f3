"""Filling the run's index for one test: what one test wrote, the next does not find."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest_asyncio

from match.homes.found import home_document
from match.needs.found import need_document
from search.documents import Document
from search.indexes import Index
from search.port import SearchEngine

Fill = Callable[..., Awaitable[None]]


async def _none() -> AsyncIterator[Document]:
    for document in ():
        yield document


@pytest_asyncio.fixture
async def fill(search_engine: SearchEngine) -> AsyncIterator[Fill]:
    """Write what search may know of these needs and homes; both indexes are empty around a test."""
    await search_engine.prepare()
    for index in (Index.NEEDS, Index.HOMES):
        await search_engine.rebuild(index, _none())

    async def write(*, needs: list[int] | None = None, homes: list[int] | None = None) -> None:
        told = [await need_document(need) for need in needs or []]
        await search_engine.upsert(Index.NEEDS, [one for one in told if one is not None])
        known = [await home_document(home) for home in homes or []]
        await search_engine.upsert(Index.HOMES, [one for one in known if one is not None])

    yield write
    for index in (Index.NEEDS, Index.HOMES):
        await search_engine.rebuild(index, _none())
