"""A real Chromium for the tests marked `browser`; without one they are skipped, by name."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from .chromium import CHROMIUM, Watch, chromium, window
from .trial import application, serving


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", action="store_true", help="keep pictures of every page in shots/")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's packages: apt-get install chromium fonts-noto-cjk")
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def trial_url() -> Iterator[str]:
    """Where the trial pages are served."""
    with serving(application()) as url:
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
