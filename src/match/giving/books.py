"""
What the ledger must hold of a donation: pure, so that what is posted can be compared with it.

One function per thing that happens, each giving one `Posting`; commands post exactly these, and
`expected_postings` puts together those that a donation's own rows call for. Goods and time are
counted in the lot unit of their donation, money in fen.

| what happened | lines |
|---|---|
| ``donation.dispatched`` a parcel left | giver −n, transit +n |
| ``donation.recalled`` it was never counted | transit −n, giver +n |
| ``donation.counted`` it was counted | transit −n; shelf, broken, lost +; giver −s, surplus +s |
| ``donation.allocated`` out of a store | shelf of the charity −a, shelf of the home +a |
| ``donation.used`` | shelf of the home −u, used +u |
| ``donation.returned`` | shelf −r, giver +r |
| ``donation.promised`` money | giver −X, promised +X |
| ``donation.released`` what will not come | promised −r, giver +r |
| ``donation.paid`` | promised −X, giver +X (hold released); clearing −X, earmark +X |
| ``donation.fund_allocated`` | earmark −a, home_fund +a |
| ``donation.fund_used`` | home_fund −u, used +u |
| ``donation.fund_returned`` | earmark −r, clearing +r |

The bank statement's side (bank −X, clearing +X) belongs to the statements that are read in.
"""

from collections.abc import Sequence

import msgspec

from match.ledger.kinds import MONEY, AccountKind, lot
from match.ledger.postings import BookLine, Owner, Posting, Purse

K = AccountKind


class Lot(msgspec.Struct, frozen=True):
    """A donation as the books know it. ``holder`` receives it: the home, or a charity for homes."""

    donation: int
    unit: str
    giver: Owner
    holder: Owner

    @property
    def measure(self) -> str:
        """Its unit of account: money is money, goods are of this lot only."""
        return MONEY if self.unit == MONEY else lot(self.donation, self.unit)


class ParcelFacts(msgspec.Struct, frozen=True):
    """A parcel's row; the four counts are None until it was counted."""

    id: int
    units: int
    recalled: bool = False
    good: int | None = None
    broken: int = 0
    short: int = 0
    surplus: int = 0


class Part(msgspec.Struct, frozen=True):
    """A row about so much of a donation: its id, the home (None: the holder), units or fen."""

    id: int
    home: int | None
    amount: int


class BookFacts(msgspec.Struct, frozen=True):
    """Everything about one donation that the books follow. ``promised``: fen, 0 for goods."""

    lot: Lot
    parcels: Sequence[ParcelFacts] = ()
    allocations: Sequence[Part] = ()
    uses: Sequence[Part] = ()
    returns: Sequence[Part] = ()
    promised: int = 0
    payments: Sequence[Part] = ()
    released: int = 0


def home(number: int) -> Owner:
    """The owner of a home's shelves and funds."""
    return ("home", number)


def dispatched(lot: Lot, parcel: int, units: int) -> Posting:
    """A parcel left, or a service began."""
    return _moved("donation.dispatched", lot, parcel, _giver(lot), _transit(lot), units)


def recalled(lot: Lot, parcel: int, units: int) -> Posting:
    """A parcel was never counted: it is the giver's again."""
    return _moved("donation.recalled", lot, parcel, _transit(lot), _giver(lot), units)


def counted(lot: Lot, parcel: ParcelFacts) -> Posting:
    """A parcel was counted; what came over the promise is on an account of its own."""
    found = (
        (K.shelf, lot.holder, parcel.good or 0),
        (K.broken, _own(lot), parcel.broken),
        (K.lost, _own(lot), parcel.short),
        (K.giver, lot.giver, -parcel.surplus),
        (K.surplus, _own(lot), parcel.surplus),
    )
    lines = [BookLine(K.transit, _own(lot), -parcel.units, lot.measure)]
    lines += [BookLine(kind, owner, amount, lot.measure) for kind, owner, amount in found if amount]
    return Posting("donation.counted", _own(lot), parcel.id, tuple(lines))


def allocated(lot: Lot, line: int, home_id: int, units: int) -> Posting | None:
    """From a store to a home; directly given goods stand on the home's shelf already."""
    if lot.holder == home(home_id):
        return None
    target = (K.shelf, home(home_id))
    return _moved("donation.allocated", lot, line, (K.shelf, lot.holder), target, units)


def used(lot: Lot, report: int, home_id: int, units: int) -> Posting:
    """Off the home's shelf, into use."""
    place = home(home_id)
    return _moved("donation.used", lot, report, (K.shelf, place), (K.used, place), units)


