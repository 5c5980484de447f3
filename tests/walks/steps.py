"""What every walk does: sign in, send a form, let the house hear of it, look at the books."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import httpx
import msgspec
from PIL import Image

from jobs.checks import CHECKS, house
from jobs.listeners import listeners_of
from match.foundation.actor import Actor
from match.foundation.db import rows
from tests.people import make as people


@dataclass
class Walker:
    """One browser that changes hands; what was heard is not heard twice."""

    browser: httpx.AsyncClient
    heard: int = 0
    topics: list[str] = field(default_factory=list)

    async def become(self, actor: Actor) -> None:
        """The phone is in this person's hand now."""
        await people.sign_in(self.browser, actor)

    async def see(self, path: str) -> str:
        """A page that is there."""
        answer = await self.browser.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}\n{answer.text[:2000]}"
        return answer.text

    async def send(
        self, path: str, *, files: Any = None, expected: int = 303, **data: Any
    ) -> httpx.Response:
        """A form of ours with its token."""
        if "__Host-csrf" not in self.browser.cookies:
            await self.browser.get("/sign-in")
        answer = await self.browser.post(
            path,
            data=data,
            files=files,
            headers={"x-csrftoken": self.browser.cookies["__Host-csrf"]},
        )
        assert answer.status_code == expected, f"{path}: {answer.status_code}\n{answer.text[:3000]}"
        return answer

    async def hear(self) -> list[str]:
        """Every fact since the last time, to every listener inside; the topics."""
        new: list[str] = []
        while facts := await rows(
            "SELECT id, topic, payload FROM outbox WHERE id > $1 ORDER BY id", self.heard
        ):
            for fact in facts:
                self.heard = fact["id"]
                new.append(fact["topic"])
                for listener in listeners_of(fact["topic"]):
                    if not listener.outside:
                        await listener.hear(fact["id"], msgspec.json.decode(fact["payload"]))
        self.topics += new
        return new


def picture() -> bytes:
    """A photo of goods with the place where it was taken inside it."""
    image = Image.new("RGB", (320, 240), (180, 90, 40))
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    exif[0x8825] = {1: "N", 2: (28.0, 12.0, 0.0), 3: "E", 4: (109.0, 44.0, 0.0)}
    written = BytesIO()
    image.save(written, "JPEG", exif=exif)
    return written.getvalue()


async def broken_invariants() -> dict[str, Any]:
    """
    Every question of `match check` that has an answer; those about the house itself (durability,
    what the worker has still to hear) are no matter of a journey.
    """
    asked = [check for check in CHECKS if check.name not in house.CHECKS]
    found = {check.name: await check.found() for check in asked}
    return {name: answer for name, answer in found.items() if answer}
