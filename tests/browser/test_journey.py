"""A need's way through real screens: written on a phone, checked, approved by keyboard, found."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from .chromium import Watch, window
from .shots import sign_in

pytestmark = pytest.mark.browser
TITLE = "雨天进门换的胶鞋架"
PURPOSE = "下雨天孩子们的鞋堆在门口，进进出出容易滑倒。想要几个结实的架子，放得下大家的鞋。"


def save(page: Page) -> None:
    page.get_by_role("button", name="保存并继续").last.click()
    expect(page.get_by_role("link", name=re.compile("需要什么帮助"))).to_be_visible()


def write_on_a_phone(
    page: Page, url: str, title: str = TITLE, thing: str = "落地晾晒架", quantity: str = "3"
) -> str:
    """Fill in the wizard step by step and submit; returns the need's id."""
    page.goto(f"{url}/needs/new")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="开始填写").click()
    page.get_by_role("link", name=re.compile("需要什么帮助")).click()
    page.get_by_label("类别").select_option("MAT-OTH")
    page.get_by_label("标题").fill(title)
    page.get_by_label("做什么用").fill(PURPOSE)
    page.get_by_label("较急").check()
    save(page)
    page.get_by_role("link", name=re.compile("受益儿童人数")).click()
    page.get_by_label("6-8 岁").fill("14")
    page.get_by_label("9-11 岁").fill("11")
    save(page)
    page.get_by_role("link", name=re.compile("清单")).click()
    page.get_by_label("名称").fill(thing)
    page.get_by_label("数量").fill(quantity)
    page.get_by_label("单位").select_option("个")
    save(page)
    page.get_by_role("link", name=re.compile("送到哪里")).click()
    page.get_by_role("radio").first.check()
    save(page)
    page.get_by_role("link", name=re.compile("核对并提交|检查并提交")).click()
    page.get_by_label(re.compile("我确认以上内容属实")).check()
    page.get_by_role("button", name="提交给乡镇核实").click()
    expect(page.get_by_role("heading", name="已提交")).to_be_visible()
    found = re.search(r"/desk/needs/(\d+)/", page.url)
    assert found, page.url
    return found.group(1)


def decide_by_key(
    browser: Browser, url: str, role: str, need_id: str, watch: Watch, title: str = TITLE
) -> None:
    """Open the case and press A."""
    with window(browser, "d") as context:
        sign_in(context, url, role)
        page = context.new_page()
        watch.over(page)
        page.goto(f"{url}/admin/needs/{need_id}")
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.locator("h1").click()
        page.keyboard.press("a")
        # The desk goes on to the next case, or says that none is left.
        expect(page).not_to_have_url(re.compile(f"/admin/needs/{need_id}$"))


def test_a_need_goes_from_a_phone_to_the_public_list(browser, demo_url, watch):
    with window(browser, "m") as context:
        sign_in(context, demo_url, "director")
        page = context.new_page()
        watch.over(page)
        need_id = write_on_a_phone(page, demo_url)
    decide_by_key(browser, demo_url, "supervisor", need_id, watch)
    decide_by_key(browser, demo_url, "county", need_id, watch)

    with window(browser, "m") as context:
        page = context.new_page()
        watch.over(page)
        page.goto(f"{demo_url}/needs/{need_id}")
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
        expect(page.locator("main")).to_contain_text("还差 3 个")


def test_a_visitor_searches_by_initials_and_narrows_by_facet(browser, demo_url, watch):
    with window(browser, "d") as context:
        page = context.new_page()
        watch.over(page)
        page.goto(f"{demo_url}/needs")
        status = page.locator("#results [role=status]")
        everything = status.inner_text()
        page.get_by_role("searchbox").fill("hyx")
        expect(page).to_have_url(re.compile("q=hyx"))
        expect(status).not_to_have_text(everything)
        some = status.inner_text()
        page.locator(".facets").get_by_label(re.compile("^紧急")).check()
        expect(page).to_have_url(re.compile("urgency=urgent"))
        expect(status).not_to_have_text(some)
        page.go_back()

        expect(page).to_have_url(re.compile("q=hyx"))
        expect(page.get_by_role("navigation", name="主导航")).to_be_visible()
