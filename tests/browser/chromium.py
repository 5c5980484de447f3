"""Debian's Chromium by way of Playwright: launch it, look for trouble on a page, take its picture.

`playwright install` is never used: its download is not for servers without a way out.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
SIZES = {"m": (360, 740), "d": (1440, 900)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Every rule is asked; what a page does well is not told element by element, which on a long page
# took three quarters of the time.
ASKED = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser for the length of the block."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def window(browser: Browser, size: str, **options: object) -> BrowserContext:
    """A phone (``m``) or a desk (``d``), in Shanghai, without a service worker in between."""
    width, height = SIZES[size]
    phone = size == "m"
    settings = {
        "viewport": {"width": width, "height": height},
        "is_mobile": phone,
        "has_touch": phone,
        "device_scale_factor": 2 if phone else 1,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "service_workers": "block",
        "ignore_https_errors": True,
    }
    return browser.new_context(**(settings | options))


@dataclass
class Watch:
    """What went wrong on a page while it was open: script errors, refused content, lost files."""

    troubles: list[str] = field(default_factory=list)

    def over(self, page: Page) -> "Watch":
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("requestfailed", lambda lost: self._lost(lost.url, str(lost.failure)))
        return self

    def taken(self) -> list[str]:
        """What went wrong since the last time it was asked for."""
        heard, self.troubles = self.troubles, []
        return heard

    def _lost(self, url: str, why: str) -> None:
        # Leaving a page stops what it was still asking for; that is no loss.
        if "ERR_ABORTED" not in why:
            self.troubles.append(f"lost: {url} {why}")

    def _heard(self, kind: str, text: str) -> None:
        # A page that answers 404 or 422 on purpose makes Chromium say so; that is no trouble.
        if kind == "error" and "status of 4" not in text:
            self.troubles.append(f"console: {text}")


def sideways(page: Page, size: str) -> int:
    """By how many pixels the page is wider than the screen; 0 is right."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return max(0, width - SIZES[size][0])


def violations(page: Page) -> list[str]:
    """What axe finds, one line each with the first offending element."""
    found = Axe().run(page, options=ASKED)
    return [
        f"{rule['id']}: {rule['help']} → {rule['nodes'][0]['html'][:160]}"
        f" {rule['nodes'][0].get('failureSummary', '')[:200]}"
        for rule in found.response["violations"]
    ]


def wrong_with(page: Page, address: str, size: str, languages: Sequence[str]) -> list[str]:
    """What speaks against a page in these languages: its status, what axe finds, its width."""
    wrong: list[str] = []
    for language in languages:
        answer = page.goto(f"{address}?lang={language}")
        assert answer is not None
        found = [f"{answer.status}"] if answer.status != 200 else []
        found += violations(page)
        if over := sideways(page, size):
            found.append(f"{over} pixels too wide")
        wrong += [f"{size} {language}: {each}" for each in found]
    return wrong


def picture(page: Page, path: Path) -> None:
    """The whole page in one picture. Sticky bars are laid flat, or they would cover the middle."""
    page.add_style_tag(
        content=".top,.side,.tabs,.call-bar,.facets,.queue-list,.action-bar"
        "{position:static!important;max-height:none!important}.has-bar{padding-bottom:0!important}"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(path), full_page=True)
