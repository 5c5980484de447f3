"""The web application with a search engine of our own, so that other tests' hits do not show."""

from collections.abc import AsyncIterator

import httpx
import pytest

from match.asgi import create_app
from match.catalogue.lexicon import lexicon
from match.foundation.settings import Settings
from search.embedded.engine import EmbeddedEngine
from search.port import SearchEngine


@pytest.fixture
async def engine(tmp_path) -> AsyncIterator[SearchEngine]:
    """An embedded engine with empty indexes."""
    made = EmbeddedEngine(tmp_path / "search", lexicon())
    await made.prepare()
    yield made
    await made.close()


def browser_of(app) -> httpx.AsyncClient:
    """A browser over https, since ours are ``__Host-`` cookies."""
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 40000))
    return httpx.AsyncClient(transport=transport, base_url="https://xth.test")


@pytest.fixture
async def visitor(
    settings: Settings, hunan: None, db: None, engine: SearchEngine
) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is not signed in."""
    async with browser_of(create_app(settings, engine, pool=False)) as browser:
        yield browser
