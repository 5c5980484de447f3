"""The need score part by part, and what a rule picks: by need, not by arrival, within its caps."""

from dataclasses import dataclass
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.giving.standing.rules import (
    PARTS,
    Caps,
    NeedFacts,
    Pick,
    Plan,
    Standing,
    Weights,
    choose,
    need_score,
    promised_share,
    tie_mark,
)

NOTHING = Standing({}, {}, frozenset())
BEGUN = Standing({("433101", "MAT"): 6, ("433122", "MAT"): 9}, {}, frozenset({2}))
WEIGHTS = Weights()
WIDE = Caps(total=10**6, per_home=10**6, per_need=10**6)


def need(line: int = 1, **other: object) -> NeedFacts:
    """A routine need of twenty units, published today, of a home that was given something."""
    fields: dict[str, object] = {
        "line_id": line,
        "need_id": line,
        "home_id": line,
        "county": "433101",
        "root": "MAT",
        "quantity": 20,
        "open_units": 20,
        "urgency": "routine",
        "waiting_days": 0,
        "due_in_days": None,
        "priority": False,
        "mark": f"need {line}",
        **other,
    }
    return NeedFacts(**fields)  # type: ignore[arg-type]


def test_the_parts_and_their_points_are_those_of_the_shipped_list():
    """By hand: 25 + 20 + 25 + 15 + 15 = 100 points, in thousandths."""
    full = need(priority=True, waiting_days=180, urgency="urgent")
    score = need_score(full, NOTHING, WEIGHTS)

    assert score.total == 100_000
    assert score.shares == dict.fromkeys(PARTS, 1000)


@pytest.mark.parametrize(
    ("changed", "points"),
    [
        ({}, 40_000),  # an untouched county and an untouched home: 25 + 15
        ({"priority": True}, 65_000),
        ({"waiting_days": 90}, 50_000),
        ({"waiting_days": 400}, 60_000),
        ({"urgency": "soon"}, 47_500),
        ({"urgency": "urgent"}, 55_000),
        ({"due_in_days": 14}, 55_000),
        ({"due_in_days": 15}, 40_000),
    ],
)
def test_each_part_gives_its_own_points(changed: dict[str, object], points: int):
    assert need_score(need(**changed), NOTHING, WEIGHTS).total == points


def test_a_county_that_got_half_and_a_home_that_got_something_come_later():
    """Two lines, one of them wholly promised: half of 25 points is left, and none for the home."""
    half = Standing(
        {("433101", "MAT"): 2},
        {("433101", "MAT"): promised_share([(40, 40), (20, 0)])},
        frozenset({1}),
    )

    score = need_score(need(), half, WEIGHTS)
    assert score.shares["coverage"] == 500
    assert score.shares["never_served"] == 0
    assert score.total == 12_500


def test_no_part_knows_a_child_or_a_family():
    told = {field.name for field in msgspec.structs.fields(NeedFacts)}

    assert told == {
        "line_id", "need_id", "home_id", "county", "root", "quantity", "open_units", "urgency",
        "waiting_days", "due_in_days", "priority", "mark",
    }  # fmt: skip


@st.composite
def lists(draw: st.DrawFn) -> list[NeedFacts]:
    """Up to twelve lines of a few homes and counties, many of them with equal scores."""
    made = []
    for line in range(1, draw(st.integers(1, 12)) + 1):
        quantity = draw(st.integers(1, 30))
        home = draw(st.integers(1, 4))
        made.append(
            need(
                line,
                need_id=draw(st.integers(1, 5)) + 100 * home,
                home_id=home,
                county=draw(st.sampled_from(["433101", "433122"])),
                quantity=quantity,
                open_units=draw(st.integers(1, quantity)),
                urgency=draw(st.sampled_from(["routine", "soon", "urgent"])),
                waiting_days=draw(st.sampled_from([0, 1, 30])),
                priority=draw(st.booleans()),
                mark=f"home {home} thing {line}",
            )
        )
    return made


CAPS = st.builds(
    Caps,
    total=st.integers(0, 60),
    per_home=st.integers(1, 40),
    per_need=st.integers(1, 20),
    homes=st.dictionaries(st.integers(1, 4), st.integers(0, 10)),
)


def as_published(needs: list[NeedFacts], order: list[int]) -> list[NeedFacts]:
    """The same needs, numbered in another order of publication."""
    return [
        msgspec.structs.replace(each, line_id=place)
        for each, place in zip(needs, order, strict=True)
    ]


def picked(plan: Plan, needs: list[NeedFacts]) -> list[tuple[str, int, int]]:
    """What was picked, by what it is and not by its number."""
    marks = {each.line_id: each.mark for each in needs}
    return [(marks[pick.line_id], pick.units, pick.score.total) for pick in plan.picks]


def same_in_every_order(choosing, needs: list[NeedFacts], caps: Caps, seed: int) -> bool:
    """Whether *choosing* picks the same whoever came first."""
    order = [each.line_id for each in needs]
    Random(seed).shuffle(order)
    later = as_published(needs, order)
    Random(seed + 1).shuffle(later)
    before = picked(choosing(needs, BEGUN, caps, WEIGHTS, salt="7"), needs)
    return before == picked(choosing(later, BEGUN, caps, WEIGHTS, salt="7"), later)


