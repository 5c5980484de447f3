"""
Every deadline of a purchase, from deadlines.csv through the working-day calendar.

Each carries its key, so that a page can say which rule it is and where it stands in the law. What
is done too late is late whatever a page says; what is planned follows the worst case before it.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import msgspec

from match.foundation import calendar, clock
from match.foundation.calendar import Direction, Unit, WorkingDays, direction_of
from match.foundation.language import _
from match.foundation.parameters import Period, periods
from match.tenders.facts import TenderFacts
from match.tenders.states import Method, Mode, TenderStatus

RESPONSE = {
    Method.open: "PROC.OPEN.BID",
    Method.invite: "PROC.OPEN.BID",
    Method.negotiate: "PROC.NEGOT.RESP",
    Method.consult: "PROC.CONS.RESP",
    Method.inquire: "PROC.INQ.RESP",
    Method.single: "PROC.SINGLE.PUBLIC",
    Method.frame: "PROC.OPEN.BID",
    # The unit's own rules: the law's own simplest method is the floor here (domain.md §2.1).
    Method.internal: "PROC.INQ.RESP",
}
"""From the notice to the last answer, at least."""

POSTED = {
    Method.open: ("PROC.OPEN.NOTICE", "PROC.NEED_NOTICE.OPEN"),
    Method.invite: ("PROC.OPEN.NOTICE", "PROC.NEED_NOTICE.OPEN"),
    Method.negotiate: ("PROC.NEG.NOTICE",),
    Method.consult: ("PROC.NEG.NOTICE", "PROC.CONS.DOC"),
    Method.inquire: ("PROC.NEG.NOTICE",),
    Method.single: ("PROC.SINGLE.PUBLIC",),
    Method.frame: ("PROC.OPEN.NOTICE", "PROC.NEED_NOTICE.OPEN"),
    Method.internal: ("PROC.NEG.NOTICE",),
}
"""How long the notice and its documents stay where everybody finds them."""

CLARIFY = {
    Method.open: "PROC.OPEN.CLARIFY",
    Method.invite: "PROC.OPEN.CLARIFY",
    Method.negotiate: "PROC.NEG.CLARIFY",
    Method.consult: "PROC.CONS.CLARIFY",
    Method.inquire: "PROC.NEG.CLARIFY",
    Method.single: "PROC.NEG.CLARIFY",
    Method.frame: "PROC.OPEN.CLARIFY",
    Method.internal: "PROC.NEG.CLARIFY",
}
"""The last day for an edit that does not put the deadline off."""


NEXT = {
    TenderStatus.reported: "PROC.DECIDE",
    TenderStatus.decided: "PROC.AWARD",
    TenderStatus.awarded: "PROC.CONTRACT.SIGN",
}
"""What the purchaser has to do next, and by when, in the states in which the purchaser waits for
nobody."""

BONDS = frozenset({"PROC.BOND.LOSER", "PROC.BOND.WINNER"})
"""Bid bonds to be given back; the platform holds none of them."""


class Due(msgspec.Struct, frozen=True):
    """
    A day that a rule sets. ``latest``: the last day on which it may be done; else the first.

    ``provisional``: it rests on a year whose holidays are not announced. ``start`` is the day it
    was counted from, ``planned`` says that this day has not come true yet.
    """

    key: str
    on: date
    workdays: bool
    latest: bool
    provisional: bool
    why: str
    start: date
    planned: bool = False

    @property
    def until(self) -> datetime:
        """The first instant after the day, in Hunan."""
        return datetime.combine(self.on + timedelta(days=1), datetime.min.time(), clock.HERE)


def due(key: str, start: date | datetime, days: WorkingDays, *, planned: bool = False) -> Due:
    """
    When the period *key*, counted from *start*, is over. The day of the event is not counted
    (民法典201–203). Raises LookupError for a key deadlines.csv does not have.
    """
    period = periods().get(key)
    if period is None:
        raise LookupError(f"no period {key!r} in deadlines.csv")
    counted = calendar.due(start, period.text, period.unit, period.rule, days)
    return Due(
        key=key,
        on=counted.on,
        workdays=counted.unit is Unit.workday,
        latest=_is_latest(period),
        provisional=counted.provisional,
        why=counted.explanation + _("依据：%(source)s。") % {"source": period.source},
        start=counted.start,
        planned=planned,
    )


def length(period: Period) -> str:
    """A period in words: 20 天, 5 个工作日."""
    unit = {"day": _("天"), "workday": _("个工作日"), "year": _("年")}[period.unit]
    return f"{period.text} {unit}"


def _is_latest(period: Period) -> bool:
    """A longest period ends on a latest day, a shortest one on an earliest; ahead of a deadline it
    is the other way round."""
    shortest = "(min)" in period.rule or period.key == "PROC.AWARD.POST"
    if period.key in ("PROC.OPEN.NOTICE", "PROC.NEG.NOTICE"):
        shortest = True  # "stays posted … from publication"
    before = direction_of(period.rule) is Direction.before
    if period.key == "PROC.NEED_SURVEY.VALID":
        return False  # a survey held before this day is too old
    return shortest if before else not shortest


def first_day_for(key: str, event: date, days: WorkingDays) -> date:
    """
    The first working day that leaves at least the period *key* (“before …, min”) after *event*:
    when a purchase announced on *event* may begin, or answers may close after an edit on *event*.
    """
    period = periods()[key]
    if period.unit == Unit.workday:
        day = calendar.add_workdays(event, period.whole, days).on
    else:
        day = calendar.settle(event + timedelta(days=period.whole), days).on
    while due(key, day, days).on < event:
        day = calendar.settle(day + timedelta(days=1), days).on
    return day


def dues(facts: TenderFacts) -> tuple[Due, ...]:
    """
    What is due in a purchase, in the order of its way. Days that have come true are counted from
    what happened; the others from the plan. Questions, objections and complaints have clocks of
    their own: their rooms ask `due`.
    """
    return tuple(_before_close(facts)) + tuple(_after_close(facts))


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.HERE).date() if moment else None


def next_due(facts: TenderFacts) -> Due | None:
    """What the purchaser has to do next, counted from the step that led here."""
    key = NEXT.get(facts.status)
    since = {
        TenderStatus.reported: facts.reported_at,
        TenderStatus.decided: facts.decided_at,
        TenderStatus.awarded: facts.awarded_at,
    }.get(facts.status)
    return due(key, since, facts.calendar) if key and since else None


def remind_at(found: Due, days: WorkingDays) -> datetime:
    """Nine o'clock on the working day before a day that must not be missed."""
    day = calendar.add_workdays(found.on, -1, days).on
    return datetime.combine(day, time(9), clock.HERE)


