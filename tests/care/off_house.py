"""
A house with MATCH_CARE=off, for `test_off.py`: what it serves, shows and has. Run as
``python -m tests.care.off_house FOLDER [on|off]``; prints one JSON object.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import asyncpg

from match.asgi import create_app
from match.foundation.embedded.services import Services
from match.foundation.keys import hold, load_or_create
from match.foundation.settings import Settings, load, use
from match.migrating import migrate
from match.searching import search_engine
from match.site.navigation import navigation
from tests.architecture.test_routes import routes
from tests.people import make as people

ROOMS = ("/desk/children", "/report", "/concerns", "/desk/cases", "/desk/pairs")


async def told(settings: Settings) -> dict[str, Any]:
    from match.cli.common import database
    from match.front.desk.queues import queues_of, ways_of

    engine = search_engine(settings, writes=False)
    app = create_app(settings, engine)
    owner: Any = await asyncpg.connect(settings.owner_database_url)
    tables = await owner.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = 'care'")
    await owner.close()
    async with database(settings):
        county = await people.account("county", "433101")
        menu = [way.url for way in (*navigation(county, "/"), *ways_of(county))]
        menu += [queue.url for queue in await queues_of(county)]
    return {
        "routes": sorted({r for _m, r in routes(app) if r.startswith(ROOMS)}),
        "others": len([1 for _m, r in routes(app) if r.startswith("/needs")]),
        "tables": tables,
        "menu": [url for url in menu if url.startswith(ROOMS)],
    }


def main(folder: Path, care: str) -> dict[str, Any]:
    env = {
        "MATCH_DATA_DIR": str(folder / "d"),
        "MATCH_RUNTIME_DIR": str(folder / "r"),
        "MATCH_CARE": care,
    }
    with Services(load(env), fast=True) as house:
        use(house.settings)
        hold(load_or_create(house.settings.keys))
        done = asyncio.run(migrate(house.owner_database_url, care=house.settings.cares))
        return {**asyncio.run(told(house.settings)), "migrations": len(done)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2])))
