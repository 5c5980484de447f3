"""
A mandatory report on a phone: the numbers without a network, a draft that survives, the red
sentence with every channel down, and *delivered* when a named person has opened it.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bids.browsing import browser
from tests.browser.chromium import SIZES, Watch, picture, sideways, violations, window
from tests.browser.staged import Staged, staged

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[3]
PLACE = "镇中心小学门口"
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged("tests.care.cases.stage", tmp_path_factory.mktemp("report")) as playing:
        yield playing


def kept(page: Page, name: str) -> None:
    """A picture, where somebody asked for pictures."""
    if SHOTS:
        picture(page, Path(SHOTS) / f"{name}.png")


def fits(page: Page) -> None:
    assert sideways(page, "m") == 0
    assert violations(page) == []


def numbers_in_sight(page: Page) -> None:
    """All three telephones on the first screen, without scrolling."""
    page.evaluate("scrollTo(0, 0)")
    for number in ("110", "12345", "12355"):
        box = page.locator(f'main a[href="tel:{number}"]').first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= SIZES["m"][1], number
        assert box["height"] >= 44


def fill(page: Page) -> None:
    page.get_by_label("被遗弃，或者长期没有人照料").check()
    page.get_by_label("在哪个县").select_option(label="吉首市")
    page.get_by_label("具体地点").fill(PLACE)


def test_a_report_on_a_phone_from_no_network_to_a_named_desk(
    browser: Browser, stage: Staged
) -> None:
    # Pictures need a style of their own, which the content policy rightly refuses.
    options = {"service_workers": "allow", "bypass_csp": bool(SHOTS)}
    watch = Watch()
    with window(browser, "m", **options) as phone, window(browser, "m") as desk:
        page = phone.new_page()
        page.goto(f"{stage.url}/report")
        page.wait_for_function("navigator.serviceWorker.ready.then(() => true)", timeout=20_000)
        page.reload()  # now under the worker: style and script are kept as well
        numbers_in_sight(page)
        fits(page)
        kept(page, "report-1-first-screen")

        fill(page)
        page.wait_for_timeout(900)  # the draft is written 600 ms after the last key
        phone.set_offline(True)
        page.get_by_role("button", name="提交报告").click()
        expect(page.locator("[data-report-failed]")).to_be_visible()
        kept(page, "report-2-no-network")
        page.reload()
        numbers_in_sight(page)
        expect(page.get_by_label("具体地点")).to_have_value(PLACE)
        expect(page.get_by_label("被遗弃，或者长期没有人照料")).to_be_checked()
        assert stage.do("steps") == []

        phone.set_offline(False)
        page.clock.install()
        watch.over(page)
        page.reload()
        expect(page.get_by_label("具体地点")).to_have_value(PLACE)
        page.get_by_role("button", name="提交报告").click()
        page.wait_for_url(f"{stage.url}/report/mine")
        expect(page.get_by_text("还没有人打开")).to_be_visible()
        fits(page)
        kept(page, "report-3-waiting")

        assert stage.do("break") == ["failed"]
        page.clock.fast_forward(16_000)
        expect(page.get_by_text("所有通知渠道都没有送出")).to_be_visible()
        numbers_in_sight(page)
        fits(page)
        kept(page, "report-4-every-channel-down")

        assert stage.do("relay") == 1
        opened_by_the_desk(desk.new_page(), stage, desk)
        page.clock.fast_forward(16_000)
        expect(page.get_by_text("向护苗 于")).to_be_visible()
        fits(page)
        kept(page, "report-5-delivered")
        assert stage.do("steps")[:2] == ["alarmed", "opened"]
        page.goto(f"{stage.url}/report")
        expect(page.get_by_label("具体地点")).to_have_value("")
    assert watch.troubles == []


def opened_by_the_desk(page: Page, stage: Staged, context: Any) -> None:
    """The agency's person opens it by name, on a phone too."""
    address = stage.url.replace("http:", "https:")
    context.add_cookies(
        [{"name": "__Host-sid", "value": stage.told["protection"], "url": address, "secure": True}]
    )
    page.goto(f"{stage.url}/desk/reports")
    fits(page)
    page.get_by_role("link", name="吉首市").first.click()
    expect(page.get_by_text(PLACE)).to_have_count(0)
    page.get_by_role("button", name="打开并接手").click()
    expect(page.get_by_text(PLACE)).to_be_visible()
    fits(page)


def test_the_page_says_by_itself_that_it_hears_nothing(browser: Browser, stage: Staged) -> None:
    """The server is not heard for a minute: the phone shows red and numbers on its own."""
    with window(browser, "m") as phone:
        page = phone.new_page()
        page.clock.install()
        page.goto(f"{stage.url}/report")
        fill(page)
        page.get_by_role("button", name="提交报告").click()
        page.wait_for_url(f"{stage.url}/report/mine")
        silent = page.locator("[data-report-silent]")
        expect(silent).to_be_hidden()
        phone.set_offline(True)
        page.clock.run_for(70_000)

        expect(silent).to_be_visible()
        expect(silent.locator('a[href="tel:110"]')).to_be_visible()


def test_a_shared_phone_keeps_a_report_for_a_day_and_never_who_wrote_it(
    browser: Browser, stage: Staged
) -> None:
    with window(browser, "m") as phone:
        page = phone.new_page()
        page.clock.install()
        page.goto(f"{stage.url}/report")
        fill(page)
        page.locator("summary", has_text="补充情况").click()
        page.get_by_label("怎样找到您").fill("13711112222")
        page.clock.run_for(900)
        held = page.evaluate("JSON.stringify(localStorage)")
        assert PLACE in held, "the twin: a draft is kept at all"
        assert "13711112222" not in held

        page.clock.fast_forward(25 * 3_600_000)
        page.reload()
        expect(page.get_by_label("具体地点")).to_have_value("")

        page.get_by_label("具体地点").fill(PLACE)
        page.clock.run_for(900)
        page.get_by_role("button", name="清除本机").click()
        expect(page.get_by_label("具体地点")).to_have_value("")
        assert PLACE not in page.evaluate("JSON.stringify(localStorage)")