def returned(lot: Lot, row: int, home_id: int | None, units: int) -> Posting:
    """Good units go back to the giver, off the shelf where they stood."""
    shelf = (K.shelf, lot.holder if home_id is None else home(home_id))
    return _moved("donation.returned", lot, row, shelf, _giver(lot), units)


def money_promised(lot: Lot, fen: int) -> Posting:
    """A hold on what was promised: nothing has moved yet."""
    return _moved("donation.promised", lot, 0, _giver(lot), (K.promised, _own(lot)), fen)


def money_released(lot: Lot, fen: int) -> Posting:
    """What will not be paid any more is no longer promised."""
    return _moved("donation.released", lot, 0, (K.promised, _own(lot)), _giver(lot), fen)


def money_paid(lot: Lot, payment: int, fen: int) -> Posting:
    """The charity confirmed that it received *fen*: hold released, money earmarked."""
    lines = (
        BookLine(K.promised, _own(lot), -fen),
        BookLine(K.giver, lot.giver, fen),
        BookLine(K.clearing, lot.holder, -fen),
        BookLine(K.earmark, _own(lot), fen),
    )
    return Posting("donation.paid", _own(lot), payment, lines)


def fund(line: int) -> Owner:
    """One fund per donation and home, named by their first allocation line: gifts never mix."""
    return ("allocation_line", line)


def fund_allocated(lot: Lot, line: int, first: int, fen: int) -> Posting:
    """Earmarked money becomes the fund of one home; *first* line of this donation to it."""
    target = (K.home_fund, fund(first))
    return _moved("donation.fund_allocated", lot, line, (K.earmark, _own(lot)), target, fen)


def fund_used(lot: Lot, report: int, first: int, fen: int) -> Posting:
    """A home's money was used, as its report says."""
    source, use = (K.home_fund, fund(first)), (K.used, _own(lot))
    return _moved("donation.fund_used", lot, report, source, use, fen)


def fund_returned(lot: Lot, row: int, fen: int) -> Posting:
    """Left-over money goes back (慈善法 58): out of the earmark, to be cleared by the bank."""
    clearing = (K.clearing, lot.holder)
    return _moved("donation.fund_returned", lot, row, (K.earmark, _own(lot)), clearing, fen)


def expected_postings(facts: BookFacts) -> list[Posting]:
    """Every posting that a donation's own rows call for: no more, no fewer."""
    return _of_money(facts) if facts.lot.unit == MONEY else _of_goods(facts)


def _of_goods(facts: BookFacts) -> list[Posting]:
    lot, postings = facts.lot, list[Posting]()
    for parcel in facts.parcels:
        postings.append(dispatched(lot, parcel.id, parcel.units))
        if parcel.recalled:
            postings.append(recalled(lot, parcel.id, parcel.units))
        elif parcel.good is not None:
            postings.append(counted(lot, parcel))
    for part in facts.allocations:
        posting = allocated(lot, part.id, _named(part), part.amount)
        if posting is not None:
            postings.append(posting)
    postings += [used(lot, part.id, _named(part), part.amount) for part in facts.uses]
    postings += [returned(lot, part.id, part.home, part.amount) for part in facts.returns]
    return postings


def _of_money(facts: BookFacts) -> list[Posting]:
    lot = facts.lot
    postings = [money_promised(lot, facts.promised)] if facts.promised else []
    postings += [money_paid(lot, part.id, part.amount) for part in facts.payments]
    if facts.released:
        postings.append(money_released(lot, facts.released))
    firsts: dict[int | None, int] = {}
    for part in facts.allocations:
        first = firsts.setdefault(part.home, part.id)
        postings.append(fund_allocated(lot, part.id, first, part.amount))
    postings += [fund_used(lot, part.id, firsts[part.home], part.amount) for part in facts.uses]
    postings += [fund_returned(lot, part.id, part.amount) for part in facts.returns]
    return postings


def _named(part: Part) -> int:
    assert part.home is not None, "allocations and uses are at a home"
    return part.home


def _own(lot: Lot) -> Owner:
    return ("donation", lot.donation)


def _giver(lot: Lot) -> Purse:
    return (K.giver, lot.giver)


def _transit(lot: Lot) -> Purse:
    return (K.transit, _own(lot))


def _moved(
    what: str,
    lot: Lot,
    source: int,
    origin: Purse,
    target: Purse,
    amount: int,
) -> Posting:
    return Posting.between(what, _own(lot), source, origin, target, amount, lot.measure)
