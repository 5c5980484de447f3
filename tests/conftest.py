"""One PostgreSQL and one Valkey for the run; every test in a transaction that is rolled back."""

# ruff: noqa: E402 (the environment is cleared before anything of ours is imported)

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
import pytest_asyncio
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Nothing of the person's own environment may steer a test; the search contract alone asks for what
# was set, to run on a Meilisearch from outside as well.
for name in [name for name in os.environ if name.startswith("MATCH_") and "STANDARDS" not in name]:
    os.environ["OUTSIDE_" + name] = os.environ.pop(name)

from match.foundation import keys as key_store
from match.foundation.db import DB, TASK_LIMITS, connect, disconnect
from match.foundation.embedded.services import Services
from match.foundation.language import speak
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings, use
from match.foundation.settings import settings as current

if TYPE_CHECKING:
    from tests.ledger.house import Ledger


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-cell", action="store_true", help="ask every role in every relation on every route"
    )


@pytest.fixture(scope="session")
def services() -> Iterator[Services]:
    """Real servers in a folder of their own, with durability off: what they hold is thrown away."""
    with tempfile.TemporaryDirectory(prefix="xth-", ignore_cleanup_errors=True) as folder:
        given = Settings(data_dir=Path(folder) / "data", demo=True)
        with Services(given, fast=True) as running:
            yield running


@pytest.fixture(scope="session")
def settings(services: Services) -> Settings:
    """The settings of the run; also what ``settings()`` answers everywhere."""
    given = services.settings
    use(given)
    key_store.hold(key_store.load_or_create(given.keys))
    return given


@pytest_asyncio.fixture(scope="session")
async def database(services: Services, settings: Settings) -> AsyncIterator[None]:
    """The migrated database, opened as the application's role."""
    from match.migrating import migrate

    await migrate(services.owner_database_url)
    # A slow machine must not fail a test: the limits of tasks, not those of web requests.
    # The worker's login: it starts as match_app, and may become match_care inside a transaction,
    # so that a test's transaction spans the restricted room too.
    await connect(settings.care_database_url, limits=TASK_LIMITS, size=6)
    await open_restricted(settings.care_database_url, limits=TASK_LIMITS, size=3)
    yield
    await close_restricted()
    await disconnect()


@pytest_asyncio.fixture(scope="session")
async def hunan(database: None) -> None:
    """The 31,691 divisions, loaded once for the whole run (two seconds) and left in place."""
    from match.foundation.actor import SYSTEM
    from match.places.commands import load_hunan

    await load_hunan(SYSTEM)


@pytest_asyncio.fixture
async def db(database: None, settings: Settings) -> AsyncIterator[None]:
    """A transaction around the test: commands join it as savepoints, and nothing remains."""
    assert current() is settings, "An earlier test left its settings behind: see tests/using.py."
    speak("zh")
    async with DB.transaction() as transaction:
        yield
        await transaction.rollback()


@pytest_asyncio.fixture(scope="session")
async def blank(
    services: Services, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> "Ledger":
    """A migrated database without a row in it: tests that commit work in copies of it."""
    from tests.ledger.house import empty

    return await empty(services, tmp_path_factory.mktemp("blank"))


@pytest_asyncio.fixture
async def house(blank: "Ledger", tmp_path: Path) -> AsyncIterator["Ledger"]:
    """A database of the test's own: what races, or is seen from outside, must be committed."""
    from tests.ledger.house import working_in

    made = blank.copy(tmp_path)
    async with working_in(made):
        yield made
    made.drop()


@pytest.fixture(scope="session")
def search_engine(settings: Settings):
    """The embedded engine in a folder of its own."""
    from match.searching import search_engine

    return search_engine(settings, writes=True)


@pytest.fixture(scope="session")
def app(settings: Settings, database: None, search_engine):
    """The whole web application, on the run's database."""
    from match.asgi import create_app

    return create_app(settings, search_engine, pool=False)


@pytest_asyncio.fixture
async def client(app, db: None) -> AsyncIterator[httpx.AsyncClient]:
    """A browser that keeps cookies, over https since ours are ``__Host-`` cookies."""
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 40000))
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as browser:
        yield browser


# What takes longest begins first, so that no process is left alone with it at the end.
_LONG = ("tests/browser/", "tests/architecture/test_routes.py", "tests/sealed/", "tests/faults/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_LONG))


class Files(LoadScopeScheduling):
    """Beside each other run files, never tests of one file; the browser's files share one demo,
    and the table of routes is in parts that need nothing of each other."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith("tests/browser/"):
            return "tests/browser"
        return nodeid if file == "tests/architecture/test_routes.py" else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Files:
    return Files(config, log)
