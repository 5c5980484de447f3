"""Every page of the demo, for every role: no script errors, nothing runs off the side, axe content.

`make shots` keeps the pictures in shots/.
"""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from match.site.assets import assets

from .chromium import window
from .crawl import pages_from
from .demo import demo
from .shots import look_at, sign_in

pytestmark = pytest.mark.browser
PUBLIC = ("/", "/needs", "/offers", "/purchases", "/homes", "/organisations", "/styleguide")
SHARED = ("app.css", "app.js", "vendor/htmx.min.js", "icons.svg")
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


def test_the_first_load_of_every_public_page_is_small(demo_url, public):
    """Compressed: at most 20 KB for the page, 60 KB with its style, script and icons."""
    shared = sum(len(assets()[name].brotlied) for name in SHARED)
    heavy: dict[str, int] = {}
    with httpx.Client(base_url=demo_url, headers={"accept-encoding": "br"}) as client:
        for path in public[0].values():
            with client.stream("GET", path) as answer:
                size = sum(len(part) for part in answer.iter_raw())
            assert answer.headers["content-encoding"] == "br"
            if size > 20_000 or size + shared > 60_000:
                heavy[path] = size

    assert heavy == {}


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
