"""A made-up prefecture of 10,000 needs × 5,000 offers: the engine, the open files and the checker.

The bench measures the same instance at province size; here it only has to be right.
"""

import csv

import numpy as np
import pytest

from bench._province import province
from match.allocation.blocks import blocks
from match.allocation.columns import codebook, need_columns, offer_columns
from match.allocation.directory import allocate_directory
from match.allocation.pair_kernels import edges_of
from match.allocation.pairs import Pairing
from match.allocation.plan import allocate
from match.allocation.shapes import Parameters, canonical_needs, canonical_offers
from match.proofs.verify import verify_directory
from tests.allocation.test_directory import edit_csv, set_report

NEEDS, OFFERS = 10_000, 5_000


@pytest.fixture(scope="module")
def rows():
    return province(NEEDS, OFFERS)


@pytest.fixture(scope="module")
def plan(rows):
    return allocate(*rows)


@pytest.fixture(scope="module")
def files(rows, tmp_path_factory):
    """The instance and its result in the open format."""
    folder = tmp_path_factory.mktemp("province")
    needs, offers = rows
    _write(
        folder / "needs.csv",
        ("need_id", "category", "county", "quantity"),
        [(row.id, row.category, row.county, row.quantity) for row in needs],
    )
    _write(
        folder / "offers.csv",
        ("offer_id", "category", "capacity"),
        [(row.id, row.category, row.capacity) for row in offers],
    )
    _write(folder / "edges.csv", ("need_id", "offer_id", "value"), _edges(needs, offers))
    outcome = allocate_directory(folder, folder / "out", steps=10)
    assert outcome.exit_code == 0, outcome.messages
    return folder, outcome.report


def _edges(needs, offers):
    needs, offers = canonical_needs(needs), canonical_offers(offers)
    categories = codebook(needs, offers)
    needs, offers = need_columns(needs, categories), offer_columns(offers, categories)
    for block in blocks(needs, offers):
        mine, theirs = needs.take(block.needs), offers.take(block.offers)
        for i, j, value in edges_of(Pairing.of(mine, theirs), Parameters()).chunks():
            yield from zip(mine.id[i].tolist(), theirs.id[j].tolist(), value.tolist(), strict=True)


def _write(path, header, lines):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(header)
        csv.writer(file).writerows(lines)


def test_the_plan_is_proved_and_keeps_what_it_promises(rows, plan):
    needs = {row.id: row for row in rows[0]}
    got = np.zeros(NEEDS + 1, np.int64)
    given = np.zeros(OFFERS + 1, np.int64)
    for one in plan.proposals:
        got[one.need_id] += one.units
        given[one.offer_id] += one.units

    assert (plan.gap, plan.violated_pairs) == (0, 0)
    assert plan.pairs > 500_000
    assert all(got[k] <= row.quantity for k, row in needs.items())
    assert all(given[row.id] <= row.capacity for row in rows[1])
    assert plan.first_come < plan.greedy < plan.quality
    assert plan.figures.worst_decile > 1.1 * plan.figures_without_ladder.worst_decile


def test_the_open_files_lead_to_the_same_objective_and_every_statement_is_true(plan, files):
    folder, report = files

    assert (report["objective"], report["pairs"]) == (plan.objective, plan.pairs)
    assert verify_directory(folder, folder / "out").false_statements == ()


def test_a_planted_wrong_plan_is_refused(files):
    folder, report = files
    moved = []

    def swap(lines):
        # Two needs of one category each get the other's offer: still whole, still within limits.
        lines[1][1], lines[2][1] = lines[2][1], lines[1][1]
        moved.extend(lines[1:3])

    edit_csv(folder / "out" / "flows.csv", swap)
    set_report(objective=report["objective"], gap=0)(folder / "out")

    verdict = verify_directory(folder, folder / "out")
    assert moved
    assert verdict.exit_code == 1
