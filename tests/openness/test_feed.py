"""The change feed loses nothing to who commits late; the chain; the year's files."""

import asyncio
import gzip
import hashlib
import json
from pathlib import Path

import asyncpg
import pytest

from jobs.checks import openness as checks
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, unit_of_work
from match.foundation.settings import Settings, changed
from match.openness import bulk, releases
from match.openness.commands import release_missing, release_step, releasing
from match.openness.queries import bulk_files, checked_chain, feed
from tests.bids import make as bids
from tests.ledger.house import Ledger
from tests.openness.life import Walker
from tests.people import make as people
from tests.tenders import make
from tests.using import using

pytestmark = pytest.mark.ocds


async def overtaking() -> tuple[list[int], list[int]]:
    """
    One release is written and stays uncommitted while a second one is; a reader follows the feed
    the whole time. Returns (places read, places there are in the end).
    """
    await people.place(bids.JISHOU)
    _officer, first = await bids.tender()
    _other, second = await bids.tender()
    written, go_on = asyncio.Event(), asyncio.Event()
    read: list[int] = []

    async def slow() -> None:
        async with unit_of_work():
            await release_step(SYSTEM, 1, "tender.published", first)
            written.set()
            await go_on.wait()

    async def fast() -> None:
        await written.wait()
        await release_step(SYSTEM, 2, "tender.published", second)

    async def follow() -> None:
        read.extend(one.place for one in await feed(read[-1] if read else 0))

    late, early = asyncio.create_task(slow()), asyncio.create_task(fast())
    await written.wait()
    await asyncio.wait([early], timeout=0.5)
    await follow()
    go_on.set()
    await asyncio.gather(late, early)
    await follow()
    return read, [row["id"] for row in await rows("SELECT id FROM ocds_release ORDER BY id")]


async def test_a_reader_misses_nothing_that_was_committed_late(house: Ledger):
    read, there = await overtaking()

    assert read == there
    assert len(there) == 2
    assert (await checked_chain()).broken is None


async def test_without_the_lock_the_reader_would_miss_one(
    house: Ledger, monkeypatch: pytest.MonkeyPatch
):
    """The twin: places given without the lock become visible in another order."""
    asked = releasing.value

    async def unlocked(sql: str, *values: object) -> object:
        return None if "advisory" in sql else await asked(sql, *values)

    monkeypatch.setattr(releasing, "value", unlocked)
    read, there = await overtaking()

    assert len(there) == 2
    assert read != there


