"""
From keys to recount in a real browser on the real product: three officials make their keys, three
suppliers seal (in the page, over a broken line, offline), nobody opens early, any two open.
"""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from match.proofs.board import complaints
from tests.bids.browsing import (
    BID_TOOL,
    OFFICIAL_TOOL,
    browser,
    downloaded,
    fill,
    upload,
)
from tests.browser.chromium import sideways, violations, window
from tests.browser.staged import Staged, staged

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.sealed, pytest.mark.walk]

ROOT = Path(__file__).parents[2]
PHRASE = "竹篓 correct 渡口 horse"
SLOW = 90_000  # scrypt holds a busy machine for some seconds


@pytest.fixture(scope="module")
def stage(browser: Browser, folder: Path) -> Iterator[Staged]:
    with staged("tests.bids.stage", folder) as playing:
        yield playing


def purchase(stage: Staged) -> str:
    """Where the purchase is."""
    return f"{stage.url}/purchases/{stage.told['tender']}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where people keep their files: keys, terms, sealed bids, receipts."""
    return tmp_path_factory.mktemp("desk")


def signed_in(
    browser: Browser, stage: Staged, session: str, size: str = "d", **options: Any
) -> AbstractContextManager[Page]:
    """Somebody's tab, which may keep files."""
    return stage.tab(browser, session, size, accept_downloads=True, **options)


def saved(page: Page, button: str, path: Path) -> None:
    """Press *button* and keep what it saves."""
    with page.expect_download(timeout=SLOW) as waiting:
        page.get_by_role("button", name=button, exact=True).first.click()
    waiting.value.save_as(path)


def test_1_officials_make_and_register_their_keys(browser: Browser, stage: Staged, folder: Path):
    for number, session in enumerate(stage.told["officials"]):
        with signed_in(browser, stage, session) as page:
            sent: list[str] = []
            page.on("request", lambda request, sent=sent: sent.append(request.post_data or ""))
            page.goto(f"{stage.url}/me/official-key")
            page.get_by_label("口令").nth(0).fill(PHRASE)
            page.get_by_label("再输入一次口令").fill(PHRASE)
            saved(page, "生成密钥并保存文件", folder / f"{number}.age")
            check = page.locator("section", has_text="打开一次，再登记公钥").first
            check.get_by_label("密钥文件").set_input_files(folder / f"{number}.age")
            check.get_by_label("口令").fill(PHRASE)
            check.get_by_label("您所在的机构").fill(f"湘西州第{number}局")
            check.get_by_role("button", name="核对并登记公钥").click()
            expect(page.get_by_text("公钥已登记。")).to_be_visible(timeout=SLOW)

            assert any("age1" in body for body in sent)
            assert not any("SECRET" in body.upper() or PHRASE in body for body in sent)
    assert len(stage.do("choose")) == 64


def test_2_a_supplier_seals_in_the_page(browser: Browser, stage: Staged, folder: Path):
    organisation, session = stage.told["bidders"][0]
    with signed_in(browser, stage, session, "m") as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.post_data or ""))
        page.goto(f"{purchase(stage)}/bid?organisation={organisation}")
        fill(page, price="1000.00")
        saved(page, "加密封存并提交", folder / "receipt-0.json")
        expect(page.get_by_text("已收到您的响应。")).to_be_visible()

        assert len([body for body in sent if body]) >= 3
        assert not any("课后辅导" in body or "1000" in body for body in sent)
    receipt = json.loads((folder / "receipt-0.json").read_text())
    assert json.loads(receipt["said"])["bidder"] == organisation


