"""
The whole product in a process of its own, on a director's day: a parcel has arrived, an inspection
found a line not met, nobody has said yet that the home opened.

    python -m tests.activities.stage

It says one line of JSON when it is ready: where it is, the home, the director's session. Then it
answers each line on its input, a question in SQL with one value, with that value.
"""

from datetime import time
from typing import Any

from match.foundation.db import value
from match.homes.commands import set_opening
from match.homes.forms import Opening, OpeningSpan
from tests.giving import make as giving
from tests.playing import main, session
from tests.standards import make as standards


async def scene() -> dict[str, Any]:
    """A home whose day has begun."""
    deal, _parcel = await giving.sent()
    (home,) = deal.director.homes
    every_day = [OpeningSpan(day, time(8), time(20)) for day in range(1, 8)]
    await set_opening(deal.director, home, Opening(every_day))
    await standards.inspected(deal.supervisor, home, "STD-FIRE")
    return {"home": home, "director": await session(deal.director)}


async def answer(question: str) -> str:
    """One value out of the database."""
    return str(await value(question))


if __name__ == "__main__":
    main(scene, answer)
