"""
An article in a real Chromium from a blank sheet to WeChat: author, editor, proof-reader, a spent
quota that the page explains, a token that ran out over midnight, the draft, the publication with
its event, and the feed. WeChat is the faithful server of `fake.py`.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bids.browsing import browser
from tests.browser.chromium import SIZES, wrong_with
from tests.browser.staged import Staged, staged
from tests.standards.pictures import room

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = [pytest.mark.browser, pytest.mark.openness]
expect.set_options(timeout=20_000)  # two cores, many tests
TITLE = "花垣县儿童之家寒假照常开放"
DESK = "/desk/articles/1"


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    folder = tmp_path_factory.mktemp("wechat")
    with staged("tests.publicity.wechat.stage", folder) as playing:
        yield playing


def tab(browser: Browser, stage: Staged, who: str, size: str = "d") -> AbstractContextManager[Page]:
    """Somebody's tab ("" a visitor's)."""
    return stage.tab(browser, stage.told[who] if who else "", size)


def test_1_an_article_goes_through_three_hands(browser: Browser, stage: Staged):
    with tab(browser, stage, "author") as page:
        page.goto(f"{stage.url}/desk/articles/new")
        page.get_by_label("标题").fill(TITLE)
        page.get_by_label("署名").fill("县民政局")
        page.get_by_label("摘要").fill("寒假里儿童之家照常开放，儿童主任在。")
        page.get_by_label("正文").fill("寒假里照常开放。\n\n## 时间\n\n- 周一到周五下午")
        page.get_by_label("来源").fill("本站原创")
        page.get_by_label("儿童之家", exact=True).check()
        page.get_by_role("button", name="保存草稿").click()
        page.locator("input[name=photo]").set_input_files(
            {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": room()}
        )
        page.get_by_label("没有人，只有场地或物品").check()
        page.get_by_label("图片说明").fill("活动室的图书角")
        page.get_by_role("button", name="上传").click()
        mark = page.locator("code", has_text="photo:").inner_text()
        page.get_by_label("正文").fill(f"寒假里照常开放。\n\n{mark}\n\n## 时间\n\n- 周一到周五下午")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.get_by_text("已保存。")).to_be_visible()
        page.get_by_role("button", name="交给编辑").click()
    for who, name, button in (("editor", "编辑甲", "编辑完成"), ("reader", "校对乙", "发布")):
        with tab(browser, stage, who) as page:
            page.goto(f"{stage.url}{DESK}")
            page.locator("#field-name").fill(name)
            page.get_by_label("我逐张看过图片").check()
            page.get_by_role("button", name=button, exact=True).click()
            expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def test_2_a_spent_quota_is_explained_and_the_draft_comes_after_midnight(
    browser: Browser, stage: Staged
):
    stage.do("quota", 0)
    stage.do("work")
    assert stage.do("seen")["drafts"] == []
    with tab(browser, stage, "editor") as page:
        page.goto(f"{stage.url}{DESK}")
        expect(page.get_by_text("正在送往草稿箱")).to_be_visible()
        page.get_by_role("link", name="看公众号上的情况").click()
        expect(page.get_by_text("今天的微信接口调用次数已用完")).to_be_visible()
        expect(page.get_by_text("系统下次处理")).to_contain_text("00:00")

        before = stage.do("seen")["calls"]
        stage.do("expire")
        stage.do("midnight")
        stage.do("work")
        page.reload()
        expect(page.get_by_text("已在草稿箱", exact=True)).to_be_visible()

    seen = stage.do("seen")
    assert seen["drafts"] == [TITLE]
    assert seen["images"][0] in seen["contents"][0]
    assert seen["calls"]["stable_token"] == before["stable_token"] + 1 == 2
    # The picture that was sent before midnight was not sent again; the box is looked through, since
    # a draft was asked for: the first time with the token that had run out, then with a new one.
    assert seen["calls"]["media/uploadimg"] == 1
    assert seen["calls"]["draft/batchget"] == 2
    assert seen["calls"]["draft/add"] == before["draft/add"] + 1 == 2


def test_3_the_editor_publishes_and_wechat_tells_when_it_is_done(browser: Browser, stage: Staged):
    with tab(browser, stage, "editor") as page:
        page.goto(f"{stage.url}{DESK}/wechat")
        page.get_by_role("button", name="在公众号发布").click()
        expect(page.get_by_text("正在提交发布")).to_be_visible()
        stage.do("work")
        page.reload()
        expect(page.get_by_text("微信正在发布")).to_be_visible()
        assert stage.do("finish", stage.url) == 200
        page.reload()
        expect(page.get_by_text("已在公众号发布")).to_be_visible()
        link = page.get_by_role("link", name="看公众号上的文章")
        assert str(link.get_attribute("href")).startswith("http://mp.weixin.qq.com/s?")

    assert stage.do("seen")["articles"] == [TITLE]


def test_4_the_article_is_in_the_feed_and_on_its_page(browser: Browser, stage: Staged):
    with tab(browser, stage, "", "m") as page:
        feed = page.request.get(f"{stage.url}/feeds/articles.atom")
        assert feed.status == 200
        assert TITLE in feed.text()
        page.goto(f"{stage.url}/articles/1")
        expect(page.get_by_role("heading", name=TITLE)).to_be_visible()


def test_5_the_administrator_sees_the_connection_and_no_secret(browser: Browser, stage: Staged):
    with tab(browser, stage, "administrator") as page:
        page.goto(f"{stage.url}/admin/wechat")
        expect(page.get_by_text("安全模式")).to_be_visible()
        expect(page.get_by_role("row", name="draft/add")).to_contain_text("45009")
        text = page.content()
    for secret in stage.do("seen")["secrets"]:
        assert secret not in text


LOOKED_AT = {
    f"{DESK}/wechat": "editor",
    f"{DESK}/wechat/preview": "editor",
    DESK: "editor",
    "/desk/articles": "editor",
    "/admin/wechat": "administrator",
}


@pytest.mark.parametrize("size", SIZES)
def test_6_the_pages_are_accessible_and_fit_their_screen(
    browser: Browser, stage: Staged, size: str
):
    wrong: list[str] = []
    for path, who in LOOKED_AT.items():
        with tab(browser, stage, who, size) as page:
            languages = ("zh", "en") if size == "m" else ("zh",)
            found = wrong_with(page, stage.url + path, size, languages)
            wrong += [f"{path} {each}" for each in found]

    assert wrong == []
