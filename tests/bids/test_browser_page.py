"""The supplier's page: drafts that nobody sees, complaints that help, a thin line survived."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.bids.browsing import browser, downloaded, fill, tab, upload
from tests.bids.independent import key_pair, opened, shares_of, terms
from tests.bids.trial import script_sha256, sealing_pages
from tests.browser.chromium import Watch, sideways, violations, window

__all__ = ["browser", "tab"]
pytestmark = [pytest.mark.browser, pytest.mark.sealed]

OFFICIALS = [key_pair() for _ in range(3)]
TERMS = terms([recipient for _, recipient in OFFICIALS], k=2)


@pytest.fixture(scope="module")
def pages() -> Iterator[str]:
    with sealing_pages(TERMS) as url:
        yield url


@pytest.fixture
def writing(tab: Page, pages: str) -> Page:
    tab.goto(f"{pages}/bid")
    tab.get_by_role("button", name="加密封存并提交").wait_for()
    return tab


def kept(page: Page) -> None:
    """Wait until the draft is on the device."""
    expect(page.get_by_text("草稿已存在本机，没有发送。")).to_be_visible()


def test_a_draft_comes_back_and_was_never_sent(writing: Page):
    sent: list[Request] = []
    writing.on("request", lambda request: sent.append(request) if request.post_data else None)
    fill(writing)
    kept(writing)
    writing.reload()

    expect(writing.get_by_text("已恢复本机的草稿。")).to_be_visible()
    expect(writing.get_by_label("单价（元）").first).to_have_value("1234.56")
    expect(writing.get_by_text("合计 3,723.78 元")).to_be_visible()
    assert sent == []


ALL_THAT_IS_KEPT = """async () => {
  const base = await new Promise((done) => {
    const asked = indexedDB.open('sealing', 1); asked.onsuccess = () => done(asked.result) })
  const rows = await new Promise((done) => {
    const asked = base.transaction('drafts').objectStore('drafts').getAll()
    asked.onsuccess = () => done(asked.result) })
  const text = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return [rows.length, rows.map((row) => text(row.sealed)).join(''), JSON.stringify(localStorage)]
}"""


def test_what_is_kept_on_the_device_cannot_be_read_without_its_key(writing: Page):
    fill(writing, price="777.77")
    kept(writing)
    rows, sealed, plain = writing.evaluate(ALL_THAT_IS_KEPT)

    assert rows == 1
    assert "777.77" not in sealed + plain
    assert "draft:7:sealing" in plain


def test_signing_out_takes_the_draft_away(writing: Page):
    """00-page.js removes whatever is called draft: when somebody signs out."""
    fill(writing)
    kept(writing)
    writing.evaluate(
        "Object.keys(localStorage).filter((k) => k.indexOf('draft:') === 0)"
        ".forEach((k) => localStorage.removeItem(k))"
    )
    writing.reload()
    writing.get_by_role("button", name="加密封存并提交").wait_for()

    expect(writing.get_by_label("实施方案")).to_have_value("")


def test_the_draft_can_be_forgotten(writing: Page):
    fill(writing)
    kept(writing)
    writing.get_by_role("button", name="清除本机草稿").click()
    expect(writing.get_by_text("本机草稿已清除。")).to_be_visible()

    assert writing.evaluate(ALL_THAT_IS_KEPT)[0] == 0
    writing.reload()
    writing.get_by_role("button", name="加密封存并提交").wait_for()
    expect(writing.get_by_label("实施方案")).to_have_value("")


def test_what_is_missing_is_named_and_linked(writing: Page):
    writing.get_by_role("button", name="加密封存成文件").click()
    summary = writing.get_by_role("alert")

    for words in (
        "请回答“服务方案”。",
        "请填写实施方案。",
        "请逐项确认声明。",
        "第 1 行的数量请填写正整数。",
    ):
        expect(summary.get_by_role("link", name=words)).to_be_visible()
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="请填写实施方案。").click()
    expect(writing.get_by_label("实施方案")).to_be_in_viewport()


@pytest.mark.parametrize("price", ["0", "-1", "1.234", "一千", "1e5", ""])
def test_a_price_that_is_no_amount_is_refused(writing: Page, price: str):
    fill(writing, price=price)
    writing.get_by_label("单价（元）").nth(1).fill("0" if price == "0" else "10.05")
    writing.get_by_role("button", name="加密封存成文件").click()

    expect(writing.get_by_role("alert")).to_contain_text(
        "报价必须大于零" if price == "0" else "单价请填写金额"
    )


def test_what_the_page_seals_is_what_the_officials_open(writing: Page):
    fill(writing)
    held = {"name": "业绩.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " * 9000}
    writing.get_by_label("附件").set_input_files(held)
    expect(writing.get_by_text("业绩.pdf")).to_be_visible()
    made = json.loads(downloaded(writing, "加密封存成文件"))
    identities = [identity for identity, _ in OFFICIALS]
    bid = opened(made["technical"], shares_of(made["technical"], identities)[1:])

    assert [file["name"] for file in bid["attachments"]] == ["业绩.pdf"]
    assert len(made["technical"]["ciphertext"]) == 4 * -(-(256 * 1024 + 16) // 3)
    assert opened(made["price"], shares_of(made["price"], identities)[:2])["price_fen"] == 372378


def test_too_much_is_refused_before_anything_is_sealed(writing: Page):
    fill(writing)
    held = {"name": "大.pdf", "mimeType": "application/pdf", "buffer": b"x" * 3_100_000}
    writing.get_by_label("附件").set_input_files(held)
    expect(writing.get_by_text("大.pdf")).to_be_visible()
    writing.get_by_role("button", name="加密封存成文件").click()

    expect(writing.get_by_role("alert")).to_contain_text("附件合计 3028 KB，最多 2900 KB")


def test_keys_that_are_not_the_published_ones_seal_nothing(tab: Page):
    stranger = key_pair()[1]
    swapped = TERMS | {"recipients": [{"recipient": stranger}, *TERMS["recipients"][1:]]}
    with sealing_pages(swapped) as url:
        tab.goto(f"{url}/bid")
        fill(tab)
        tab.get_by_role("button", name="加密封存成文件").click()

        expect(tab.get_by_role("alert")).to_contain_text("与公布的指纹不一致，没有封存")


def test_the_servers_time_is_shown_and_nothing_is_refused_by_it(tab: Page):
    """The server says that the deadline is past; the page seals all the same."""
    late = TERMS | {"server_time": "2026-12-20T01:00:05+00:00"}
    with sealing_pages(late) as url:
        tab.goto(f"{url}/bid")
        expect(tab.get_by_role("timer")).to_contain_text("0·00:00:00")
        fill(tab)

        assert json.loads(downloaded(tab, "加密封存成文件"))["kind"] == "sealed-bid"


def test_the_page_publishes_the_hash_of_its_script(writing: Page):
    expect(writing.get_by_text(script_sha256())).to_be_visible()


def test_another_script_does_not_run(browser: Browser, pages: str):
    """A changed bundle under the same address is refused by the browser."""
    with window(browser, "d") as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.route(
            re.compile(r"vendor/sealing\.js"),
            lambda route: route.fulfill(
                body="window.stolen = 1", content_type="text/javascript", status=200
            ),
        )
        page.goto(f"{pages}/bid")

        assert page.evaluate("window.stolen") is None
        assert page.get_by_role("button", name="加密封存并提交").count() == 0
        assert any("integrity" in each for each in said)


def test_english_readers_read_english(browser: Browser, pages: str):
    watch = Watch()
    with window(browser, "d", locale="en-GB") as context:
        page = context.new_page()
        watch.over(page)
        page.goto(f"{pages}/bid?lang=en")
        page.evaluate("document.documentElement.lang")
        expect(page.get_by_role("button", name="Seal and submit")).to_be_visible()
    assert watch.troubles == []


@pytest.mark.parametrize("size", ["m", "d"])
@pytest.mark.parametrize("path", ["/bid", "/key"])
def test_the_pages_fit_and_are_accessible(browser: Browser, pages: str, size: str, path: str):
    with window(browser, size, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(pages + path)
        page.get_by_role("button").first.wait_for()

        assert sideways(page, size) == 0
        assert violations(page) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bidder": 8}, "属于另一个项目或另一个单位"),
        ({"document": 1}, "已经变更"),
        ({"keyset": "0" * 64}, "已经变更"),
    ],
)
def test_a_file_sealed_for_something_else_is_not_uploaded(writing: Page, change: dict, said: str):
    sent: list[str] = []
    writing.on("request", lambda request: sent.append(request.url) if request.post_data else None)
    fill(writing)
    made = json.loads(downloaded(writing, "加密封存成文件"))
    made["price"] |= change
    upload(writing, "或者上传离线工具封存的文件", "sealed.json", json.dumps(made))

    expect(writing.get_by_role("alert")).to_contain_text(said)
    assert sent == []
