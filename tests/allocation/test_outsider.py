"""What an outsider would try: textbook problems, odd files, every kind of lie about a result.

Optima are those printed in textbooks, or found by trying every plan there is.
"""

import csv
import itertools
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from match.allocation.directory import allocate_directory
from match.allocation.shapes import Limits
from match.proofs.verify import verify_directory

NEEDS = "need_id,category,county,quantity"
OFFERS = "offer_id,category,capacity"
EDGES = "need_id,offer_id,value"


def lay(folder, needs, offers, edges):
    """Rows as tuples, written the way a spreadsheet would."""
    folder.mkdir()
    for name, header, rows in (
        ("needs", NEEDS, needs),
        ("offers", OFFERS, offers),
        ("edges", EDGES, edges),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header.split(","), *rows])
    return folder


def costs(demand, supply, table, dear=10_000):
    """A classic table of costs as needs, offers, edges: worth is what is saved from `dear`."""
    return (
        [(f"to{i}", "SHIP", "all", units) for i, units in enumerate(demand)],
        [(f"from{j}", "SHIP", units) for j, units in enumerate(supply)],
        [
            (f"to{i}", f"from{j}", dear - cost)
            for j, row in enumerate(table)
            for i, cost in enumerate(row)
        ],
    )


def solved(tmp_path, instance, steps=0, limits=None):
    given = lay(tmp_path / "given", *instance)
    outcome = allocate_directory(given, tmp_path / "out", steps=steps, limits=limits)
    assert outcome.exit_code == 0, outcome.messages
    assert verify_directory(given, tmp_path / "out").false_statements == ()
    return outcome.report


def flows(tmp_path):
    with (tmp_path / "out" / "flows.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["need_id"], row["offer_id"]): int(row["units"]) for row in csv.DictReader(file)
        }


TEXTBOOK = {
    # Hillier & Lieberman, Introduction to Operations Research: the P & T Company's canned peas.
    "P & T Company": (
        (80, 65, 70, 85),
        (75, 125, 100),
        ((464, 513, 654, 867), (352, 416, 690, 791), (995, 682, 388, 685)),
        152_535,
    ),
    # Winston, Operations Research: Powerco sends power to four cities.
    "Powerco": (
        (45, 20, 30, 30),
        (35, 50, 40),
        ((8, 6, 10, 9), (9, 12, 13, 7), (14, 9, 16, 5)),
        1_020,
    ),
    # Winston: Machineco's four machines and four jobs, an assignment.
    "Machineco": (
        (1, 1, 1, 1),
        (1, 1, 1, 1),
        ((14, 5, 8, 7), (2, 12, 6, 5), (7, 8, 3, 9), (2, 4, 6, 10)),
        15,
    ),
}


@pytest.mark.parametrize("name", TEXTBOOK)
def test_textbook_problems_cost_what_the_textbook_says(tmp_path, name):
    demand, supply, table, least = TEXTBOOK[name]
    report = solved(tmp_path, costs(demand, supply, table))

    assert sum(demand) == sum(supply)
    assert 10_000 * sum(demand) - report["objective"] == least
    sent = flows(tmp_path)
    cost = {(f"to{i}", f"from{j}"): c for j, row in enumerate(table) for i, c in enumerate(row)}
    assert sum(cost[pair] * units for pair, units in sent.items()) == least


def best_of_all(quantity, capacity, worth):
    """The most any plan is worth: every amount of every edge is tried."""
    pairs = sorted(worth)
    best = 0
    room = [range(min(quantity[i], capacity[j]) + 1) for i, j in pairs]
    for amounts in itertools.product(*room):
        given = dict.fromkeys(quantity, 0)
        taken = dict.fromkeys(capacity, 0)
        for (i, j), units in zip(pairs, amounts, strict=True):
            given[i] += units
            taken[j] += units
        if all(given[i] <= quantity[i] for i in given) and all(
            taken[j] <= capacity[j] for j in taken
        ):
            best = max(
                best, sum(worth[pair] * units for pair, units in zip(pairs, amounts, strict=True))
            )
    return best


