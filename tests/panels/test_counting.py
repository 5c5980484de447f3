"""The arithmetic of an evaluation, against a recount with decimals and against the law's words."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.panels import counting
from match.panels.counting import Cell, Criterion, Offered, Rules, count
from tests.panels import recount

PASS, OBJECTIVE, SUBJECTIVE, PRICE = (
    Criterion(1, "pass", "资质", 0),
    Criterion(2, "objective", "经验", 2000),
    Criterion(3, "subjective", "方案", 6000),
    Criterion(4, "price", "报价", 2000),
)
CRITERIA = (PASS, OBJECTIVE, SUBJECTIVE, PRICE)
RULES = Rules("scoring", 10**9, 1000, 2000)


def cells(bid: int, members: list[tuple[int, int]], passed: list[bool] | None = None) -> list[Cell]:
    """Each member's (objective, subjective) for one bid, and their answers to the check."""
    made: list[Cell] = []
    for seat, (objective, subjective) in enumerate(members, 1):
        made.append(Cell(seat, bid, 1, passed=passed[seat - 1] if passed else True))
        made.append(Cell(seat, bid, 2, points=objective))
        made.append(Cell(seat, bid, 3, points=subjective))
    return made


bid_terms = st.tuples(st.integers(1, 10**9), st.booleans(), st.booleans())


@settings(max_examples=300, deadline=None)
@given(
    terms=st.lists(bid_terms, min_size=2, max_size=6),
    seats=st.sampled_from([3, 5, 7]),
    data=st.data(),
)
def test_points_are_those_of_the_recount(
    terms: list[tuple[int, bool, bool]], seats: int, data: st.DataObject
) -> None:
    sheet = st.tuples(st.integers(0, 2000), st.integers(0, 6000))
    given_points = {
        bid: data.draw(st.lists(sheet, min_size=seats, max_size=seats))
        for bid in range(1, len(terms) + 1)
    }
    offers = [Offered(bid, *each) for bid, each in enumerate(terms, 1)]

    counted = count(
        offers,
        [cell for bid, members in given_points.items() for cell in cells(bid, members)],
        CRITERIA,
        RULES,
    )

    expected = recount.scoring(
        {
            bid: (
                Decimal(fen) / 100,
                Decimal("0.10") if small else Decimal(0),
                Decimal("0.20") if domestic else Decimal(0),
            )
            for bid, (fen, small, domestic) in enumerate(terms, 1)
        },
        {
            bid: [Decimal(a) / 100 + Decimal(b) / 100 for a, b in members]
            for bid, members in given_points.items()
        },
        Decimal(20),
    )
    assert {
        each.bid_id: (Decimal(each.technical) / 100, Decimal(each.price_points) / 100)
        for each in counted
    } == expected
    totals = [each.points for each in counted]
    assert totals == sorted(totals, reverse=True)
    assert [each.place for each in counted] == list(range(1, len(terms) + 1))