def test_3_a_broken_line_costs_no_bid(browser: Browser, stage: Staged, folder: Path):
    """The line breaks in the middle of the upload; the page is closed; it goes on from there."""
    organisation, session = stage.told["bidders"][1]
    address = f"{purchase(stage)}/bid?organisation={organisation}"
    pieces: list[int] = []

    def thin(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        pieces.append(json.loads(route.request.post_data or "{}")["offset"])
        return route.continue_() if len(pieces) < 2 else route.abort("connectionreset")

    with window(browser, "m", accept_downloads=True) as context:
        cookie = {
            "name": "__Host-sid",
            "value": session,
            "url": stage.url.replace("http:", "https:"),
            "secure": True,
        }
        context.add_cookies([cookie])
        page = context.new_page()
        page.goto(address)
        fill(page, price="900.00")
        page.route("**/uploads", thin)
        page.get_by_role("button", name="加密封存并提交").click()
        expect(page.get_by_text("网络中断。密封件保存在本机")).to_be_visible(timeout=SLOW)
        broken = list(pieces)
        page.unroute("**/uploads")
        page.close()
        page = context.new_page()
        later: list[int] = []
        page.on(
            "request",
            lambda request: (
                later.append(json.loads(request.post_data)["offset"])
                if request.method == "POST" and request.url.endswith("/uploads")
                else None
            ),
        )
        page.goto(address)
        expect(page.get_by_text("上次封存的响应还没有提交完。")).to_be_visible()
        saved(page, "继续提交", folder / "receipt-1.json")

        assert broken[:2] == [0, 48 * 1024]
        assert later[0] == 48 * 1024  # not from the beginning


def test_4_a_supplier_seals_offline_and_uploads_the_file(
    browser: Browser, stage: Staged, folder: Path
):
    organisation, session = stage.told["bidders"][2]
    with signed_in(browser, stage, session) as page:
        page.goto(f"{purchase(stage)}/bid?organisation={organisation}")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="下载条款文件").click()
        terms = Path(waiting.value.path()).read_text("utf-8")
        with window(browser, "d", accept_downloads=True, offline=True) as alone:
            tool = alone.new_page()
            tool.goto(BID_TOOL)
            upload(tool, "条款文件", "terms.json", terms)
            fill(tool, price="800.00")
            sealed = downloaded(tool, "加密封存成文件")
        with page.expect_download(timeout=SLOW) as waiting:
            upload(page, "或者上传离线工具封存的文件", "sealed.json", sealed)
        waiting.value.save_as(folder / "receipt-2.json")

        expect(page.get_by_text("已收到您的响应。")).to_be_visible()


def test_5_a_bid_is_replaced_withdrawn_and_given_again(
    browser: Browser, stage: Staged, folder: Path
):
    organisation, session = stage.told["bidders"][0]
    with signed_in(browser, stage, session) as page:
        page.goto(f"{purchase(stage)}/bid?organisation={organisation}")
        expect(page.get_by_role("heading", name="您已提交的响应")).to_be_visible()
        fill(page, price="950.00")
        expect(page.get_by_text("草稿已存在本机，没有发送。")).to_be_visible()
        saved(page, "加密封存并提交", folder / "receipt-3.json")
        page.goto(f"{purchase(stage)}/bid?organisation={organisation}")
        saved(page, "撤回响应", folder / "receipt-4.json")
        page.goto(f"{purchase(stage)}/bid?organisation={organisation}")
        expect(page.get_by_text("已撤回。截止前可以重新提交。")).to_be_visible()
        expect(page.get_by_label("单价（元）").first).to_have_value("950.00")  # the draft is back
        saved(page, "加密封存并提交", folder / "receipt-5.json")

    kinds = [
        json.loads((folder / f"receipt-{number}.json").read_text())["kind"]
        for number in (0, 3, 4, 5)
    ]
    assert kinds == ["sealed", "replaced", "withdrawn", "sealed"]


def test_6_nobody_opens_early(browser: Browser, stage: Staged):
    """Not by the page, not by its door, not with a share made up."""
    asked = """async ([url, token, body]) => {
      const answer = await fetch(url, {method: body === null ? 'GET' : 'POST', headers:
        {'content-type': 'application/json', 'x-csrftoken': token},
        body: body === null ? undefined : JSON.stringify(body)})
      return [answer.status, await answer.text()]
    }"""
    api = f"{stage.url}/api/v1/purchases/{stage.told['tender']}"
    for session in stage.told["officials"]:
        with signed_in(browser, stage, session) as page:
            page.goto(f"{purchase(stage)}/opening")
            expect(page.get_by_text("截止之前，任何人都不能开标")).to_be_visible()
            assert page.get_by_role("button", name="开始开标").count() == 0
            token = json.loads(page.locator("body").get_attribute("hx-headers") or "{}")[
                "x-csrftoken"
            ]
            share = {"bid": 1, "envelope": "price", "share": "A" * 44, "proof": ""}
            for path, body in (
                ("shares", None),
                ("opening", {}),
                ("shares", {"shares": [share]}),
            ):
                status, text = page.evaluate(asked, [f"{api}/{path}", token, body])
                assert status == 409, text
    with signed_in(browser, stage, "") as page:
        page.goto(f"{purchase(stage)}/board")
        expect(page.get_by_text("收到密封响应").first).to_be_visible()
        assert "机构" not in page.locator("ol.stack").inner_text()
        file = page.evaluate(f"fetch('{api}/board/file').then((answer) => answer.json())")
        assert file["contents"] == []
        assert complaints(file) == []


