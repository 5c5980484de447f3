"""The offline verifier: a true board passes, and every way of cheating is named."""

import copy
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from match.proofs import shamir
from match.proofs.board import BoardError, complaints
from tests.proofs.made import board, relinked, spelt

WHOLE = board()


@pytest.fixture
def file() -> dict[str, Any]:
    return copy.deepcopy(WHOLE)


def words(file: dict[str, Any], number: int) -> dict[str, Any]:
    return json.loads(file["lines"][number - 1]["said"])


def say(file: dict[str, Any], number: int, **changes: Any) -> None:
    """Change what a line says, leaving its hash."""
    line = file["lines"][number - 1]
    line["said"] = spelt(words(file, number) | changes)


def moved(file: dict[str, Any], number: int, **by: float) -> None:
    line = file["lines"][number - 1]
    line["at"] = (datetime.fromisoformat(line["at"]) + timedelta(**by)).isoformat()


def test_a_true_board_has_nothing_against_it(file):
    assert len(file["lines"]) == 12
    assert complaints(file) == []


def test_a_board_before_the_opening_has_nothing_against_it(file):
    file["lines"] = file["lines"][:7]
    file |= {"contents": [], "shares": [], "sealed": [], "receipts": []}

    assert complaints(file) == []


def test_without_the_technical_envelopes_before_the_result_it_still_counts(file):
    file["published"] = "prices"
    for part in ("contents", "shares", "sealed"):
        file[part] = [each for each in file[part] if each["envelope"] == "price"]

    assert complaints(file) == []


# Lines: 1 keys, 2 sealed 1, 3 sealed 2, 4 replaced 3 (of 1), 5 sealed 4, 6 withdrawn 4,
# 7 sealed 5, 8 opening, 9 10 11 shares, 12 opened.
def insertion(file):
    file["lines"].insert(4, copy.deepcopy(file["lines"][2]))


def insertion_relinked(file):
    extra = copy.deepcopy(file["lines"][2])
    extra["said"] = spelt(words(file, 3) | {"bid": 9, "bidder": "f" * 16})
    extra["at"] = file["lines"][2]["at"]
    file["lines"].insert(3, extra)
    relinked(file)


def removal(file):
    del file["lines"][2]


def removal_relinked(file):
    del file["lines"][2]
    relinked(file)


def edited_time(file):
    moved(file, 7, microseconds=1)


def edited_time_relinked(file):
    moved(file, 7, minutes=-30)
    relinked(file)


def late(file):
    moved(file, 7, seconds=1)
    relinked(file, 6)


def early_opening(file):
    for number in range(8, 13):
        moved(file, number, minutes=-7)
    relinked(file, 7)


def swapped_commitment(file):
    envelopes = words(file, 3)["envelopes"]
    envelopes["price"]["bid_commitment"] = words(file, 7)["envelopes"]["price"]["bid_commitment"]
    say(file, 3, envelopes=envelopes)


def swapped_commitment_relinked(file):
    swapped_commitment(file)
    relinked(file)


def other_text(file):
    content = next(c for c in file["contents"] if (c["bid"], c["envelope"]) == (2, "price"))
    content["said"] = content["said"].replace("200000", "190000")


def other_price(file):
    told = words(file, 12)["bids"]
    told[0]["envelopes"]["price"]["price_fen"] = 190_000
    say(file, 12, bids=told)
    relinked(file, 11)


def texts_exchanged(file):
    one, other = file["contents"][0], file["contents"][2]
    one["said"], other["said"] = other["said"], one["said"]


def other_key(file):
    file["contents"][0]["dek"] = file["contents"][1]["dek"]


def other_sealed_text(file):
    file["sealed"][0]["body"] = file["sealed"][2]["body"]


def bid_left_out(file):
    say(file, 8, bids=[2, 3], least=2)
    told = words(file, 12)["bids"][:2]
    say(file, 12, bids=told)
    relinked(file, 7)
    file["min_bids"] = 2
    for part in ("contents", "shares", "sealed"):
        file[part] = [each for each in file[part] if each["bid"] != 5]


