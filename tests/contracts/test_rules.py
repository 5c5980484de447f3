"""Terms, sums and points of contracts, as arithmetic."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from match.contracts import rules
from match.contracts.states import ContractStatus, Evaluator, IndicatorKind


def test_a_year_ends_the_day_before_its_jubilee() -> None:
    assert rules.last_day(date(2026, 3, 1), 1) == date(2027, 2, 28)
    assert rules.last_day(date(2024, 2, 29), 1) == date(2025, 2, 28)


def test_a_term_is_one_year_and_three_where_it_recurs() -> None:
    start = date(2026, 1, 1)
    assert rules.term_complaint(start, date(2026, 12, 31), recurrent=False) is None
    assert rules.term_complaint(start, date(2027, 1, 1), recurrent=False)
    assert rules.term_complaint(start, date(2028, 12, 31), recurrent=True) is None
    assert rules.term_complaint(start, date(2029, 1, 1), recurrent=True)
    assert rules.term_complaint(start, start - timedelta(days=1), recurrent=True)


def test_a_bond_is_a_tenth_at_most() -> None:
    assert rules.bond_complaint(1_000, 10_000) is None
    assert rules.bond_complaint(1_001, 10_000)
    assert rules.bond_complaint(-1, 10_000)


def test_weights_are_a_hundred_with_satisfaction_and_something_else() -> None:
    kinds = [IndicatorKind.quantity, IndicatorKind.satisfaction]
    assert rules.weights_complaint([60, 40], kinds) is None
    assert rules.weights_complaint([60, 39], kinds)
    assert rules.weights_complaint([60, 40], [IndicatorKind.quantity] * 2)
    assert rules.weights_complaint([60, 40], [IndicatorKind.satisfaction] * 2)


def test_many_homes_have_one_say_and_half_a_hundredth_goes_up() -> None:
    weights = {1: 60, 2: 40}
    sheets = {
        Evaluator.purchaser: [{1: 100, 2: 100}],
        Evaluator.home: [{1: 0, 2: 0}, {1: 100, 2: 100}],
    }
    # The purchaser's 100 and the homes' 50, each half.
    assert rules.result(weights, sheets) == 7500
    # 1 point of weight 1 on one of eight sheets: 100/8 hundredths of a hundredth, 12.5 goes up.
    only = {Evaluator.home: [{1: 1, 2: 0}, *[{1: 0, 2: 0}] * 7]}
    assert rules.result({1: 100, 2: 0}, only) == 13


@given(
    st.dictionaries(
        st.sampled_from(list(Evaluator)),
        st.lists(st.tuples(*[st.integers(0, 100)] * 3), min_size=1, max_size=5),
        min_size=1,
    )
)
def test_points_are_what_fractions_say(sheets: dict[Evaluator, list[tuple[int, ...]]]) -> None:
    weights = {1: 50, 2: 30, 3: 20}
    given_sheets = {
        role: [dict(zip(weights, one, strict=True)) for one in found]
        for role, found in sheets.items()
    }
    exact = sum(
        (
            Fraction(sum(weights[which] * points for which, points in sheet.items()), len(found))
            for found in given_sheets.values()
            for sheet in found
        ),
        Fraction(0),
    ) / len(given_sheets)
    assert rules.result(weights, given_sheets) == int(exact + Fraction(1, 2))


class Money(RuleBasedStateMachine):
    """
    A contract's money under any order of changes and requests, judged by the rules. What is asked
    and what is agreed is never over; the plain recount here knows nothing of the rules.
    """

    def __init__(self) -> None:
        super().__init__()
        self.original = 0
        self.amount = 0
        self.instalments: list[int] = []
        self.asked: list[bool] = []
        self.start([400, 600])

    def allows_addition(self, facts: rules.Facts, delta: int, milestone: int) -> bool:
        """What the house says of an addition."""
        return rules.addition_complaint(facts, delta, milestone) is None

    def allows_payment(self, facts: rules.Facts, amount: int) -> bool:
        """What the house says of a request."""
        return rules.payment_complaint(facts, amount) is None

    @rule(parts=st.lists(st.integers(1, 1000), min_size=1, max_size=4))
    def start(self, parts: list[int]) -> None:
        self.original = self.amount = sum(parts)
        self.instalments = list(parts)
        self.asked = [False] * len(parts)

    @rule(
        which=st.integers(0, 3),
        delta=st.one_of(st.sampled_from([60, 90, 100]), st.integers(-1200, 1200)),
    )
    def change(self, which: int, delta: int) -> None:
        at = which % len(self.instalments)
        if delta == 0 or self.asked[at]:
            return
        if self.allows_addition(self._facts(), delta, self.instalments[at]):
            self.instalments[at] += delta
            self.amount += delta

    @rule(which=st.integers(0, 3))
    def ask(self, which: int) -> None:
        at = which % len(self.instalments)
        if not self.asked[at] and self.allows_payment(self._facts(), self.instalments[at]):
            self.asked[at] = True

    @invariant()
    def never_over(self) -> None:
        asked = sum(fen for fen, yes in zip(self.instalments, self.asked, strict=True) if yes)
        assert asked <= self.amount
        assert sum(self.instalments) == self.amount
        assert 10 * self.amount <= 11 * self.original
        assert all(fen > 0 for fen in self.instalments)

    def _facts(self) -> rules.Facts:
        asked = sum(fen for fen, yes in zip(self.instalments, self.asked, strict=True) if yes)
        return rules.Facts(self.amount, self.original, sum(self.instalments), asked)


class EachByItself(Money):
    """The twin that measures each addition by the price of the day, as a careless clerk would."""

    def allows_addition(self, facts: rules.Facts, delta: int, milestone: int) -> bool:
        return delta * 10 <= facts.amount and milestone + delta > 0


_QUICK: dict[str, Any] = {"max_examples": 60, "stateful_step_count": 25, "deadline": None}


def test_changes_and_payments_are_never_over() -> None:
    run_state_machine_as_test(Money, settings=settings(**_QUICK))


def test_the_twin_that_looks_at_each_addition_alone_goes_over() -> None:
    with pytest.raises(AssertionError):
        run_state_machine_as_test(EachByItself, settings=settings(**_QUICK, print_blob=False))


FIRST = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("status", "ends_on", "today", "expected"),
    [
        ("drafted", date(2027, 2, 28), FIRST, ("before", 0)),
        ("completed", date(2027, 2, 28), FIRST, ("final", 0)),
        # One year: judged at its end alone.
        ("in_force", date(2027, 2, 28), date(2027, 2, 28), None),
        # Three years: from thirty days before the first ends, then the second, the third never.
        ("in_force", date(2029, 2, 28), date(2027, 1, 28), None),
        ("in_force", date(2029, 2, 28), date(2027, 1, 29), ("yearly", 1)),
        ("in_force", date(2029, 2, 28), date(2028, 1, 29), ("yearly", 1)),
        ("in_force", date(2029, 2, 28), date(2028, 1, 30), ("yearly", 2)),
        ("in_force", date(2029, 2, 28), date(2029, 2, 28), ("yearly", 2)),
        ("evaluated", date(2029, 2, 28), date(2027, 3, 1), None),
    ],
)
def test_what_is_judged_when(
    status: str, ends_on: date, today: date, expected: tuple[str, int] | None
) -> None:
    assert rules.stage(ContractStatus(status), FIRST, ends_on, today) == expected
