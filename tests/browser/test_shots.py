"""Every page of the demo, for every role: no script errors, nothing runs off the side, axe content.

`make shots` keeps the pictures in shots/.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .chromium import window
from .crawl import pages_from
from .demo import demo
from .shots import look_at, sign_in

pytestmark = pytest.mark.browser
PUBLIC = ("/", "/needs", "/offers", "/purchases", "/homes", "/organisations", "/styleguide")
OWN = ("/desk", "/me", "/desk/inbox", "/admin")
ROLES = ("director", "supervisor", "county", "manager", "purchaser", "administrator")


@pytest.fixture(scope="module")
def demo_url(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo is served. It asks for the browser first: without one there is no need."""
    with demo(tmp_path_factory.mktemp("demo")) as url:
        yield url


@pytest.fixture(scope="module")
def public(browser: Browser, demo_url: str) -> tuple[dict[str, str], dict[str, str]]:
    """Every kind of page a visitor finds, and links that lead nowhere."""
    with window(browser, "d") as context:
        page = context.new_page()
        page.goto(f"{demo_url}/accessibility")
        return pages_from(page, PUBLIC)


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Path | None:
    """Where pictures are kept, with --shots."""
    return Path("shots") if request.config.getoption("--shots") else None


def test_every_public_page_is_sound(browser, demo_url, public, folder):
    pages, lost = public

    assert lost == {}
    assert {"/", "/needs/N", "/offers/N", "/purchases/N", "/homes/N"} <= set(pages)
    assert look_at(browser, demo_url, "", pages, folder) == {}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_sound(browser, demo_url, public, folder, role):
    with window(browser, "d") as context:
        sign_in(context, demo_url, role)
        page = context.new_page()
        page.goto(f"{demo_url}/desk")
        pages, lost = pages_from(page, OWN, known=frozenset(public[0]))

    assert lost == {}
    assert "/desk" in pages
    assert look_at(browser, demo_url, role, pages, folder) == {}
