"""The walk's side of a stage (`tests/playing.py`): its process, and tabs of whoever is on it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.chromium import Watch, window

ROOT = Path(__file__).parents[2]


class Staged:
    """The product in its own process; `do` tells it something and gives its answer."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.told: dict[str, Any] = self._answer()
        self.url: str = self.told["url"]

    def do(self, *words: object) -> Any:
        """One line in, one line out."""
        assert self.process.stdin is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the stage fell silent; see its stage.log"
        return json.loads(line)

    def enter(self, context: BrowserContext, session: str) -> None:
        """Sign in with *session*: Chromium takes a __Host- cookie from loopback as secure."""
        address = self.url.replace("http:", "https:")
        context.add_cookies(
            [{"name": "__Host-sid", "value": session, "url": address, "secure": True}]
        )

    @contextmanager
    def tab(
        self,
        browser: Browser,
        session: str,
        size: str,
        *,
        lost: tuple[str, ...] = (),
        **options: Any,
    ) -> Iterator[Page]:
        """
        Somebody's tab ("" a visitor's). It must end without script errors or refused content,
        but for troubles that hold a word of *lost*.
        """
        watch = Watch()
        with window(browser, size, **options) as context:
            if session:
                self.enter(context, session)
            page = context.new_page()
            watch.over(page)
            yield page
        assert [each for each in watch.troubles if not any(word in each for word in lost)] == []


@contextmanager
def staged(module: str, folder: Path) -> Iterator[Staged]:
    """The stage that *module* plays, until the end of the block; what it logs is in *folder*."""
    with (
        (folder / "stage.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        try:
            yield Staged(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(120)
