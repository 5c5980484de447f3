"""
An article in a real Chromium, from a draft with a picture through three people's hands to the
public page and the feed: a child's photo is refused on the way, words about a child as well.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import Browser, Page, expect

from tests.bids.browsing import browser
from tests.browser.chromium import sideways, violations
from tests.browser.staged import Staged, staged
from tests.standards.pictures import room

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = [pytest.mark.browser, pytest.mark.openness]
expect.set_options(timeout=20_000)  # two cores, many tests
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
TITLE = "冬季防火和用电安全，儿童之家怎样检查"
BODY = (
    "天冷了，取暖和用电的隐患最多。\n\n## 每周看一遍\n\n- 电暖器远离窗帘\n- 灭火器在有效期内\n\n"
    "发现问题先停用，再报督导员。"
)


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged("tests.publicity.stage", tmp_path_factory.mktemp("press")) as playing:
        yield playing


def tab(
    browser: Browser, stage: Staged, who: str, size: str = "d", **options: Any
) -> AbstractContextManager[Page]:
    """Somebody's tab ("" a visitor's)."""
    return stage.tab(browser, stage.told[who] if who else "", size, **options)


def fine(page: Page, size: str) -> None:
    """Nothing runs over the side, and axe finds nothing."""
    assert sideways(page, size) == 0
    assert violations(page) == []


def test_1_the_author_is_stopped_and_goes_on(browser: Browser, stage: Staged) -> None:
    with tab(browser, stage, "author", "m") as page:
        page.goto(f"{stage.url}/desk/articles")
        page.get_by_role("link", name="写文章").first.click()
        page.get_by_label("标题").fill(TITLE)
        page.get_by_label("署名").fill("花垣县民政局")
        page.get_by_label("摘要").fill("取暖设备、线路、灭火器、疏散通道，每周看一遍。")
        page.get_by_label("正文").fill(BODY + "\n\n联系家长 13812345678。")
        page.get_by_label("来源").fill("本站原创")
        page.get_by_label("安全教育").check()
        page.get_by_role("button", name="保存草稿").click()
        expect(page.locator("[data-error-summary]")).to_contain_text("请删去手机号")
        assert page.get_by_label("标题").input_value() == TITLE
        page.get_by_label("正文").fill(BODY)
        page.get_by_role("button", name="保存草稿").click()
        expect(page.get_by_text("上传一张图片")).to_be_visible()
        upload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": room()}
        page.get_by_label("照片", exact=True).set_input_files(upload)
        page.get_by_label("能认出孩子", exact=True).check()
        page.get_by_label("能认出几个孩子").fill("1")
        page.get_by_label("图片说明").fill("孩子们在看书")
        page.get_by_role("button", name="上传", exact=True).click()
        expect(page.get_by_text("只有 0 份监护人的公开同意")).to_be_visible()
        fine(page, "m")


def test_2_a_childs_photo_is_refused_until_another_is_chosen(
    browser: Browser, stage: Staged
) -> None:
    article = next(each["id"] for each in stage.do("articles") if each["title"] == TITLE)
    with tab(browser, stage, "author") as page:
        page.goto(f"{stage.url}/desk/articles/{article}")
        page.get_by_label("孩子们在看书").first.check()
        page.get_by_label("封面署名").fill("摄影：花垣县民政局")
        page.get_by_role("button", name="用作封面").click()
        page.get_by_role("button", name="交给编辑").click()
        expect(page.locator("#field-pictures")).to_contain_text("监护人")
        page.get_by_role("button", name="去掉这张图片").click()
        upload = {"name": "b.jpg", "mimeType": "image/jpeg", "buffer": room()}
        page.get_by_label("照片", exact=True).set_input_files(upload)
        page.get_by_label("没有人，只有场地或物品").check()
        page.get_by_label("图片说明").fill("活动室的灭火器")
        page.get_by_role("button", name="上传", exact=True).click()
        page.get_by_role("radio", name="活动室的灭火器").check()
        page.get_by_label("封面署名").fill("摄影：花垣县民政局")
        page.get_by_role("button", name="用作封面").click()
        page.get_by_role("button", name="交给编辑").click()
        expect(page.get_by_text("待编辑")).to_be_visible()
    assert [each["shows"] for each in stage.do("pictures")] == ["nobody"]


def test_3_two_others_read_it_and_it_is_public(browser: Browser, stage: Staged) -> None:
    article = next(each["id"] for each in stage.do("articles") if each["title"] == TITLE)
    with tab(browser, stage, "editor") as page:
        page.goto(f"{stage.url}/desk/articles")
        page.get_by_role("link", name=TITLE).click()
        page.get_by_label("署名", exact=True).last.fill("湘西州民政局编辑")
        page.get_by_label("我逐张看过图片").check()
        page.get_by_role("button", name="编辑完成").click()
        expect(page.get_by_text("待校对")).to_be_visible()
        expect(page.get_by_text("第三个人校对")).to_be_visible()
    with tab(browser, stage, "proofreader", "m") as page:
        page.goto(f"{stage.url}/desk/articles/{article}")
        page.get_by_label("署名", exact=True).fill("省厅校对")
        page.get_by_label("我逐张看过图片").check()
        fine(page, "m")
        page.get_by_role("button", name="发布", exact=True).click()
        expect(page.get_by_text("已发布")).to_be_visible()


@pytest.mark.parametrize("size", ["m", "d"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_4_everybody_reads_it_at_both_sizes(
    browser: Browser, stage: Staged, size: str, language: str
) -> None:
    article = next(each["id"] for each in stage.do("articles") if each["title"] == TITLE)
    with tab(browser, stage, "", size) as page:
        for path in (
            f"/articles/{article}",
            "/articles",
            "/policies",
            "/policies/5",
            "/feeds",
            f"/articles/{article}/share",
        ):
            page.goto(f"{stage.url}{path}?lang={language}")
            fine(page, size)
        page.goto(f"{stage.url}/articles/{article}?lang=zh")
        page.emulate_media(media="print")
        for beside in ("header", "footer.foot", "button[data-print]"):
            expect(page.locator(beside).first).to_be_hidden()
        expect(page.get_by_text("省厅校对")).to_be_visible()
        page.emulate_media(media="screen")
        expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
        expect(page.get_by_role("heading", name="每周看一遍", level=2)).to_be_visible()
        for told in ("湘西州民政局编辑", "省厅校对", "摄影：花垣县民政局", "本站原创"):
            expect(page.get_by_text(told).filter(visible=True).first).to_be_visible()


def test_5_it_is_in_the_feed_shared_and_followed(browser: Browser, stage: Staged) -> None:
    article = next(each["id"] for each in stage.do("articles") if each["title"] == TITLE)
    with tab(browser, stage, "reader", "m", user_agent=PHONE) as page:
        page.goto(f"{stage.url}/articles/{article}")
        page.get_by_role("button", name="转发").click()
        expect(page.get_by_role("heading", name="转发给别人")).to_be_visible()
        page.goto(f"{stage.url}/me/topics")
        page.get_by_label("安全教育").check()
        page.get_by_role("button", name="开始订阅").click()
        expect(page.get_by_text("您正在订阅。")).to_be_visible()
        fine(page, "m")
        feed = page.request.get(f"{stage.url}/feeds/topics/safety/articles.atom")
        assert TITLE in [
            each.text for each in fromstring(feed.body()).iter("{http://www.w3.org/2005/Atom}title")
        ]
        assert stage.do("followers") == [{"topics": ["safety"]}]
        page.get_by_role("button", name="全部退订").click()
        expect(page.get_by_role("button", name="开始订阅")).to_be_visible()
    assert stage.do("followers") == []
    mine = [each for each in stage.do("counts") if each["article_id"] == article]
    # The tabs before were Chromium's headless ones, which say so: no readers.
    assert (mine[0]["reads"], mine[0]["shares"]) == (1, 1)
