"""The stage of an open tender: a window for each of its people, boxes and buttons."""

from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from match.foundation import clock

from .chromium import Watch, window
from .staged import Staged

SLOW = 90_000  # scrypt holds a busy machine for some seconds


class Stage:
    """A window for each of the people on the stage."""

    def __init__(self, staged: Staged, browser: Browser, watch: Watch) -> None:
        self.staged, self.browser, self.watch = staged, browser, watch
        self.told, self.url, self.do = staged.told, staged.url, staged.do
        self.tender = 0
        self.contract = 0
        self.windows: dict[str, Page] = {}
        self.sessions: dict[str, str] = {}

    def on(self, days: int) -> None:
        """The house's day is so many days from today; everybody signs in anew."""
        self.close()
        self.sessions = self.do(f"on {days}")

    def page(self, who: str, path: str = "") -> Page:
        """The page that *who* has open: staff at a desk, everybody else on a phone."""
        if who not in self.windows:
            phone = who.startswith(("bidder", "expert", "director"))
            context = window(self.browser, "m" if phone else "d", accept_downloads=True)
            if who:
                self.staged.enter(context, self.sessions[who])
            self.windows[who] = context.new_page()
            self.watch.over(self.windows[who])
        page = self.windows[who]
        if path:
            page.goto(self.url + path)
        return page

    def close(self) -> None:
        """Every window."""
        for page in self.windows.values():
            page.context.close()
        self.windows.clear()

    @property
    def purchase(self) -> str:
        return f"/purchases/{self.tender}"

    @property
    def desk(self) -> str:
        return f"/desk/contracts/{self.contract}"


def put(page: Page, **boxes: str) -> None:
    """Fill boxes by their names: text, a choice, or what is to be ticked."""
    for name, text in boxes.items():
        box = page.locator(f'[name="{name}"]:not([type=hidden])')
        kind = box.first.evaluate("box => box.type || box.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            page.locator(f'[name="{name}"][value="{text}"]').check()
        elif kind.startswith("select"):
            box.select_option(text)
        else:
            box.fill(text)


def press(page: Page, name: str) -> None:
    """Press what carries exactly this name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def saved(page: Page, button: str, path: Path) -> None:
    """Press *button* and keep what it saves."""
    with page.expect_download(timeout=SLOW) as waiting:
        press(page, button)
    waiting.value.save_as(path)


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()
