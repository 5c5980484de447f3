"""Notice 2.1b: numbers go up from village to province; small cells are hidden, and stay hidden."""

from collections.abc import Mapping
from datetime import date
from itertools import product

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs.care_facts import tell_totals
from match.care import commands
from match.care.pages.totals import share_told
from match.care.queries import month_state, told_totals, totals
from match.care.rules import suppressed
from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Denied
from match.foundation.restricted import restricted
from match.insight.commands import keep_care_totals
from match.insight.queries.gauges import gauges
from tests.care import make, make_papers
from tests.people import make as people

LEAST = 5
MONTH = date(2021, 3, 1)


def worlds(shown: Mapping[str, int | None], total: int | None) -> set[tuple[int, ...]]:
    """
    Every way the hidden counts could be, for who sees the rest and knows the rule's threshold only
    through what is hidden: sums must fit the total. An attacker of our own, not the rule's code.
    """
    hidden = sorted(place for place, count in shown.items() if count is None)
    rest = sum(count for count in shown.values() if count is not None)
    if total is None:
        return set()
    return {
        guess
        for guess in product(range(total - rest + 1), repeat=len(hidden))
        if sum(guess) == total - rest
    }


def betrayed(cells: Mapping[str, int], shown: Mapping[str, int | None]) -> list[str]:
    """Small hidden places whose count follows from the table and its total."""
    total = sum(cells.values())
    hidden = sorted(place for place, count in shown.items() if count is None)
    possible = worlds(shown, total)
    return [
        place
        for at, place in enumerate(hidden)
        if 0 < cells[place] < LEAST and len({world[at] for world in possible}) == 1
    ]


