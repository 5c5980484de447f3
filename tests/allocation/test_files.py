"""The open files to the letter: what may stand in them, what is said of a bad one, what is left
behind when they cannot be written, and that no line of a report can be forged alone."""

import csv
import json
import resource

import pytest

from match.allocation.directory import allocate_directory
from match.allocation.shapes import Limits
from match.proofs.verify import verify_directory
from tests.allocation.test_outsider import EDGES, NEEDS, OFFERS, costs, lay

PLAIN = ([("n", "A", "1", 3), ("m", "A", "2", 2)], [("o", "A", 4)], [("n", "o", 5), ("m", "o", 7)])


def test_ids_with_every_kind_of_line_end_come_back_whole(tmp_path):
    needs = [(f"a{end}b", "A", "1", 1) for end in ("\r", "\n", "\r\n", "\x0b", "\u2028", '"\r')]
    instance = (needs, [("o\rp", "A", 9)], [(need[0], "o\rp", 2) for need in needs])
    given = lay(tmp_path / "given", *instance)
    assert allocate_directory(given, tmp_path / "out", steps=3).exit_code == 0

    assert verify_directory(given, tmp_path / "out").false_statements == ()
    with (tmp_path / "out" / "flows.csv").open(encoding="utf-8", newline="") as file:
        flows = list(csv.reader(file))[1:]
    assert sorted(flows) == sorted([need[0], "o\rp", "1"] for need in needs)


def test_spaces_around_the_names_of_columns_are_no_part_of_them(tmp_path):
    given = lay(tmp_path / "given", *PLAIN)
    (given / "needs.csv").write_text("need_id, category ,county, quantity\nn,A,1,3\nm,A,2,2\n")
    assert allocate_directory(given, tmp_path / "out").report["objective"] == 24
    assert verify_directory(given, tmp_path / "out").exit_code == 0


BAD = {
    "needs.csv line 3: not UTF-8 (byte 41)": (
        "needs",
        f"{NEEDS}\nn,A,1,3\n儿童,图书,湘西,3\n".encode("gbk"),
    ),
    "offers.csv line 1: not UTF-8 (byte 0)": ("offers", f"{OFFERS}\n".encode("utf-16")),
    # Far beyond what is decoded at once: the byte is counted from the start of the file.
    "edges.csv line 20001: not UTF-8 (byte 30022)": (
        "edges",
        EDGES.encode() + b"\n\r\n" * 10_000 + b"\xe9",
    ),
    "needs.csv line 3: not well-formed CSV: unexpected end": (
        "needs",
        f'{NEEDS}\nn,A,1,3\n"m,A,1,3\nl,A,1,3\nk,A,1,3\n'.encode(),
    ),
    "needs.csv line 2: not well-formed CSV: ',' expected": (
        "needs",
        f'{NEEDS}\n"n"n,A,1,3\n'.encode(),
    ),
    "offers.csv line 1: not well-formed CSV: field larger": ("offers", b"o" * 140_000),
    "needs.csv line 4: category 'c' of county 'a/b'": (
        "needs",
        f"{NEEDS}\nx,b/c,a,1\n\ny,c,a/b,1\n".encode(),
    ),
    "offers.csv line 3: offer_id 'o' is already used on line 2": (
        "offers",
        f"{OFFERS}\no,A,1\no ,A,1\n".encode(),
    ),
    "it says 'need_id;category;county;quantity'": (
        "needs",
        NEEDS.replace(",", ";").encode() + b"\nn;A;1;3\n",
    ),
}


@pytest.mark.parametrize("message", BAD)
def test_a_bad_file_is_named_with_its_line(tmp_path, message):
    given = lay(tmp_path / "given", *PLAIN)
    name, content = BAD[message]
    (given / f"{name}.csv").write_bytes(content)
    outcome = allocate_directory(given, tmp_path / "out")

    assert outcome.exit_code == 2
    assert message in outcome.messages[0]
    assert f"{name}.csv line " in outcome.messages[0]
    assert not (tmp_path / "out").exists()
    verdict = verify_directory(given, tmp_path / "out")
    assert (verdict.exit_code, message in str(verdict.false_statements[0])) == (2, True)


