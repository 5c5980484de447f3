"""
The whole product in a process of its own, with a signed log, files of purchases, and open needs:

    python -m tests.openness.stage

It says one line of JSON when it is ready: where it is, what there is, and a session each.
"""

from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.settings import settings
from match.openness.bulk import write_files
from match.openness.publiclog import queries, signing
from tests.jobs.test_hearing import hear_all
from tests.needs import make as needs
from tests.openness.log import officer, take_down
from tests.people import make as people
from tests.playing import main, sessions
from tests.tenders import make as tenders


async def scene() -> dict[str, Any]:
    """A need and two purchases in public, one text of the log taken down, yesterday signed."""
    made = await needs.published()
    _officer, tender = await tenders.published()
    await tenders.published(budget_line="第二项")
    await hear_all()
    first = (await queries.entries(limit=1))[0]
    await take_down(first.place)
    await write_files()
    head = await signing.sign_day(SYSTEM, settings())
    assert head is not None
    return {
        "need": made.need,
        "tender": tender,
        "key": head.key,
        "base": settings().base_url,
        "sessions": await sessions(
            {
                "asker": await officer("county"),
                "second": await officer("protection"),
                "donor": await people.account("donor"),
                "administrator": await people.account("administrator", "43"),
            }
        ),
    }


if __name__ == "__main__":
    main(scene, restricted=True)
