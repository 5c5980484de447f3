"""`allocate` and `verify` on plain CSV: hand-made instances, malformed files, planted lies."""

import csv
import json
import random

import pytest

from match.allocation.directory import allocate_directory
from match.proofs.verify import verify_directory
from tests.allocation.oracle import successive_paths

BOOKS = (
    ["n1,BOOK,430102,3", "n2,BOOK,433101,2", "n3,BAG,433101,4"],
    ["o1,BOOK,2", "o2,MAT,4"],
    ["n1,o1,10", "n2,o1,12", "n1,o2,5", "n2,o2,7", "n3,o2,9"],
)


def write(folder, needs, offers, edges):
    folder.mkdir(exist_ok=True)
    for name, header, rows in (
        ("needs", "need_id,category,county,quantity", needs),
        ("offers", "offer_id,category,capacity", offers),
        ("edges", "need_id,offer_id,value", edges),
    ):
        (folder / f"{name}.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


def run(tmp_path, instance, steps=0):
    given = write(tmp_path / "instance", *instance)
    outcome = allocate_directory(given, tmp_path / "out", steps=steps)
    assert outcome.exit_code == 0, outcome.messages
    verdict = verify_directory(given, tmp_path / "out")
    assert verdict.false_statements == ()
    assert verdict.exit_code == 0
    return outcome.report


def oracle(needs, offers, edges):
    quantity = {line.split(",")[0]: int(line.split(",")[-1]) for line in needs}
    capacity = {line.split(",")[0]: int(line.split(",")[-1]) for line in offers}
    need, offer = list(quantity), list(capacity)
    worth = {}
    for line in edges:
        one, other, value = line.split(",")
        worth[need.index(one), offer.index(other)] = int(value)
    return successive_paths(list(quantity.values()), list(capacity.values()), worth)


UNIT = (
    [f"n{k},A,1,1" for k in range(4)],
    [f"o{k},A,1" for k in range(4)],
    [f"n{i},o{j},{(7 * i + 5 * j * j) % 11}" for i in range(4) for j in range(4)],
)
HAND_MADE = {
    "transportation with a parent offer": BOOKS,
    "unit assignment": UNIT,
    "no feasible pair": (["n1,A,1,3"], ["o1,B,3"], []),
    "empty": ([], [], []),
    "no offers": (["n1,A,1,3"], [], []),
    "one need": (["n1,A,1,3"], ["o1,A,9"], ["n1,o1,4"]),
    "nothing wanted": (["n1,A,1,0"], ["o1,A,9"], ["n1,o1,4"]),
    "worthless and negative": (["n1,A,1,3"], ["o1,A,1", "o2,A,9"], ["n1,o1,0", "n1,o2,-4"]),
    "huge values": (
        ["n1,A,1,3", "n2,A,2,1"],
        ["o1,A,2"],
        ["n1,o1,9999999999999999", "n2,o1,10000000000000000"],
    ),
    "huge quantities": (["n1,A,1,99999999999999999"], ["o1,A,88888888888888888"], ["n1,o1,2"]),
}


@pytest.mark.parametrize("steps", [0, 3, 10])
@pytest.mark.parametrize("name", HAND_MADE)
def test_hand_made_instances_are_solved_exactly_and_verified(tmp_path, name, steps):
    report = run(tmp_path, HAND_MADE[name], steps)

    assert (report["gap"], report["violated_pairs"]) == (0, 0)
    if steps == 0:
        assert report["objective"] == oracle(*HAND_MADE[name])


def test_a_larger_instance_with_many_blocks(tmp_path):
    dice = random.Random(3)
    needs = [f"n{k},C{k % 5},43{k % 7},{dice.randint(1, 9)}" for k in range(60)]
    offers = [f"o{k},{'P' if k % 6 == 0 else f'C{k % 5}'},{dice.randint(1, 9)}" for k in range(30)]
    edges = [
        f"n{i},o{j},{dice.randint(1, 999)}"
        for i in range(60)
        for j in range(30)
        if (j % 6 == 0 and i % 5 < 2) or (j % 6 and i % 5 == j % 5)
    ]
    given = write(tmp_path / "i", needs, offers, edges)
    plain = allocate_directory(given, tmp_path / "plain")
    assert plain.report["objective"] == oracle(needs, offers, edges)
    fair = allocate_directory(given, tmp_path / "fair", steps=10)
    assert fair.report["objective"] > plain.report["objective"]
    assert set(fair.report["ladder"]) == {f"C{k}" for k in range(5)}
    assert verify_directory(given, tmp_path / "plain").exit_code == 0
    assert verify_directory(given, tmp_path / "fair").exit_code == 0


def test_the_order_of_rows_changes_neither_flows_nor_prices(tmp_path):
    run(tmp_path, BOOKS, 10)
    first = {p.name: p.read_bytes() for p in (tmp_path / "out").glob("*.csv")}
    run(tmp_path, tuple(rows[::-1] for rows in BOOKS), 10)

    assert {p.name: p.read_bytes() for p in (tmp_path / "out").glob("*.csv")} == first


MALFORMED = {
    "needs.csv is missing": ("needs.csv", None),
    "needs.csv line 1: column 'county' is missing": ("needs.csv", "need_id,category,quantity\n"),
    "needs.csv line 2: 3 fields where": ("needs.csv", "need_id,category,county,quantity\nn1,A,1\n"),
    "needs.csv line 2: quantity '1.5' is not a whole number": (
        "needs.csv",
        "need_id,category,county,quantity\nn1,A,1,1.5\n",
    ),
    "needs.csv line 2: quantity -1 is not between 0": (
        "needs.csv",
        "need_id,category,county,quantity\nn1,A,1,-1\n",
    ),
    "needs.csv line 3: need_id 'n1' is already used": (
        "needs.csv",
        "need_id,category,county,quantity\nn1,A,1,1\nn1,A,1,1\n",
    ),
    "needs.csv line 2: county is empty": (
        "needs.csv",
        "need_id,category,county,quantity\nn1,A,,1\n",
    ),
    "needs.csv line 2: not UTF-8 (byte 33)": (
        "needs.csv",
        b"need_id,category,county,quantity\n\xff,A,1,1\n",
    ),
    "needs.csv line 3: the quantity column adds up": (
        "needs.csv",
        f"need_id,category,county,quantity\nn1,A,1,{10**17}\nn2,A,1,1\n",
    ),
    "edges.csv line 2: need 'x' is not in needs.csv": (
        "edges.csv",
        "need_id,offer_id,value\nx,o1,1\n",
    ),
    "edges.csv line 2: offer 'x' is not in offers.csv": (
        "edges.csv",
        "need_id,offer_id,value\nn1,x,1\n",
    ),
    "edges.csv line 3: need 'n1' and offer 'o1' are already paired": (
        "edges.csv",
        "need_id,offer_id,value\nn1,o1,1\nn1,o1,2\n",
    ),
    "edges.csv line 2: value 1000000000000000000 is not between": (
        "edges.csv",
        f"need_id,offer_id,value\nn1,o1,{10**18}\n",
    ),
    "edges.csv line 2: value '' is not a whole number": (
        "edges.csv",
        "need_id,offer_id,value\nn1,o1,\n",
    ),
    "edges.csv line 2: not well-formed CSV": ("edges.csv", 'need_id,offer_id,value\n"n1,o1,1\n'),
}


@pytest.mark.parametrize("message", MALFORMED)
def test_malformed_files_get_a_clear_error_with_file_and_line(tmp_path, message):
    given = write(tmp_path / "instance", *BOOKS)
    name, content = MALFORMED[message]
    if content is None:
        (given / name).unlink()
    else:
        (given / name).write_bytes(content if isinstance(content, bytes) else content.encode())

    outcome = allocate_directory(given, tmp_path / "out")
    assert outcome.exit_code == 2
    assert message in outcome.messages[0]
    assert not (tmp_path / "out").exists()
    assert verify_directory(given, tmp_path / "out").exit_code == 2


def test_the_largest_values_are_exact_and_refused_with_a_ladder(tmp_path):
    largest = (["n1,A,1,3", "n2,A,2,1"], ["o1,A,2"], [f"n1,o1,{10**17 - 1}", f"n2,o1,{10**17}"])
    assert run(tmp_path, largest)["objective"] == oracle(*largest) == 2 * 10**17 - 1
    outcome = allocate_directory(tmp_path / "instance", tmp_path / "fair", steps=10)
    assert outcome.exit_code == 2
    assert "coarser unit" in outcome.messages[0]


def test_values_too_spread_for_many_rows_are_refused(tmp_path):
    needs = [f"n{k},A,1,1" for k in range(40)]
    given = write(tmp_path / "i", needs, ["o1,A,5"], [f"n{k},o1,{10**17 - k}" for k in range(40)])
    outcome = allocate_directory(given, tmp_path / "out")

    assert outcome.exit_code == 2
    assert "coarser unit" in outcome.messages[0]


def edit_csv(path, change):
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(rows)


def set_cell(name, line, column, by):
    def change(folder):
        def cell(rows):
            rows[line][column] = str(int(rows[line][column]) + by)

        edit_csv(folder / name, cell)

    return change


def set_report(**changes):
    def change(folder):
        report = json.loads((folder / "report.json").read_text())
        (folder / "report.json").write_text(json.dumps(report | changes))

    return change


def drop_row(name):
    return lambda folder: edit_csv(folder / name, lambda rows: rows.pop())


def add_row(name, *cells):
    return lambda folder: edit_csv(folder / name, lambda rows: rows.append(list(cells)))


def lower_bonus(folder):
    report = json.loads((folder / "report.json").read_text())
    report["ladder"]["BOOK"][0]["bonus"] -= 1
    (folder / "report.json").write_text(json.dumps(report))


PLANTED = {
    "a unit more": set_cell("flows.csv", 1, 2, 1),
    "a unit less": set_cell("flows.csv", 1, 2, -1),
    "a price more": set_cell("prices.csv", 1, 2, 1),
    "a price less": set_cell("prices.csv", -1, 2, -1),
    "a flow dropped": drop_row("flows.csv"),
    "a price dropped": drop_row("prices.csv"),
    "a flow on no pair": add_row("flows.csv", "n3", "o1", "1"),
    "a flow of nothing": add_row("flows.csv", "n1", "o2", "0"),
    "a flow for nobody": add_row("flows.csv", "n9", "o1", "1"),
    "a price of nobody": add_row("prices.csv", "need", "n9", "0"),
    "a price twice": add_row("prices.csv", "need", "n1", "0"),
    "an unknown side": add_row("prices.csv", "seller", "n1", "0"),
    "a better objective": set_report(objective=10**6),
    "both objectives better": set_report(objective=10**6, dual_objective=10**6),
    "a gap": set_report(gap=1),
    "violated pairs": set_report(violated_pairs=1),
    "fewer pairs": set_report(pairs=1),
    "another input": set_report(input_sha256="0" * 64),
    "no solver": set_report(solver=""),
    "an objective in words": set_report(objective="many"),
    "a fractional objective": set_report(objective=1.5),
    "no ladder said": set_report(ladder=None),
    "a lower bonus": lower_bonus,
    "half a ladder": set_report(ladder={"BOOK": [{"share": 0.1, "bonus": 6}]}),
    "a ladder in words": set_report(ladder={"BOOK": "fair", "BAG": "fair"}),
    "no report": lambda folder: (folder / "report.json").unlink(),
    "no JSON": lambda folder: (folder / "report.json").write_text("{"),
    "no object": lambda folder: (folder / "report.json").write_text("[]"),
    "no flows": lambda folder: (folder / "flows.csv").unlink(),
}


@pytest.mark.parametrize("lie", PLANTED)
def test_a_planted_lie_is_refused(tmp_path, lie):
    given = write(tmp_path / "instance", *BOOKS)
    allocate_directory(given, tmp_path / "out", steps=10)
    PLANTED[lie](tmp_path / "out")

    verdict = verify_directory(given, tmp_path / "out")
    assert verdict.exit_code == 1
    assert verdict.false_statements


def test_a_changed_instance_no_longer_fits_its_result(tmp_path):
    run(tmp_path, BOOKS)
    needs, offers, edges = BOOKS
    write(tmp_path / "instance", needs, offers, [*edges[:-1], "n3,o2,8"])

    names = {
        s.name for s in verify_directory(tmp_path / "instance", tmp_path / "out").false_statements
    }
    assert {"input_sha256", "objective"} <= names
