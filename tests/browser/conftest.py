"""A real Chromium for the tests marked `browser`; without one they are skipped, by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from match.foundation.settings import Settings
from tests.using import using

from .chromium import CHROMIUM, Watch, chromium, window
from .demo import demo
from .trial import application, serving


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", action="store_true", help="keep pictures of every page in shots/")


# Not for the session: while Playwright lives, its event loop counts as the thread's running one,
# and every test that runs a loop of its own, in whatever room, would fail after these.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all of these tests."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's packages: apt-get install chromium fonts-noto-cjk")
    with chromium() as running:
        yield running


@pytest.fixture(scope="package")
def trial_url() -> Iterator[str]:
    """Where the trial pages are served."""
    with using(Settings(demo=True)), serving(application()) as url:
        yield url


@pytest.fixture(scope="package")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo keeps what it has, in ``data``."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="package")
def demo_url(browser: Browser, demo_folder: Path) -> Iterator[str]:
    """Where the demo is served. It asks for the browser first: without one there is no need."""
    with demo(demo_folder) as url:
        yield url


@pytest.fixture
def desk(browser: Browser) -> Iterator[BrowserContext]:
    """A window of 1440 × 900."""
    with window(browser, "d") as context:
        yield context


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A window of 360 × 740."""
    with window(browser, "m") as context:
        yield context


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Whatever page it is put over must end without script errors or refused content."""
    watching = Watch()
    yield watching
    assert watching.troubles == []