@pytest.mark.parametrize("cells", ["n" * 90_000 + ",A,1,x", "n,A,1," + "1" * 90_000])
def test_what_is_said_of_a_bad_file_can_be_read(tmp_path, cells):
    given = lay(tmp_path / "given", *PLAIN)
    (given / "needs.csv").write_text(f"{NEEDS}\n{cells}\n")
    (said,) = allocate_directory(given, tmp_path / "out").messages

    assert said.startswith("needs.csv line 2: quantity ")
    assert len(said) < 300


def left(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_a_folder_in_the_way_of_one_file_keeps_all_three_out(tmp_path):
    given = lay(tmp_path / "given", *PLAIN)
    (tmp_path / "out" / "report.json").mkdir(parents=True)
    outcome = allocate_directory(given, tmp_path / "out")

    assert outcome.exit_code == 2
    assert "report.json is a folder there" in outcome.messages[0]
    assert left(tmp_path / "out") == {}


def test_a_full_disk_leaves_an_earlier_result_whole(tmp_path):
    many = [(f"n{k}", "A", "1", 1) for k in range(900)]
    given = lay(tmp_path / "given", many, [("o", "A", 5)], [(one[0], "o", 3) for one in many])
    assert allocate_directory(given, tmp_path / "out").exit_code == 0
    before, most = left(tmp_path / "out"), resource.getrlimit(resource.RLIMIT_FSIZE)
    # 'flows.csv' still fits, 'prices.csv' does not.
    assert len(before["flows.csv"]) < 2_000 < len(before["prices.csv"])
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, most[1]))
    try:
        outcome = allocate_directory(given, tmp_path / "out", steps=10)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)

    assert outcome.exit_code == 2
    assert "cannot be written" in outcome.messages[0]
    assert left(tmp_path / "out") == before
    assert len(list((tmp_path / "out").iterdir())) == 3
    assert verify_directory(given, tmp_path / "out").exit_code == 0


def test_a_share_beyond_all_is_refused_with_the_most_there_is(tmp_path):
    given = lay(tmp_path / "given", *PLAIN)
    outcome = allocate_directory(given, tmp_path / "out", limits=Limits(min_lot_percent=200))
    assert outcome.messages == [
        "min_lot_percent 200: give a whole number from 0 (no such limit) to 100."
    ]


def result(tmp_path, instance, **asked):
    given = lay(tmp_path / "given", *instance)
    outcome = allocate_directory(given, tmp_path / "out", **asked)
    assert outcome.exit_code == 0, outcome.messages
    assert verify_directory(given, tmp_path / "out").exit_code == 0
    return json.loads((tmp_path / "out" / "report.json").read_text())


def verdict_on(tmp_path, report):
    text = report if isinstance(report, str) else json.dumps(report)
    (tmp_path / "out" / "report.json").write_text(text)
    return verify_directory(tmp_path / "given", tmp_path / "out")


@pytest.mark.parametrize("supply", [9, 200], ids=["scarce", "plenty"])
@pytest.mark.parametrize("steps", [1, 3, 10])
def test_no_step_of_the_published_ladder_can_be_changed(tmp_path, steps, supply):
    """Also where nobody stands on it, so that neither the plan's worth nor its bound would move."""
    report = result(tmp_path, costs((9, 7), (supply,), ((3, 4),)), steps=steps)
    assert report["ladder_steps"] == len(report["ladder"]["SHIP"]) == steps
    for row in range(steps):
        for name, by in (("bonus", 1), ("bonus", -1), ("share", 0.01), ("share", -0.01)):
            forged = json.loads(json.dumps(report))
            forged["ladder"]["SHIP"][row][name] += by
            assert verdict_on(tmp_path, forged).exit_code == 1, (row, name, by)
    shorter = json.loads(json.dumps(report))
    shorter["ladder"]["SHIP"].pop()
    for forged in (shorter, report | {"ladder_steps": steps + 1}, report | {"ladder_steps": "10"}):
        assert verdict_on(tmp_path, forged).exit_code == 1