def test_a_count_that_cuts_off_instead_of_rounding_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The twin: one division without rounding differs from the recount."""
    offers = [Offered(1, 15_000_000), Offered(2, 17_000_000)]
    sheet = cells(1, [(0, 0)] * 3) + cells(2, [(0, 0)] * 3)
    whole = [each.price_points for each in count(offers, sheet, CRITERIA, RULES)]
    monkeypatch.setattr(counting, "half_up", lambda over, under: over // under)
    cut = [each.price_points for each in count(offers, sheet, CRITERIA, RULES)]

    # 15 / 17 × 20 = 17.6470…
    assert whole == [2000, 1765]
    assert cut == [2000, 1764]


def test_halves_go_up_and_never_to_the_even():
    assert [counting.half_up(number, 2) for number in (1, 3, 5)] == [1, 2, 3]
    assert counting.half_up(12345, 1000) == 12
    assert counting.half_up(12500, 1000) == 13


def test_a_small_firms_price_is_cut_before_prices_are_compared():
    """10 % off 16.50 is 14.85, lower than 15: the small firm sets the base (财库〔2022〕19号)."""
    offers = [Offered(1, 1500), Offered(2, 1650, small=True)]
    found = {
        each.bid_id: each
        for each in count(offers, cells(1, [(0, 0)] * 3) + cells(2, [(0, 0)] * 3), CRITERIA, RULES)
    }

    assert found[2].judged_fen == 1485
    assert found[2].price_points == 2000
    assert found[1].price_points == 1980
    assert found[2].place == 1


def test_the_lowest_price_method_ranks_by_judged_price_and_gives_no_points():
    rules = Rules("lowest", 10**9, 1000, 0)
    offers = [Offered(1, 1500), Offered(2, 1650, small=True), Offered(3, 1400, void="撤回")]
    found = count(offers, [], (), rules)

    assert [(each.bid_id, each.place, each.points) for each in found] == [
        (2, 1, 0),
        (1, 2, 0),
        (3, None, 0),
    ]


def test_equal_points_go_to_the_lower_price_then_to_technical_points_then_to_the_lot():
    """87号令57; 财库〔2014〕214号25."""
    same = [Offered(1, 2000, lot="b"), Offered(2, 2000, lot="a")]
    equal = count(same, cells(1, [(5, 5)] * 3) + cells(2, [(5, 5)] * 3), CRITERIA, RULES)
    # 1000 fen: 20.00; 2000 fen: 10.00 and ten technical points more make equal totals.
    priced = [Offered(1, 2000), Offered(2, 1000)]
    lower = count(priced, cells(1, [(1000, 0)] * 3) + cells(2, [(0, 0)] * 3), CRITERIA, RULES)

    assert [each.bid_id for each in equal] == [2, 1]
    assert [each.points for each in lower] == [2000, 2000]
    assert [each.bid_id for each in lower] == [2, 1]


def test_a_majority_against_makes_a_bid_invalid_and_its_price_no_base():
    """87号令61: the majority decides. The cheapest bid falls out, and with it the base price."""
    offers = [Offered(1, 1000), Offered(2, 2000), Offered(3, 4000)]
    sheet = (
        cells(1, [(0, 0)] * 3, [False, False, True])
        + cells(2, [(0, 0)] * 3, [False, True, True])
        + cells(3, [(0, 0)] * 3)
    )
    found = {each.bid_id: each for each in count(offers, sheet, CRITERIA, RULES)}

    assert (found[1].valid, found[1].failing, found[1].criterion_id) == (False, "check", 1)
    assert found[1].place is None
    assert found[2].price_points == 2000
    assert found[3].price_points == 1000


def test_a_price_above_the_budget_is_invalid_and_one_equal_to_it_is_not():
    rules = Rules("scoring", 2000, 0, 0)
    found = count(
        [Offered(1, 2000), Offered(2, 2001)],
        cells(1, [(0, 0)] * 3) + cells(2, [(0, 0)] * 3),
        CRITERIA,
        rules,
    )

    assert [(each.bid_id, each.failing) for each in found] == [(1, ""), (2, "over_budget")]


@pytest.mark.parametrize(
    ("prices", "voids", "least", "ground"),
    [
        ((1, 1, 1), (), 3, ""),
        ((1, 1, 9), (), 3, "too_few"),
        ((1, 1), (), 2, ""),
        ((1, 1), (), 3, "too_few"),
        ((1,), (), 1, ""),
        ((9, 9, 9), (), 3, "over_budget"),
        ((9, 9, 9), (1,), 3, "over_budget"),
        ((1, 9, 9), (), 3, "too_few"),
    ],
)
def test_a_purchase_is_void_with_its_ground(
    prices: tuple[int, ...], voids: tuple[int, ...], least: int, ground: str
) -> None:
    """采购法36: fewer valid suppliers than the method's least, or all prices above the budget."""
    offers = [
        Offered(bid, fen, void="撤销" if bid in voids else "") for bid, fen in enumerate(prices, 1)
    ]
    sheet = [cell for bid in range(1, len(prices) + 1) for cell in cells(bid, [(0, 0)] * 3)]
    found = count(offers, sheet, CRITERIA, Rules("scoring", 5, 0, 0))

    assert counting.void_ground(found, least) == ground


def test_a_score_far_from_the_mean_and_a_differing_fact_are_flagged():
    """Mean of 60, 50, 10 is 40; only 10 is more than 30 % of 60 (18) away… as is 60 by 20."""
    sheet = cells(7, [(10, 6000), (10, 5000), (10, 1000)])
    near = cells(7, [(10, 4800), (10, 4000), (10, 3200)])
    facts = cells(7, [(500, 4000), (500, 4000), (1000, 4000)])

    assert counting.flagged(sheet, CRITERIA, 3000) == {(1, 7, 3), (3, 7, 3)}
    assert counting.flagged(near, CRITERIA, 3000) == frozenset()
    assert counting.flagged(facts, CRITERIA, 3000) == {(1, 7, 2), (2, 7, 2), (3, 7, 2)}
    assert counting.differing(facts, CRITERIA)
    assert not counting.differing(sheet, CRITERIA)


def test_the_edge_of_the_deviation_needs_no_explanation():
    """30 % of the full points is not over it: 0, 0, 2700: mean 900, off by 1800 of 6000."""
    sheet = cells(7, [(0, 0), (0, 0), (0, 2700)])
    over = cells(7, [(0, 0), (0, 0), (0, 2702)])

    assert counting.flagged(sheet, CRITERIA, 3000) == frozenset()
    assert counting.flagged(over, CRITERIA, 3000) == {(3, 7, 3)}
