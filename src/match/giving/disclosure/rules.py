"""
What a donation's facts make somebody owe: a pure function from facts to duties.

A duty is never made or ticked off by hand. Whatever happens to a donation, the same function is
asked again, and the rows are brought in line with its answer: a fact heard twice, late or never
changes nothing in the end.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from match.foundation.calendar.counting import corresponding
from match.giving.disclosure.states import DutyKind
from match.giving.states import DonationStatus, GiftKind

SEEN_BEFORE = timedelta(days=30)
"""So long before its day a progress report stands in the list of who owes it."""


class Terms(msgspec.Struct, frozen=True):
    """Periods in days and months, from the parameters (platform.csv) and 慈善法 79."""

    transit_days: int
    count_days: int
    receipt_days: int
    thanks_days: int
    first_use_days: int
    long_months: int
    periodic_months: int
    final_months: int


class Sent(msgspec.Struct, frozen=True):
    """A parcel: when it left, when it was to arrive, and when it was counted or called back."""

    id: int
    sent_on: date
    expected_on: date | None
    over_on: date | None


class Part(msgspec.Struct, frozen=True):
    """What one home got of the donation, and when."""

    home: int
    on: date


class Told(msgspec.Struct, frozen=True):
    """A report that stands: of a home, or of the charity, on that day."""

    on: date
    home: int | None = None
    organisation: int | None = None
    progress: bool = False


class Asked(msgspec.Struct, frozen=True):
    """A giver's question: until when, and when it was answered."""

    id: int
    due_on: date
    answered_on: date | None
    home: int | None = None
    organisation: int | None = None


class Gift(msgspec.Struct, frozen=True):
    """
    A donation as the clock sees it. ``arrived_on``: counted, or confirmed by the charity.
    ``until``: the day to which its use was agreed, where it was. ``ended_on``: all of it is used
    or returned.
    """

    kind: GiftKind
    status: DonationStatus
    home: int | None
    charity: int | None
    arrived_on: date | None
    until: date | None
    ended_on: date | None
    receipt_on: date | None
    thanked_on: date | None
    sent: tuple[Sent, ...] = ()
    parts: tuple[Part, ...] = ()
    told: tuple[Told, ...] = ()
    asked: tuple[Asked, ...] = ()


class Owed(msgspec.Struct, frozen=True):
    """One duty: what, of whom, until when; ``settled_on`` where it is done."""

    kind: DutyKind
    about: int
    home: int | None
    organisation: int | None
    due_on: date
    settled_on: date | None


def owed(gift: Gift, terms: Terms, today: date) -> list[Owed]:
    """Everything owed for *gift* as of *today*, done or not, in the order of its life."""
    if gift.status in (DonationStatus.cancelled, DonationStatus.returned):
        return []
    return [
        *_transport(gift, terms),
        *_receipt(gift, terms),
        *_thanks(gift, terms),
        *_first_uses(gift, terms),
        *_long_reports(gift, terms, today),
        *_answers(gift),
    ]


def _transport(gift: Gift, terms: Terms) -> Iterable[Owed]:
    """Who receives counts what was sent."""
    for parcel in gift.sent:
        arrival = parcel.expected_on or parcel.sent_on + timedelta(days=terms.transit_days)
        due = arrival + timedelta(days=terms.count_days)
        yield _of_home(gift, DutyKind.transport, parcel.id, due, parcel.over_on)


def _receipt(gift: Gift, terms: Terms) -> Iterable[Owed]:
    """A charity issues an official receipt for what it received (慈善法 38)."""
    if gift.charity is not None and gift.arrived_on is not None:
        due = gift.arrived_on + timedelta(days=terms.receipt_days)
        yield Owed(DutyKind.receipt, 0, None, gift.charity, due, gift.receipt_on)


def _thanks(gift: Gift, terms: Terms) -> Iterable[Owed]:
    """A word to the giver once all of it is used, as the states of domain.md §1.10 have it."""
    if gift.ended_on is not None:
        due = gift.ended_on + timedelta(days=terms.thanks_days)
        yield _of_home(gift, DutyKind.thanks, 0, due, gift.thanked_on)


def _first_uses(gift: Gift, terms: Terms) -> Iterable[Owed]:
    """Each home that got a part. Time is used as it is given: its feedback says how."""
    # An answered gift without any report is one of the first release, which knew no reports.
    if gift.kind is GiftKind.time or (gift.status is DonationStatus.answered and not gift.told):
        return
    begun: dict[int, date] = {}
    for part in gift.parts:
        begun[part.home] = min(part.on, begun.get(part.home, part.on))
    for home, on in begun.items():
        reported = min((t.on for t in gift.told if t.home == home and not t.progress), default=None)
        due = on + timedelta(days=terms.first_use_days)
        yield Owed(DutyKind.first_use, home, home, None, due, reported)


def _long_reports(gift: Gift, terms: Terms, today: date) -> Iterable[Owed]:
    """
    慈善法 79: what runs over six months, at least every three; and in full within three of its end.

    Agreed for longer, the first is due after three months; else it is long once six have passed
    and something is still there. A report settles the first mark that waits for it, and only one:
    a late one does not excuse the next.
    """
    if gift.arrived_on is None or gift.kind is GiftKind.time:
        return
    long_from = corresponding(gift.arrived_on, terms.long_months)
    agreed_long = gift.until is not None and gift.until > long_from
    told = sorted(t.on for t in gift.told if _by_reporter(gift, t))
    month, since = terms.periodic_months if agreed_long else terms.long_months, gift.arrived_on
    mark = corresponding(gift.arrived_on, month)
    while mark - SEEN_BEFORE <= today and (gift.ended_on is None or mark <= gift.ended_on):
        settled = next((on for on in told if on > since), None)
        if settled is not None:
            told.remove(settled)
        yield _of_charity(gift, DutyKind.periodic, month, mark, settled)
        month, since = month + terms.periodic_months, mark
        mark = corresponding(gift.arrived_on, month)
    if gift.ended_on is not None and gift.ended_on > long_from:
        due = corresponding(gift.ended_on, terms.final_months)
        full = next((on for on in told if on >= gift.ended_on), None)
        yield _of_charity(gift, DutyKind.final, 0, due, full)


def _answers(gift: Gift) -> Iterable[Owed]:
    for each in gift.asked:
        yield Owed(
            DutyKind.answer, each.id, each.home, each.organisation, each.due_on, each.answered_on
        )


def _by_reporter(gift: Gift, told: Told) -> bool:
    """A charity's own progress report; a home that got it directly may as well report its use."""
    if gift.charity is not None:
        return told.progress and told.organisation == gift.charity
    return told.home == gift.home


def _of_home(gift: Gift, kind: DutyKind, about: int, due: date, settled: date | None) -> Owed:
    """The home the gift is for; where there are several, the charity that received it for them."""
    charity = gift.charity if gift.home is None else None
    return Owed(kind, about, gift.home, charity, due, settled)


def _of_charity(gift: Gift, kind: DutyKind, about: int, due: date, settled: date | None) -> Owed:
    """The charity whose project it is; without one, the home that received it directly."""
    home = gift.home if gift.charity is None else None
    return Owed(kind, about, home, gift.charity, due, settled)
