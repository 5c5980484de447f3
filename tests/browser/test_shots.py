"""Every page of the demo, for every role: no script errors, nothing runs off the side, axe content.

`make shots` keeps the pictures in shots/.
"""

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from match.site.assets import assets

from .chromium import window
from .crawl import pages_from
from .shots import look_at, sign_in

pytestmark = pytest.mark.browser
PUBLIC = ("/", "/needs", "/offers", "/purchases", "/homes", "/organisations", "/styleguide")
FILES = ("app.css", "app.js", "vendor/htmx.min.js", "icons.svg")
OWN = ("/desk", "/me", "/desk/inbox", "/admin")
ROLES = ("director", "supervisor", "manager", "purchaser", "administrator")
FURTHER = ("county", "prefecture", "province", "finance", "expert", "auditor")
"""Seen by `make shots` alone: their desks are the longest to look through."""
EVERYBODY = "donor"
"""A role without desks of its own: what it finds, everybody who is signed in finds."""


@pytest.fixture(scope="module")
def public(browser: Browser, demo_url: str) -> tuple[dict[str, str], dict[str, str]]:
    """Every kind of page a visitor finds, and links that lead nowhere."""
    with window(browser, "d") as context:
        page = context.new_page()
        page.goto(f"{demo_url}/accessibility")
        return pages_from(page, PUBLIC)


@pytest.fixture(scope="module")
def shared(
    browser: Browser, demo_url: str, public: tuple[dict[str, str], dict[str, str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Every kind of page that whoever is signed in finds."""
    return found_by(browser, demo_url, EVERYBODY, frozenset(public[0]))


def found_by(
    browser: Browser, demo_url: str, role: str, known: frozenset[str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The pages of a role that are not *known*, and links that lead nowhere."""
    with window(browser, "d") as context:
        sign_in(context, demo_url, role)
        page = context.new_page()
        page.goto(f"{demo_url}/accessibility")
        return pages_from(page, OWN, known=known)


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
    files = sum(len(assets()[name].brotlied) for name in FILES)
    heavy: dict[str, int] = {}
    with httpx.Client(base_url=demo_url, headers={"accept-encoding": "br"}) as client:
        for path in public[0].values():
            with client.stream("GET", path) as answer:
                size = sum(len(part) for part in answer.iter_raw())
            assert answer.headers["content-encoding"] == "br"
            if size > 20_000 or size + files > 60_000:
                heavy[path] = size

    assert heavy == {}


def test_every_page_of_a_signed_in_person_is_sound(browser, demo_url, shared, folder):
    pages, lost = shared

    assert lost == {}
    assert {"/desk", "/me", "/desk/inbox"} <= set(pages)
    assert look_at(browser, demo_url, EVERYBODY, pages, folder) == {}


@pytest.mark.parametrize("role", [*ROLES, *FURTHER])
def test_every_page_of_a_role_is_sound(browser, demo_url, public, shared, folder, role):
    if role in FURTHER and folder is None:
        pytest.skip("seen by make shots")
    known = (frozenset(public[0]) | frozenset(shared[0])) - {"/desk"}
    pages, lost = found_by(browser, demo_url, role, known)

    assert lost == {}
    assert "/desk" in pages
    assert look_at(browser, demo_url, role, pages, folder) == {}
