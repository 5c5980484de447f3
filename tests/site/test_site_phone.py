"""What makes the site a thing on a phone: it installs, and an old WeChat kernel runs its script."""

import io
import json
import re

import pytest
from PIL import Image

from match.site.assets import STATIC, assets

pytestmark = pytest.mark.openness
# Chromium 86 of WeChat's X5 stops at the first of these: a whole file would be lost (ux.md §1).
TOO_NEW = {
    "class fields": r"^\s*(static\s+)?#\w+\s*[=(]",
    "logical assignment": r"(\?\?=|\|\|=|&&=)",
    "replaceAll": r"\.replaceAll\(",
    "at": r"\.at\(",
    "structuredClone": r"structuredClone\(",
    "hasOwn": r"Object\.hasOwn\(",
    "groups and ends of arrays": r"\.(findLast|toSorted|toReversed|groupBy)\(",
    "waiting at the top": r"^await ",
    "view transitions": r"startViewTransition",
}


async def test_the_manifest_has_all_that_a_phone_asks_before_it_installs(browser):
    """Chromium's conditions: a name, a start inside the scope, standalone, icons of 192 and 512."""
    home = json.loads(assets()["manifest.webmanifest"].body)
    icons = {(icon["sizes"], icon["purpose"]): icon for icon in home["icons"]}

    assert home["display"] == "standalone"
    assert home["start_url"].startswith(home["scope"])
    assert home["name"]
    assert len(home["short_name"]) <= 12
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= set(icons)
    for icon in icons.values():
        answer = await browser.get(icon["src"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, icon["type"])
        if icon["type"] == "image/png":
            width, height = Image.open(io.BytesIO(answer.content)).size
            assert f"{width}x{height}" == icon["sizes"]


def test_the_masked_icon_is_whole_to_its_edges():
    """Android cuts a circle out of it: a clear corner would show as a notch."""
    clear = Image.open(STATIC / "icon-maskable.png").convert("RGBA").getchannel("A")

    assert clear.getextrema() == (255, 255)


@pytest.mark.parametrize("what", TOO_NEW)
def test_the_script_does_without(what):
    scripts = [*STATIC.glob("js/*.js"), *STATIC.glob("*.js")]

    assert len(scripts) > 8
    assert [
        path.name
        for path in scripts
        if re.search(TOO_NEW[what], path.read_text("utf-8"), re.MULTILINE)
    ] == []


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("class fields", "  #kept = 1"),
        ("logical assignment", "a ??= 1"),
        ("replaceAll", "a.replaceAll('a', 'b')"),
        ("waiting at the top", "await go()"),
    ],
)
def test_what_is_too_new_is_seen(what, written):
    assert re.search(TOO_NEW[what], written, re.MULTILINE)
