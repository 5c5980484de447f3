"""The real bundle in a real Chromium: the offline tool as a file, the screens as pages."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from match.site.assets import STATIC
from tests.browser.chromium import CHROMIUM, Watch, chromium, window

BID_TOOL = (STATIC / "vendor" / "sealing-bid.html").as_uri()
OFFICIAL_TOOL = (STATIC / "vendor" / "sealing-official.html").as_uri()
PLAN = "每周三次，每次两小时。“引号”、\\反斜线、😀、\u2028 与换行\n都要原样。"


# For a module and no longer: while Playwright lives, its loop counts as the thread's running one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a file of tests."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's packages: apt-get install chromium fonts-noto-cjk")
    with chromium() as running:
        yield running


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that ends without script errors or refused content."""
    watch = Watch()
    with window(browser, "d", accept_downloads=True) as context:
        page = context.new_page()
        watch.over(page)
        yield page
    assert watch.troubles == []


def upload(page: Page, label: str, name: str, text: str, *, nth: int = 0) -> None:
    """Choose a file with *text* where *label* asks for one."""
    held = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    page.get_by_label(label).nth(nth).set_input_files(held)


def fill(page: Page, *, price: str = "1234.56", plan: str = PLAN) -> None:
    """A whole bid for the terms of `independent.terms`: 2 lines, 3 × price and 2 × 10.05."""
    page.get_by_label("服务方案").fill("两名社工，\t常驻。")
    page.get_by_label("同类业绩").fill("三个项目")
    page.get_by_label("实施方案").fill(plan)
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    page.get_by_role("button", name="再加一行").click()
    for number, (item, units, unit) in enumerate(
        [("课后辅导", "3", price), ("耗材", "2", "10.05")]
    ):
        page.get_by_label("分项").nth(number).fill(item)
        page.get_by_label("数量").nth(number).fill(units)
        page.get_by_label("单价（元）").nth(number).fill(unit)


def downloaded(page: Page, button: str) -> str:
    """What is saved by pressing *button*."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(waiting.value.path()).read_text("utf-8")


def sealed_offline(page: Page, terms: dict[str, Any], **written: str) -> dict[str, Any]:
    """The file that the offline tool makes of a bid under *terms*."""
    page.goto(BID_TOOL)
    upload(page, "条款文件", "terms.json", json.dumps(terms))
    fill(page, **written)
    return json.loads(downloaded(page, "加密封存成文件"))
