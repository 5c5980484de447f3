"""
The night's look at every gift: whatever a lost fact or a stopped worker left behind is put right.

Each gift, home and organisation is a transaction of its own through a command, and each step is
found again from the rows: killed anywhere and begun anew, it ends the same.
"""

from collections.abc import Awaitable, Callable

from match.foundation.actor import Actor
from match.foundation.db import rows
from match.giving.disclosure.commands import follow_hidden, keep_duties, sweep_duties

PAGE = 500
Report = Callable[[int], Awaitable[None]]
# Gifts under way, and those that are over but still owe something.
_GIFTS = """
SELECT d.id FROM donation d WHERE d.id > $1
   AND (d.status NOT IN ('answered', 'cancelled', 'returned') OR EXISTS
        (SELECT FROM duty y WHERE y.donation_id = d.id AND y.status NOT IN ('settled', 'void')))
 ORDER BY d.id LIMIT $2
"""
# Out of search without owing, or owing without being out of it.
_AMISS = """
SELECT id AS home_id, NULL::bigint AS organisation_id FROM home h
 WHERE (withheld_at IS NOT NULL)
    <> EXISTS (SELECT FROM duty y WHERE y.home_id = h.id AND y.status = 'hidden')
UNION ALL
SELECT NULL, id FROM organisation o
 WHERE (withheld_at IS NOT NULL)
    <> EXISTS (SELECT FROM duty y WHERE y.organisation_id = o.id AND y.status = 'hidden')
"""


async def track_gifts(actor: Actor, *, report: Report | None = None) -> dict[str, int]:
    """
    Bring every gift's duties in line with its facts, then do what is due: figures of what was
    done. *report* is told the percent of the way, which is also the sign of life.
    """
    looked = changed = poked = 0
    most = max(1, await _count())
    last = 0
    while found := await rows(_GIFTS, last, PAGE):
        for row in found:
            changed += await keep_duties(actor, row["id"])
            looked += 1
            if report is not None and looked % 100 == 0:
                await report(min(99, 100 * looked // most))
        last = found[-1]["id"]
    while done := await sweep_duties(actor, limit=PAGE):
        poked += done
        if done < PAGE:
            break
    mended = 0
    for row in await rows(_AMISS):
        mended += await follow_hidden(actor, **row)
    return {"gifts": looked, "duties": changed, "poked": poked, "search": mended}


async def _count() -> int:
    found = await rows("SELECT count(*) AS gifts FROM donation")
    return found[0]["gifts"]
