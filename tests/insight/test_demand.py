"""What would close all of it: units, prices and offers, added up again by hand."""

from io import BytesIO

import httpx
import pytest
from python_calamine import CalamineWorkbook

from match.foundation.db import value
from match.insight.demand import Wanted, demand
from match.needs.forms import Line
from match.needs.states import Urgency
from tests.needs import make as needs
from tests.needs.browsing import words
from tests.offers import make as offers
from tests.people import make as people

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]

VILLAGE, ELSEWHERE = "433101002200", "430102001201"


async def two_needs() -> tuple[needs.Scene, needs.Scene]:
    """40 quilts at 120 yuan and 40 sheets without price; 10 quilts at 100 yuan far away."""
    one = await needs.published(
        VILLAGE, lines=[Line("棉被", 40, "床", reference_price_fen=12_000), Line("床单", 40, "条")]
    )
    other = await needs.published(
        "433122102200",
        lines=[Line("棉被", 10, "床", reference_price_fen=10_000)],
        urgency=Urgency.urgent,
    )
    return one, other


async def test_units_and_prices_add_up_by_category_and_unit() -> None:
    await two_needs()

    found = await demand(Wanted(areas=("4331",)))

    items = {(item.category, item.unit): item for item in found.items}
    quilts, sheets = items["MAT-BED", "床"], items["MAT-BED", "条"]
    assert (quilts.open, quilts.needs, quilts.unpriced) == (50, 2, 0)
    assert quilts.priced_fen == 40 * 12_000 + 10 * 10_000
    assert (sheets.open, sheets.priced_fen, sheets.unpriced) == (40, 0, 40)
    assert found.needs == 2, "a need with two lines is one need"
    assert found.priced_fen == 580_000


async def test_what_is_promised_is_not_wanted_any_more() -> None:
    one, _other = await two_needs()
    await value("UPDATE need_line SET reserved = 15, committed = 5 WHERE id = $1", one.line)

    found = await demand(Wanted(areas=("433101",)))

    assert {item.unit: item.open for item in found.items} == {"床": 20, "条": 40}


async def test_each_filter_narrows_and_nonsense_narrows_nothing() -> None:
    await two_needs()

    async def units(**chosen: object) -> int:
        return sum(item.open for item in (await demand(Wanted(**chosen))).items)  # pyright: ignore[reportArgumentType]

    assert await units() == 90
    assert await units(areas=("433122",)) == 10
    assert await units(urgency=("urgent",)) == 10
    assert await units(categories=("SVC",)) == 0
    assert await units(categories=("MAT",)) == 90
    assert await units(text="没有这个词") == 0
    assert await units(text="100%") == 0
    assert await units(children=("under_5",)) == 0
    assert await units(remaining=("part",)) == 0
    assert await units(remaining=("all",)) == 90


async def test_offers_stand_against_what_is_wanted() -> None:
    await two_needs()
    _manager, offer = await offers.published(
        category="MAT-BED", unit="床", quantity=30, areas=["4331"]
    )
    await value("UPDATE offer SET reserved = 4 WHERE id = $1", offer)

    here = {item.unit: item for item in (await demand(Wanted(areas=("433101",)))).items}
    far = {item.unit: item for item in (await demand(Wanted(areas=("433122",)))).items}

    assert (here["床"].offered, here["床"].short) == (26, 14)
    assert (far["床"].offered, far["床"].short) == (26, 0)
    assert here["条"].offered == 0


async def test_everybody_reads_and_takes_the_totals_along(client: httpx.AsyncClient) -> None:
    await two_needs()

    seen = words(await client.get("/demand?prefecture=4331"))
    listed = await client.get("/needs?prefecture=4331")
    sheet = await client.get("/demand/sheet?prefecture=4331")
    none = words(await client.get("/demand?prefecture=4303"))
    odd = await client.get("/demand?due=soon&category=nothing&county=x")

    assert "50 床" in seen
    assert "¥4,900" not in seen
    assert "¥5,800" in seen
    assert 'href="/demand?prefecture=4331"' in listed.text
    table = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    row = next(row for row in table[1:] if row[2] == "床")
    assert (row[3], row[4], row[7]) == (2, 50, 5800)
    assert "没有还缺的东西" in none
    assert odd.status_code == 200


async def test_money_is_counted_for_officials_only(client: httpx.AsyncClient) -> None:
    await needs.published(VILLAGE)
    await value("UPDATE need SET category = 'FND-STUDY'")
    await value("UPDATE need_line SET category = 'FND-STUDY'")

    public = await demand(Wanted(areas=("4331",)))
    staff = await demand(Wanted(areas=("4331",), money=True))
    await people.sign_in(client, await people.account("county", "433101"))
    page = await client.get("/gauges/433101002000/demand")

    assert public.items == ()
    assert staff.needs == 1
    assert page.status_code == 200
