"""
A county's three hundred rows in a real Chromium: twelve are refused, downloaded, corrected and sent
again; the third time there is nothing to do.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bids.browsing import browser
from tests.browser.chromium import SIZES, sideways, violations
from tests.browser.staged import Staged, staged
from tests.importing import messy

__all__ = ["browser"]  # pytest finds fixtures by name
pytestmark = [pytest.mark.browser, pytest.mark.openness]
expect.set_options(timeout=20_000)  # two cores, many tests


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staged]:
    with staged("tests.importing.stage", tmp_path_factory.mktemp("county")) as playing:
        yield playing


def check(page: Page, path: Path) -> None:
    """Choose the file and press the button."""
    page.get_by_label("名单文件").set_input_files(path)
    page.get_by_role("button", name="检查名单").click()
    expect(page.get_by_role("heading", name="检查结果")).to_be_visible()


def figures(page: Page) -> dict[str, str]:
    """What the check, or the deed, counts: a word and its number of rows."""
    text = page.locator("main").inner_text().replace(",", "")
    words = text.split()
    return {
        word: words[words.index(word) + 1]
        for word in ("将新增", "将更新", "没有变化", "不能导入", "新增", "更新")
        if word in words
    }


def test_a_county_imports_three_hundred_rows_corrects_twelve_and_sends_them_again(
    browser: Browser, stage: Staged, tmp_path: Path
) -> None:
    rows = messy.listed(stage.told["villages"])
    (tmp_path / "first.xlsx").write_bytes(messy.workbook(messy.with_slips(rows)))
    (tmp_path / "whole.xlsx").write_bytes(messy.workbook(rows))
    assert len(rows) == 300
    assert len(messy.SLIPS) == 12

    with stage.tab(browser, stage.told["county"], "d") as page:
        page.goto(f"{stage.url}/desk/homes")
        page.get_by_role("link", name="导入名单").first.click()
        check(page, tmp_path / "first.xlsx")
        assert figures(page)["将新增"] == "288"
        assert figures(page)["不能导入"] == "12"
        assert stage.do("homes") == []  # a check changes nothing
        expect(page.get_by_text("合并的单元格已拆开")).to_be_visible()
        expect(page.get_by_text("跳过合计、小计")).to_be_visible()
        with page.expect_download() as got:
            page.get_by_role("link", name="下载这些行").click()
        returned = Path(got.value.path()).read_bytes()
        page.get_by_role("button", name="导入可以导入的 288 行").click()
        expect(page.get_by_text("已导入：新增 288 行")).to_be_visible()
        assert len(stage.do("homes")) == 288

        (tmp_path / "mended.xlsx").write_bytes(messy.corrected(returned, rows))
        page.get_by_role("link", name="上传改好的文件").click()
        check(page, tmp_path / "mended.xlsx")
        assert figures(page)["将新增"] == "12"
        assert figures(page)["不能导入"] == "0"
        page.get_by_role("button", name="导入可以导入的 12 行").click()
        expect(page.get_by_text("已导入：新增 12 行")).to_be_visible()

        page.goto(f"{stage.url}/desk/imports/homes")
        check(page, tmp_path / "whole.xlsx")
        expect(page.get_by_text("没有要导入的变化：300 行")).to_be_visible()
        expect(page.get_by_role("button", name="导入可以导入的")).to_have_count(0)

    homes = stage.do("homes")
    assert len(homes) == 300
    assert {home["indoor_area_m2"] for home in homes} == {80}
    assert all("FAC-VIDEO" in home["facilities"] for home in homes)
    assert [line["changes"] for line in stage.do("trail")]
    assert [run["done"] for run in stage.do("kept")] == [True, True, False]


def test_a_clerk_pastes_on_a_phone_and_sees_what_would_change(
    browser: Browser, stage: Staged
) -> None:
    township, village = stage.told["villages"][0]
    with stage.tab(browser, stage.told["county"], "m") as page:
        page.goto(f"{stage.url}/desk/imports")
        page.get_by_role("link", name="儿童之家名单").first.click()
        page.get_by_role("button", name="检查名单").click()
        expect(page.locator("[data-error-summary]")).to_contain_text("请选择一个 Excel 或 CSV 文件")
        assert sideways(page, "m") == 0
        page.get_by_label("或粘贴表格").fill(
            f"乡镇（街道）\t村（社区）\t室内面积（平方米）\n{township}\t{village}\t120\n"
            f"{township}\t没有这个村\t90\n"
        )
        page.get_by_role("button", name="检查名单").click()
        expect(page.get_by_role("heading", name="检查结果")).to_be_visible()
        expect(page.locator("del")).to_have_text("80")
        expect(page.locator("ins")).to_have_text("120")
        expect(page.locator("#row-3")).to_contain_text("没有")
        assert sideways(page, "m") == 0
        assert violations(page) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_desk_of_imports_is_for_everybody(
    browser: Browser, stage: Staged, size: str, language: str
) -> None:
    with stage.tab(browser, stage.told["county"], size) as page:
        for path in (
            "/desk/imports",
            "/desk/imports/homes",
            "/desk/imports/directors",
            "/desk/posts",
            "/desk/imported/1",
        ):
            page.goto(f"{stage.url}{path}?lang={language}")
            assert sideways(page, size) == 0, path
            assert violations(page) == [], path
