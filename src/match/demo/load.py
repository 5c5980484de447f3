"""The demo from the first person to the last purchase, in the order in which things depend."""

import msgspec

from match.demo.activities import keep_days
from match.demo.agreeing import agree
from match.demo.asking import ask_for_everything
from match.demo.building import build_homes, director_part
from match.demo.buying import buy
from match.demo.care import watch_over
from match.demo.caring import keep_children
from match.demo.casting import PREFECTURE, seat_staff
from match.demo.content import needs
from match.demo.desks import busiest, planned_needs
from match.demo.disputing import dispute
from match.demo.giving import give
from match.demo.incubation import incubate
from match.demo.judging import gather_experts
from match.demo.officials import appoint
from match.demo.opening import open_data
from match.demo.publishing import publish
from match.demo.registering import register_organisations
from match.demo.sealing import seal_bids
from match.demo.serving import serve
from match.demo.signing import SignIn, sign_ins
from match.demo.standards import look_after
from match.demo.steps import Progress, Troupe
from match.demo.supplying import supply
from match.demo.training import train
from match.demo.upkeeping import keep_going
from match.demo.villages import Village, chosen, planned
from match.foundation.db import rows, value
from match.foundation.errors import Conflict
from match.foundation.language import _

COUNTED = {
    "people": "SELECT count(*) FROM account",
    "homes": "SELECT count(*) FROM home",
    "needs": "SELECT count(*) FROM need",
    "organisations": "SELECT count(*) FROM organisation",
    "offers": "SELECT count(*) FROM offer",
    "purchases": "SELECT count(*) FROM tender",
    "shifts": "SELECT count(*) FROM shift",
}


class Loaded(msgspec.Struct, frozen=True):
    """What is there now, by kind, and whom one may sign in as."""

    counts: dict[str, int]
    sign_ins: tuple[SignIn, ...]


async def load(progress: Progress) -> Loaded:
    """
    Load the demo into a database with the division tree; a second run changes nothing.

    *progress* is called with a word (people, homes, needs …), how many are done and how many
    there are. Raises Conflict without the tree. Stopped halfway, it goes on where it stopped.
    """
    villages = [Village(row["code"], row["name"]) for row in await _units("village")]
    if not villages:
        raise Conflict(_("还没有行政区划。请先运行 match load hunan。"))
    counties = [row["code"] for row in await _units("county")]
    townships = sorted({village.code[:9] + "000" for village in villages})
    troupe = Troupe()
    staff = await seat_staff(troupe, counties, townships, progress)
    number = {village.code: place for place, village in enumerate(villages)}
    plans = {village.code: planned(village) for village in chosen(villages)}
    homes = await build_homes(troupe, staff, [(number[c], p) for c, p in plans.items()], progress)
    wanted = planned_needs(needs(), homes)
    await ask_for_everything(troupe, staff, wanted, progress)
    ids = await register_organisations(troupe, staff, progress)
    await give(troupe, staff, ids, progress)
    await buy(staff, ids, progress)
    await supply(troupe, staff, ids, progress)
    await gather_experts(troupe, staff, progress)
    await appoint(staff, counties, progress)
    await dispute(troupe, staff, ids, progress)
    await seal_bids(troupe, ids, progress)
    await agree(troupe, staff, ids, progress)
    await serve(troupe, staff, progress)
    await incubate(troupe, staff, progress)
    await keep_days(troupe, staff, busiest(wanted), progress)
    await look_after(staff, busiest(wanted)[0], progress)
    await keep_children(staff, busiest(wanted)[0], progress)
    await watch_over(troupe, staff, busiest(wanted)[0], progress)
    await keep_going(staff, busiest(wanted)[0], progress)
    await train(troupe, staff, busiest(wanted)[0], progress)
    await publish(staff, busiest(wanted)[0][:6], progress)
    await open_data(progress)
    directors = [
        (
            part := director_part(plans[code], number[code]),
            await troupe.account(part.name, part.phone),
            plans[code].form.name,
        )
        for code in busiest(wanted)
    ]
    return Loaded(await _counts(), await sign_ins(staff, troupe, directors))


async def _units(kind: str) -> list[dict[str, str]]:
    return await rows(
        "SELECT code, name FROM division WHERE kind = $1 AND code LIKE $2 AND valid_to IS NULL"
        " ORDER BY code",
        kind,
        f"{PREFECTURE}%",
    )


async def _counts() -> dict[str, int]:
    return {what: await value(query) for what, query in COUNTED.items()}