def give(page: Page, stage: Staged, key: Path) -> None:
    """An official opens the own shares in the page and gives them."""
    page.goto(f"{purchase(stage)}/opening")
    page.get_by_label("密钥文件").first.set_input_files(key)
    page.get_by_label("口令").fill(PHRASE)
    page.get_by_role("button", name="解密并交出份额").click()


def test_7_one_official_opens_nothing_and_two_open_everything(
    browser: Browser, stage: Staged, folder: Path
):
    stage.do("close")
    first, second, third = stage.told["officials"]
    with signed_in(browser, stage, first) as page:
        page.goto(f"{purchase(stage)}/opening")
        page.get_by_role("button", name="开始开标").click()
        give(page, stage, folder / "1.age")
        expect(page.get_by_text("这个密钥不是本项目登记的")).to_have_count(0)
        give(page, stage, folder / "0.age")
        expect(page.get_by_text("还在等其他开标人")).to_be_visible(timeout=SLOW)
        page.goto(f"{purchase(stage)}/opening")
        expect(page.get_by_text("已交出份额")).to_be_visible()
        expect(page.get_by_role("heading", name="公开的响应")).to_have_count(0)
    # The second official takes the shares to a machine without a network, and brings them back.
    with signed_in(browser, stage, third, "m") as page:
        page.goto(f"{purchase(stage)}/opening")
        page.get_by_text("用离线工具开标").click()
        held = downloaded(page, "下载待打开的份额文件")
        with window(browser, "d", accept_downloads=True, offline=True) as alone:
            tool = alone.new_page()
            tool.goto(OFFICIAL_TOOL)
            tool.get_by_role("button", name="打开份额").click()
            upload(tool, "待打开的份额文件", "shares.json", held)
            tool.get_by_label("密钥文件").set_input_files(folder / "2.age")
            tool.get_by_label("口令").fill(PHRASE)
            saved(tool, "解密并存成文件", folder / "opened.json")
        page.get_by_label("上传离线工具打开的份额文件").set_input_files(folder / "opened.json")
        expect(page.get_by_text("全部响应已同时公开")).to_be_visible(timeout=SLOW)
        page.goto(f"{purchase(stage)}/opening")

        # 3 × 950, 900 and 800 yuan, and 20.10 of material each.
        for sum_ in ("2,870.10", "2,720.10", "2,420.10"):
            expect(page.get_by_text(sum_)).to_be_visible()
    assert second  # was not needed


def test_8_an_outsider_recounts_the_board(browser: Browser, stage: Staged, folder: Path):
    api = f"{stage.url}/api/v1/purchases/{stage.told['tender']}"
    with signed_in(browser, stage, "") as page:
        page.goto(f"{purchase(stage)}/board")
        file = page.evaluate(f"fetch('{api}/board/file').then((answer) => answer.json())")
    receipts = [json.loads((folder / f"receipt-{at}.json").read_text()) for at in range(6)]

    assert complaints(file, receipts) == []
    assert sorted(json.loads(c["said"])["price_fen"] for c in file["contents"]) == [
        242_010,
        272_010,
        287_010,
    ]
    file["lines"][3], file["lines"][4] = file["lines"][4], file["lines"][3]
    assert complaints(file, receipts) != []


@pytest.mark.parametrize("size", ["m", "d"])
def test_9_the_pages_fit_and_are_accessible(browser: Browser, stage: Staged, size: str):
    sessions = {"/board": "", "/opening": stage.told["officials"][0]}
    for path, session in sessions.items():
        with signed_in(browser, stage, session, size, bypass_csp=True) as page:
            page.goto(purchase(stage) + path)
            assert sideways(page, size) == 0
            assert violations(page) == []
    with signed_in(browser, stage, "", size, bypass_csp=True) as page:
        page.goto(f"{stage.url}/sealing")
        assert sideways(page, size) == 0
        assert violations(page) == []
        with page.expect_download() as waiting:
            page.get_by_role("link", name="下载").first.click()
        assert "Content-Security-Policy" in Path(waiting.value.path()).read_text("utf-8")
