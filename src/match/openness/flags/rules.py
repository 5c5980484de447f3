"""
Every flag as a formula over public figures. Names and numbers are those of Cardinal, the Open
Contracting Partnership's library, where it has the same sign; thresholds are parameters.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec


class Sign(StrEnum):
    """What is looked for."""

    short_window = "R003"
    single_bid = "R018"
    close_price = "R024"
    lost_bids = "R025"
    same_price = "R028"
    late_winner = "R030"
    others_void = "R035"
    lowest_void = "R036"
    void_share = "R038"
    many_classes = "R048"
    discount = "R058"
    splitting = "XTH-1"


class Bidding(msgspec.Struct, frozen=True):
    """One opened bid. ``price_fen`` is None where no price was opened."""

    organisation_id: int
    at: datetime
    valid: bool
    price_fen: int | None


class Case(msgspec.Struct, frozen=True):
    """One opened purchase. ``winner_id`` is known once the result is published, else None."""

    tender_id: int
    purchaser_id: int
    method: str
    scheme: str
    item_code: str
    published_at: datetime
    closes_at: datetime
    winner_id: int | None
    bids: tuple[Bidding, ...]

    @property
    def won(self) -> Bidding | None:
        """The winner's bid."""
        return next((bid for bid in self.bids if bid.organisation_id == self.winner_id), None)


class Limits(msgspec.Struct, frozen=True):
    """The thresholds, by parameters of the same names (``flag.…``); shares in basis points."""

    short_days_tender: int
    short_days_other: int
    close_price_bp: int
    lost_bids: int
    lost_won_bp: int
    void_bids: int
    void_bp: int
    classes: int
    discount_bp: int


class Flag(msgspec.Struct, frozen=True):
    """
    One sign. ``tender_id`` of the purchase it was seen in; None where it is about an organisation
    over a year. ``measured`` against ``threshold``, in the unit of the sign's formula.
    """

    sign: Sign
    tender_id: int | None
    organisation_id: int | None
    measured: int
    threshold: int


COMPETITIVE = frozenset({"OPEN", "INVITE", "NEGOT", "CONSULT", "INQUIRY", "FRAME", "INTERNAL"})
_TENDERS = frozenset({"OPEN", "INVITE"})


def of_case(case: Case, limits: Limits) -> list[Flag]:
    """Every sign of one purchase."""
    found = [*_window(case, limits), *_bidders(case), *_prices(case, limits), *_winner(case)]
    return sorted(found, key=lambda flag: flag.sign)


def over_cases(cases: Sequence[Case], limits: Limits) -> list[Flag]:
    """Signs of organisations over all cases of a year."""
    found = [
        *_lost(cases, limits),
        *_void(cases, limits),
        *_classes(cases, limits),
    ]
    return sorted(found, key=lambda flag: (flag.sign, flag.organisation_id or 0))


def _flag(sign: Sign, case: Case, measured: int, threshold: int, who: int | None = None) -> Flag:
    return Flag(sign, case.tender_id, who, measured, threshold)


def _window(case: Case, limits: Limits) -> Iterable[Flag]:
    """R003: whole days from notice to deadline."""
    least = limits.short_days_tender if case.method in _TENDERS else limits.short_days_other
    days = (case.closes_at - case.published_at).days
    if case.method in COMPETITIVE and days < least:
        yield _flag(Sign.short_window, case, days, least)


def _bidders(case: Case) -> Iterable[Flag]:
    """R018: one bidder where several could."""
    bidders = {bid.organisation_id for bid in case.bids}
    if case.method in COMPETITIVE and len(bidders) == 1:
        yield _flag(Sign.single_bid, case, 1, 2)


def _prices(case: Case, limits: Limits) -> Iterable[Flag]:
    """R028, R024, R058: prices that are the same, too near, or too far."""
    priced = [bid for bid in case.bids if bid.price_fen is not None]
    repeated = Counter(bid.price_fen for bid in priced)
    most = max(repeated.values(), default=0)
    if most > 1:
        yield _flag(Sign.same_price, case, most, 2)
    won = case.won
    if won is None or won.price_fen is None or not won.valid:
        return
    others = [
        bid.price_fen
        for bid in priced
        if bid.valid and bid.organisation_id != won.organisation_id and bid.price_fen is not None
    ]
    if not others or min(others) < won.price_fen:
        return
    gap = min(others) - won.price_fen
    if gap * 10_000 < limits.close_price_bp * won.price_fen:
        yield _flag(Sign.close_price, case, gap * 10_000 // won.price_fen, limits.close_price_bp)
    if gap * 10_000 >= limits.discount_bp * min(others):
        yield _flag(
            Sign.discount,
            case,
            gap * 10_000 // min(others),
            limits.discount_bp,
            won.organisation_id,
        )


def _winner(case: Case) -> Iterable[Flag]:
    """R030, R035, R036: who won, and what became of the others."""
    won = case.won
    if won is None:
        return
    if won.at >= case.closes_at:
        yield _flag(Sign.late_winner, case, 1, 1, won.organisation_id)
    others = [bid for bid in case.bids if bid.organisation_id != won.organisation_id]
    if others and not any(bid.valid for bid in others):
        yield _flag(Sign.others_void, case, len(others), 1, won.organisation_id)
    priced = [bid for bid in case.bids if bid.price_fen is not None]
    if case.scheme == "lowest" and priced:
        lowest = min(bid.price_fen or 0 for bid in priced)
        if all(not bid.valid for bid in priced if bid.price_fen == lowest):
            yield _flag(Sign.lowest_void, case, 1, 1)


def _lost(cases: Sequence[Case], limits: Limits) -> Iterable[Flag]:
    """R025: many bids, hardly a win, of cases that are decided."""
    bids: Counter[int] = Counter()
    wins: Counter[int] = Counter()
    for case in cases:
        if case.winner_id is not None:
            bids.update({bid.organisation_id for bid in case.bids})
            wins[case.winner_id] += 1
    for who, many in bids.items():
        if many >= limits.lost_bids and wins[who] * 10_000 <= limits.lost_won_bp * many:
            share = wins[who] * 10_000 // many
            yield Flag(Sign.lost_bids, None, who, share, limits.lost_won_bp)


def _void(cases: Sequence[Case], limits: Limits) -> Iterable[Flag]:
    """R038: a purchaser who voids a large share of what is handed in."""
    bids: Counter[int] = Counter()
    void: Counter[int] = Counter()
    for case in cases:
        bids[case.purchaser_id] += len(case.bids)
        void[case.purchaser_id] += sum(not bid.valid for bid in case.bids)
    for who, many in bids.items():
        if many >= limits.void_bids and void[who] * 10_000 >= limits.void_bp * many:
            yield Flag(Sign.void_share, None, who, void[who] * 10_000 // many, limits.void_bp)


def _classes(cases: Sequence[Case], limits: Limits) -> Iterable[Flag]:
    """R048: a supplier who wins in many classes (first three signs of the item's code)."""
    won: dict[int, set[str]] = defaultdict(set)
    for case in cases:
        if case.winner_id is not None:
            won[case.winner_id].add(case.item_code[:3])
    for who, classes in won.items():
        if len(classes) >= limits.classes:
            yield Flag(Sign.many_classes, None, who, len(classes), limits.classes)
