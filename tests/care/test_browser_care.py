"""A director ticks who is here, on a phone; a supervisor decides and watches: in Chromium."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bids.browsing import browser
from tests.browser.chromium import sideways, violations
from tests.browser.staged import Staged, staged

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("OUTSIDE_MATCH_SHOTS", "")


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    """The served house, in a process of its own."""
    with staged("tests.care.stage", tmp_path_factory.mktemp("care")) as playing:
        yield playing


def look(page: Page, house: Staged, path: str, size: str, name: str) -> None:
    """Open a page: nothing sideways, no fault that axe knows."""
    page.goto(house.url + path)
    assert sideways(page, size) == 0, path
    assert violations(page) == [], path
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"care-{name}_{size}.png", full_page=True)


def test_the_pages_of_the_room_on_phone_and_desk(browser: Browser, house: Staged) -> None:
    child, base = house.told["children"][0], "/desk/children"
    walks = {
        "director": (
            ("", "start"),
            (f"/homes/{house.told['home']}", "home"),
            (f"/homes/{house.told['home']}/new", "form"),
            (f"/homes/{house.told['home']}/agreement", "clauses"),
            (f"/homes/{house.told['home']}/month", "month"),
            (f"/{child}", "child"),
            (f"/{child}?part=guardians", "guardians"),
            (f"/{child}/consents/photo", "consent"),
            (f"/{house.told['children'][2]}?part=emergencies", "emergency"),
            ("/leave", "leave"),
        ),
        "supervisor": (("/decisions", "decisions"), ("/looks", "looks"), ("/totals", "totals")),
        "county": (("/charge?division=433101001", "charge"),),
    }
    for size in ("m", "d"):
        for who, pages in walks.items():
            with house.tab(browser, house.told[who], size) as page:
                for path, name in pages if size == "m" else pages[:3]:
                    look(page, house, base + path, size, name)


@pytest.mark.walk
def test_a_director_ticks_who_is_here_and_cannot_tick_a_child_without_agreement(
    browser: Browser, house: Staged
) -> None:
    with house.tab(browser, house.told["director"], "m") as page:
        page.goto(f"{house.url}/desk/children/homes/{house.told['home']}")
        boxes = page.locator('input[name="children"]')
        expect(boxes).to_have_count(4)
        assert [boxes.nth(at).is_disabled() for at in range(4)] == [True, False, True, True]
        boxes.nth(1).check()
        page.get_by_role("button", name="登记到场").click()

        expect(page.get_by_text("今天已到")).to_have_count(3)