SMALL = {
    "an offer for the parent category joins two blocks": (
        {"b": ("BOOK", 2), "m": ("MATHS", 2)},
        {"any": ("SCHOOL", 2), "b1": ("BOOK", 1)},
        {("b", "any"): 9, ("m", "any"): 8, ("b", "b1"): 7},
    ),
    "everything is worth the same": (
        {"x": ("A", 2), "y": ("A", 2)},
        {"p": ("A", 2), "q": ("A", 1)},
        {(i, j): 5 for i in "xy" for j in "pq"},
    ),
    "nothing, less than nothing, and a little": (
        {"x": ("A", 2), "y": ("A", 1)},
        {"p": ("A", 2), "q": ("A", 2)},
        {("x", "p"): 0, ("x", "q"): -3, ("y", "p"): 1, ("y", "q"): -1},
    ),
    "greedy is wrong": (
        {"x": ("A", 1), "y": ("A", 1)},
        {"p": ("A", 1), "q": ("A", 1)},
        {("x", "p"): 10, ("x", "q"): 9, ("y", "p"): 9},
    ),
    "ids that look like numbers": (
        {"7": ("1", 1), "007": ("1", 1), "7.0": ("1", 1)},
        {"7": ("1", 1), "07": ("1", 1)},
        {("7", "7"): 5, ("7", "07"): 9, ("007", "7"): 8, ("007", "07"): 1, ("7.0", "07"): 4},
    ),
    "ids in other writings, with commas, quotes and line ends": (
        {"需求，一": ("图书", 1), 'a "b", c': ("图书", 2), "two\nlines": ("图书", 1)},
        {"供给🎁": ("图书", 1), "é": ("图书", 1)},
        {
            ("需求，一", "供给🎁"): 3,
            ('a "b", c', "供给🎁"): 4,
            ('a "b", c', "é"): 2,
            ("two\nlines", "é"): 6,
        },
    ),
}


@pytest.mark.parametrize("steps", [0, 10])
@pytest.mark.parametrize("name", SMALL)
def test_no_plan_there_is_beats_ours(tmp_path, name, steps):
    needs, offers, worth = SMALL[name]
    report = solved(
        tmp_path,
        (
            [(i, category, "1", units) for i, (category, units) in needs.items()],
            [(j, category, units) for j, (category, units) in offers.items()],
            [(*pair, value) for pair, value in worth.items()],
        ),
        steps,
    )

    quantity = {i: units for i, (_, units) in needs.items()}
    capacity = {j: units for j, (_, units) in offers.items()}
    sent = flows(tmp_path)
    assert all(units <= min(quantity[i], capacity[j]) for (i, j), units in sent.items())
    if steps == 0:
        assert report["objective"] == best_of_all(quantity, capacity, worth)
        assert sum(worth[pair] * units for pair, units in sent.items()) == report["objective"]


def test_a_ladder_serves_both_counties_where_the_sum_would_serve_one(tmp_path):
    rich = ("rich", "A", "430102", 10)
    poor = ("poor", "A", "433101", 10)
    instance = (
        [rich, poor],
        [("o", "A", 10)],
        [("rich", "o", 11), ("poor", "o", 10)],
    )
    report = solved(tmp_path, instance, steps=10)

    # By hand: median 10, bonus of step k is min(60, 60 ÷ (k + ½)): 60 40 24 17 13 … for both, which
    # differ in steps by more than the worths do, so both climb alike.
    assert [step["bonus"] for step in report["ladder"]["A"]] == [60, 40, 24, 17, 13, 10, 9, 8, 7, 6]
    assert flows(tmp_path) == {("rich", "o"): 5, ("poor", "o"): 5}
    assert report["objective"] == 5 * 11 + 5 * 10 + 2 * (60 + 40 + 24 + 17 + 13)


@pytest.mark.parametrize(
    ("needs", "offers", "edges"),
    [
        ([], [], []),
        ([("n", "A", "1", 4)], [], []),
        ([], [("o", "A", 4)], []),
        ([("n", "A", "1", 4)], [("o", "B", 4)], []),
        ([("n", "A", "1", 0)], [("o", "A", 0)], [("n", "o", 5)]),
        ([("n", "A", "1", 4)], [("o", "A", 4)], [("n", "o", -(10**17))]),
    ],
)
def test_where_nothing_can_flow_the_empty_plan_is_proved(tmp_path, needs, offers, edges):
    report = solved(tmp_path, (needs, offers, edges), steps=10)
    assert (report["objective"], report["gap"], flows(tmp_path)) == (0, 0, {})


def test_the_largest_quantities_and_values_are_multiplied_exactly(tmp_path):
    most = 10**17
    report = solved(
        tmp_path,
        (
            [("n", "A", "1", most - 1), ("z", "A", "1", 1)],
            [("o", "A", most)],
            [("n", "o", most - 1), ("z", "o", most)],
        ),
    )
    assert report["objective"] == (most - 1) ** 2 + most