def bid_from_nowhere(file):
    say(file, 8, bids=[2, 3, 5, 6])
    relinked(file, 7)


def opened_with_two(file):
    del file["lines"][6]
    say(file, 7, bids=[2, 3])
    say(file, 11, bids=words(file, 11)["bids"][:2])
    relinked(file)
    for part in ("contents", "shares", "sealed"):
        file[part] = [each for each in file[part] if each["bid"] != 5]


def opened_though_refused(file):
    line = copy.deepcopy(file["lines"][7])
    line |= {"kind": "refused", "said": spelt({"bids": [2, 3, 5], "reason": "…"})}
    file["lines"].insert(8, line)
    relinked(file, 8)


def withdrawn_bid_opened(file):
    say(file, 8, bids=[2, 3, 4, 5])
    relinked(file, 7)


def two_officials(file):
    del file["lines"][10]
    relinked(file, 10)
    file["shares"] = [each for each in file["shares"] if each["official"] != 5]


def bent_share(file):
    share = bytearray.fromhex(file["shares"][0]["share"])
    share[4] ^= 1
    file["shares"][0]["share"] = share.hex()


def shares_exchanged(file):
    one, other = file["shares"][0], file["shares"][6]
    one["share"], other["share"] = other["share"], one["share"]


def share_nobody_brought(file):
    file["shares"].append(file["shares"][0] | {"official": 2})


def officials_changed(file):
    line = copy.deepcopy(file["lines"][0])
    line["at"] = file["lines"][2]["at"]
    file["lines"].insert(3, line)
    relinked(file, 3)


def one_body_twice(file):
    officials = words(file, 1)["officials"]
    officials[1]["body"] = officials[0]["body"]
    say(file, 1, officials=officials)
    relinked(file)


def other_keyset(file):
    officials = words(file, 1)["officials"]
    officials[0]["recipient"] = "age1stranger"
    say(file, 1, officials=officials)
    relinked(file)


def two_bids_of_one(file):
    say(file, 7, bidder=words(file, 3)["bidder"])
    relinked(file, 6)


def forged_receipt(file):
    file["receipts"][1]["said"] = file["receipts"][1]["said"].replace('"bid":2', '"bid":3')


def receipt_of_another_key(file):
    file["receipts"][0]["public_key"] = "ab" * 32


def unpublished(file):
    file["contents"] = file["contents"][:-1]


CHEATS: list[tuple[Callable[[dict[str, Any]], None], str]] = [
    (insertion, "a line is missing or put in"),
    (insertion_relinked, "was left out of the opening"),
    (removal, "a line is missing or put in"),
    (removal_relinked, "the board has no such line any more"),
    (edited_time, "not the text that was linked"),
    (edited_time_relinked, "the board has no such line any more"),
    (late, "sealed after the deadline"),
    (early_opening, "opening before the deadline"),
    (swapped_commitment, "not the text that was linked"),
    (swapped_commitment_relinked, "is not the one committed to"),
    (other_text, "is not the one committed to"),
    (other_price, "another price than the bid"),
    (texts_exchanged, "is not the one committed to"),
    (other_key, "the key is not the one committed to"),
    (other_sealed_text, "not the one that was received"),
    (bid_left_out, "was left out of the opening"),
    (bid_from_nowhere, "no line says that it was sealed"),
    (opened_with_two, "were not refused"),
    (opened_though_refused, "and yet opened"),
    (withdrawn_bid_opened, "no line says that it was sealed"),
    (two_officials, "officials brought shares, and 3 are needed"),
    (bent_share, "do not lie on one polynomial"),
    (shares_exchanged, "do not lie on one polynomial"),
    (share_nobody_brought, "no line says that official 2"),
    (officials_changed, "changed after the first bid"),
    (one_body_twice, "of another body"),
    (other_keyset, "not the hash of its keys"),
    (two_bids_of_one, "has two bids"),
    (forged_receipt, "the signature is not good"),
    (receipt_of_another_key, "a key that the board does not name"),
    (unpublished, "it is not published"),
]


