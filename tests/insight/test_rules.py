"""Percent, medians, and small cells: an attacker with every public number learns of nobody."""

import random

import pytest

from match.insight.rules import SMALL, hidden_rows, hidden_tree, median, percent


def test_a_hundred_percent_means_every_one() -> None:
    assert (percent(23593, 23594), percent(23594, 23594), percent(1, 3)) == (99, 100, 33)
    assert percent(3, 0) is None
    assert percent(None, 4) is None


def test_medians_of_counted_days() -> None:
    dice = random.Random(3)
    for _ in range(300):
        days = [dice.randint(0, 40) for _ in range(dice.randint(1, 30))]
        counts = {day: days.count(day) for day in set(days)}

        assert median(counts) == sorted(days)[(len(days) - 1) // 2]
    assert median({}) is None
    assert median({4: 0}) is None


Row = tuple[int, int]


def learned(rows: dict[str, Row], hidden: frozenset[str], shown_total: bool) -> list[int]:
    """What can be worked out: every shown part, and each total less the shown ones."""
    facts = [part for code, row in rows.items() if code not in hidden for part in (*row, sum(row))]
    if shown_total:
        for place in (0, 1):
            facts.append(sum(rows[code][place] for code in hidden))
        facts.append(sum(sum(rows[code]) for code in hidden))
    return facts


def test_no_small_number_can_be_worked_out_of_one_row_of_places() -> None:
    dice = random.Random(11)
    for _ in range(3000):
        rows = {
            f"43{n:02d}": (dice.choice((0, 0, 1, 2, 4, 5, 9, 30)), dice.choice((0, 1, 3, 5, 12)))
            for n in range(dice.randint(1, 9))
        }
        hidden, total = hidden_rows(rows)

        assert [fact for fact in learned(rows, hidden, total) if 0 < fact < SMALL] == []
        if hidden and total:
            assert len(hidden) > 1


def test_hiding_only_the_small_cells_is_caught() -> None:
    """The broken twin: without complementary hiding the total less the others tells the cell."""
    rows = {"4301": (3, 9), "4302": (20, 10), "4303": (15, 8)}
    only_small = frozenset({"4301"})

    assert 3 in learned(rows, only_small, True)
    hidden, total = hidden_rows(rows)
    assert hidden > only_small
    assert [fact for fact in learned(rows, hidden, total) if 0 < fact < SMALL] == []


def province(dice: random.Random) -> tuple[dict[str, Row], dict[str, str]]:
    """Counties with small numbers everywhere, and the sums of prefectures and province."""
    rows: dict[str, Row] = {}
    parents: dict[str, str] = {}
    for p in range(1, dice.randint(2, 5)):
        prefecture = f"43{p:02d}00000000"
        parents[prefecture] = "430000000000"
        for c in range(1, dice.randint(2, 6)):
            county = f"43{p:02d}{c:02d}000000"
            rows[county] = (dice.choice((0, 2, 6, 40)), dice.choice((0, 1, 7)))
            parents[county] = prefecture
    leaves = dict(rows)
    for above in {*parents.values()}:
        prefix = "43" if above == "430000000000" else above[:4]
        below = [row for code, row in leaves.items() if code.startswith(prefix)]
        rows[above] = (sum(a for a, _ in below), sum(b for _, b in below))
    return rows, parents


@pytest.mark.parametrize("seed", range(60))
def test_no_small_number_can_be_worked_out_of_nested_totals(seed: int) -> None:
    rows, parents = province(random.Random(seed))
    hidden = hidden_tree(rows, parents)

    for above in {*parents.values()}:
        below = [code for code, parent in parents.items() if parent == above]
        facts = [
            part for code in below if code not in hidden for part in (*rows[code], sum(rows[code]))
        ]
        if above not in hidden:
            gone = [code for code in below if code in hidden]
            facts += [sum(rows[code][place] for code in gone) for place in (0, 1)]
            assert len(gone) != 1
        assert [fact for fact in facts if 0 < fact < SMALL] == []
