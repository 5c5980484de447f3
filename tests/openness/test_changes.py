"""The feed of everything public: in one order, without gaps, with what is gone, nothing private."""

import asyncio
import json

import asyncpg
import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import rows, unit_of_work
from match.needs import commands as needs
from match.openness.changes import commands
from match.openness.changes.commands import note_changes
from match.openness.changes.queries import Change, changes_after
from match.openness.datasets.all import DATASETS
from tests.homes import make as homes
from tests.ledger.house import Ledger
from tests.needs import make as wanted
from tests.people import make as people

pytestmark = pytest.mark.openness

OTHER = "433101001202"


async def feed(kind: str = "") -> list[Change]:
    return [one for one in await changes_after(0, 1000) if kind in ("", one.kind)]


@pytest.mark.usefixtures("db")
class TestWithinOneTransaction:
    async def test_what_is_new_changed_gone_and_back_has_its_versions(self):
        scene = await wanted.published()
        await note_changes(SYSTEM)
        [first] = await feed("needs")
        assert (first.id, first.version, first.gone) == (str(scene.need), 1, False)
        assert first.url.endswith(f"/needs/{scene.need}")

        await rows("UPDATE need SET urgency = 'urgent' WHERE id = $1", scene.need)
        await note_changes(SYSTEM)
        assert [(one.version, one.gone) for one in await feed("needs")] == [(1, False), (2, False)]

        await needs.withdraw_need(scene.director, scene.need, "已经从别处得到")
        await note_changes(SYSTEM)
        last = (await feed("needs"))[-1]
        assert (last.version, last.gone, last.url) == (3, True, "")
        lines = await feed("need_lines")
        assert lines[-1].gone, "what hangs on it is gone too"

        await rows("UPDATE need SET status = 'published' WHERE id = $1", scene.need)
        await note_changes(SYSTEM)
        assert [one.gone for one in await feed("needs")] == [False, False, True, False]

    async def test_a_quiet_time_adds_nothing(self):
        await wanted.published()
        assert await note_changes(SYSTEM) > 0
        before = await feed()
        assert await note_changes(SYSTEM) == 0
        assert await feed() == before

    async def test_places_have_no_gaps_and_every_public_row_is_there(self):
        await wanted.published()
        await note_changes(SYSTEM)
        await homes.working(OTHER)
        await note_changes(SYSTEM)
        found = await feed()
        assert [one.place for one in found] == list(range(1, len(found) + 1))
        small = 5
        for dataset in DATASETS.values():
            if dataset.followed:
                there = await rows(
                    f"SELECT x.{dataset.key}::text AS id FROM ("
                    + dataset.sql.replace("{small}", str(small))
                    + ") x"
                )
                told = {one.id for one in found if one.kind == dataset.name}
                assert told == {row["id"] for row in there}, dataset.name

    async def test_nothing_but_names_of_things_is_told(self):
        scene = await wanted.published()
        await note_changes(SYSTEM)
        [row] = await rows("SELECT title, purpose FROM need WHERE id = $1", scene.need)
        text = repr(await feed())
        assert row["title"] not in text
        assert row["purpose"] not in text

    async def test_no_role_of_the_application_changes_a_place(self):
        await wanted.published()
        await note_changes(SYSTEM)
        for change in ("UPDATE public_change SET gone = true", "DELETE FROM public_change"):
            with pytest.raises(asyncpg.PostgresError):
                async with unit_of_work():
                    await rows(change)

    async def test_pages_follow_each_other_and_an_unchanged_one_is_304(self, client):
        await wanted.published()
        await note_changes(SYSTEM)
        path, seen = "/api/v1/changes?after=0&limit=2", []
        while True:
            answer = await client.get(path)
            body = answer.json()
            if not body["changes"]:
                break
            assert len(body["changes"]) <= 2
            seen += [one["place"] for one in body["changes"]]
            path = body["next"].split("8000", 1)[1]
        assert seen == [one.place for one in await feed()]
        assert body["newest"] == seen[-1]
        assert body["next"].endswith(f"after={seen[-1]}&limit=2"), "where to go on later"
        known = {"If-None-Match": answer.headers["etag"]}
        assert (await client.get(path, headers=known)).status_code == 304
        await homes.working(OTHER)
        await note_changes(SYSTEM)
        later = await client.get(path, headers=known)
        assert later.status_code == 200
        assert json.loads(later.content)["changes"]
        for bad in ("after=-1", "after=x", "limit=0", "limit=1001"):
            assert (await client.get(f"/api/v1/changes?{bad}")).status_code == 400, bad


async def overtaking() -> tuple[list[int], list[int]]:
    """
    One writer has noted a home and is not committed yet, when a second home appears and a second
    writer notes it; a reader follows the whole time. Returns (places read, places in the end).
    """
    await people.place(homes.VILLAGE)
    await people.place(OTHER)
    await homes.working()
    written, go_on = asyncio.Event(), asyncio.Event()
    read: list[int] = []

    async def slow() -> None:
        async with unit_of_work():
            await note_changes(SYSTEM)
            written.set()
            await go_on.wait()

    async def fast() -> None:
        await written.wait()
        await homes.working(OTHER)
        await note_changes(SYSTEM)

    async def follow() -> None:
        read.extend(one.place for one in await changes_after(read[-1] if read else 0, 1000))

    late, early = asyncio.create_task(slow()), asyncio.create_task(fast())
    await written.wait()
    await asyncio.wait([early], timeout=1.5)
    await follow()
    go_on.set()
    await asyncio.gather(late, early, return_exceptions=True)
    await follow()
    return read, [row["id"] for row in await rows("SELECT id FROM public_change ORDER BY id")]


async def test_a_reader_misses_nothing_that_was_committed_late(house: Ledger):
    read, there = await overtaking()

    assert read == there == list(range(1, len(there) + 1))
    found = await changes_after(0, 1000)
    assert len({(one.kind, one.id, one.version) for one in found}) == len(found)
    assert sum(one.kind == "homes" for one in found) == 2


async def test_without_the_lock_two_writers_want_the_same_places(
    house: Ledger, monkeypatch: pytest.MonkeyPatch
):
    """The twin: without the lock the second writer does not see the first one's places."""
    asked = commands.value

    async def unlocked(sql: str, *values: object) -> object:
        return None if "advisory" in sql else await asked(sql, *values)

    monkeypatch.setattr(commands, "value", unlocked)
    _read, _there = await overtaking()

    found = await changes_after(0, 1000)
    assert sum(one.kind == "homes" for one in found) < 2, "one of them was thrown out"
