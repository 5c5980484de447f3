"""
The whole product in a process of its own, with all of Hunan and a clerk of 龙山县:

    python -m tests.importing.stage

It says one line of JSON when it is ready: where it is, three hundred villages, a session. Then it
answers each line on its input with what there is: homes, the trail.
"""

from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.places.commands import load_hunan
from tests.people import make as people
from tests.playing import main, session

COUNTY = "433130"
VILLAGES = """
SELECT t.name AS township, v.name AS village FROM division v
JOIN division t ON t.code = v.parent_code
WHERE v.level = 5 AND v.valid_to IS NULL AND v.code LIKE '433130%' ORDER BY v.code LIMIT 300
"""
ASKED = {
    "homes": "SELECT h.name, d.name AS village, h.facilities, h.indoor_area_m2 FROM home h"
    " JOIN division d ON d.code = h.division ORDER BY h.division",
    "trail": "SELECT verb, changes FROM audit WHERE verb = 'sheet.imported' ORDER BY id",
    "kept": "SELECT total, created, updated, unchanged, refused, done_at IS NOT NULL AS done"
    " FROM sheet_import ORDER BY id",
}


async def scene() -> dict[str, Any]:
    """The county's villages, and who keeps its registry."""
    await load_hunan(SYSTEM)
    return {
        "villages": [list(row.values()) for row in await rows(VILLAGES)],
        "county": await session(await people.account("county", COUNTY)),
    }


async def obey(word: str) -> list[dict[str, Any]]:
    """What there is of what is asked for."""
    return await rows(ASKED[word])


if __name__ == "__main__":
    main(scene, obey)
