"""Whole pages and their parts, languages, text size, errors."""

import re

import pytest

from match.foundation.settings import Settings
from tests.using import using

HTMX = {"hx-request": "true", "hx-target": "main"}


async def test_a_browser_gets_the_whole_page_and_htmx_the_block(browser):
    whole = await browser.get("/parts")
    part = await browser.get("/parts", headers=HTMX)

    assert whole.text.startswith("<!doctype html>")
    assert "<html" not in part.text
    assert "无障碍说明" in part.text
    assert part.text.strip() in whole.text


async def test_one_address_two_answers_says_so_to_every_cache(browser):
    """Without Vary the back button shows the bare fragment."""
    for headers in ({}, HTMX):
        answer = await browser.get("/parts", headers=headers)
        assert answer.headers["vary"] == "HX-Request, HX-Target, Cookie, Save-Data"
        assert answer.headers["hx-trigger"] == "seen"


@pytest.mark.parametrize("sign", ["hx-history-restore-request", "hx-boosted"])
async def test_htmx_gets_the_whole_page_where_it_replaces_the_page(browser, sign):
    answer = await browser.get("/parts", headers=HTMX | {sign: "true"})

    assert answer.text.startswith("<!doctype html>")


async def test_only_whole_pages_shown_to_nobody_in_particular_may_be_kept_offline(browser):
    whole = await browser.get("/needs/parts")
    part = await browser.get("/needs/parts", headers=HTMX)
    elsewhere = await browser.get("/parts")
    failed = await browser.get("/missing?status=404")

    assert whole.headers["x-offline-copy"] == "yes"
    for other in (part, elsewhere, failed):
        assert "x-offline-copy" not in other.headers


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503])
async def test_an_error_page_says_what_happened_and_what_to_do_now(browser, status):
    answer = await browser.get(f"/missing?status={status}")

    assert answer.status_code == status
    assert "<h1>没有找到这个页面。</h1>" in answer.text
    advice = re.search(r"</h1>\s*<p>(.+?)</p>", answer.text)
    assert advice is not None
    assert len(advice.group(1)) > 8
    assert 'href="/needs"' in answer.text


async def test_the_language_holds_for_the_page_and_switches_back(browser):
    english = await browser.get("/parts?lang=en")
    chinese = await browser.get("/parts?lang=zh")
    odd = await browser.get("/parts?lang=xx")

    assert '<html lang="en"' in english.text
    assert 'href="?lang=zh"' in english.text
    assert '<html lang="zh-CN"' in chinese.text
    assert '<html lang="zh-CN"' in odd.text


async def test_a_language_cookie_holds_and_the_address_overrules_it(browser):
    browser.cookies.set("lang", "en")

    assert '<html lang="en"' in (await browser.get("/parts")).text
    assert '<html lang="zh-CN"' in (await browser.get("/parts?lang=zh")).text


async def test_large_text_is_a_plain_link(browser):
    small = await browser.get("/parts?q=冬衣")
    large = await browser.get("/parts?text=large")

    assert 'class="text-large"' not in small.text
    assert "q=%E5%86%AC%E8%A1%A3&amp;text=large" in small.text
    assert 'class="text-large"' in large.text


async def test_a_demonstration_says_so_and_hides_from_search_engines(browser):
    shown = await browser.get("/styleguide")
    with using(Settings()):
        real = await browser.get("/styleguide")
        robots = await browser.get("/robots.txt")

    assert "演示数据" in shown.text
    assert 'content="noindex,nofollow"' in shown.text
    assert "演示数据" not in real.text
    assert "noindex" not in real.text
    assert "Disallow: /admin" in robots.text
    assert "Disallow: /\n" in (await browser.get("/robots.txt")).text


async def test_numbers_of_records_are_shown_only_when_they_exist(browser):
    bare = await browser.get("/styleguide")
    with using(Settings(icp="湘ICP备12345678号-1", map_approval="GS(2024)0650号")):
        full = await browser.get("/styleguide")

    assert "备" not in re.search(r"<footer.*?</footer>", bare.text, re.DOTALL).group()
    assert "示意图" in bare.text
    assert "湘ICP备12345678号-1" in full.text
    assert full.text.count("审图号：GS(2024)0650号") == 2
    assert "示意图" not in full.text


async def test_the_hotlines_are_on_every_page_in_the_same_place(browser):
    for path in ("/parts", "/offline", "/missing?status=500"):
        footer = re.search(r"<footer.*?</footer>", (await browser.get(path)).text, re.DOTALL)
        for number in ("12338", "12345", "12355"):
            assert f'href="tel:{number}"' in footer.group()
