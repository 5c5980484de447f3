"""The style sheet and script: only what old kernels understand, and small."""

import gzip
import re

import pytest

from match.site.assets import STATIC, assets
from match.site.environment import template_folders

CSS = "\n".join(
    re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    for path in sorted((STATIC / "css").glob("*.css"))
)
FORBIDDEN = {
    "cascade layers": r"@layer",
    "nesting": r"&\s*[:.\[>]|&\s*\{",
    "new colour functions": r"oklch|oklab|color-mix|\blch\(",
    "the relational selector": r":has\(",
    "container queries": r"@container|container-type",
    "popover": r"popover",
    "dynamic viewport units": r"\d(dvh|svh|lvh)\b",
    ":is and :where": r":(is|where)\(",
    "inset": r"\binset\s*:",
    "imports and web fonts": r"@import|@font-face",
}
BUDGET_BYTES = {
    "app.css": 10_000,
    "app.js": 5_000,
    "vendor/htmx.min.js": 18_000,
    "icons.svg": 6_000,
    "sw.js": 1_200,
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_style_sheet_does_without(what):
    """An old WeChat kernel drops the whole rule, or the whole file, at the first of these."""
    assert re.findall(FORBIDDEN[what], CSS) == []


@pytest.mark.parametrize("name", BUDGET_BYTES)
def test_a_shared_file_stays_within_its_budget(name):
    assert len(gzip.compress(assets()[name].body, 9)) <= BUDGET_BYTES[name]


def test_braces_balance_in_every_part():
    for path in (STATIC / "css").glob("*.css"):
        text = path.read_text("utf-8")
        assert text.count("{") == text.count("}"), path.name


def test_every_class_a_template_wears_is_in_the_style_sheet():
    """A typing mistake in a class name is invisible to every other test."""
    styled = set(re.findall(r"\.([a-z][a-z0-9-]*)", CSS)) | {"htmx-indicator"}
    worn: dict[str, str] = {}
    for folder in template_folders():
        for path in folder.rglob("*.html"):
            for value in re.findall(r'class="([^"]*)"', path.read_text("utf-8")):
                plain = re.sub(r"\{[{%].*?[}%]\}", " ", value)
                worn |= {word: path.name for word in plain.split() if not word.endswith("-")}

    assert {word: where for word, where in worn.items() if word not in styled} == {}


def test_the_script_evaluates_nothing():
    text = assets()["app.js"].body.decode()

    assert not re.search(r"\beval\(|new Function|innerHTML\s*=|document\.write", text)
