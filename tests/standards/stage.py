"""
The whole product in a process of its own, with one township, two homes and a village without one:

    python -m tests.standards.stage

It says one line of JSON when it is ready: where it is, the homes, a session for each person. Then
it answers each line on its input with what there is: inspections, flags, needs, reminders.
"""

from typing import Any

from match.foundation.db import rows
from tests.homes import make as homes
from tests.people import make as people
from tests.playing import main, session
from tests.standards import make

VILLAGE = "433101001203"
ASKED = {
    "inspections": "SELECT home_id, failed FROM inspection ORDER BY home_id",
    "flags": "SELECT home_id, line, status FROM standard_flag ORDER BY id",
    "needs": "SELECT home_id, category, status FROM need ORDER BY id",
    "homes": "SELECT division, status, site_source FROM home ORDER BY id",
    "reminders": "SELECT topic FROM outbox WHERE topic = 'standard_task.reminded'",
    "photos": "SELECT kind FROM file WHERE kind = 'photo'",
    "parts": "SELECT octet_length(body) AS here, total FROM photo_part ORDER BY id",
    "pictures": "SELECT i.home_id, l.line, cardinality(l.photos) AS photos FROM inspection i"
    " JOIN inspection_line l ON l.inspection_id = i.id WHERE l.photos <> '{}' ORDER BY i.id",
}


async def scene() -> dict[str, Any]:
    """Two open homes, a village that has none, a supervisor, a director, a county."""
    first, _one = await homes.working()
    second, director = await homes.working("433101001202", name="桥头村儿童之家")
    await people.place(VILLAGE)
    return {
        "first": first,
        "second": second,
        "village": VILLAGE,
        "supervisor": await session(await make.supervisor()),
        "director": await session(director),
        "county": await session(await people.account("county", "433101")),
    }


async def obey(word: str) -> list[dict[str, Any]]:
    """What there is of what is asked for."""
    return await rows(ASKED[word])


if __name__ == "__main__":
    main(scene, obey)