@pytest.mark.parametrize("percent", [20, 93, 100])
def test_a_least_share_of_a_huge_need_is_kept(tmp_path, percent):
    instance = (
        [("n", "A", "1", 10**17)],
        [("o", "A", 10**17)],
        [("n", "o", 3)],
    )
    solved(tmp_path, instance, limits=Limits(min_lot_percent=percent))
    for name, column in (("flows.csv", 10**17 // 10), ("report.json", None)):
        path = tmp_path / "out" / name
        if column:
            path.write_text(f"need_id,offer_id,units\nn,o,{column}\n")
        else:
            report = json.loads(path.read_text())
            objective = 3 * 10**16
            gap = report["bound"] - objective
            share = float(round(Fraction(gap, report["bound"]), 6))
            path.write_text(
                json.dumps(report | {"objective": objective, "gap": gap, "gap_to_bound": share})
            )
    verdict = verify_directory(tmp_path / "given", tmp_path / "out")
    assert [one.name for one in verdict.false_statements] == ["min_lot"]


def test_files_from_a_spreadsheet_are_read(tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    for name, text in (
        ("needs", "note,quantity,county,category,need_id\r\n,3,1,A, n1 \r\n"),
        ("offers", "offer_id,category,capacity\r\no1,A,2\r\n\r\n"),
        ("edges", 'value,offer_id,need_id\r\n"5","o1","n1"\r\n'),
    ):
        (given / f"{name}.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    outcome = allocate_directory(given, tmp_path / "out")
    assert outcome.report["objective"] == 10
    assert verify_directory(given, tmp_path / "out").exit_code == 0


REFUSED = {
    "needs.csv line 1: column 'need_id' is missing": ("needs", ""),
    "needs.csv line 1: column 'quantity' is named twice": (
        "needs",
        f"{NEEDS},quantity\nn,A,1,1,2\n",
    ),
    "needs.csv line 2: quantity '1e3' is not a whole number": ("needs", f"{NEEDS}\nn,A,1,1e3\n"),
    "needs.csv line 2: quantity '٣' is not a whole number": ("needs", f"{NEEDS}\nn,A,1,٣\n"),
    "above are both called 'a/b/c'": ("needs", f"{NEEDS}\nx,b/c,a,1\ny,c,a/b,1\n"),
    "offers.csv line 2: capacity 100000000000000001": ("offers", f"{OFFERS}\no,A,{10**17 + 1}\n"),
    "offers.csv line 2: not well-formed CSV: field larger": (
        "offers",
        f"{OFFERS}\n{'o' * 200_000},A,1\n",
    ),
    "edges.csv line 2: 2 fields where the first line names 3": ("edges", f"{EDGES}\nn,o\n"),
    "edges.csv line 3: need 'n' and offer 'o' are already": ("edges", f"{EDGES}\nn,o,1\nn,o,1\n"),
    "edges.csv line 2: need '07' is not in needs.csv": ("edges", f"{EDGES}\n07,o,1\n"),
    "edges.csv cannot be read: Is a directory": ("edges", None),
}


@pytest.mark.parametrize("message", REFUSED)
def test_an_odd_file_is_refused_with_a_reason(tmp_path, message):
    given = lay(tmp_path / "given", [("n", "A", "1", 1)], [("o", "A", 1)], [("n", "o", 1)])
    name, text = REFUSED[message]
    path = given / f"{name}.csv"
    if text is None:
        path.unlink()
        path.mkdir()
    else:
        path.write_text(text, encoding="utf-8")
    outcome = allocate_directory(given, tmp_path / "out", steps=10)
    assert (outcome.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert message in outcome.messages[0]
    assert verify_directory(given, tmp_path / "out").exit_code == 2


def cells(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def keep(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("limits", [None, Limits(min_lot=2, delivery_cost=3)])
@pytest.mark.parametrize("steps", [0, 10])
def test_no_number_of_a_result_can_be_changed_unnoticed(tmp_path, steps, limits):
    demand, supply, table, _ = TEXTBOOK["Powerco"]
    solved(tmp_path, costs(demand, supply, table), steps, limits)
    out, given = tmp_path / "out", tmp_path / "given"
    sound = cells(out / "flows.csv")

    def refused():
        return verify_directory(given, out).exit_code == 1

    for line, by in itertools.product(range(1, len(sound)), (-1, 1)):
        rows = [list(row) for row in sound]
        rows[line][2] = str(int(rows[line][2]) + by)
        keep(out / "flows.csv", rows)
        assert refused(), rows[line]
    for rows in (
        [*sound, sound[1]],
        sound[:-1],
        [sound[0], [sound[1][1], sound[1][0], sound[1][2]], *sound[2:]],
        [sound[0], *([row[0], sound[1][1], row[2]] for row in sound[1:])],
    ):
        keep(out / "flows.csv", rows)
        assert refused()
    keep(out / "flows.csv", sound)

    prices = cells(out / "prices.csv")
    for line, by in itertools.product(range(1, len(prices)), (-1, 1)):
        rows = [list(row) for row in prices]
        rows[line][2] = str(int(rows[line][2]) + by)
        keep(out / "prices.csv", rows)
        # Moved prices may prove another bound; never the one that is stated.
        assert refused() or (steps and rows[line][0] == "tier"), rows[line]
    keep(out / "prices.csv", prices)

    report = json.loads((out / "report.json").read_text())
    checked = {"objective", "dual_objective", "gap", "violated_pairs", "pairs"}
    for name in checked | ({"bound"} if limits else set()):
        (out / "report.json").write_text(json.dumps(report | {name: report[name] + 1}))
        assert refused(), name
    (out / "report.json").write_text(json.dumps(report))
    assert not refused()


def ladder_with(share):
    return lambda report: json.dumps(report).replace('"share": 0.1', f'"share": {share}')


def report_with(**changes):
    return lambda report: json.dumps(report | changes)


NONSENSE = {
    "an endless share": ladder_with("Infinity"),
    "a share that is no number": ladder_with("NaN"),
    "a share divided by nothing": ladder_with('"1/0"'),
    "a share of a million digits": ladder_with("1e-9999999"),
    "a share as large": ladder_with("1e9999999"),
    "a ladder of what nobody wants": lambda report: json.dumps(
        report | {"ladder": report["ladder"] | {"B": []}}
    ),
    "a ladder that is a list": report_with(ladder=["A"]),
    "constraints that are a list": report_with(constraints=[]),
    "a least lot of more than all": report_with(constraints={"min_lot_percent": 101}),
    "whole in words": report_with(constraints={"whole": "no"}),
    "an objective too long for a float": report_with(objective=10**400),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_in_a_report_is_refused_and_raises_nothing(tmp_path, name):
    report = solved(tmp_path, ([("n", "A", "1", 3)], [("o", "A", 2)], [("n", "o", 5)]), steps=10)
    (tmp_path / "out" / "report.json").write_text(NONSENSE[name](report))
    assert verify_directory(tmp_path / "given", tmp_path / "out").exit_code == 1


def test_constraints_that_limit_nothing_excuse_no_gap(tmp_path):
    report = solved(tmp_path, ([("n", "A", "1", 3)], [("o", "A", 2)], [("n", "o", 5)]))
    keep(tmp_path / "out" / "flows.csv", [["need_id", "offer_id", "units"], ["n", "o", "1"]])
    lie = {"objective": 5, "gap": 5, "bound": 10, "gap_to_bound": 0.5}
    for constraints, accepted in (({"max_suppliers": 0}, False), ({"max_suppliers": 1}, True)):
        (tmp_path / "out" / "report.json").write_text(
            json.dumps(report | lie | {"constraints": constraints})
        )
        verdict = verify_directory(tmp_path / "given", tmp_path / "out")
        assert (verdict.exit_code == 0) is accepted


def test_the_command_line_ends_with_a_code_and_a_sentence(tmp_path):
    given = lay(tmp_path / "given", [("n", "A", "1", 3)], [("o", "A", 2)], [("n", "o", 5)])
    (tmp_path / "file").write_text("in the way")

    def match(*arguments):
        return subprocess.run(
            [Path(sys.executable).with_name("match"), *map(str, arguments)],
            check=False, capture_output=True, text=True,
        )  # fmt: skip

    out = tmp_path / "out"
    asked = match("allocate", "--instance", given, "--out", out, "--max-suppliers", 3)
    assert (asked.returncode, json.loads(asked.stdout)["objective"]) == (0, 10)
    refused = match("allocate", "--instance", given, "--out", tmp_path / "file")
    assert refused.returncode == 2
    assert "cannot be written" in refused.stderr
    (out / "flows.csv").write_text("need_id,offer_id,units\nn,o,3\n")
    lied = match("verify", "--instance", given, "--result", out)
    assert lied.returncode == 1
    assert "offer_capacity" in lied.stderr
    assert "Traceback" not in refused.stderr + lied.stderr
