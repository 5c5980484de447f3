"""A director ticks who is here, on a phone; a supervisor decides and watches: in Chromium."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Watch, chromium, sideways, violations, window

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("OUTSIDE_MATCH_SHOTS", "")


@pytest.fixture(scope="module")
def house() -> Iterator[dict[str, Any]]:
    """The served house, in a process of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.care.stage"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as served:
        assert served.stdout
        lines = (line for line in served.stdout if line.startswith('{"url"'))
        yield json.loads(next(lines))
        assert served.stdin
        served.stdin.close()
        served.wait(timeout=180)


def as_(page: Page, house: dict[str, Any], who: str) -> None:
    """Sign in: Chromium takes a __Host- cookie from a loopback address as secure."""
    page.context.add_cookies(
        [
            {
                "name": "__Host-sid",
                "value": house[who],
                "url": house["url"].replace("http:", "https:"),
                "secure": True,
                "httpOnly": True,
            }
        ]
    )


def look(page: Page, house: dict[str, Any], path: str, size: str, name: str) -> None:
    """Open a page: no trouble, nothing sideways, no fault that axe knows."""
    watch = Watch().over(page)
    page.goto(house["url"] + path)
    assert watch.troubles == []
    assert sideways(page, size) == 0, path
    assert violations(page) == [], path
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"care-{name}_{size}.png", full_page=True)


def test_the_pages_of_the_room_on_phone_and_desk(house: dict[str, Any]) -> None:
    child, base = house["children"][0], "/desk/children"
    walks = {
        "director": (
            ("", "start"),
            (f"/homes/{house['home']}", "home"),
            (f"/homes/{house['home']}/new", "form"),
            (f"/homes/{house['home']}/agreement", "clauses"),
            (f"/homes/{house['home']}/month", "month"),
            (f"/{child}", "child"),
            (f"/{child}?part=guardians", "guardians"),
            (f"/{child}/consents/photo", "consent"),
            (f"/{house['children'][2]}?part=emergencies", "emergency"),
            ("/leave", "leave"),
        ),
        "supervisor": (("/decisions", "decisions"), ("/looks", "looks"), ("/totals", "totals")),
        "county": (("/charge?division=433101001", "charge"),),
    }
    with chromium() as browser:
        for size in ("m", "d"):
            for who, pages in walks.items():
                context = window(browser, size)
                page = context.new_page()
                as_(page, house, who)
                for path, name in pages if size == "m" else pages[:3]:
                    look(page, house, base + path, size, name)
                context.close()


@pytest.mark.walk
def test_a_director_ticks_who_is_here_and_cannot_tick_a_child_without_agreement(
    house: dict[str, Any],
) -> None:
    with chromium() as browser:
        page = window(browser, "m").new_page()
        as_(page, house, "director")
        page.goto(f"{house['url']}/desk/children/homes/{house['home']}")
        boxes = page.locator('input[name="children"]')
        expect(boxes).to_have_count(4)
        assert [boxes.nth(at).is_disabled() for at in range(4)] == [True, False, True, True]
        boxes.nth(1).check()
        page.get_by_role("button", name="登记到场").click()

        expect(page.get_by_text("今天已到")).to_have_count(3)
