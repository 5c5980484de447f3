"""Homes for tests: `form()` fills one in, `registered()` and `working()` carry it on."""

from datetime import date, time, timedelta
from typing import Any

from match.files.commands import keep_document
from match.foundation import clock
from match.foundation.actor import Actor
from match.homes.commands import (
    check_outdoor,
    file_paper,
    open_home,
    register_home,
    seat_director,
    set_opening,
)
from match.homes.forms import HomeForm, Opening, OpeningSpan, PaperForm
from match.homes.rules import REQUIRED_DOCUMENTS, REQUIRED_FACILITIES
from tests.people import make as people

VILLAGE = "433101001201"
AFTERNOONS = Opening(
    [OpeningSpan(day, time(15), time(18)) for day in (1, 3, 5)]
    + [OpeningSpan(6, time(9), time(11, 30))]
)


def form(**other: Any) -> HomeForm:
    """A main home with all that the notice asks for."""
    fields: dict[str, Any] = {
        "name": "和平村儿童之家",
        "division": VILLAGE,
        "site_source": "SITE-SVC",
        "indoor_area_m2": 80,
        "facilities": list(REQUIRED_FACILITIES),
        "documents": list(REQUIRED_DOCUMENTS),
        "director_kind": "DK-VCF",
        **other,
    }
    return HomeForm(**fields)


async def county(division: str = VILLAGE) -> Actor:
    """A county clerk for the county of *division*."""
    return await people.account("county", division[:6])


async def registered(division: str = VILLAGE, **other: Any) -> int:
    """A home that the county entered; returns its id."""
    await people.place(division)
    return await register_home(await county(division), form(division=division, **other))


async def papers(
    actor: Actor, home_id: int, *kinds: str, valid_until: date | None = None
) -> list[int]:
    """The three papers of 5.4a (or *kinds*), uploaded and filed; returns their ids."""
    dated = clock.today() - timedelta(days=30)
    filed: list[int] = []
    for kind in kinds or REQUIRED_DOCUMENTS:
        file = await keep_document(actor, b"%PDF-1.7 rules of the home", division=VILLAGE)
        filed.append(await file_paper(actor, home_id, PaperForm(kind, dated, valid_until, file)))
    return filed


async def working(division: str = VILLAGE, **other: Any) -> tuple[int, Actor]:
    """A home that opened by the real way: hours, a director, the county's decision."""
    home_id = await registered(division, **other)
    clerk = await county(division)
    director = await people.account("director", division, home=home_id)
    assert director.id is not None
    await set_opening(clerk, home_id, AFTERNOONS)
    await seat_director(clerk, home_id, director.id)
    await papers(clerk, home_id)
    await check_outdoor(clerk, home_id, safe=True)
    await open_home(clerk, home_id)
    return home_id, director
