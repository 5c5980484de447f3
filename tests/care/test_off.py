"""MATCH_CARE=off leaves the room's routes, tables and menu away; on, they are there."""

import json
import subprocess
import sys
import tempfile

from match.foundation.db import value
from match.foundation.settings import Settings, load
from match.front.desk.queues import queues_of, ways_of
from tests.architecture.test_routes import routes
from tests.care.off_house import ROOMS
from tests.people import make as people


def test_switched_off_there_are_no_routes_tables_or_menu() -> None:
    with tempfile.TemporaryDirectory(prefix="xth-off-") as folder:
        done = subprocess.run(  # ours
            [sys.executable, "-m", "tests.care.off_house", folder, "off"],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.strip().splitlines()[-1])

    assert told["others"] > 2
    assert (told["routes"], told["menu"], told["tables"]) == ([], [], 0)


async def test_switched_on_the_same_questions_find_the_room(app: object, db: None) -> None:
    """The twin: what is counted as nothing above is counted as something here."""
    county = await people.account("county", "433101")
    menu = [way.url for way in ways_of(county)] + [q.url for q in await queues_of(county)]

    assert {r for _m, r in routes(app) if r.startswith(ROOMS)} > {"/desk/children", "/report"}
    assert [url for url in menu if url.startswith(ROOMS)]
    assert await value("SELECT count(*) FROM pg_tables WHERE schemaname = 'care'") > 0


def test_a_database_of_ones_own_needs_a_login_for_the_room() -> None:
    given = {"MATCH_DATABASE_URL": "postgresql://match_app:x@db.example.cn/match"}

    assert load({}).care
    assert not load(given).cares
    assert load(
        {**given, "MATCH_CARE_DATABASE_URL": "postgresql://match_care:x@db.example.cn/match"}
    ).cares
    assert not Settings(care=False, care_database_url="postgresql://x/y").cares
