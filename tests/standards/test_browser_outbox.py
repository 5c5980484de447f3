"""
A round's photo over a thin line, in a real Chromium: the line breaks in its middle, the page is
closed and opened again, and the photo goes on where it stopped; the server has one inspection.
"""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, Route, expect

from tests.bids.browsing import browser
from tests.browser.staged import Staged, staged
from tests.standards.test_browser_round import LOST, fill

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = pytest.mark.browser
LINE = "STD-VIDEO"
PIECE = 64 * 1024
OFFSET = re.compile(rb'name="offset"\r\n\r\n(\d+)')
TOTAL = re.compile(rb'name="total"\r\n\r\n(\d+)')
BYTES = re.compile(rb'name="part".*?\r\n\r\n(.*?)\r\n--', re.DOTALL)
WAITING = """() => new Promise(done => {
  indexedDB.open('outbox', 1).onsuccess = event => {
    const all = event.target.result.transaction('sent').objectStore('sent').getAll();
    all.onsuccess = () => { event.target.result.close(); done(all.result.length); };
  };
})"""
# For the page that has nothing more to show when the form was taken before.
EMPTIED = f"""async () => {{
  const until = Date.now() + 20000;
  let left = await ({WAITING})();
  while (left && Date.now() < until) {{
    await new Promise(done => setTimeout(done, 50));
    left = await ({WAITING})();
  }}
  return left;
}}"""


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged("tests.standards.stage", tmp_path_factory.mktemp("outbox")) as playing:
        yield playing


def photo(seed: int) -> FilePayload:
    """Some hundred KB once the browser has made it small: several pieces."""
    picture = io.BytesIO()
    image = Image.effect_noise((1280, 960), 60 + seed).convert("RGB")
    image.save(picture, "JPEG", quality=90)
    return {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}


