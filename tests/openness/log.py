"""A small log with everything in it, signed, and the files that a reader downloads."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.settings import Settings, changed
from match.openness.publiclog import commands, signing
from match.openness.publiclog.forms import TakedownForm
from tests.homes.make import VILLAGE
from tests.people import make as people

BEGAN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
REASON = "页面里写了不该公开的内容"


def own_keys(settings: Settings, folder: Path) -> Settings:
    """The run's settings with keys and seals in a folder of this test."""
    return changed(settings, key_file=folder / "keys", seal_dir=folder / "seals")


async def log(number: int, *, kind: str = "need.published") -> list[int]:
    """So many acts, each about a page of its own; their places."""
    made = [
        await commands.log_act(
            SYSTEM,
            event_id=None,
            kind=kind,
            url=f"/needs/{position}",
            document={"id": position, "title": f"棉被 {position} 床", "left": 10},
        )
        for position in range(1, number + 1)
    ]
    return [place for place in made if place is not None]


async def officer(role: str) -> Actor:
    """Somebody who may take texts down."""
    await people.place(VILLAGE)
    return await people.account(role, "43" if role == "province" else VILLAGE[:6])


async def take_down(place: int) -> tuple[Actor, Actor]:
    """Two persons take a text down."""
    first, second = await officer("county"), await officer("protection")
    asked = await commands.ask_takedown(first, place, TakedownForm(REASON))
    await commands.confirm_takedown(second, asked)
    return first, second


async def signed_log(settings: Settings) -> str:
    """Seven acts over three days, one taken down, each day signed; the public key."""
    for day in range(3):
        with clock.freeze(BEGAN + timedelta(days=day)):
            await log(2)
            if day == 1:
                await take_down(2)
        with clock.freeze(BEGAN + timedelta(days=day, hours=20)):
            head = await signing.sign_day(SYSTEM, settings)
    assert head is not None
    return head.key


async def download(client: httpx.AsyncClient, folder: Path) -> list[str]:
    """Heads, every year and the verifier, as a reader saves them; the names of the data files."""
    page = (await client.get("/log")).text
    years = sorted({part[:4] for part in page.split("/log/files/")[1:]})
    names = ["heads.json", *(f"{year}.jsonl" for year in years)]
    for name in names:
        path = f"/log/{name}" if name == "heads.json" else f"/log/files/{name}"
        (folder / name).write_bytes((await client.get(path)).content)
    (folder / "verify.py").write_bytes((await client.get("/log/verify.py")).content)
    return names


def verify(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and words of the downloaded verifier, isolated, in that folder."""
    done = subprocess.run(  # our own program
        [sys.executable, "-I", "verify.py", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={},
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def lines(path: Path) -> list[dict[str, object]]:
    """A year's entries."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, entries: list[dict[str, object]]) -> None:
    """A year's entries again."""
    path.write_text(
        "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), encoding="utf-8"
    )
