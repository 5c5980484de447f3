"""Pictures of pages at phone and desk size, with what is wrong on each."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from .chromium import SIZES, Watch, picture, sideways, violations, window

SignIn = Callable[[BrowserContext, str], None]


def shoot(
    browser: Browser,
    base_url: str,
    pages: Iterable[tuple[str, str, str]],
    folder: Path,
    *,
    sign_in: SignIn | None = None,
    languages: tuple[str, ...] = ("zh",),
    axe: bool = True,
) -> dict[str, list[str]]:
    """
    Take ``<name>_m.png`` and ``<name>_d.png`` of every page into *folder*.

    ``pages`` are (name, path, role); role "" is a visitor, any other is signed in by *sign_in*
    first. A second language adds ``<name>_en_m.png`` and so on. Returns the troubles of each
    picture that has any: script errors, sideways scrolling, axe findings, an error page.
    """
    troubles: dict[str, list[str]] = {}
    by_role: dict[str, list[tuple[str, str]]] = {}
    for name, path, role in pages:
        by_role.setdefault(role, []).append((name, path))
    for size in SIZES:
        for role, places in by_role.items():
            # Pictures need a style of their own, which the content policy rightly refuses.
            with window(browser, size, bypass_csp=True) as context:
                if role:
                    assert sign_in is not None, f"{role} cannot sign in"
                    sign_in(context, role)
                for language in languages:
                    suffix = "" if language == "zh" else f"_{language}"
                    found = _visit(context, base_url, places, language, size, folder, suffix, axe)
                    troubles.update(found)
    return troubles


def _visit(
    context: BrowserContext,
    base_url: str,
    places: Iterable[tuple[str, str]],
    language: str,
    size: str,
    folder: Path,
    suffix: str,
    axe: bool,
) -> Mapping[str, list[str]]:
    troubles: dict[str, list[str]] = {}
    for name, path in places:
        page = context.new_page()
        watch = Watch().over(page)
        mark = "&" if "?" in path else "?"
        answer = page.goto(f"{base_url}{path}{mark}lang={language}", wait_until="load")
        wrong = watch.troubles
        if answer is None or answer.status >= 500:
            wrong.append(f"answered {answer.status if answer else 'nothing'}")
        if over := sideways(page, size):
            wrong.append(f"{over} px too wide")
        if axe:
            wrong += violations(page)
        picture(page, folder / f"{name}{suffix}_{size}.png")
        if wrong:
            troubles[f"{name}{suffix}_{size}"] = wrong
        page.close()
    return troubles
