"""Pages at phone and desk size in both languages: what is wrong on each, and their pictures."""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from .chromium import SIZES, Watch, picture, sideways, violations, window
from .crawl import name_of

# In the short form each page is seen twice, and every size and language somewhere on the way.
SHORT = (("m", ("zh",)), ("d", ("en",)))
FULL = tuple((size, ("zh", "en")) for size in SIZES)


def sign_in(context: BrowserContext, base_url: str, role: str) -> None:
    """Take a demo account of *role*; "" stays a visitor."""
    if not role:
        return
    page = context.new_page()
    page.goto(f"{base_url}/sign-in")
    page.locator(f'form[action="/sign-in/demo/{role}"] button').click()
    page.wait_for_url(f"{base_url}/desk")
    page.close()


def look_at(
    browser: Browser, base_url: str, role: str, paths: Mapping[str, str], folder: Path | None
) -> dict[str, list[str]]:
    """
    Look at every one of *paths* (kind → address) as *role*.

    Returns, for each picture that has any, its troubles: script errors, refused content, sideways
    scrolling, axe findings, an error answer. Pictures are kept in *folder*, when there is one, as
    ``<name>_m.png`` and ``<name>_d.png`` (``<name>_en_…`` in English); without a folder, phones
    see Chinese and desks English.
    """
    troubles: dict[str, list[str]] = {}
    for size, languages in FULL if folder else SHORT:
        # Pictures need a style of their own, which the content policy rightly refuses.
        with window(browser, size, bypass_csp=folder is not None) as context:
            sign_in(context, base_url, role)
            # One tab for all: a fresh one would read its script and axe's anew at every page.
            page = context.new_page()
            watch = Watch().over(page)
            for language in languages:
                for path in paths.values():
                    suffix = ("" if language == "zh" else "_en") + f"_{size}"
                    name = (f"{role}-" if role else "") + name_of(path) + suffix
                    kept = folder / f"{name}.png" if folder else None
                    mark = "&" if "?" in path else "?"
                    address = f"{base_url}{path}{mark}lang={language}"
                    wrong = _look(page, address, size, kept) + watch.taken()
                    if wrong:
                        troubles[name] = wrong
    return troubles


def _look(page: Page, url: str, size: str, kept: Path | None) -> list[str]:
    wrong: list[str] = []
    answer = page.goto(url, wait_until="load")
    if answer is None or answer.status != 200:
        wrong.append(f"answered {answer.status if answer else 'nothing'}")
    if over := sideways(page, size):
        wrong.append(f"{over} px too wide")
    wrong += violations(page)
    if kept:
        picture(page, kept)
    return wrong