def needs_intent(facts: TenderFacts) -> bool:
    """Purchases under the law announce their intent (财库〔2020〕10号), urgent ones excepted."""
    return facts.mode is not Mode.light and not facts.intent_waiver.strip()


def earliest_publication(facts: TenderFacts) -> date | None:
    """The first day the notice may go out after its intent; None while none is out or needed."""
    announced = _day(facts.intent_at)
    if not needs_intent(facts) or announced is None:
        return None
    return first_day_for("PROC.INTENT", announced, facts.calendar)


def _before_close(facts: TenderFacts) -> Iterator[Due]:
    days, drafted = facts.calendar, facts.created_at
    if facts.mode is not Mode.light:
        yield due("PROC.NEED_SURVEY.VALID", drafted, days)
    published = _day(facts.published_at)
    if needs_intent(facts):
        start = published or earliest_publication(facts)
        begins = start or first_day_for("PROC.INTENT", clock.today(), days)
        yield due("PROC.INTENT", begins, days, planned=published is None)
    planned = published is None
    issued = published or earliest_publication(facts) or clock.today()
    for key in dict.fromkeys((RESPONSE[facts.method], *POSTED[facts.method])):
        yield due(key, issued, days, planned=planned)
    yield due(CLARIFY[facts.method], facts.closes_on, days, planned=planned)
    # Against the documents: from the end of the time they are handed out.
    posted = max(due(key, issued, days).on for key in POSTED[facts.method])
    yield due("PROC.OBJ.RAISE", posted, days, planned=planned)


def _after_close(facts: TenderFacts) -> Iterator[Due]:
    days = facts.calendar
    reported, decided = _day(facts.reported_at), _day(facts.decided_at)
    if reported:
        yield due("PROC.DECIDE", reported, days)
    decides = decided or calendar.settle(facts.decides_on, days).on
    award = due("PROC.AWARD", decides, days, planned=decided is None)
    yield award
    awarded = _day(facts.awarded_at)
    result, planned = awarded or award.on, awarded is None
    posted = due("PROC.AWARD.POST", result, days, planned=planned)
    yield posted
    yield due("PROC.OBJ.RAISE", posted.on, days, planned=planned)
    if facts.bond_fen:
        yield due("PROC.BOND.LOSER", result, days, planned=planned)
    signing = due("PROC.CONTRACT.SIGN", result, days, planned=planned)
    yield signing
    signed = _day(facts.contracted_at)
    yield from _after_signing(facts, signed or signing.on, planned=signed is None)
    ended = _day(facts.ended_at) or signed
    if ended:
        yield due("PROC.ARCHIVE", ended, days)


def _after_signing(facts: TenderFacts, signed: date, *, planned: bool) -> Iterator[Due]:
    keys = ["PROC.CONTRACT.PUBLISH"]
    if facts.mode is not Mode.light:
        keys.append("PROC.CONTRACT.FILE")
    if facts.bond_fen:
        keys.append("PROC.BOND.WINNER")
    keys.append(term_key(facts))
    for key in keys:
        yield due(key, signed, facts.calendar, planned=planned)


def term_key(facts: TenderFacts) -> str:
    """Which rule caps the contract's term (102号令24; 110号令 for frameworks)."""
    if facts.method is Method.frame:
        return "FRAME.SVC"
    return "SVCBUY.TERM.EXT" if facts.stable_recurrent else "SVCBUY.TERM"
