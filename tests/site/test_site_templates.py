"""Every template of the house: it parses, obeys the content policy, and names only what exists."""

import re

import pytest

from match.site.assets import STATIC, assets
from match.site.environment import HOUSE, environment, template_folders

ROOT = HOUSE.parents[1]
TEMPLATES = sorted(
    path.relative_to(folder).as_posix()
    for folder in template_folders()
    if folder.is_dir()
    for path in folder.rglob("*.html")
)
SYMBOLS = set(re.findall(r'symbol id="([^"]+)"', (STATIC / "icons.svg").read_text("utf-8")))
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def source(name: str) -> str:
    text, _path, _fresh = environment().loader.get_source(environment(), name)
    return COMMENT.sub("", text)


def test_the_templates_of_the_site_are_found():
    assert {"site/base.html", "site/error.html", "site/ui/forms.html"} <= set(TEMPLATES)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_parses(name):
    environment().get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_holds_no_inline_style_or_script(name):
    """The content policy would refuse them on the page; this refuses them before."""
    text = source(name)

    assert not re.search(r"<style\b", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<[^>{]*\son[a-z]+\s*=", text)
    assert not re.search(r"href\s*=\s*[\"']javascript:", text)
    assert "|safe" not in text.replace(" ", ""), "autoescape is what keeps a title from being code"


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_page_asks_the_public_for_money(name):
    """Charity law: only a named platform may raise money in public (domain §3.2)."""
    for word in ("捐款", "筹款", "善款到账", "目标金额", "已筹"):
        assert word not in source(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_names_only_icons_and_assets_that_exist(name):
    text = source(name)
    named = set(re.findall(r'\bicon\(\s*"([a-z0-9-]+)"', text))
    named |= set(re.findall(r'icon_name="([a-z0-9-]+)"', text))
    for facts in re.findall(r"ui\.meta\(\[(.*?)\]\)", text, re.DOTALL):
        named |= set(re.findall(r'\(\s*"([a-z0-9-]*)",', facts))
    for button in re.findall(r"ui\.(?:link_)?button\(([^{}]*)\)\s*\}\}", text):
        named |= set(re.findall(r'"(?:main|help|second|ghost|danger)", "([a-z0-9-]+)"', button))

    assert named <= SYMBOLS
    assert set(re.findall(r"\basset\(\s*['\"]([^'\"]+)", text)) <= set(assets())


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_form_that_changes_things_carries_its_token(name):
    for form in re.findall(r"<form\b[^>]*>.*?</form>", source(name), re.DOTALL):
        head = form[: form.index(">")]
        if re.search(r'method="post"', head, re.IGNORECASE):
            assert "csrf_input" in form, head


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_uses_only_components_that_exist(name):
    ui = environment().globals["ui"]
    used = set(re.findall(r"\bui\.([a-z_]+)", source(name)))

    assert {word for word in used if not hasattr(ui, word)} == set()