def test_a_ladder_of_somebody_elses_rule_is_proved_as_it_is(tmp_path):
    """The published rule: min(6, 0.6 ÷ ½) medians of 5 on one step, which holds all."""
    report = result(tmp_path, ([("n", "A", "1", 2)], [("o", "A", 9)], [("n", "o", 5)]), steps=1)
    assert (report["ladder"], report["objective"]) == (
        {"A": [{"share": 1.0, "bonus": 6}]},
        2 * 5 + 2 * 6,
    )
    other = {"ladder": {"A": [{"share": 1.0, "bonus": 5}]}, "objective": 20, "dual_objective": 20}
    (tmp_path / "out" / "prices.csv").write_text(
        "side,id,price\nneed,n,10\noffer,o,0\ntier,1/A,5\n"
    )
    names = {one.name for one in verdict_on(tmp_path, report | other).false_statements}
    assert names == {"ladder"}
    own = {name: value for name, value in (report | other).items() if name != "ladder_steps"}
    assert verdict_on(tmp_path, own).false_statements == ()


FORGED = {
    "a count that is true instead of 1": {"pairs": True},
    "a count with a point": {"pairs": 1.0},
    "a bound without constraints": {"bound": 11},
    "a distance without constraints": {"gap_to_bound": 0.5},
    "time that ran backwards": {"cpu_seconds": -1},
    "time in words": {"cpu_seconds": "long"},
    "steps without a ladder": {"ladder_steps": 10},
    "a ladder of no steps": {"ladder_steps": 0},
}


@pytest.mark.parametrize("lie", FORGED)
def test_no_line_of_a_plain_report_can_be_added_or_bent(tmp_path, lie):
    report = result(tmp_path, ([("n", "A", "1", 2)], [("o", "A", 9)], [("n", "o", 5)]))
    assert verdict_on(tmp_path, report | {"bound": 10, "gap_to_bound": 0}).exit_code == 0
    verdict = verdict_on(tmp_path, report | FORGED[lie])
    assert [one.name for one in verdict.false_statements] == list(FORGED[lie])


def test_a_name_given_twice_in_a_report_is_refused(tmp_path):
    """Of two objectives one reader would take the first, another one the last."""
    report = result(tmp_path, PLAIN)
    verdict = verdict_on(tmp_path, '{"objective": 1000, ' + json.dumps(report)[1:])
    assert (
        verdict.exit_code,
        "'objective' is given twice" in str(verdict.false_statements[0]),
    ) == (
        1,
        True,
    )


def test_where_nothing_is_wanted_nobody_has_a_ladder(tmp_path):
    report = result(tmp_path, ([], [("o", "A", 4)], []), steps=10)
    assert (report["ladder_steps"], report["ladder"]) == (10, {})
    assert verdict_on(tmp_path, report | {"ladder": {"A": []}}).exit_code == 1


WHOM = {
    "need_quantity: need n: 1 units too many": "n,o,4\n",
    "offer_capacity: offer o: 1 units too many": "n,o,3\nm,o,2\n",
    "flows_feasible: need m and offer p: 1 flows are on no feasible pair": "m,p,1\n",
    "flows_positive: need n and offer p: a flow is not a positive number of units": "n,p,0\n",
}


@pytest.mark.parametrize("said", WHOM)
def test_a_false_statement_says_whom_it_is_about(tmp_path, said):
    needs, offers, edges = PLAIN
    result(tmp_path, (needs, [*offers, ("p", "A", 4)], [*edges, ("n", "p", 1)]))
    (tmp_path / "out" / "flows.csv").write_text("need_id,offer_id,units\n" + WHOM[said])
    verdict = verify_directory(tmp_path / "given", tmp_path / "out")
    assert said in map(str, verdict.false_statements)


def test_a_pair_that_is_not_paid_for_is_named(tmp_path):
    result(tmp_path, PLAIN)
    prices = tmp_path / "out" / "prices.csv"
    prices.write_text("side,id,price\nneed,n,5\nneed,m,6\noffer,o,0\n")
    verdict = verify_directory(tmp_path / "given", tmp_path / "out")
    told = "prices_cover: need m and offer o: 1 feasible pairs are worth more than paid"
    assert told in map(str, verdict.false_statements)
