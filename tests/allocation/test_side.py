"""Under side constraints a plan keeps every one, its bound is true, and it is near the best."""

import itertools
import json

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from match.allocation.directory import allocate_directory
from match.allocation.edges import Edges
from match.allocation.ladder import no_ladder
from match.allocation.network import Market
from match.allocation.proof import certified
from match.allocation.shapes import Limits, Parameters
from match.allocation.side import bounded
from match.allocation.solver import NetworkSimplex
from match.cli.matching import allocate as command
from match.proofs.verify import verify_directory
from tests.allocation.test_directory import BOOKS, PLANTED, set_report, write
from tests.allocation.test_solver import markets


@st.composite
def limits(draw):
    return Limits(
        min_lot=draw(st.sampled_from([0, 0, 2, 3])),
        min_lot_percent=draw(st.sampled_from([0, 0, 50])),
        max_suppliers=draw(st.sampled_from([0, 1, 2])),
        delivery_cost=draw(st.sampled_from([0, 0, 5])),
        whole=draw(st.booleans()),
    )


def allowed(plan, quantity, capacity, asked):
    """Whether {(need, offer): units} keeps every limit, told from the words of the option."""
    for i, wanted in enumerate(quantity):
        mine = [units for (need, _), units in plan.items() if need == i]
        if sum(mine) > wanted or (asked.max_suppliers and len(mine) > asked.max_suppliers):
            return False
    for j, there in enumerate(capacity):
        theirs = [units for (_, offer), units in plan.items() if offer == j]
        if sum(theirs) > there or (asked.whole and theirs not in ([], [there])):
            return False
    return all(
        units
        >= min(
            quantity[i],
            capacity[j],
            max(asked.min_lot, -(-asked.min_lot_percent * quantity[i] // 100)),
        )
        for (i, j), units in plan.items()
    )


def best_by_trying(quantity, capacity, edges, asked):
    pairs = list(edges)
    rooms = [range(min(quantity[i], capacity[j]) + 1) for i, j in pairs]
    best = 0
    for amounts in itertools.product(*rooms):
        plan = {pair: units for pair, units in zip(pairs, amounts, strict=True) if units}
        if allowed(plan, quantity, capacity, asked):
            worth = sum(edges[pair] * units for pair, units in plan.items())
            best = max(best, worth - asked.delivery_cost * len(plan))
    return best


@settings(max_examples=150, deadline=None)
@given(markets(), limits())
def test_the_plan_keeps_the_limits_and_the_bound_is_above_the_best(drawn, asked):
    quantity, capacity, edges = drawn
    edges = dict(list(edges.items())[:6])
    pairs = np.array(sorted(edges), np.int64).reshape(-1, 2)
    value = np.array([edges[pair] for pair in sorted(edges)], np.int64)
    every = Edges.of(len(quantity), pairs[:, 0], pairs[:, 1], value)
    market = Market(np.array(quantity), np.array(capacity), every, no_ladder())
    whole = np.full(len(capacity), asked.whole)
    found = bounded(NetworkSimplex(), market, asked, whole, Parameters())
    finding = certified(market, found.plan, found.market.edges, asked, whole)

    used = found.market.edges
    rows = (used.need_of(found.plan.edges), used.offer[found.plan.edges], found.plan.units)
    plan = {(i, j): x for i, j, x in zip(*(one.tolist() for one in rows), strict=True)}
    assert allowed(plan, quantity, capacity, asked)
    worth = sum(edges[pair] * units for pair, units in plan.items())
    assert finding.objective == worth - asked.delivery_cost * len(plan)
    best = best_by_trying(quantity, capacity, edges, asked)
    assert finding.objective <= best <= finding.dual_objective


@pytest.mark.parametrize("steps", [0, 10])
@pytest.mark.parametrize(
    "asked",
    [
        Limits(min_lot=2, max_suppliers=1, delivery_cost=3),
        Limits(min_lot_percent=60),
        Limits(whole=True),
    ],
)
def test_a_directory_is_allocated_verified_and_says_how_near_the_plan_is(tmp_path, asked, steps):
    instance = write(tmp_path / "instance", *BOOKS)
    outcome = allocate_directory(instance, tmp_path / "out", steps=steps, limits=asked)

    assert outcome.exit_code == 0, outcome.messages
    assert outcome.report["bound"] == outcome.report["dual_objective"]
    assert 0 <= outcome.report["gap_to_bound"] < 0.6
    verdict = verify_directory(instance, tmp_path / "out")
    assert [str(one) for one in verdict.false_statements] == []


LIES = PLANTED | {
    "no constraints said": set_report(constraints=None),
    "a larger lot": set_report(constraints={"min_lot": 99, "max_suppliers": 1}),
    "no supplier allowed": set_report(constraints={"max_suppliers": 1, "whole": True}),
    "another constraint": set_report(constraints={"colour": 1}),
    "a constraint in words": set_report(constraints={"min_lot": "two"}),
    "a nearer plan": set_report(gap_to_bound=0.000001),
    "another bound": set_report(bound=1),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_planted_lie_is_refused(tmp_path, lie):
    instance = write(tmp_path / "instance", *BOOKS)
    asked = Limits(min_lot=1, max_suppliers=2, delivery_cost=3)
    allocate_directory(instance, tmp_path / "out", steps=10, limits=asked)
    assert verify_directory(instance, tmp_path / "out").exit_code == 0
    LIES[lie](tmp_path / "out")

    assert verify_directory(instance, tmp_path / "out").exit_code == 1


def test_offers_may_say_which_of_them_go_whole(tmp_path):
    instance = write(tmp_path / "instance", *BOOKS)
    rows = ["offer_id,category,capacity,whole", "o1,BOOK,2,0", "o2,MAT,4,1"]
    (instance / "offers.csv").write_text("\n".join(rows) + "\n")
    allocate_directory(instance, tmp_path / "out", limits=Limits(whole=True))

    flows = (tmp_path / "out" / "flows.csv").read_text().split()[1:]
    assert flows == ["n2,o1,2", "n3,o2,4"]
    assert verify_directory(instance, tmp_path / "out").exit_code == 0


@pytest.mark.parametrize("asked", [Limits(max_suppliers=3), Limits(delivery_cost=7)])
@pytest.mark.parametrize(("value", "units"), [(10**16, 10**3), (10**17, 100), (10**17, 10**15)])
def test_a_delivery_worth_more_than_64_bits_is_made(tmp_path, asked, value, units):
    instance = write(tmp_path / "i", [f"n1,A,1,{units}"], [f"o1,A,{units}"], [f"n1,o1,{value}"])
    outcome = allocate_directory(instance, tmp_path / "out", limits=asked)
    assert outcome.report["objective"] == value * units - asked.delivery_cost
    assert verify_directory(instance, tmp_path / "out").exit_code == 0


def test_the_command_takes_units_or_a_share_and_refuses_words(tmp_path):
    write(tmp_path / "i", *BOOKS)
    where = ["--instance", str(tmp_path / "i"), "--out", str(tmp_path / "out")]
    said = CliRunner().invoke(command, [*where, "--min-lot", "50%", "--max-suppliers", "3"])

    assert said.exit_code == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["constraints"]["min_lot_percent"] == 50
    refused = CliRunner().invoke(command, [*where, "--min-lot", "many"])
    assert (refused.exit_code, "give units (5) or a share (20%)" in refused.output) == (2, True)
    assert allocate_directory(tmp_path / "i", tmp_path / "o", limits=Limits(min_lot=-1)).exit_code
