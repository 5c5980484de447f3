"""
In a real Chromium: a journalist downloads all purchases and verifies the log offline, a foundation
shows the widget in its own page, and two persons take a text down.
"""

import json
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from match.foundation import clock
from tests.bids.browsing import browser
from tests.browser.chromium import sideways, violations
from tests.browser.staged import Staged, staged

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = [pytest.mark.browser, pytest.mark.openness]
expect.set_options(timeout=20_000)  # two cores, many tests


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged("tests.openness.stage", tmp_path_factory.mktemp("openness")) as playing:
        yield playing


def fine(page: Page, size: str) -> None:
    """Nothing runs over the side, and axe finds nothing."""
    assert sideways(page, size) == 0
    assert violations(page) == []


def saved(page: Page, name: str, folder: Path) -> Path:
    """What the link called *name* downloads, as a reader saves it."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=name, exact=True).click()
    coming.value.save_as(folder / name)
    return folder / name


def fetched(page: Page, name: str, folder: Path) -> Path:
    """What the link called *name* shows, saved."""
    address = page.get_by_role("link", name=name, exact=True).get_attribute("href")
    answer = page.request.get(re.sub(r"^(https?://[^/]+).*", r"\1", page.url) + str(address))
    assert answer.ok
    (folder / name).write_bytes(answer.body())
    return folder / name


def test_a_journalist_downloads_all_purchases_and_verifies_the_log_offline(
    browser: Browser, stage: Staged, tmp_path: Path
) -> None:
    """Shown when 1: the command on the page, in an empty folder, with `python -I`."""
    year = clock.today().year
    with stage.tab(browser, "", "d", accept_downloads=True) as page:
        page.goto(f"{stage.url}/open-data")
        purchases = page.request.get(f"{stage.url}/open-data/files/{year}.json").json()
        page.get_by_role("link", name="公开日志").first.click()
        expect(page.get_by_role("heading", name="公开日志", exact=True)).to_be_visible()
        saved(page, "verify.py", tmp_path)
        saved(page, f"{year}.jsonl", tmp_path)
        fetched(page, "heads.json", tmp_path)
        command = page.get_by_label("核对命令").inner_text()
    words = shlex.split(command)
    assert words[:3] == ["python3", "-I", "verify.py"]
    assert stage.told["key"] in words
    done = subprocess.run(  # the command of the page
        [sys.executable, *words[1:]], cwd=tmp_path, capture_output=True, text=True, env={}
    )
    entries = [json.loads(line) for line in (tmp_path / f"{year}.jsonl").open(encoding="utf-8")]
    logged = {one["document"] for one in entries if one["kind"].startswith("tender.")}
    released = {
        json.dumps(one, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for one in purchases["releases"]
    }

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"RIGHT: {len(entries)} entries")
    assert len(released) == 2
    assert released <= logged
    (tmp_path / f"{year}.jsonl").write_text(
        (tmp_path / f"{year}.jsonl").read_text("utf-8").replace("棉被", "棉衣"), "utf-8"
    )
    bent = subprocess.run(  # the same, on files that were bent
        [sys.executable, *words[1:]], cwd=tmp_path, capture_output=True, text=True, env={}
    )
    assert bent.returncode == 1
    assert "is not the one that was published" in bent.stdout


@contextmanager
def site(body: str) -> Iterator[str]:
    """A foundation's own page, on another host of this machine."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>基金会</title>{body}".encode())

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def test_a_foundation_embeds_the_widget(browser: Browser, stage: Staged) -> None:
    """Shown when 1: the snippet of the form, in a page elsewhere; a click opens the need."""
    need = stage.told["need"]
    with stage.tab(browser, "", "d") as page:
        page.goto(f"{stage.url}/open-data/widget")
        fine(page, "d")
        page.get_by_label("底色").select_option("dark")
        page.get_by_role("button", name="生成代码").click()
        snippet = page.get_by_label("粘贴到您网页的源码里").input_value()
    assert "theme=dark" in snippet
    here = unescape(snippet).replace(stage.told["base"], stage.url)
    with site(f"<h1>我们的项目</h1>{here}") as foundation, stage.tab(browser, "", "m") as page:
        page.goto(foundation)
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading")).to_contain_text("需要您帮助")
        assert page.locator("iframe").get_attribute("title")
        assert page.context.cookies() == []
        frame.get_by_role("link", name="过冬棉被四十床").click()
        page.wait_for_url(f"{stage.url}/needs/{need}")
        expect(page.get_by_role("heading", name="过冬棉被四十床", level=1)).to_be_visible()
    for size in ("m", "d"):
        with stage.tab(browser, "", size) as page:
            for path in ("needs", "needs?theme=dark&lang=en", "coverage/430000000000"):
                page.goto(f"{stage.url}/embed/{path}")
                fine(page, size)