@pytest.mark.parametrize(("cheat", "said"), CHEATS, ids=[cheat.__name__ for cheat, _ in CHEATS])
def test_every_cheat_is_named(file, cheat, said):
    cheat(file)
    found = complaints(file)

    assert [each for each in found if said in each], found


def test_a_chain_made_anew_is_caught_by_an_earlier_copy_alone(file):
    """Nobody kept a receipt: the whole chain is sound, and still another chain."""
    file["lines"] = file["lines"][:7]
    file |= {"contents": [], "shares": [], "sealed": [], "receipts": []}
    earlier = copy.deepcopy(file)
    del file["lines"][2]
    relinked(file)

    assert complaints(file) == []
    assert complaints(file, earlier=earlier) == ["line 3: it is not the line of the earlier copy"]


def test_a_line_cut_off_the_end_is_caught_by_a_receipt(file):
    receipts = file["receipts"]
    file["lines"] = file["lines"][:6]
    file |= {"contents": [], "shares": [], "sealed": [], "receipts": []}

    assert complaints(file) == []
    assert complaints(file, receipts) == ["receipt of line 7: the board has no such line any more"]


@pytest.mark.parametrize("broken", [{}, [], {"v": 2, "lines": []}, {"v": 1, "lines": []}, None])
def test_what_is_no_board_is_said_to_be_none(broken):
    with pytest.raises(BoardError):
        complaints(broken)


def test_the_command_answers_by_its_exit_code(tmp_path: Path, file):
    from match.cli import main

    path = tmp_path / "board.json"
    path.write_text(json.dumps(file), "utf-8")
    true = CliRunner().invoke(main, ["verify-board", str(path)])
    removal_relinked(file)
    path.write_text(json.dumps(file), "utf-8")
    false = CliRunner().invoke(main, ["verify-board", str(path)])
    path.write_text("[]", "utf-8")
    none = CliRunner().invoke(main, ["verify-board", str(path)])

    assert (true.exit_code, false.exit_code, none.exit_code) == (0, 1, 2)
    assert "every check holds" in true.output
    assert "no such line any more" in false.output


def test_the_verifier_stands_alone():
    """It must not inherit a mistake of the rooms: of ours it reads the chain and signatures."""
    import ast

    import match.proofs.bids
    import match.proofs.board
    import match.proofs.shamir

    imported: set[str] = set()
    for module in (match.proofs.bids, match.proofs.board, match.proofs.shamir):
        for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module)
            elif isinstance(node, ast.Import):
                imported |= {each.name for each in node.names}
    ours = {name for name in imported if name.startswith("match")}
    proofs = {"match.proofs", "match.proofs.bids", "match.proofs.board"}

    assert ours == {"match.foundation", "match.foundation.signing"} | proofs
    assert not imported & {"pyshamir", "pyrage"}


@pytest.mark.parametrize(("a", "b", "product"), [(0x57, 0x83, 0xC1), (0x57, 0x13, 0xFE)])
def test_products_are_those_of_the_standard(a, b, product):
    """FIPS 197, section 4.2."""
    assert shamir.times(a, b) == product
    assert shamir.times(product, shamir.inverse(b)) == a


def test_a_line_is_drawn_through_two_points():
    """By hand: f(x) = 5 + 3·x, so f(1) = 6, f(2) = 5 ^ 6 = 3, f(3) = 5 ^ 5 = 0."""
    points = [bytes([6, 1]), bytes([3, 2]), bytes([0, 3])]

    assert [shamir.at(two, 0) for two in (points[:2], points[1:], points[::2])] == [b"\5"] * 3
    with pytest.raises(ValueError):
        shamir.at([points[0], points[0]], 0)