@given(st.dictionaries(st.sampled_from("abcd"), st.integers(0, 12), min_size=2, max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_small_count_is_shown_nor_follows_from_the_total(cells: dict[str, int]) -> None:
    shown = suppressed(cells, LEAST)

    assert all(count is None or count == 0 or count >= LEAST for count in shown.values())
    if sum(1 for count in cells.values() if count) > 1 and sum(cells.values()) >= LEAST:
        assert betrayed(cells, shown) == []


def test_the_twin_that_hides_only_small_cells_betrays_them() -> None:
    cells = {"a": 3, "b": 9, "c": 7}
    naive = {place: None if 0 < n < LEAST else n for place, n in cells.items()}

    assert betrayed(cells, naive) == ["a"]
    assert betrayed(cells, suppressed(cells, LEAST)) == []


async def counted(place: str, children: int, home: int, code: str = "ALL") -> None:
    async with restricted((place[:6],)):
        await value(
            "INSERT INTO care.month_count (home_id, division, month, code, children, sent_by)"
            " VALUES ($1, $2, $3, $5, $4, 0) RETURNING id",
            home,
            place,
            MONTH,
            children,
            code,
        )


@pytest.mark.notice
async def test_numbers_go_up_and_small_ones_stay_hidden_on_every_level(db: None) -> None:
    """Notice 2.1b: monthly report village → township → county → prefecture → province."""
    for home, (place, children) in enumerate(
        (
            ("433101001201", 3),
            ("433101001202", 40),
            ("433101002201", 30),
            ("433122100201", 2),
            ("433123100201", 60),
            ("430102001201", 80),
        ),
        900_000,
    ):
        await counted(place, children, home)

    province = await totals("43", MONTH)
    prefecture = await totals("4331", MONTH)

    assert province.whole["ALL"] == 215
    assert province.parts == {"4301": {"ALL": 80}, "4331": {"ALL": 135}}
    # 2 is small; with the total it would follow, so the next smallest goes as well.
    assert prefecture.whole["ALL"] == 135
    assert {place: cells["ALL"] for place, cells in prefecture.parts.items()} == {
        "433101": 73,
        "433122": None,
        "433123": None,
    }
    # Drilling down must not give back what was hidden above.
    for place in ("433122", "433123"):
        below = await totals(place, MONTH)
        assert below.whole["ALL"] is None
        assert all(cells["ALL"] is None for cells in below.parts.values())
    township = await totals("433101001", MONTH)
    assert township.whole["ALL"] == 43
    assert {cells["ALL"] for cells in township.parts.values()} == {None}
    told = await told_totals("4331", MONTH)
    assert told["433122000000"] == {"ALL": None}


async def test_a_home_counts_itself_by_group_and_sends(db: None) -> None:
    scene = await make.scene()
    await make.child(scene)
    await make.child(scene, groups=("LBC", "DIS"))
    month = clock.today().replace(day=1)

    assert await commands.send_month(scene.director, scene.home, month) == 2
    await make.child(scene)
    assert await commands.send_month(scene.director, scene.home, month) == 3

    sent = await month_state(scene.director, scene.home, month)
    assert sent
    assert (sent["ALL"], sent["LBC"], sent["DIS"], sent["ORP"]) == (3, 3, 1, 0)
    stranger = await people.account("director", "433101001202", home=10**9)
    with pytest.raises(Denied):
        await commands.send_month(stranger, scene.home, month)


async def test_a_month_is_closed_for_silent_homes_and_told_once_for_their_county(db: None) -> None:
    for village in ("433101001201", "433101001202"):
        await make.child(await make.scene(village))

    assert await commands.close_month(MONTH) == 2
    assert await commands.close_month(MONTH) == 0, "nobody is silent any more"

    told = await rows("SELECT payload FROM outbox WHERE topic = 'care.month_sent'")
    assert [msgspec.json.decode(row["payload"]) for row in told] == [
        {"division": "433101000000", "month": MONTH.isoformat()}
    ]


async def test_totals_are_read_in_ones_own_area(db: None) -> None:
    scene = await make.scene()
    await totals(make.COUNTY, MONTH, actor=scene.county)
    for place in ("4331", "433122", "43"):
        with pytest.raises(Denied):
            await totals(place, MONTH, actor=scene.county)
    with pytest.raises(Denied):
        await totals(make.TOWNSHIP, MONTH, actor=scene.director)


def test_the_share_under_an_agreement_is_told_without_the_counts() -> None:
    """23 served here and 20 there would tell of the 3 elsewhere; whole per cents do not."""
    assert [share_told(*counts, 5) for counts in ((19, 20), (20, 20), (0, 5), (4, 4), (0, 0))] == [
        95, 100, 0, None, None,
    ]  # fmt: skip


def paired(told: Mapping[str, int | None]) -> tuple[int | None, int | None]:
    return told["SERVED"], told["AGREED"]


@pytest.mark.notice
async def test_the_agreement_gauge_has_numbers_and_tells_of_no_few_without_one(db: None) -> None:
    """Notice 5.4e, §1.8: served under an agreement ÷ served, as the county's gauge shows it."""
    homes = (("433101001201", 20, 0), ("433101001202", 17, 3), ("433101002201", 12, 8))
    for home, (place, agreed, without) in enumerate(homes, 910_000):
        for code, count in (("SERVED", agreed + without), ("AGREED", agreed), ("WITHOUT", without)):
            await counted(place, count, home, code)

    county, township = await totals("433101", MONTH), await totals("433101001", MONTH)

    assert paired(county.whole) == (60, 49)
    # 3 without one in the first township: with the county's 11, the 8 of the second would tell it.
    assert {place: paired(cells) for place, cells in county.parts.items()} == {
        "433101001": (40, None),
        "433101002": (20, None),
    }
    assert paired(township.whole) == (40, None)
    assert "WITHOUT" not in county.whole | township.parts["433101001202"]
    place = make.COUNTY.ljust(12, "0")
    await people.place(place)
    told = await told_totals("433101", MONTH)
    await keep_care_totals(SYSTEM, place, MONTH, told[place])
    gauge = next(one for one in await gauges(place) if one.key == "agreement")
    assert (gauge.value, gauge.of) == (49, 60)


async def test_a_home_counts_those_it_served_and_those_always_under_an_agreement(
    db: None,
) -> None:
    scene = await make.scene()
    first, second = await make.child(scene), await make.child(scene)
    await make_papers.agreement(scene, first, await make_papers.guardian(scene, first))
    today = clock.today()
    await commands.attend(scene.director, scene.home, [first], today)
    await commands.attend_in_emergency(scene.director, second, today, "家里没有大人照看")
    await commands.send_month(scene.director, scene.home, today.replace(day=1))
    async with restricted((make.COUNTY,)):
        found = await rows(
            "SELECT code, children FROM care.month_count WHERE home_id = $1"
            " AND code IN ('SERVED', 'AGREED', 'WITHOUT')",
            scene.home,
        )

    counts = {row["code"]: row["children"] for row in found}
    assert counts == {"SERVED": 2, "AGREED": 1, "WITHOUT": 1}


async def test_what_was_told_below_a_place_goes_when_the_place_is_hidden(db: None) -> None:
    """
    Told on another day, two townships of a county that is hidden now would sum to it, and with
    the prefecture's total tell of the county with two children.
    """
    homes = (
        ("433101001201", 30), ("433101002201", 30), ("433122100201", 70), ("433123100201", 80),
    )  # fmt: skip
    for home, (place, children) in enumerate(homes, 920_000):
        await counted(place, children, home)
        for code in (place[:2], place[:4], place[:6], place[:9]):
            await people.place(code.ljust(12, "0"))
    await tell_totals(0, {"division": "433101000000", "month": MONTH.isoformat()})
    told = "SELECT told FROM care_total WHERE division = $1 AND measure = 'ALL'"
    assert await value(told, "433101001000") == 30, "the twin: it was told"
    async with restricted(("433122",)):
        await rows("UPDATE care.month_count SET children = 2 WHERE division = '433122100201'")

    await tell_totals(0, {"division": "433122000000", "month": MONTH.isoformat()})

    assert await value(told, "433100000000") == 142
    for place in ("433122000000", "433101000000", "433101001000", "433101002000"):
        assert await value(told, place) is None, place
    assert await value(told, "433123000000") == 80
