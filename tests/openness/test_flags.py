"""Red flags against a recount written another way, and each at its border."""

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.foundation import clock
from match.foundation.errors import Denied, NotFound
from match.openness.flags import rules
from match.openness.flags.queries import case_file, overview
from match.openness.flags.rules import Bidding, Case, Limits, Sign
from tests.people import make as people
from tests.tenders import make

LIMITS = Limits(20, 5, 100, 5, 500, 5, 5000, 4, 3000)
OUT = datetime(2026, 3, 2, 9, tzinfo=clock.HERE)
ENDS = OUT + timedelta(days=21)


def case(*prices: tuple[int | None, bool], **other: Any) -> Case:
    """A case whose bidders are 1, 2, 3 … with these prices; each handed in before the deadline."""
    bids = tuple(
        Bidding(who, ENDS - timedelta(hours=who), valid, price)
        for who, (price, valid) in enumerate(prices, 1)
    )
    held: dict[str, Any] = {
        "tender_id": 7,
        "purchaser_id": 90,
        "method": "OPEN",
        "scheme": "scoring",
        "item_code": "C20030700",
        "published_at": OUT,
        "closes_at": ENDS,
        "winner_id": None,
        "bids": bids,
        **other,
    }
    return Case(**held)


def signs(found: list[rules.Flag]) -> set[str]:
    return {flag.sign.value for flag in found}


QUIET = ((100_00, True), (120_00, True), (130_00, True))


@pytest.mark.parametrize(
    ("given_case", "expected"),
    [
        (case(*QUIET, winner_id=1), set()),
        # R003: twenty days are enough for a tender, a second less is not; five for other ways.
        (case(*QUIET, closes_at=OUT + timedelta(days=20)), set()),
        (case(*QUIET, closes_at=OUT + timedelta(days=20, seconds=-1)), {"R003"}),
        (case(*QUIET, method="INTERNAL", closes_at=OUT + timedelta(days=5)), set()),
        (case(*QUIET, method="INTERNAL", closes_at=OUT + timedelta(days=4)), {"R003"}),
        (case(*QUIET, method="SINGLE", closes_at=OUT + timedelta(days=1)), set()),
        # R018: one bidder, unless there can be but one.
        (case((100_00, True)), {"R018"}),
        (case((100_00, True), method="SINGLE"), set()),
        # R024: nearer than one per cent of the winner's price.
        (case((100_00, True), (101_00, True), winner_id=1), set()),
        (case((100_00, True), (100_99, True), winner_id=1), {"R024"}),
        # R028: two who ask for the same, whoever wins and whether they are valid.
        (case((100_00, True), (130_00, True), (130_00, False), winner_id=1), {"R028"}),
        # R035: everybody else is void.
        (case((100_00, True), (120_00, False), (130_00, False), winner_id=1), {"R035"}),
        # R036: the lowest is void where the lowest wins.
        (
            case((90_00, False), (100_00, True), (120_00, True), winner_id=2, scheme="lowest"),
            {"R036"},
        ),
        (case((90_00, False), (100_00, True), (120_00, True), winner_id=2), set()),
        # R058: at least thirty per cent below the next.
        (case((70_00, True), (100_00, True), winner_id=1), {"R058"}),
        (case((70_01, True), (100_00, True), winner_id=1), set()),
        # Without a published result nothing is said of a winner.
        (case((70_00, True), (100_00, True)), set()),
    ],
)
def test_each_sign_stands_at_its_border(given_case, expected):
    assert signs(rules.of_case(given_case, LIMITS)) == expected


def test_a_winner_who_came_with_the_deadline_is_late():
    bids = (Bidding(1, ENDS, True, 100_00), Bidding(2, OUT, True, 120_00))
    in_time = (Bidding(1, ENDS - timedelta(microseconds=1), True, 100_00), bids[1])

    assert "R030" in signs(rules.of_case(case(bids=bids, winner_id=1), LIMITS))
    assert "R030" not in signs(rules.of_case(case(bids=in_time, winner_id=1), LIMITS))


