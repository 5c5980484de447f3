"""
kill -9 in the middle of an opening: none of the bids is public, or all are; and the next sweep
finishes what was begun.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from jobs.checks import run_checks
from jobs.checks.bids import CHECKS
from match.bids import commands
from match.bids.queries import opened
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.embedded.services import Services
from match.foundation.language import speak
from tests.bids import make
from tests.ledger import house

pytestmark = [pytest.mark.sealed, pytest.mark.faults]

# Opens as the worker does, and stands still where it is told to, so that the kill hits.
OPENER = """
import asyncio, sys
from match.foundation import keys
from match.foundation.actor import SYSTEM
from match.foundation.db import connect, TASK_LIMITS
from match.foundation.settings import load, use
from match.bids.commands import publishing

settings = load({"MATCH_DATA_DIR": sys.argv[1], "MATCH_KEY_FILE": sys.argv[2],
                 "MATCH_DATABASE_URL": sys.argv[3], "MATCH_REDIS_URL": sys.argv[4]})
use(settings)
where = sys.argv[6]

async def stand(*_args, **_kw):
    print("standing", flush=True)
    await asyncio.sleep(600)

async def main():
    keys.hold(keys.load_or_create(settings.keys))
    await connect(settings.database_url, limits=TASK_LIMITS)
    if where == "joining":
        publishing._publish = stand
    if where == "writing":
        publishing._settle = stand
    if where == "ending":
        publishing.tenders.advance = stand
    await publishing.open_envelopes(SYSTEM, int(sys.argv[5]))
    await stand()

asyncio.run(main())
"""


@pytest_asyncio.fixture(scope="module")
async def own(services: Services, settings: object) -> AsyncIterator[house.Ledger]:
    """A database of its own: what is killed has committed."""
    speak("zh")
    with tempfile.TemporaryDirectory(prefix="xth-kills-") as folder:
        made = await house.empty(services, Path(folder))
        async with house.working_in(made):
            yield made
        made.drop()


@pytest.mark.parametrize("where", ["joining", "writing", "ending", "after"])
async def test_an_opening_that_is_killed_shows_none_or_all(
    own: house.Ledger, services: Services, where: str
) -> None:
    about, made = await make.ready(k=2, n=3)
    for each in about.officials[:2]:
        await commands.post_shares(each.actor, about.id, await make.shares(each, about))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        OPENER,
        str(own.settings.data_dir),
        str(services.settings.keys),
        own.settings.database_url,
        services.redis_url,
        str(about.id),
        where,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "MATCH_LOG_LEVEL": "ERROR"},
    )
    assert process.stdout
    async with asyncio.timeout(60):
        assert (await process.stdout.readline()).strip() == b"standing"
    process.kill()
    await process.wait()

    shown = await opened(about.id)
    assert len(shown) == (len(made) if where == "after" else 0)
    contents = await value("SELECT count(*) FROM bid_content WHERE tender_id = $1", about.id)
    assert contents == (2 * len(made) if where == "after" else 0)

    async with asyncio.timeout(60):
        while not await opened(about.id):  # the server notices a dead client in its own time
            await commands.sweep_gatherings(SYSTEM)
    assert [bid.organisation_id for bid in await opened(about.id)] == [
        who.organisation for who, _ in made
    ]
    assert await value("SELECT status FROM tender WHERE id = $1", about.id) == "opened"
    assert [each for each in await run_checks(CHECKS) if each.rows] == []


async def test_a_superusers_edit_of_the_board_shows(own: house.Ledger) -> None:
    """Who has all rights can change a line past triggers and grants; the chain then tells."""
    about, _ = await make.ready(k=2, n=3)
    whole = {each.name for each in await run_checks(CHECKS) if each.rows}
    edit = f"UPDATE bid_board SET %s WHERE tender_id = {about.id} AND number = 3"
    space = "said = replace(said, '\"bid\":', '\"bid\": ')"
    for change in (space, "at = at - interval '1 second'"):
        own.superuser(
            f"CREATE TABLE before AS SELECT * FROM bid_board WHERE tender_id = {about.id};"
            + edit % change
        )
        assert "the board is one chain" in {
            each.name for each in await run_checks(CHECKS) if each.rows
        }
        own.superuser(
            "UPDATE bid_board b SET said = o.said, at = o.at FROM before o WHERE o.id = b.id;"
            " DROP TABLE before"
        )
    own.superuser(f"DELETE FROM bid_board WHERE tender_id = {about.id} AND number = 3")

    assert whole == set()
    assert "the board is one chain" in {each.name for each in await run_checks(CHECKS) if each.rows}
