"""An index of its own for tests that search: what one test wrote, the next does not find."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from match.catalogue.lexicon import lexicon
from match.homes.found import home_document
from match.needs.found import need_document
from search.documents import Document
from search.embedded.engine import EmbeddedEngine
from search.indexes import Index
from search.port import SearchEngine

Fill = Callable[..., Awaitable[None]]


@pytest_asyncio.fixture(scope="session")
async def search_engine(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[SearchEngine]:
    """The embedded engine, empty."""
    folder: Path = tmp_path_factory.mktemp("search")
    engine = EmbeddedEngine(folder, lexicon())
    await engine.prepare()
    yield engine
    await engine.close()


async def _none() -> AsyncIterator[Document]:
    for document in ():
        yield document


@pytest_asyncio.fixture
async def fill(search_engine: SearchEngine) -> AsyncIterator[Fill]:
    """Write what search may know of these needs and homes; the indexes are emptied afterwards."""

    async def write(*, needs: list[int] | None = None, homes: list[int] | None = None) -> None:
        told = [await need_document(need) for need in needs or []]
        await search_engine.upsert(Index.NEEDS, [one for one in told if one is not None])
        known = [await home_document(home) for home in homes or []]
        await search_engine.upsert(Index.HOMES, [one for one in known if one is not None])

    yield write
    await search_engine.rebuild(Index.NEEDS, _none())
    await search_engine.rebuild(Index.HOMES, _none())