@pytest.mark.usefixtures("hunan", "db")
class TestWithinOneTransaction:
    async def test_no_role_of_the_application_changes_a_release(self):
        await make.published()
        await Walker(None).hear()
        for change in ("UPDATE ocds_release SET body = '{}'", "DELETE FROM ocds_release"):
            with pytest.raises(asyncpg.PostgresError):
                async with unit_of_work():
                    await rows(change)

    async def test_a_page_of_the_feed_follows_the_other(self, client):
        for each in range(5):
            await make.published(budget_line=f"第{each}项")
        await Walker(client).hear()
        seen: list[str] = []
        path = "/api/v1/ocds/releases?after=0&limit=2"
        for _page in range(4):
            package = (await client.get(path)).json()
            seen += [one["id"] for one in package["releases"]]
            path = package["links"]["next"].split("8000", 1)[1]
        assert seen == [one.release_id for one in await feed()]
        empty_page = (await client.get(path)).json()
        assert empty_page["releases"] == []
        assert empty_page["links"]["next"].endswith(path.rsplit("?", 1)[1])

    async def test_bad_addresses_are_told_so(self, client):
        for path, status in (
            ("/api/v1/ocds/releases?after=-1", 400),
            ("/api/v1/ocds/releases?limit=0", 400),
            ("/api/v1/ocds/releases?after=x", 400),
            ("/api/v1/ocds/releases/nothing", 404),
            ("/api/v1/ocds/records/ocds-000000-999999", 404),
            ("/open-data/files/1999.json", 404),
            ("/open-data/files/..%2Fkeys", 404),
            ("/open-data/files/2026.exe", 404),
        ):
            assert (await client.get(path)).status_code == status, path

    async def test_the_hash_in_the_answer_is_of_the_canonical_text(self, client):
        await make.published()
        await Walker(client).hear()
        [one] = await feed()
        answer = await client.get(f"/api/v1/ocds/releases/{one.release_id}")
        [release] = answer.json()["releases"]
        assert answer.headers["x-content-sha256"] == one.sha256
        text = json.dumps(release, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(text.encode()).hexdigest() == one.sha256

    async def test_what_was_public_before_this_room_is_released_once(self):
        await make.published()
        assert await feed() == []
        assert await release_missing(SYSTEM) == 1
        assert await release_missing(SYSTEM) == 0
        assert [one.tags for one in await feed()] == [("planning", "tender")]


async def faults() -> list[str]:
    """Questions of the live checks that have an answer."""
    return [name for name, sql in checks.CHECKS.items() if await rows(sql)]


async def test_a_changed_release_is_found_by_page_and_check(house: Ledger):
    """The twin of the hashes: a superuser bends a text, and forgets or remembers its hash."""
    await people.place(bids.JISHOU)
    for each in range(3):
        _officer, tender = await bids.tender()
        await release_step(SYSTEM, each + 1, "tender.published", tender)
    assert (await checked_chain()).broken is None
    assert await faults() == []
    second = (await feed())[1]
    bent = second.body.replace("180000", "1")
    assert bent != second.body
    house.superuser(f"UPDATE ocds_release SET body = $x${bent}$x$ WHERE id = {second.place}")
    assert (await checked_chain()).broken == second.place
    assert not (await feed())[1].whole
    assert await faults() == ["a release is not the text that was hashed"]
    forged = hashlib.sha256(bent.encode()).hexdigest()
    house.superuser(f"UPDATE ocds_release SET sha256 = '{forged}' WHERE id = {second.place}")
    assert (await checked_chain()).broken == second.place
    assert await faults() == ["the chain of releases is broken"]
    house.superuser(f"DELETE FROM ocds_release WHERE id = {second.place}")
    assert (await checked_chain()).broken == second.place + 1
    assert await faults() == ["the chain of releases is broken"]


async def test_a_year_is_two_files_that_hold_every_release(
    house: Ledger, tmp_path: Path, settings: Settings
):
    with using(changed(settings, data_dir=tmp_path / "data")):
        await people.place(bids.JISHOU)
        for each in range(3):
            _officer, tender = await bids.tender()
            await release_step(SYSTEM, each + 1, "tender.published", tender)
        assert await bulk.write_files() == 2
        assert await bulk.write_files() == 0
        files = {file.format: file for file in await bulk_files()}
        kept = [one.json for one in await feed()]
        for file in files.values():
            content = file.path.read_bytes()
            assert hashlib.sha256(content).hexdigest() == file.sha256
            assert (len(content), file.releases) == (file.size, 3)
        lines = gzip.decompress(files["jsonl"].path.read_bytes()).decode().splitlines()
        assert [json.loads(line) for line in lines] == kept
        assert [releases.sha256(line.encode()) for line in lines] == [
            one.sha256 for one in await feed()
        ]
        package = json.loads(files["json"].path.read_bytes())
        assert package["releases"] == kept
        assert package["license"] == settings.data_licence
        assert package["publisher"]["name"] == settings.publisher
        old = files["jsonl"].path
        for each in (4, 5):
            _officer, tender = await bids.tender()
            await release_step(SYSTEM, each, "tender.published", tender)
            assert await bulk.write_files() == 2
        assert not old.exists(), "of old files only the last one stays"
        assert len(list(bulk.folder().glob("*.jsonl.gz"))) == 2
