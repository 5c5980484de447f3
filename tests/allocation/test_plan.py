"""Plans are best, whole, fair as promised, and the same whatever order the rows arrive in."""

import os
import random
import signal
import subprocess
import sys
import time
from multiprocessing import parent_process
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.allocation.plan import allocate, input_sha256
from match.allocation.shapes import AllocationError, Parameters
from match.allocation.solver import FlowAnswer
from tests.allocation import rules_again
from tests.allocation.make import need, offer, worlds
from tests.allocation.oracle import brute_force, successive_paths
from tests.allocation.slow_solver import CheapestPaths

PLAIN = Parameters(ladder_steps=0)
PRICED = Parameters(exact_below_pairs=0, first_columns=1, more_columns=1)


def values(needs, offers, plan):
    """(need row, offer row) → unit value, told by one-pair plans: the tie is the engine's own."""
    found = {}
    for i, one in enumerate(needs):
        for j, other in enumerate(offers):
            if not rules_again.refusals(one, other):
                alone = allocate([one], [other], PLAIN)
                found[i, j] = alone.proposals[0].unit_value
    return found


def steps_of(needs, plan):
    """The group of each need and each group's steps, from the plan's own tiers."""
    names = {(tier.county, tier.category): row for row, tier in enumerate(plan.tiers)}
    steps = [list(zip(tier.capacities, tier.bonuses, strict=True)) for tier in plan.tiers]
    return [names[n.county, n.category] for n in needs], steps


@settings(max_examples=100, deadline=None)
@given(worlds(), st.sampled_from([PLAIN, Parameters(), PRICED]))
def test_no_other_solver_finds_a_better_plan(world, parameters):
    needs, offers = world
    plan = allocate(needs, offers, parameters)
    quantity, capacity = [n.quantity for n in needs], [o.capacity for o in offers]
    edges = values(needs, offers, plan)

    assert (plan.gap, plan.violated_pairs, plan.pairs) == (0, 0, len(edges))
    if parameters.ladder_steps:
        assert plan.objective == successive_paths(quantity, capacity, edges, *steps_of(needs, plan))
    else:
        assert plan.objective == successive_paths(quantity, capacity, edges)
    if sum(quantity) <= 9 and parameters.ladder_steps == 0:
        assert plan.objective == brute_force(quantity, capacity, edges)


@settings(max_examples=60, deadline=None)
@given(worlds(most=3))
def test_brute_force_finds_no_better_plan(world):
    needs = [msgspec.structs.replace(n, quantity=min(n.quantity, 2)) for n in world[0]]
    offers = [msgspec.structs.replace(o, capacity=min(o.capacity, 3)) for o in world[1]]
    plan = allocate(needs, offers, PLAIN)

    edges = values(needs, offers, plan)
    assert plan.objective == brute_force(
        [n.quantity for n in needs], [o.capacity for o in offers], edges
    )


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_every_proposal_keeps_every_rule_and_every_limit(world):
    needs, offers = {n.id: n for n in world[0]}, {o.id: o for o in world[1]}
    plan = allocate(*world)

    got, given_away = dict.fromkeys(needs, 0), dict.fromkeys(offers, 0)
    for one in plan.proposals:
        assert rules_again.refusals(needs[one.need_id], offers[one.offer_id]) == []
        assert one.units > 0
        got[one.need_id] += one.units
        given_away[one.offer_id] += one.units
    assert all(got[k] <= needs[k].quantity for k in needs)
    assert all(given_away[k] <= offers[k].capacity for k in offers)
    assert [(use.offer_id, use.units) for use in plan.offers] == sorted(given_away.items())
    missing = {k: needs[k].quantity - got[k] for k in needs if got[k] < needs[k].quantity}
    assert {one.need_id: one.missing for one in plan.unserved} == missing


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_every_explanation_is_true(world):
    needs, offers = {n.id: n for n in world[0]}, {o.id: o for o in world[1]}
    plan = allocate(*world)

    serving = {}
    for one in plan.proposals:
        serving.setdefault(one.need_id, set()).add(one.offer_id)
        parts = rules_again.score_parts(needs[one.need_id], offers[one.offer_id])
        assert one.parts == parts
        assert one.score == sum(parts.values())
    prices = {use.offer_id: use.price for use in plan.offers}
    for one in plan.proposals:
        idle = {
            k
            for k in offers.keys() - serving[one.need_id]
            if not rules_again.refusals(needs[one.need_id], offers[k])
        }
        if one.runner_up is None:
            assert not idle
        else:
            assert one.runner_up.offer_id in idle
            assert one.runner_up.margin >= 0
            assert one.runner_up.offer_price == prices[one.runner_up.offer_id]
    for one in plan.unserved:
        feasible = [o for o in offers.values() if not rules_again.refusals(needs[one.need_id], o)]
        if one.reason == "infeasible":
            assert feasible == []
            assert sum(one.removed.values()) == len(offers)
        else:
            assert one.offer_price >= one.unit_value + one.tier_price
            assert prices[one.offer_id] == one.offer_price
            assert one.offer_id in {o.id for o in feasible}


