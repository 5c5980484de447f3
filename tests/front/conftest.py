"""The web application with a search engine of our own, so that other tests' hits do not show."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from match.asgi import create_app
from match.catalogue.lexicon import lexicon
from match.foundation.settings import Settings
from search.embedded.engine import EmbeddedEngine
from search.port import SearchEngine


class Standing:
    """Stands where the application's engine is, for the one that a test has at the moment.

    Building the application takes a second; building it for each test took a tenth of the run.
    """

    now: SearchEngine

    def __getattr__(self, name: str) -> Any:
        return getattr(self.now, name)


@pytest.fixture(scope="session")
def standing() -> Standing:
    return Standing()


@pytest.fixture(scope="session")
def front_app(settings: Settings, standing: Standing):
    """The whole web application, asking whatever engine stands."""
    return create_app(settings, standing, pool=False)  # pyright: ignore[reportArgumentType]


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
    front_app, standing: Standing, hunan: None, db: None, engine: SearchEngine
) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is not signed in."""
    standing.now = engine
    async with browser_of(front_app) as browser:
        yield browser
