"""
A supervisor's round in a real Chromium, on a phone: a village is surveyed, two homes are inspected
without a signal and sent when it is back, a failed line becomes a task and a need, the director is
reminded and finds the need at her desk.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from match.standards.lines import AREA, lines
from tests.bids.browsing import browser
from tests.browser.chromium import SIZES, wrong_with
from tests.browser.staged import Staged, staged
from tests.standards.pictures import room

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)  # two cores, many tests
MISSING = "没有摄像头，音箱也坏了"


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged("tests.standards.stage", tmp_path_factory.mktemp("round")) as playing:
        yield playing


# A phone without a signal loses what it asks for: that is what the test is about.
LOST = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")


def signed_in(
    browser: Browser, stage: Staged, who: str, size: str = "m", **options: Any
) -> AbstractContextManager[Page]:
    """Somebody's tab ("" a visitor's)."""
    return stage.tab(browser, stage.told[who] if who else "", size, lost=LOST, **options)


def fill(page: Page, home: int, *failed: str) -> None:
    """Go through the checklist of one home with a thumb."""
    card = page.locator(f"#home-{home}")
    card.locator(f"[name='{home}-area_m2']").fill("72")
    for line in lines():
        if line.code != AREA:
            result = "fail" if line.code in failed else "pass"
            pill = page.locator(f"input[name='{home}-r-{line.code}'][value={result}]")
            card.locator("label", has=pill).click()
        if line.code in failed:
            note = card.locator(f"[name='{home}-n-{line.code}']")
            expect(note).to_be_visible()  # it opened by itself
            note.fill(MISSING)


def test_1_a_village_is_surveyed(browser: Browser, stage: Staged):
    with signed_in(browser, stage, "supervisor") as page:
        page.goto(f"{stage.url}/desk/list")
        page.get_by_role("link", name="摸底调查").click()
        page.get_by_label("名称").fill("2026 年冬季逐村摸底")
        page.get_by_role("button", name="发起").click()
        page.get_by_role("link", name=f"测试{stage.told['village']}").click()
        page.get_by_role("button", name="保存").click()
        expect(page.locator("[data-error-summary]")).to_contain_text("请选择这个村有没有儿童之家")
        page.get_by_text("没有", exact=True).click()
        page.get_by_label("学校", exact=True).check()
        page.get_by_label("建议用哪一处").select_option(label="学校")
        page.get_by_label("农村留守儿童").fill("3")
        page.get_by_role("button", name="保存").click()
        expect(page.get_by_text("建议新设")).to_be_visible()
        expect(page.get_by_text("不足5人").first).to_be_visible()
    with signed_in(browser, stage, "county", "d") as page:
        page.goto(f"{stage.url}/desk/surveys")
        page.get_by_role("link", name="2026 年冬季逐村摸底").click()
        page.get_by_role("link", name=f"测试{stage.told['village']}").click()
        page.get_by_role("button", name="列入计划").click()
        expect(page.get_by_text("拟建")).to_be_visible()

    assert stage.do("homes")[-1] == {
        "division": stage.told["village"],
        "status": "planned",
        "site_source": "SITE-SCH",
    }


def test_2_two_homes_are_inspected_without_a_signal_and_sent_with_one(
    browser: Browser, stage: Staged
):
    first, second = stage.told["first"], stage.told["second"]
    with signed_in(browser, stage, "supervisor", service_workers="allow") as page:
        page.goto(f"{stage.url}/desk/list")
        page.wait_for_function("navigator.serviceWorker.ready.then(() => true)", timeout=30_000)
        page.get_by_role("link", name="安排检查").click()
        page.get_by_label("和平村儿童之家").check()
        page.get_by_label("桥头村儿童之家").check()
        page.get_by_role("button", name="排好，打开检查表").click()
        expect(page.get_by_text("已查 0 / 2")).to_be_visible()
        page.reload()  # now the worker has the page and what it is drawn with

        page.context.set_offline(True)
        page.reload()
        expect(page.get_by_text("网络已断开")).to_be_visible()
        page.locator(f"#home-{first} summary").first.click()
        fill(page, first)
        page.locator(f"#home-{first}").get_by_role("button", name="提交检查").click()
        expect(page.locator(f"#home-{first} [data-outbox-waits]")).to_be_visible()
        page.locator(f"#home-{second} summary").first.click()
        fill(page, second, "STD-VIDEO")
        photo = {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": room()}
        page.locator(f"[name='{second}-p-STD-VIDEO']").set_input_files(photo)
        page.locator(f"[name='{second}-no_person']").check()
        page.locator(f"#home-{second}").get_by_role("button", name="提交检查").click()
        expect(page.locator(f"#home-{second} [data-outbox-waits]")).to_be_visible()
        assert stage.do("inspections") == []
        page.reload()  # the battery was changed: what waits is still there
        expect(page.locator(f"#home-{second} [data-outbox-waits]")).to_be_visible()

        page.context.set_offline(False)
        expect(page.get_by_text("已查 2 / 2")).to_be_visible(timeout=20_000)
        expect(page.locator("[data-outbox-waits]")).to_have_count(0)

    assert stage.do("inspections") == [
        {"home_id": first, "failed": 0},
        {"home_id": second, "failed": 1},
    ]
    assert len(stage.do("photos")) == 1


def test_3_the_failed_line_is_a_task_with_a_need_and_the_director_is_reminded(
    browser: Browser, stage: Staged
):
    second = stage.told["second"]
    with signed_in(browser, stage, "supervisor") as page:
        page.goto(f"{stage.url}/desk/list")
        page.get_by_role("button", name="提醒主任").click()
        expect(page.get_by_text("已提醒儿童主任")).to_be_visible()
        expect(page.get_by_text(MISSING)).to_be_visible()

    assert stage.do("flags") == [{"home_id": second, "line": "STD-VIDEO", "status": "open"}]
    assert stage.do("needs") == [{"home_id": second, "category": "MAT-VIDEO", "status": "draft"}]
    assert len(stage.do("reminders")) == 1


def test_4_the_director_finds_the_need_written_for_her(browser: Browser, stage: Staged):
    with signed_in(browser, stage, "director") as page:
        page.goto(f"{stage.url}/desk/standards")
        page.get_by_role("link", name="视频交流").click()
        page.get_by_role("link", name="看这条需求").click()
        expect(page.get_by_text("需要一套视频通话设备").first).to_be_visible()
    with signed_in(browser, stage, "") as page:
        page.goto(f"{stage.url}/homes/{second_of(stage)}/standards")
        expect(page.get_by_text("整改中 1 项")).to_be_visible()
        expect(page.locator("body")).not_to_contain_text(MISSING)


def second_of(stage: Staged) -> int:
    """The home where something was missing."""
    return stage.told["second"]


def pages_of(stage: Staged) -> dict[str, tuple[str, str]]:
    """Every page of these rooms: name → (who looks, address)."""
    second, village = stage.told["second"], stage.told["village"]
    return {
        "list": ("supervisor", "/desk/list"),
        "standards": ("director", "/desk/standards"),
        "flag": ("supervisor", "/desk/standards/flags/1"),
        "inspection": ("supervisor", "/desk/standards/inspections/2"),
        "rounds": ("supervisor", "/desk/standards/rounds"),
        "surveys": ("county", "/desk/surveys"),
        "survey": ("county", "/desk/surveys/1"),
        "village": ("supervisor", f"/desk/surveys/1/villages/{village}"),
        "home": ("county", f"/desk/homes/{second}"),
        "own home": ("director", f"/desk/homes/{second}"),
        "new": ("county", "/desk/homes/new"),
        "public": ("", f"/homes/{second}/standards"),
        "public home": ("", f"/homes/{second}"),
    }


@pytest.mark.parametrize("size", SIZES)
def test_5_every_page_is_accessible_and_fits_its_screen(browser: Browser, stage: Staged, size: str):
    wrong: list[str] = []
    for name, (who, path) in pages_of(stage).items():
        with signed_in(browser, stage, who, size) as page:
            languages = ("zh", "en") if size == "m" else ("zh",)
            found = wrong_with(page, stage.url + path, size, languages)
            wrong += [f"{name} {each}" for each in found]

    assert wrong == []