@settings(max_examples=60, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_rows_in_another_order_give_the_same_bytes(world, shuffler):
    needs, offers = world
    first = msgspec.json.encode(allocate(needs, offers))
    needs, offers = list(needs), list(offers)
    shuffler.shuffle(needs)
    shuffler.shuffle(offers)

    assert msgspec.json.encode(allocate(needs, offers)) == first


def crowd(needs=120, offers=40):
    """A fixed, larger world with several blocks and too little for everybody."""
    dice = random.Random(7)
    kinds = ("MAT-BOOK", "MAT-BAG", "SVC-PSY", "ACT-SPORT")
    counties = ("430102", "430103", "433101", "433122", "430202")
    wanted = [
        need(
            id=k,
            county=counties[min(dice.randrange(9), 4)],
            category=kinds[k % 4],
            parent=kinds[k % 4][:3],
            quantity=dice.randint(1, 9),
            beneficiaries=dice.randint(5, 60),
            waiting_days=dice.randint(0, 300),
            tokens=tuple(dice.sample(range(20), 4)),
        )
        for k in range(1, needs + 1)
    ]
    given_away = [
        offer(
            id=k,
            category=dice.choice((*kinds, "SVC")),
            capacity=dice.randint(1, 12),
            areas=(dice.choice(("43", "4301", "4331", *counties)),),
            tokens=tuple(dice.sample(range(20), 4)),
        )
        for k in range(1, offers + 1)
    ]
    return wanted, given_away


def test_two_processes_give_the_same_bytes_as_one(monkeypatch):
    monkeypatch.setattr("match.allocation.plan.WORTH_A_PROCESS", 0)
    world = crowd()

    assert msgspec.json.encode(allocate(*world, workers=2)) == msgspec.json.encode(allocate(*world))


def test_pricing_and_giving_the_solver_every_pair_agree():
    world = crowd()
    whole, priced = allocate(*world), allocate(*world, PRICED)

    assert (priced.objective, priced.gap) == (whole.objective, 0)
    assert whole.pairs > 300


def test_the_optimum_beats_its_yardsticks():
    world = crowd()
    fair, plain = allocate(*world), allocate(*world, PLAIN)

    assert plain.quality == 1.0
    assert plain.first_come < plain.greedy < 1.0
    assert (fair.first_come, fair.greedy) == (plain.first_come, plain.greedy)
    assert fair.figures_without_ladder == plain.figures
    assert fair.quality <= 1.0


def test_the_ladder_lifts_the_worst_tenth_of_counties_for_a_small_price():
    dice = random.Random(11)
    needs = [
        need(id=k, county=f"43{10 + k % 20}01", beneficiaries=dice.randint(10, 30) + k % 20)
        for k in range(1, 121)
    ]
    plan = allocate(needs, [offer(id=k, capacity=20) for k in range(1, 37)])

    assert plan.quality > 0.95
    assert plan.figures.worst_decile > 2 * plan.figures_without_ladder.worst_decile
    assert plan.figures.gini < plan.figures_without_ladder.gini / 2


def test_the_first_share_of_a_poor_county_goes_before_the_last_of_a_rich_one():
    rich = need(id=1, county="430102", quantity=10, beneficiaries=24)
    poor = need(id=2, county="433122", quantity=10, beneficiaries=20)
    only = offer(capacity=10)

    plain = {p.need_id: p.units for p in allocate([rich, poor], [only], PLAIN).proposals}
    fair = {p.need_id: p.units for p in allocate([rich, poor], [only]).proposals}
    assert plain == {1: 10}
    assert fair == {1: 5, 2: 5}


@settings(max_examples=40, deadline=None)
@given(worlds(), st.sampled_from([PLAIN, Parameters()]))
def test_another_solver_behind_the_port_gives_a_plan_as_good_and_as_proved(world, parameters):
    ours, other = allocate(*world, parameters), allocate(*world, parameters, solver=CheapestPaths())

    assert (other.objective, other.gap, other.violated_pairs) == (ours.objective, 0, 0)
    assert (other.solver, other.solver_version) == ("cheapest paths", "1")


def test_a_plan_that_cannot_be_proved_reaches_nobody():
    class Forgetful(CheapestPaths):
        def solve(self, problem):
            right = super().solve(problem)
            return FlowAnswer(right.flow, np.zeros_like(right.potential))

    with pytest.raises(AllocationError, match=r"does not pass the certificate: .*optimal"):
        allocate([need(), need(id=2, beneficiaries=40)], [offer()], solver=Forgetful())


def test_a_parent_offer_is_not_sold_twice():
    needs = [need(id=1, quantity=5), need(id=2, category="MAT-BAG", quantity=5)]
    plan = allocate(needs, [offer(category="MAT", capacity=6)])

    assert sum(one.units for one in plan.proposals) == 6
    assert [block.categories for block in plan.blocks] == [("MAT", "MAT-BAG", "MAT-BOOK")]


def test_asking_for_ten_times_the_books_does_not_buy_the_weight():
    modest = need(id=1, quantity=10)
    greedy = need(id=2, quantity=100)
    plan = allocate([modest, greedy], [offer(capacity=10)], PLAIN)

    assert {one.need_id: one.units for one in plan.proposals} == {1: 10}


def test_nothing_at_all_is_a_plan():
    plan = allocate([], [])

    assert (plan.proposals, plan.gap, plan.quality) == ((), 0, 1.0)


def test_the_input_hash_follows_every_fact_and_no_order():
    rows = [need(id=1, tokens=(3, 1)), need(id=2)]
    same = input_sha256([rows[1], need(id=1, tokens=(1, 3))], [offer()], Parameters())

    assert input_sha256(rows, [offer()], Parameters()) == same
    assert input_sha256(rows, [offer(reliability=51)], Parameters()) != same
    assert input_sha256(rows, [offer()], PLAIN) != same


def test_progress_is_told_and_may_cancel():
    told = []

    def stop(done, total):
        told.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        allocate(*crowd(), progress=stop)
    assert told == [(1, 4)]


class Dies(CheapestPaths):
    """A process beside the first one is killed in the middle of a block."""

    def solve(self, problem):
        if parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().solve(problem)


class Sleeps(CheapestPaths):
    def solve(self, problem):
        if parent_process():
            Path(os.environ["SLEEPER"]).write_text(str(os.getpid()))
            time.sleep(600)
        return super().solve(problem)


def test_a_killed_worker_ends_the_run_with_a_reason_instead_of_hanging(monkeypatch):
    monkeypatch.setattr("match.allocation.plan.WORTH_A_PROCESS", 0)

    with pytest.raises(AllocationError, match="ended from outside"):
        allocate(*crowd(), solver=Dies(), workers=2)


@pytest.mark.parametrize("workers", [2, 3])
def test_several_processes_tell_each_block_once_and_may_be_cancelled(monkeypatch, workers):
    monkeypatch.setattr("match.allocation.plan.WORTH_A_PROCESS", 0)
    told = []
    allocate(*crowd(), workers=workers, progress=lambda *at: told.append(at))

    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        allocate(*crowd(), workers=workers, progress=stop)


class Refuses(CheapestPaths):
    """Either the process beside the first one, or the first one, finds its numbers too large."""

    def __init__(self, *, beside):
        self.beside = beside

    def solve(self, problem):
        if bool(parent_process()) == self.beside:
            raise AllocationError("too large")
        return super().solve(problem)


@pytest.mark.parametrize("beside", [True, False])
def test_whoever_refuses_a_block_is_heard(monkeypatch, beside):
    monkeypatch.setattr("match.allocation.plan.WORTH_A_PROCESS", 0)

    with pytest.raises(AllocationError, match="too large"):
        allocate(*crowd(), solver=Refuses(beside=beside), workers=2)


def test_workers_do_not_outlive_the_run_that_was_killed(tmp_path):
    told = tmp_path / "pid"
    source = (
        "from match.allocation import plan; from tests.allocation.test_plan import Sleeps, crowd\n"
        "if __name__ == '__main__':\n"
        "    plan.WORTH_A_PROCESS = 0\n"
        "    plan.allocate(*crowd(), solver=Sleeps(), workers=2)\n"
    )
    script = tmp_path / "run.py"
    script.write_text(source)
    where = {"SLEEPER": str(told), "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.Popen([sys.executable, str(script)], env=os.environ | where)
    assert _until(lambda: told.exists() and told.read_text())
    worker = int(told.read_text())
    run.kill()
    run.wait()

    assert _until(lambda: not _alive(worker))


def _until(holds, seconds=30):
    end = time.monotonic() + seconds
    while not (answer := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return answer


def _alive(pid):
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_the_largest_lawful_numbers_are_still_solved_exactly():
    needs = [need(id=k, quantity=10**12, beneficiaries=20_000 * (k % 2)) for k in (1, 2, 3)]
    plan = allocate(needs, [offer(id=k, capacity=10**12) for k in (1, 2)])

    assert plan.gap == 0
    assert sum(one.units for one in plan.proposals) == 2 * 10**12