def test_signs_over_a_year():
    loser = [case(*QUIET, tender_id=n, winner_id=1) for n in range(5)]
    assert {(f.sign, f.organisation_id) for f in rules.over_cases(loser, LIMITS)} == {
        (Sign.lost_bids, 2),
        (Sign.lost_bids, 3),
    }
    assert rules.over_cases(loser[:4], LIMITS) == []
    undecided = [case(*QUIET, tender_id=n) for n in range(5)]
    assert rules.over_cases(undecided, LIMITS) == []
    void = [case((1, False), (2, True), (3, True)), case((1, False), (2, False))]
    [flag] = rules.over_cases(void, LIMITS)
    assert (flag.sign, flag.organisation_id, flag.measured) == (Sign.void_share, 90, 6000)
    wide = [
        case((100, True), winner_id=1, item_code=code)
        for code in ("C20030700", "C05011000", "C07000000", "C14000000")
    ]
    assert {f.sign for f in rules.over_cases(wide, LIMITS)} == {Sign.many_classes}
    assert rules.over_cases(wide[:3], LIMITS) == []


def recount(one: Case) -> set[str]:
    """The formulas of docs/open-data.md, read literally, in exact fractions."""
    said: set[str] = set()
    competitive = one.method != "SINGLE"
    least = timedelta(days=20) if one.method in ("OPEN", "INVITE") else timedelta(days=5)
    if competitive and one.closes_at - one.published_at < least:
        said.add("R003")
    if competitive and len({b.organisation_id for b in one.bids}) == 1:
        said.add("R018")
    if any(
        a.price_fen is not None and a.price_fen == b.price_fen for a, b in combinations(one.bids, 2)
    ):
        said.add("R028")
    winners = [b for b in one.bids if b.organisation_id == one.winner_id]
    if not winners:
        return said
    [winner] = winners
    others = [b for b in one.bids if b is not winner]
    if winner.at >= one.closes_at:
        said.add("R030")
    if others and not [b for b in others if b.valid]:
        said.add("R035")
    prices = [b.price_fen for b in one.bids if b.price_fen is not None]
    if one.scheme == "lowest" and prices:
        lowest = [b for b in one.bids if b.price_fen == min(prices)]
        if not [b for b in lowest if b.valid]:
            said.add("R036")
    rivals = sorted(b.price_fen for b in others if b.valid and b.price_fen is not None)
    if winner.valid and winner.price_fen is not None and rivals and rivals[0] >= winner.price_fen:
        gap = rivals[0] - winner.price_fen
        if Fraction(gap, winner.price_fen) < Fraction(1, 100):
            said.add("R024")
        if Fraction(gap, rivals[0]) >= Fraction(3, 10):
            said.add("R058")
    return said


PRICES = st.sampled_from([None, 70_00, 70_01, 99_00, 100_00, 100_99, 101_00, 142_86, 143_00])
BIDS = st.lists(st.tuples(PRICES, st.booleans(), st.integers(-2, 2)), min_size=0, max_size=5)


@settings(max_examples=400, deadline=None)
@given(
    BIDS,
    st.sampled_from(["OPEN", "INVITE", "CONSULT", "SINGLE", "INTERNAL"]),
    st.sampled_from(["lowest", "scoring"]),
    st.one_of(st.none(), st.integers(1, 6)),
    st.integers(3 * 24, 22 * 24),
)
def test_any_case_recounts(bids, method, scheme, winner, hours):
    ends = OUT + timedelta(hours=hours)
    one = case(
        bids=tuple(
            Bidding(who, ends + timedelta(minutes=late), valid, price)
            for who, (price, valid, late) in enumerate(bids, 1)
        ),
        method=method,
        scheme=scheme,
        winner_id=winner,
        closes_at=ends,
    )

    assert signs(rules.of_case(one, LIMITS)) == recount(one)


def test_the_recount_notices_a_formula_that_is_off_by_a_sign():
    """The twin: with the border on the other side the recount disagrees."""
    off = Limits(20, 5, 101, 5, 500, 5, 5000, 4, 3001)
    near = case((100_00, True), (101_00, True), winner_id=1)
    far = case((70_00, True), (100_00, True), winner_id=1)

    assert signs(rules.of_case(near, off)) != recount(near)
    assert signs(rules.of_case(far, off)) != recount(far)


@pytest.mark.usefixtures("hunan", "db")
async def test_an_auditor_sees_the_area_and_nobody_else_sees_flags():
    _officer, tender_id = await make.published()
    auditor = await people.account("auditor", "43")
    elsewhere = await people.account("finance", "4301")
    assert (await overview(auditor)).seen == ()
    assert (await case_file(auditor, tender_id)).seen.title
    with pytest.raises(Denied):
        await case_file(elsewhere, tender_id)
    _other, draft = await make.draft()
    with pytest.raises(NotFound):
        await case_file(auditor, draft)