def test_no_other_page_lets_itself_be_framed(browser: Browser, stage: Staged) -> None:
    """The need itself, the log, the sign-in: Chromium refuses to show them in a frame."""
    for path in ("/needs", "/log", "/sign-in", "/open-data/widget"):
        # That it is refused is what the browser complains about.
        with (
            site(f'<iframe src="{stage.url}{path}"></iframe>') as elsewhere,
            stage.tab(browser, "", "d", lost=("frame", "Frame", path)) as page,
        ):
            page.goto(elsewhere)
            # The page is loaded before the frame's own address changes to that of the refusal.
            page.frames[1].wait_for_url("chrome-error:**", wait_until="commit")


def test_two_persons_take_a_text_down_and_a_donor_shares_a_list(
    browser: Browser, stage: Staged
) -> None:
    """The desk's two steps; then a link that somebody without an account opens."""
    people = stage.told["sessions"]
    with stage.tab(browser, people["asker"], "m") as page:
        page.goto(f"{stage.url}/log?url={stage.url}/needs/{stage.told['need']}?x=1")
        fine(page, "m")
        page.get_by_role("link", name=re.compile("^第 .+ 条$")).first.click()
        fine(page, "m")
        place = page.url.rsplit("/", 1)[1]
        page.get_by_role("link", name="这里有不该公开的内容").click()
        page.get_by_role("button", name="马上不再显示，并请第二人确认").click()
        expect(page.locator("[data-error-summary]")).to_contain_text("请写明为什么要删除")
        page.get_by_label("理由").fill("页面里写了不该公开的内容")
        page.get_by_role("button", name="马上不再显示，并请第二人确认").click()
        expect(page.get_by_text("提出删除的人不能自己确认").first).to_be_visible()
        fine(page, "m")
    with stage.tab(browser, people["second"], "d") as page:
        page.goto(f"{stage.url}/desk/log")
        fine(page, "d")
        page.get_by_role("button", name="确认永久删除").click()
        page.goto(f"{stage.url}/log/{place}")
        expect(page.get_by_text("已删除")).to_be_visible()
        expect(page.get_by_text("当时公开的内容")).to_have_count(0)
    with stage.tab(browser, people["donor"], "m") as page:
        page.goto(f"{stage.url}/me/links?view=needs")
        page.get_by_label("标题").fill("给理事会看的需求")
        page.get_by_role("button", name="生成链接").click()
        address = page.get_by_label("新链接").input_value()
        fine(page, "m")
    shared = address.replace(stage.told["base"], stage.url)
    for size, spoken in (("m", "zh"), ("d", "en")):
        with stage.tab(browser, "", size) as page:
            page.goto(f"{shared}?lang={spoken}")
            expect(page.get_by_text("过冬棉被四十床")).to_be_visible()
            fine(page, size)
            for path in ("/log", "/log/1", "/log/heads"):
                page.goto(f"{stage.url}{path}?lang={spoken}")
                fine(page, size)


def test_a_partner_makes_a_key_and_a_webhook_and_an_administrator_decides(
    browser: Browser, stage: Staged
) -> None:
    """Shown once; refused with a reason that the partner reads; in both languages."""
    people = stage.told["sessions"]
    with stage.tab(browser, people["donor"], "m") as page:
        page.goto(f"{stage.url}/me")
        page.get_by_role("link", name="接口密钥和推送").click()
        page.get_by_label("给哪个程序用").fill("年报网站")
        page.get_by_role("button", name="生成密钥").click()
        expect(page.get_by_label("新密钥")).to_have_value(re.compile("^xth_"))
        fine(page, "m")
        page.get_by_label("推送到哪个网址").fill("http://partner.example.org/x")
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.locator("[data-error-summary]")).to_contain_text("https://")
        page.get_by_label("推送到哪个网址").fill("https://partner.example.org/" + "x" * 200)
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_label("签名密钥")).to_have_value(re.compile("^whsec_"))
        fine(page, "m")
    with stage.tab(browser, people["administrator"], "m") as page:
        page.goto(f"{stage.url}/admin")
        page.get_by_role("link", name="合作方推送").click()
        fine(page, "m")
        page.get_by_text("不核准", exact=True).click()
        page.get_by_role("button", name="确定").click()
        expect(page.get_by_text("请填写这一项")).to_be_visible()
        fine(page, "m")
        page.get_by_label("原因").fill("不认得这个机构")
        page.get_by_role("button", name="确定").click()
        page.goto(f"{stage.url}/admin/webhooks?lang=en")
        fine(page, "m")
    with stage.tab(browser, people["donor"], "d") as page:
        page.goto(f"{stage.url}/me/partners?lang=en")
        expect(page.get_by_text("不认得这个机构")).to_be_visible()
        fine(page, "d")
