"""How far things come and how long it takes: counts and medians, checked against Python."""

from datetime import date, datetime, timedelta
from statistics import median_low

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import rows, value
from match.insight.funnels import funnel, slowest
from match.insight.queries.flow import need_flows, purchase_flows
from tests.needs import make as needs
from tests.needs.browsing import words
from tests.people import make as people
from tests.projection.planting import install
from tests.tenders import make as tenders

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]

VILLAGE, ELSEWHERE, COUNTY = "433101002200", "433122102200", "433101000000"
THREE = ("433122102200", "433122102201", "433122102202")
SINCE = date(2020, 1, 1)


async def moved(need: int, days: tuple[int, int, int]) -> None:
    """Handed in, checked and published so many days ago; the trail as well, past its lock."""
    now = clock.now()
    at = [datetime.isoformat(now - timedelta(days=each)) for each in days]
    for said in (
        f"UPDATE need SET submitted_at = '{at[0]}', published_at = '{at[2]}' WHERE id = {need}",
        f"UPDATE audit SET at = '{at[1]}' WHERE subject_kind = 'need' AND subject_id = {need}"
        " AND verb = 'need.checked'",
    ):
        await rows("SELECT past.run($1)", said)


async def test_counts_and_medians_of_needs_follow_the_days() -> None:
    await install()
    spans = [(20, 18, 11), (30, 21, 20), (12, 12, 8), (9, 4, 1)]
    first = await needs.published(VILLAGE)
    made = [first.need]
    for village, category in zip(THREE, ("MAT-BOOK", "SVC-TUT", "MAT-BED"), strict=True):
        made.append((await needs.published(village, category=category)).need)
    for need, days in zip(made, spans, strict=True):
        await moved(need, days)
    await needs.waiting("433123101201")

    found = await need_flows("4331", SINCE, 6)

    assert found.whole.reached[:4] == (5, 4, 4, 0)
    assert found.whole.days[0] == median_low([a - b for a, b, _c in spans])
    assert found.whole.days[1] == median_low([b - c for _a, b, c in spans])
    assert found.whole.days[3] is None
    assert {one.key: one.reached[2] for one in found.categories} == {"MAT": 3, "SVC": 1}
    assert {one.key: one.reached[0] for one in found.places} == {
        "433101": 1, "433122": 3, "433123": 1,
    }  # fmt: skip


async def test_a_step_that_was_jumped_over_counts_as_reached_and_has_no_days() -> None:
    await install()
    scene = await needs.published(VILLAGE)
    await rows("SELECT past.run($1)", "DELETE FROM audit WHERE verb = 'need.checked'")
    await moved(scene.need, (20, 20, 5))

    found = await need_flows(VILLAGE[:6], SINCE, 9)

    assert found.whole.reached[:3] == (1, 1, 1)
    assert found.whole.days[:2] == (None, None)


async def test_desks_say_who_has_had_what_for_how_long() -> None:
    await install()
    slow = await needs.checked(VILLAGE)
    await moved(slow.need, (40, 33, 0))
    await needs.waiting(ELSEWHERE)

    found = await funnel("433100000000", "needs", public=False, base="/gauges")
    desks = {row.key: row for row in found.desks}

    assert (desks["county"].waiting, desks["county"].days, desks["county"].longest) == (1, 33, 33)
    assert (desks["township"].waiting, desks["township"].longest) == (1, 0)
    worst = slowest(found.desks)
    assert worst is not None
    assert worst.key == "county"
    assert found.waiting[0][1] == COUNTY, "the place with the longest wait comes first"


async def test_purchases_go_from_plan_to_notice() -> None:
    _officer, tender = await tenders.published()
    _other, plan = await tenders.draft()
    area = await value("SELECT left(division, 6) FROM tender WHERE id = $1", tender)

    staff = await purchase_flows(area, SINCE, 9, plans=True)
    public = await purchase_flows(area, SINCE, 9, plans=False)

    assert plan > 0
    assert staff.whole.reached[:2] == (2, 1)
    assert public.whole.reached[:2] == (1, 1), "a plan that is not public is in no public number"


async def test_the_public_sees_ways_down_to_the_county_and_no_desks(
    client: httpx.AsyncClient,
) -> None:
    await needs.published(VILLAGE)
    await people.sign_in(client, await people.account("county", "433101"))
    staff = words(await client.get(f"/gauges/{COUNTY}/flow"))
    client.cookies.clear()

    public = words(await client.get(f"/coverage/{COUNTY}/flow"))
    below = await client.get("/coverage/433101002000/flow")

    assert "现在在谁那里等" in staff
    assert "现在在谁那里等" not in public
    assert "走到哪一步" in public
    assert below.status_code == 404
    assert (await client.get(f"/coverage/{COUNTY}/flow?of=nonsense")).status_code == 200
