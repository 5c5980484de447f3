"""
A hundred thousand identities in every column that the public may not see, and none of them in
anything the public reads: page, list, search, feed, file, JSON, error, index document.
"""

from html import escape
from typing import Any

import httpx
import pytest
import pytest_asyncio
from litestar import Litestar, get

from match.foundation.classes import DataClass
from match.foundation.db import rows
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.projection.identities import Finder, Identity
from tests.projection.planting import Planted, hidden_columns, plant
from tests.projection.reading import everything, public_routes

pytestmark = [pytest.mark.projection, pytest.mark.usefixtures("hunan", "db")]

LEAST = 100_000
KEPT_OUT = ("CheckViolationError", "StringDataRightTruncationError")


class Stage:
    """The scene of the table of routes, planted."""

    def __init__(self, scene: Scene, planted: Planted) -> None:
        self.scene, self.planted = scene, planted
        self.finder = Finder(planted.people)


@pytest_asyncio.fixture
async def stage(db: None, hunan: None) -> Stage:
    scene = Scene()
    await scene.set_up()
    return Stage(scene, await plant())


async def test_no_planted_word_is_read_by_the_public(
    client: httpx.AsyncClient, app: Any, stage: Stage
) -> None:
    leaks: dict[str, set[str]] = {}
    read = 0
    async for where, text in everything(client, app, stage.scene):
        read += 1
        for word in stage.finder.found(text):
            if word not in where:
                leaks.setdefault(word, set()).add(where)

    assert stage.finder.known >= LEAST
    assert read > len(public_routes(app))
    assert leaks == {}, told(leaks, stage.planted)
    # A CHECK, or too little room for a name, keeps an identity out better than any page does.
    unproved = {
        where: stage.planted.refused[where]
        for table, column, held in hidden_columns()
        if held is not DataClass.internal
        and (where := f"{table._meta.tablename}.{column._meta.name}") in stage.planted.refused
        and not stage.planted.refused[where].startswith(KEPT_OUT)
    }
    assert unproved == {}, "a column of people that nothing could be planted in proves nothing"


@get("/twin/page", opt={"public": True}, media_type="text/html")
async def leaky_page() -> str:
    """A page that shows who wrote it, escaped as a careful template would."""
    names = await rows("SELECT name FROM account ORDER BY id DESC LIMIT 3")
    return escape(" · ".join(row["name"] for row in names))


@get("/twin/feed", opt={"public": True})
async def leaky_feed() -> dict[str, str]:
    """A feed that carries a column of staff's: a longer text, of which it cuts a piece."""
    found = await rows("SELECT reason FROM organisation ORDER BY id DESC LIMIT 1")
    return {"note": found[0]["reason"][9:60]}


@get("/twin/list", opt={"public": True})
async def tight_list() -> list[int]:
    """One that does not leak."""
    return [row["id"] for row in await rows("SELECT id FROM organisation LIMIT 3")]


async def test_a_page_and_a_feed_that_leak_are_caught_by_name(db: None) -> None:
    """The broken twin: the same planting and reading, on doors that leak on purpose."""
    await people.organisation()
    planted = await plant(frozenset({"account", "organisation"}))
    finder = Finder(planted.people)
    twin = Litestar([leaky_page, leaky_feed, tight_list], openapi_config=None)
    transport = httpx.ASGITransport(app=twin)

    caught: set[str] = set()
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as client:
        async for where, text in everything(client, twin, Scene()):
            if any(word not in where for word in finder.found(text)):
                caught.add(where.partition("?")[0])

    assert caught == {"GET /twin/page", "GET /twin/feed"}


def told(leaks: dict[str, set[str]], planted: Planted) -> str:
    """Where, and of how many people: enough to find it."""
    lines = [f"{word}: {sorted(places)[:3]}" for word, places in list(leaks.items())[:12]]
    return f"{len(leaks)} words of {len(planted.people)} people\n" + "\n".join(lines)


def test_a_word_is_found_wherever_it_stands_and_nothing_else() -> None:
    finder = Finder([Identity(7), Identity(4242)])

    assert set(finder.found(f"x{Identity(7).said}y")) >= set(Identity(7).words)
    assert list(finder.found("儿童之家，433101，1905年的湘江，13800000000")) == []
    assert list(finder.found(Identity(8).name)) == []
    phone = Identity(7).words[2]
    assert list(finder.found(f"seconds 0.0{phone}31 and 12.{phone}4e-05")) == []
    for text in (f"+86{phone}", f"3.{phone}", f"{phone}.50", f"0.5 {phone}1", f"a.{phone}12"):
        assert list(finder.found(text)) == [phone]


def test_identities_do_not_share_names_or_numbers() -> None:
    words = [word for number in range(1, 30_000) for word in Identity(number).words[:3]]

    assert len(set(words)) == len(words)
