"""The checker accepts what is true, and names every kind of lie."""

import ast
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from match.proofs import certificate, instance, ladder_rule, verify
from match.proofs.certificate import Claim, examine

CHECKER_MAY_USE = {
    certificate: {"collections.abc", "dataclasses", "numpy", "numpy.typing"},
    ladder_rule: {"collections.abc", "fractions", "math", "numpy", "numpy.typing"},
    instance: {
        "csv",
        "hashlib",
        "collections.abc",
        "dataclasses",
        "pathlib",
        "numpy",
        "numpy.typing",
    },
    verify: {
        "json",
        "collections.abc",
        "dataclasses",
        "fractions",
        "pathlib",
        "typing",
        "numpy",
        "match.proofs.certificate",
        "match.proofs.instance",
        "match.proofs.ladder_rule",
    },
}


def row(*values):
    return np.array(values, np.int64)


PAIRS = (row(0, 0, 1), row(0, 1, 0), row(10, 20, 25))
"""Need, offer and value of every feasible pair of the claim."""


def claim():
    """Two needs, two offers, three pairs, one ladder step each: worth 70 + 24 and proved.

    Offer 0 (2 units) is contested: both needs value it; need 0 gets one unit of it by the ladder.
    """
    return Claim(
        quantity=row(2, 2),
        capacity=row(2, 1),
        flow_need=row(0, 1),
        flow_offer=row(1, 0),
        flow_units=row(1, 2),
        need_price=row(0, 0),
        offer_price=row(25, 28),
        group=row(0, 1),
        group_price=row(8, 0),
        step_capacity=np.array([[1], [1]], np.int64),
        step_bonus=np.array([[8], [16]], np.int64),
        objective=70 + 8 + 16,
        dual_objective=50 + 28 + 16,
        gap=0,
        violated_pairs=0,
    )


def test_a_true_claim_holds():
    finding = examine(claim(), [PAIRS])

    assert finding.false_statements == ()
    assert (finding.objective, finding.dual_objective, finding.holds) == (94, 94, True)


LIES = {
    "objective": {"objective": 95},
    "dual_objective": {"dual_objective": 93},
    "gap": {"gap": 1},
    "violated_pairs": {"violated_pairs": 1},
    "flows_feasible": {"flow_need": row(1, 1), "flow_offer": row(1, 0)},
    "flows_once": {
        "flow_need": row(0, 1, 1),
        "flow_offer": row(1, 0, 0),
        "flow_units": row(1, 1, 1),
    },
    "flows_positive": {"flow_units": row(0, 2)},
    "need_quantity": {"quantity": row(2, 1)},
    "offer_capacity": {"capacity": row(1, 1)},
    "need_price": {"need_price": row(-1, 0)},
    "offer_price": {"offer_price": row(25, -1)},
    "tier_price": {"group_price": row(8, -1)},
    "prices_cover": {"offer_price": row(24, 28)},
    "ladder": {"step_bonus": np.array([[8], [-16]], np.int64)},
    "optimal": {"flow_units": row(1, 1), "objective": 69, "gap": 25},
}


@pytest.mark.parametrize("name", LIES)
def test_each_lie_is_named(name):
    finding = examine(replace(claim(), **LIES[name]), [PAIRS])

    assert name in {one.name for one in finding.false_statements}
    assert not finding.holds


def test_rising_bonuses_are_no_ladder():
    steps = {
        "step_capacity": np.array([[1, 1], [1, 1]], np.int64),
        "step_bonus": np.array([[8, 9], [16, 0]], np.int64),
    }

    finding = examine(replace(claim(), **steps), [PAIRS])
    assert "ladder" in {one.name for one in finding.false_statements}


def test_every_single_perturbation_of_flows_and_prices_is_caught():
    true = claim()
    for field in ("flow_units", "need_price", "offer_price", "group_price"):
        for place in range(len(getattr(true, field))):
            for change in (-1, 1):
                twin = getattr(true, field).copy()
                twin[place] += change
                finding = examine(replace(true, **{field: twin}), [PAIRS])
                assert not finding.holds, (field, place, change)


def test_every_single_perturbation_of_a_value_is_caught():
    for place in range(3):
        for change in (-1, 1):
            value = PAIRS[2].copy()
            value[place] += change
            # Pair 0 carries nothing and is paid 7 above its worth: one unit is no lie.
            assert examine(claim(), [(*PAIRS[:2], value)]).holds == (place == 0), (place, change)


def test_pairs_may_come_in_any_order_and_any_chunks():
    one_by_one = [tuple(column[k : k + 1] for column in PAIRS) for k in (2, 0, 1)]
    backwards = [tuple(column[::-1] for column in PAIRS)]

    assert examine(claim(), one_by_one) == examine(claim(), backwards) == examine(claim(), [PAIRS])


def test_a_pair_left_out_of_all_chunks_is_missed():
    left_out = [tuple(column[:2] for column in PAIRS)]

    assert "flows_feasible" in {one.name for one in examine(claim(), left_out).false_statements}


def test_sums_beyond_64_bits_are_exact():
    big = 1 << 58
    finding = examine(
        replace(
            claim(),
            quantity=row(big, 0),
            capacity=row(big, 1),
            flow_need=row(0),
            flow_offer=row(0),
            flow_units=row(big),
            need_price=row(big, 0),
            offer_price=row(0, 0),
            step_bonus=np.zeros((0, 0), np.int64),
            step_capacity=np.zeros((0, 0), np.int64),
            objective=big * big,
            dual_objective=big * big,
        ),
        [(row(0, 0, 1), row(0, 1, 0), row(big, 0, 0))],
    )
    assert finding.holds


@pytest.mark.parametrize("module", CHECKER_MAY_USE, ids=lambda module: module.__name__)
def test_the_checker_imports_nothing_of_the_solver_or_the_plan(module):
    tree = ast.parse(Path(module.__file__).read_text())
    used = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    used |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}

    assert used <= CHECKER_MAY_USE[module]


def test_the_checker_runs_without_loading_the_allocation_or_a_solver():
    loaded = (
        "import sys; import match.proofs.verify; print(*(name for name in sys.modules"
        " if name.startswith(('match.allocation', 'pylmcf', 'ortools', 'numba'))))"
    )
    said = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == ""
