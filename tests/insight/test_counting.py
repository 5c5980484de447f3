"""Counting by division: what events add up to is what a count from the beginning gives."""

from datetime import timedelta

import pytest

from jobs.checks.insight import CHECKS
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.homes.commands import change_status
from match.insight.commands import keep_care_totals, recount_gauges, sweep_gauges
from match.insight.gauges import Gauge
from match.insight.queries import gauges, parts
from tests.homes import make as homes
from tests.insight.telling import hear_and_sweep
from tests.needs import make as needs
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("hunan", "db")

VILLAGE, OTHER, ELSEWHERE = "433101002200", "433101002206", "433122102200"
COMMUNITY = "433101002001"


async def of(code: str) -> dict[str, Gauge]:
    return {gauge.key: gauge for gauge in await gauges(code)}


async def kept() -> list[tuple[object, ...]]:
    found = await rows(
        "SELECT division, measure, facet, own, total FROM gauge_count WHERE total > 0"
        " ORDER BY 1, 2, 3"
    )
    return [tuple(row.values()) for row in found]


@pytest.mark.notice
async def test_coverage_is_open_main_homes_of_villages_by_villages_at_every_level() -> None:
    """Notice 3.1c: villages with an open main home ÷ villages; communities apart."""
    await recount_gauges(SYSTEM)
    home, _director = await homes.working(VILLAGE)
    await homes.working(ELSEWHERE)
    await homes.working(COMMUNITY)
    await homes.registered(OTHER)
    await hear_and_sweep()

    assert (await of(VILLAGE))["coverage"].percent == 100
    assert (await of(OTHER))["coverage"].percent == 0
    # Villages counted by hand in hunan_divisions_2023.csv.
    for code, covered, villages in (
        ("433101000000", 1, 112),
        ("433100000000", 2, 1547),
        ("430000000000", 2, 23594),
    ):
        gauge = (await of(code))["coverage"]
        assert (gauge.value, gauge.of) == (covered, villages)
    assert (await of("433101000000"))["communities"].value == 1
    assert home > 0


@pytest.mark.notice
async def test_an_idle_home_leaves_coverage_and_enters_the_idle_rate() -> None:
    """Notice 1.5: some homes do not work; the rate is idle ÷ built."""
    await recount_gauges(SYSTEM)
    await homes.working(VILLAGE)
    home, _director = await homes.working(OTHER)
    await hear_and_sweep()
    before = await of("433101000000")
    clerk = await people.account("county", OTHER[:6])
    await change_status(clerk, home, "idle", "门锁了两个月，村里说没有人看管。")
    await hear_and_sweep()

    after = await of("433101000000")
    assert (before["coverage"].value, before["idle"].value, before["idle"].of) == (2, 0, 2)
    assert (after["coverage"].value, after["idle"].value, after["idle"].of) == (1, 1, 2)


async def test_what_events_add_up_to_is_what_a_recount_gives() -> None:
    await recount_gauges(SYSTEM)
    scene = await needs.published(VILLAGE)
    await homes.working(ELSEWHERE)
    await needs.published(OTHER, category="MAT-BOOK")
    await hear_and_sweep()
    by_events = await kept()

    drifted = await recount_gauges(SYSTEM)

    assert drifted == 0
    assert await kept() == by_events
    assert any(row[0] == "433101000000" and row[1] == "units_asked" for row in by_events)
    assert scene.need > 0


async def test_the_recount_agrees_with_counting_by_hand() -> None:
    """The twin in Python: homes and needs read one by one, added up along their codes."""
    await homes.working(VILLAGE)
    await needs.published(OTHER)
    await needs.published(ELSEWHERE)
    await recount_gauges(SYSTEM)

    hand: dict[tuple[str, str], int] = {}
    for home in await rows("SELECT division FROM home WHERE status = 'open' AND kind = 'main'"):
        for digits in (2, 4, 6, 9, 12):
            code = home["division"][:digits].ljust(12, "0")
            hand[code, "homes_open"] = hand.get((code, "homes_open"), 0) + 1
    for need in await rows(
        "SELECT n.division, sum(l.quantity) AS asked FROM need n JOIN need_line l"
        " ON l.need_id = n.id WHERE n.status = 'published' GROUP BY n.id"
    ):
        for digits in (2, 4, 6, 9, 12):
            code = need["division"][:digits].ljust(12, "0")
            hand[code, "units_asked"] = hand.get((code, "units_asked"), 0) + int(need["asked"])
    found = await rows(
        "SELECT division, measure, sum(total)::int AS n FROM gauge_count"
        " WHERE measure IN ('homes_open', 'units_asked') AND total > 0 GROUP BY 1, 2"
    )
    assert {(row["division"], row["measure"]): row["n"] for row in found} == hand


async def test_fulfilment_and_medians_follow_the_dates() -> None:
    scene = await needs.published(VILLAGE)
    await value(
        "UPDATE need SET published_at = now() - interval '9 days' WHERE id = $1", scene.need
    )
    await value("UPDATE need_line SET received = 20, reserved = 0 WHERE id = $1", scene.line)
    await recount_gauges(SYSTEM)

    gauge = (await of(VILLAGE))["fulfilment"]
    assert (gauge.value, gauge.of) == (20, 80)
    assert (await of(VILLAGE))["match_days"].value is None


async def test_a_quiet_minute_counts_nothing_and_a_first_one_counts_all() -> None:
    assert await sweep_gauges(SYSTEM) == 0
    assert await value("SELECT count(*) FROM gauge_recount") == 1
    assert (await of("430000000000"))["coverage"].of == 23594
    assert await sweep_gauges(SYSTEM) == 0


async def test_parts_add_up_to_the_whole() -> None:
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)

    below = await parts("433101000000", None)

    assert sum(part.gauges["coverage"].of or 0 for part in below) == 112
    assert sum(part.gauges["coverage"].value or 0 for part in below) == 1


@pytest.mark.parametrize("name", sorted(CHECKS))
async def test_a_healthy_house_passes_each_check(name: str) -> None:
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)
    await rows("DELETE FROM outbox")

    assert await rows(CHECKS[name]) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        (
            "gauges are what a count from the beginning gives",
            "UPDATE home SET status = 'suspended' WHERE division = '433101002200'",
        ),
        (
            "a division's gauges are its own and those of its parts",
            "UPDATE gauge_count SET total = total + 1 WHERE division = '433101000000'"
            " AND measure = 'covered'",
        ),
        (
            "no recount found drift",
            "INSERT INTO gauge_recount (on_day, rows, drifted) VALUES (current_date, 1, 2)",
        ),
    ],
)
async def test_each_check_finds_its_planted_fault(name: str, fault: str) -> None:
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)
    await rows("DELETE FROM outbox")
    await rows(fault)

    assert await rows(CHECKS[name]) != []


async def test_a_recount_says_who_did_not_tell() -> None:
    """The twin of agreement: a home that changes behind the house's back is drift."""
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)
    await rows("DELETE FROM outbox")
    await rows("UPDATE home SET status = 'suspended' WHERE division = $1", VILLAGE)

    assert await recount_gauges(SYSTEM) > 0
    assert await recount_gauges(SYSTEM) == 0


async def test_care_lets_in_no_small_total() -> None:
    month = clock.today() - timedelta(days=40)
    await keep_care_totals(SYSTEM, "433101000000", month, {"served": 40, "agreed": None})

    with pytest.raises(Exception, match="care_total_never_small"):
        await keep_care_totals(SYSTEM, "433101000000", month, {"served": 4})