@settings(max_examples=300, deadline=None)
@given(lists(), CAPS, st.integers(0, 10**6))
def test_the_order_of_publication_changes_no_pick(needs: list[NeedFacts], caps: Caps, seed: int):
    assert same_in_every_order(choose, needs, caps, seed)


def first_come(needs, standing, caps: Caps, weights: Weights, *, salt: str) -> Plan:
    """The broken twin: whoever published first is served first."""
    del salt
    left, picks = caps.total, []
    for each in sorted(needs, key=lambda one: one.line_id):
        if units := min(each.open_units, caps.per_need, left):
            left -= units
            score = need_score(each, standing, weights)
            picks.append(Pick(each.line_id, each.need_id, each.home_id, units, score))
    return Plan(tuple(picks), {})


def test_the_twin_that_serves_who_came_first_is_caught():
    needs = [need(line) for line in (1, 2, 3)]
    caps = Caps(total=20, per_home=20, per_need=20)

    assert not all(same_in_every_order(first_come, needs, caps, seed) for seed in range(20))
    assert all(same_in_every_order(choose, needs, caps, seed) for seed in range(20))


@dataclass
class Given:
    """What a plan gives, added up again by the simplest means."""

    total: int = 0

    def of(self, plan: Plan, key: str) -> dict[int, int]:
        """Units by home, need or line."""
        sums: dict[int, int] = {}
        for pick in plan.picks:
            sums[getattr(pick, key)] = sums.get(getattr(pick, key), 0) + pick.units
        return sums


@settings(max_examples=300, deadline=None)
@given(lists(), CAPS)
def test_no_cap_is_ever_passed_and_nothing_is_left_that_had_room(
    needs: list[NeedFacts], caps: Caps
):
    plan = choose(needs, BEGUN, caps, WEIGHTS, salt="7")
    by_home, by_need = Given().of(plan, "home_id"), Given().of(plan, "need_id")
    by_line = Given().of(plan, "line_id")

    assert sum(by_line.values()) <= caps.total
    assert all(caps.homes.get(home, 0) + units <= caps.per_home or units == 0
               for home, units in by_home.items())  # fmt: skip
    assert all(units <= caps.per_need for units in by_need.values())
    for each in needs:
        assert by_line.get(each.line_id, 0) <= each.open_units
        if each.line_id in plan.left_out:
            room = {
                "total": caps.total - sum(by_line.values()),
                "home": caps.per_home
                - caps.homes.get(each.home_id, 0)
                - by_home.get(each.home_id, 0),
                "need": caps.per_need - by_need.get(each.need_id, 0),
            }
            assert room[plan.left_out[each.line_id]] <= 0


def by_the_book(needs: list[NeedFacts], caps: Caps) -> list[tuple[int, int]]:
    """The same rule without a heap: look at all of them again before every pick."""
    waiting, left, served = list(needs), caps.total, set(BEGUN.served)
    homes, per_need, made = dict(caps.homes), {}, []
    filled: dict[tuple[str, str], int] = {}
    while waiting:
        standing = Standing(BEGUN.lines, filled, frozenset(served))
        best = min(
            waiting,
            key=lambda one: (
                -need_score(one, standing, WEIGHTS).total,
                tie_mark("7", one),
                one.line_id,
            ),
        )
        waiting.remove(best)
        units = max(
            min(
                left,
                best.open_units,
                caps.per_home - homes.get(best.home_id, 0),
                caps.per_need - per_need.get(best.need_id, 0),
            ),
            0,
        )
        if units:
            left -= units
            homes[best.home_id] = homes.get(best.home_id, 0) + units
            per_need[best.need_id] = per_need.get(best.need_id, 0) + units
            place = (best.county, best.root)
            filled[place] = filled.get(place, 0) + 1000 * units // best.quantity
            served.add(best.home_id)
            made.append((best.line_id, units))
    return made


@settings(max_examples=200, deadline=None)
@given(lists(), CAPS)
def test_the_heap_picks_what_looking_at_all_of_them_each_time_would(
    needs: list[NeedFacts], caps: Caps
):
    plan = choose(needs, BEGUN, caps, WEIGHTS, salt="7")

    assert [(pick.line_id, pick.units) for pick in plan.picks] == by_the_book(needs, caps)


def test_two_needs_of_one_home_do_not_both_gain_from_nobody_having_served_it():
    """A home twice with 55 points, another once with 50: after its first pick it has 40 and 0."""
    near = [need(line, home_id=1, county="433101", urgency="urgent") for line in (1, 2)]
    far = need(3, home_id=3, county="433122", waiting_days=90)
    plan = choose([*near, far], NOTHING, WIDE, WEIGHTS, salt="7")

    assert plan.picks[1].line_id == 3
    assert plan.picks[2].score.shares["never_served"] == 0
