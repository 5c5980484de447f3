"""
The clocks of objections and complaints: rows of deadlines.csv, counted by the tenders room.

From when is 实施条例53: the document from the end of the time it is handed out, the process from
the end of the step, the result from the end of its notice.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec

from match.foundation import clock
from match.foundation.calendar import WorkingDays
from match.objections.states import Step, Subject
from match.tenders.facts import TenderFacts
from match.tenders.states import Mode, TenderStatus
from match.tenders.timetable import POSTED, Due, due

RAISE, REPLY = "PROC.OBJ.RAISE", "PROC.OBJ.REPLY"
FILE, CHECK = "PROC.COMPL.RAISE", "PROC.COMPL.CHECK"
SERVE, DECIDE, STOP = "PROC.COMPL.NOTIFY", "PROC.COMPL.DECIDE", "PROC.SUSPEND"


class Window(msgspec.Struct, frozen=True):
    """
    When something may be objected to: from the day it is there, until the last day counted from
    the day a supplier knows or should know of it.
    """

    subject: Subject
    step: Step
    opens_on: date
    known_on: date
    last: Due

    def open(self, day: date) -> bool:
        """Whether one may object on *day*."""
        return self.opens_on <= day <= self.last.on


class ComplaintClocks(msgspec.Struct, frozen=True):
    """The three days of finance, counted from the day a complaint was filed."""

    check: Due
    serve: Due
    decide: Due


def windows(facts: TenderFacts, changed_on: date | None = None) -> tuple[Window, ...]:
    """
    What can be objected to in this purchase by now, in the order of its way. *changed_on*: the day
    of the document's last edit, which everybody hears of anew. A mirrored purchase has none: its
    objections go the official way.
    """
    if facts.mode is Mode.mirror or facts.published_at is None:
        return ()
    found = [_document(facts, _day(facts.published_at), changed_on)]
    for step, at in (
        (Step.submission, facts.closed_at),
        (Step.opening, facts.opened_at),
        (Step.evaluation, facts.reported_at),
    ):
        if at is not None:
            found.append(_from(facts, Subject.process, step, _day(at), _day(at)))
    if facts.awarded_at is not None:
        published = _day(facts.awarded_at)
        posted = due("PROC.AWARD.POST", published, facts.calendar).on
        found.append(_from(facts, Subject.result, Step.whole, published, posted))
    if facts.status is TenderStatus.failed and facts.ended_at is not None:
        # 废标 is a result as well: it is published, and no notice period is set for it.
        ended = _day(facts.ended_at)
        found.append(_from(facts, Subject.result, Step.whole, ended, ended))
    return tuple(found)


def window(
    facts: TenderFacts, subject: Subject, step: Step, changed_on: date | None = None
) -> Window | None:
    """The window of one subject and step; None while it has not happened."""
    return next(
        (
            each
            for each in windows(facts, changed_on)
            if each.subject is subject and each.step is step
        ),
        None,
    )


def complaint_clocks(filed_on: date, days: WorkingDays) -> ComplaintClocks:
    """All three from the day of filing (94号令, 采购法56)."""
    return ComplaintClocks(*(due(key, filed_on, days) for key in (CHECK, SERVE, DECIDE)))


def last_day_to_complain(reply_by: date, days: WorkingDays) -> Due:
    """Counted from the end of the time to reply, whenever the reply came (采购法55)."""
    return due(FILE, reply_by, days)


def stop_until(stopped_on: date, days: WorkingDays) -> date:
    """
    The last day of a suspension: “at most thirty days” (采购法57) is a cap, so a last day on a
    holiday does not make it longer.
    """
    return min(due(STOP, stopped_on, days).on, stopped_on + timedelta(days=30))


def over_at(last: date) -> datetime:
    """The first instant after the last day, in Hunan."""
    return datetime.combine(last + timedelta(days=1), datetime.min.time(), clock.HERE)


def next_look(dues: Mapping[str, date], before: date | None, now: datetime) -> datetime:
    """The next instant at which a waiting thing is looked at: the reminder, then each end."""
    moments = [over_at(on) for on in dues.values()]
    if before is not None:
        moments.append(over_at(before - timedelta(days=1)))
    ahead = sorted(moment for moment in moments if moment > now)
    # Overdue things are looked at daily: they do not become less overdue.
    return ahead[0] if ahead else now + timedelta(days=1)


def _document(facts: TenderFacts, published: date, changed_on: date | None) -> Window:
    posted = max(due(key, published, facts.calendar).on for key in POSTED[facts.method])
    known = max(posted, changed_on) if changed_on else posted
    return _from(facts, Subject.document, Step.whole, published, known)


def _from(facts: TenderFacts, subject: Subject, step: Step, opens: date, known: date) -> Window:
    return Window(subject, step, opens, known, due(RAISE, known, facts.calendar))


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.HERE).date()
