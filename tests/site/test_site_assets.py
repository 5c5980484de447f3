"""Static files: kept for ever under their fingerprint, never under a wrong one."""

import brotli

from match.site.assets import asset, assets


async def test_a_fingerprinted_file_may_be_kept_for_ever(browser):
    answer = await browser.get(asset("app.css"))

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"


async def test_a_page_from_before_the_release_gets_the_present_file_but_may_not_keep_it(browser):
    answer = await browser.get("/static/0000000000/app.css")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.content == assets()["app.css"].body


async def test_a_file_travels_in_the_smallest_form_the_browser_takes(browser):
    plain = await browser.get(asset("app.css"), headers={"accept-encoding": "identity"})
    zipped = await browser.get(asset("app.css"), headers={"accept-encoding": "gzip, deflate"})
    async with browser.stream(
        "GET", asset("app.css"), headers={"accept-encoding": "gzip, deflate, br"}
    ) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])

    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert answer.headers["content-encoding"] == "br"
    assert plain.content == zipped.content == brotli.decompress(raw)
    assert answer.headers["vary"] == "Accept-Encoding"


async def test_what_lies_outside_the_folder_is_not_served(browser):
    for path in ("../assets.py", "%2e%2e/assets.py", "css/00-tokens.css", "nothing.css"):
        answer = await browser.get(f"/static/current/{path}")
        assert answer.status_code == 404, path


def test_parts_are_joined_in_the_order_of_their_names():
    text = assets()["app.css"].body.decode()

    assert text.index(":root") < text.index(".wrap") < text.index("@media print")
    assert "/*" not in text
    assert "// " not in assets()["app.js"].body.decode().replace("'// ", "")


async def test_the_service_worker_lives_at_the_root_and_is_always_asked_for_again(browser):
    answer = await browser.get("/sw.js")

    assert answer.headers["cache-control"] == "no-cache"
    assert "javascript" in answer.headers["content-type"]
    assert "/admin" in answer.text