class Line:
    """The line to the village: what went over it, and after how many pieces it breaks."""

    def __init__(self, breaks_after: int = 1000) -> None:
        self.breaks_after = breaks_after
        self.offsets: list[int] = []
        self.sizes: list[int] = []
        self.total = 0
        self.forms: list[bytes] = []

    def over(self, page: Page) -> Page:
        page.route(re.compile("/files/pieces"), self._piece)
        page.route(re.compile("/rounds/.*/homes/"), self._form)
        return page

    def _piece(self, route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        if len(self.offsets) >= self.breaks_after:
            return route.abort("internetdisconnected")
        body = route.request.post_data_buffer or b""
        offset, total, part = OFFSET.search(body), TOTAL.search(body), BYTES.search(body)
        assert offset is not None
        assert total is not None
        assert part is not None
        self.offsets.append(int(offset[1]))
        self.sizes.append(len(part[1]))
        self.total = int(total[1])
        return route.continue_()

    def _form(self, route: Route) -> None:
        self.forms.append(route.request.post_data_buffer or b"")
        route.continue_()


@contextmanager
def supervisor(browser: Browser, stage: Staged) -> Iterator[Page]:
    """Her tab; what it asks for may be lost, that is what the walk is about."""
    with stage.tab(browser, stage.told["supervisor"], "m", lost=LOST) as page:
        yield page


def planned(page: Page, stage: Staged, *names: str) -> str:
    """A round through these homes, planned on its page; its address."""
    page.goto(f"{stage.url}/desk/standards/rounds")
    for name in names:
        page.get_by_label(name).check()
    page.get_by_role("button", name="排好，打开检查表").click()
    expect(page.get_by_text(f"已查 0 / {len(names)}")).to_be_visible()
    return page.url


def filled(page: Page, home: int, taken: FilePayload, *, no_person: bool = True) -> None:
    """The checklist of a home with one failed line and its photo, small already."""
    fold = page.locator(f"#home-{home} details").first
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    fill(page, home, LINE)
    chosen(page, home, taken)
    if no_person:
        page.locator(f"[name='{home}-no_person']").check()


def chosen(page: Page, home: int, taken: FilePayload) -> None:
    box = page.locator(f"[name='{home}-p-{LINE}']")
    box.evaluate("box => box.addEventListener('compressed', () => box.dataset.small = 'yes')")
    box.set_input_files(taken)
    expect(box).to_have_attribute("data-small", "yes")


def send(page: Page, home: int) -> None:
    page.locator(f"#home-{home}").get_by_role("button", name="提交检查").click()


def test_1_a_photo_goes_on_where_the_line_broke_though_the_page_was_closed(
    browser: Browser, stage: Staged
):
    home, line = stage.told["first"], Line(breaks_after=2)
    with supervisor(browser, stage) as page:
        address = planned(line.over(page), stage, "和平村儿童之家")
        filled(page, home, photo(1))
        with page.expect_event("requestfailed"):
            send(page, home)
        waits = page.locator(f"#home-{home} [data-outbox-waits]")
        expect(waits).to_contain_text("有信号时自动上传")
        expect(waits).to_contain_text(re.compile(r"照片已上传 \d0%"))
        context = page.context
        page.close()

        assert line.offsets == [0, PIECE]
        assert line.forms == []
        assert stage.do("parts") == [{"here": 2 * PIECE, "total": line.total}]
        assert line.total > 4 * PIECE, "in its middle"
        assert stage.do("inspections") == []

        line.breaks_after = 1000
        page = line.over(context.new_page())
        page.goto(address)
        expect(page.get_by_text("已查 1 / 1")).to_be_visible()

        assert line.offsets == list(range(0, line.total, PIECE)), "every byte went once"
        assert sum(line.sizes) == line.total
        [form] = line.forms
        assert f'name="{home}-p-{LINE}.kept"'.encode() in form
        assert b"filename=" not in form
        assert page.evaluate(WAITING) == 0

    assert stage.do("inspections") == [{"home_id": home, "failed": 1}]
    assert stage.do("pictures") == [{"home_id": home, "line": LINE, "photos": 1}]
    assert len(stage.do("photos")) == 1


def test_2_an_answer_that_was_lost_makes_no_second_inspection(browser: Browser, stage: Staged):
    home, line = stage.told["second"], Line()
    before = stage.do("pictures")
    with supervisor(browser, stage) as page:
        address = planned(line.over(page), stage, "桥头村儿童之家")

        def taken_but_not_heard(route: Route) -> None:
            route.fetch(max_redirects=0)
            route.abort("internetdisconnected")

        page.route(re.compile("/rounds/.*/homes/"), taken_but_not_heard)
        filled(page, home, photo(2))
        with page.expect_event("requestfailed"):
            send(page, home)
        context, pieces = page.context, len(line.offsets)
        page.close()
        page = line.over(context.new_page())
        taken = stage.do("inspections")
        assert {"home_id": home, "failed": 1} in taken
        page.goto(address)
        assert page.evaluate(EMPTIED) == 0

        assert len(line.forms) == 1, "asked again"
        assert len(line.offsets) == pieces > 4, "nothing of the photo went again"
        assert stage.do("inspections") == taken

    assert stage.do("pictures") == [*before, {"home_id": home, "line": LINE, "photos": 1}]
    assert len(stage.do("photos")) == 2


def test_3_a_refusal_stands_on_the_form_and_the_photo_is_not_sent_again(
    browser: Browser, stage: Staged
):
    home, line = stage.told["first"], Line()
    with supervisor(browser, stage) as page:
        planned(line.over(page), stage, "和平村儿童之家")
        filled(page, home, photo(3), no_person=False)
        send(page, home)
        wrong = page.locator(f"#home-{home} [data-outbox-wrong]")
        expect(wrong).to_contain_text("请确认照片里没有人")
        pieces = len(line.offsets)
        assert page.evaluate(WAITING) == 1

        page.locator(f"[name='{home}-no_person']").check()
        send(page, home)
        expect(page.get_by_text("已查 1 / 1")).to_be_visible()

        assert len(line.offsets) == pieces > 4
    assert len(stage.do("photos")) == 3


def without_subtle(page: Page) -> None:
    """A browser that cannot hash."""
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")


def without_door(page: Page) -> None:
    """A server that knows of no pieces."""
    page.route(re.compile("/files/pieces"), lambda route: route.fulfill(status=404))


@pytest.mark.parametrize("less", [without_subtle, without_door], ids=lambda less: less.__name__)
def test_4_without_pieces_the_whole_form_goes(browser: Browser, stage: Staged, less: Any):
    home, line = stage.told["first"], Line()
    before = len(stage.do("photos"))
    with supervisor(browser, stage) as page:
        less(line.over(page))
        planned(page, stage, "和平村儿童之家")
        filled(page, home, photo(4))
        send(page, home)
        expect(page.get_by_text("已查 1 / 1")).to_be_visible()

        assert line.offsets == []
        [form] = line.forms
        assert f'name="{home}-p-{LINE}"; filename='.encode() in form
        assert len(form) > 4 * PIECE
    assert len(stage.do("photos")) == before + 1


def test_5_signed_out_it_waits_and_what_is_chosen_elsewhere_stays_chosen(
    browser: Browser, stage: Staged
):
    first, second, line = stage.told["first"], stage.told["second"], Line()
    with supervisor(browser, stage) as page:
        planned(line.over(page), stage, "和平村儿童之家", "桥头村儿童之家")
        filled(page, first, photo(5))
        page.context.clear_cookies(name="__Host-sid")
        send(page, first)
        expect(page.locator(f"#home-{first} [data-outbox-wrong]")).to_contain_text("请先登录")
        assert page.evaluate(WAITING) == 1

        stage.enter(page.context, stage.told["supervisor"])
        filled(page, second, photo(6))
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator(f"[data-outbox-taken='{first}']")).to_be_visible()
        count = "box => box.files.length"
        assert page.locator(f"[name='{second}-p-{LINE}']").evaluate(count) == 1
        send(page, second)
        expect(page.get_by_text("已查 2 / 2")).to_be_visible()
        assert page.evaluate(WAITING) == 0


def test_6_what_was_corrected_while_a_photo_was_on_its_way_is_what_goes(
    browser: Browser, stage: Staged
):
    home, line = stage.told["first"], Line(breaks_after=1)
    with supervisor(browser, stage) as page:
        planned(line.over(page), stage, "和平村儿童之家")
        filled(page, home, photo(7))
        with page.expect_event("requestfailed"):
            send(page, home)
        page.locator(f"[name='{home}-n-{LINE}']").fill("只剩一台坏的音箱")
        send(page, home)
        line.breaks_after = 1000
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.get_by_text("已查 1 / 1")).to_be_visible()

        [form] = line.forms
        assert "只剩一台坏的音箱".encode() in form
        assert line.offsets == list(range(0, line.total, PIECE))
