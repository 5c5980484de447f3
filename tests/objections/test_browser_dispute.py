"""
A dispute in a real Chromium: a supplier objects on a phone, the signing stops, the department's
reply frees it; then finance decides the complaint and everybody reads the decision.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bids.browsing import browser
from tests.browser.chromium import SIZES, wrong_with
from tests.browser.staged import Staged, staged
from tests.objections.make import FACTS

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
REPLY = "经向发证机关核实，该证书有效期至2028年，质疑供应商查询的是已换发的旧证。"
FOUND = "经调取发证机关登记信息，该证书在响应截止时有效，投诉事项缺乏事实依据。"
ANSWER = "答复没有附核实材料，请财政部门依法查明该证书在截止日是否有效。"


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged("tests.objections.stage", tmp_path_factory.mktemp("dispute")) as playing:
        yield playing


def signed_in(
    browser: Browser, stage: Staged, who: str, size: str = "d"
) -> AbstractContextManager[Page]:
    """Somebody's tab ("" a visitor's)."""
    return stage.tab(browser, stage.told[who] if who else "", size)


def test_1_a_supplier_objects_on_a_phone_and_the_signing_stops(browser: Browser, stage: Staged):
    with signed_in(browser, stage, "manager", "m") as page:
        page.goto(f"{stage.url}/purchases/{stage.told['tender']}")
        page.get_by_role("link", name="提出质疑").click()
        page.get_by_label("采购结果").check()
        page.get_by_label("中选供应商不具备资格").check()
        page.get_by_label("重新评审").check()
        page.get_by_role("button", name="提交质疑").click()
        expect(page.locator("#error-facts")).to_be_visible()
        page.get_by_label("事实和依据").fill(FACTS)
        page.get_by_role("button", name="提交质疑").click()
        expect(page.get_by_text("答复之前不能签订合同")).to_be_visible()

    assert "暂停" in stage.do("sign", stage.told["tender"])
    assert stage.do("status", stage.told["tender"]) == "awarded"


def test_2_everybody_reads_that_it_waits_and_not_who_objected(browser: Browser, stage: Staged):
    with signed_in(browser, stage, "") as page:
        page.goto(f"{stage.url}/purchases/{stage.told['tender']}")
        section = page.locator("section", has=page.get_by_role("heading", name="质疑和投诉"))

        expect(section).to_contain_text("答复之前不签订合同")
        expect(page.locator("body")).not_to_contain_text("证书，在发证机关网站查询")


def test_3_the_department_replies_and_the_signing_is_free(browser: Browser, stage: Staged):
    with signed_in(browser, stage, "colleague") as page:
        page.goto(f"{stage.url}/desk/objections")
        page.get_by_role("link", name="吉首市留守儿童心理辅导服务").click()
        page.get_by_role("button", name="签收质疑").click()
        page.get_by_label("质疑不成立").check()
        page.get_by_label("答复内容").fill(REPLY)
        page.get_by_role("button", name="公开答复").click()
        expect(page.get_by_role("heading", name="采购单位的答复")).to_be_visible()

    assert stage.do("suspended_at", stage.told["tender"]) == "None"


def test_4_finance_decides_the_complaint_and_publishes(browser: Browser, stage: Staged):
    with signed_in(browser, stage, "manager", "m") as page:
        page.goto(f"{stage.url}/desk/objections")
        page.get_by_role("link", name="吉首市留守儿童心理辅导服务").click()
        page.get_by_role("link", name="向财政部门投诉").click()
        page.get_by_label("中选供应商不具备资格").check()
        page.get_by_label("事实和依据").fill(ANSWER)
        page.get_by_label("认定结果无效，重新采购").check()
        page.get_by_role("button", name="提交投诉").click()
        expect(page.get_by_role("heading", name="第 1 号投诉")).to_be_visible()
    with signed_in(browser, stage, "finance") as page:
        page.goto(f"{stage.url}/desk/complaints/1")
        page.get_by_role("button", name="受理", exact=True).click()
        page.get_by_role("button", name="送达各方").click()
        page.get_by_text("通知暂停采购活动").click()
        page.get_by_label("原因").fill("调查期间暂停采购活动")
        page.get_by_role("button", name="通知暂停").click()
        stopped = stage.do("suspended_reason", stage.told["tender"])
        page.get_by_label("驳回投诉").check()
        page.get_by_label("查明的事实").fill(FOUND)
        page.get_by_label("法律依据").fill("《政府采购质疑和投诉办法》第二十九条第（二）项")
        page.get_by_role("button", name="作出决定并公告").click()
        page.get_by_role("link", name="看公告").click()
        expect(page.get_by_text(FOUND)).to_be_visible()

    assert "投诉" in stopped
    assert stage.do("suspended_at", stage.told["tender"]) == "None"
    assert stage.do("sign", stage.told["tender"]) == "signed"


def pages_of(stage: Staged) -> dict[str, tuple[str, str]]:
    """Every page of these rooms: name → (who looks, address)."""
    told = stage.told
    return {
        "vault": ("manager", f"/organisations/{told['supplier']}/vault"),
        "papers": ("county", "/desk/papers"),
        "bidding": ("manager", "/desk/bidding"),
        "prepare": ("manager", f"/purchases/{told['open']}/prepare"),
        "consortium": ("manager", f"/consortia/{told['consortium']}"),
        "propose": ("manager", f"/consortia/for/{told['open']}"),
        "object": ("manager", f"/purchases/{told['tender']}/objections/new"),
        "objections": ("colleague", "/desk/objections"),
        "objection": ("colleague", "/desk/objections/1"),
        "complaints": ("finance", "/desk/complaints"),
        "complaint": ("finance", "/desk/complaints/1"),
        "purchase": ("", f"/purchases/{told['tender']}"),
    }


@pytest.mark.parametrize("size", SIZES)
def test_5_every_page_is_accessible_and_fits_its_screen(browser: Browser, stage: Staged, size: str):
    wrong: list[str] = []
    for name, (who, path) in pages_of(stage).items():
        with signed_in(browser, stage, who, size) as page:
            found = wrong_with(page, stage.url + path, size, ("zh", "en"))
            wrong += [f"{name} {each}" for each in found]

    assert wrong == []
