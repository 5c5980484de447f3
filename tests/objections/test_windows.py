"""From when each subject's seven working days run, and the very last moment (实施条例53)."""

from datetime import date, timedelta

import pytest

from match.foundation.db import value
from match.foundation.errors import Conflict
from match.objections.queries.occasions import occasions
from match.objections.states import Ground, Remedy, Step, Subject
from tests.objections import make

DOCUMENT = {
    "subject": Subject.document,
    "grounds": [Ground.discriminating],
    "remedy": Remedy.correct,
}


async def _purchase() -> make.Scene:
    """
    Published on Monday 2 November 2026 (notice stays three working days: to Thursday the 5th);
    the machine is carried on by the clock: closed 17, opened 18, reported 19, awarded 23 November.
    """
    with make.at("2026-11-02T10:00"):
        at = await make.bought("")
    for day, verb in (
        ("17", "close"), ("18", "open"), ("19", "report"), ("20", "decide"), ("23", "award"),
    ):  # fmt: skip
        with make.at(f"2026-11-{day}T15:00"):
            await make.step(at.tender, verb, at.rivals)
    return at


# Counted on a paper calendar; November 2026 has no holiday.
LAST = {
    ("document", "whole"): ("2026-11-02", "2026-11-05", "2026-11-16"),
    ("process", "submission"): ("2026-11-17", "2026-11-17", "2026-11-26"),
    ("process", "opening"): ("2026-11-18", "2026-11-18", "2026-11-27"),
    ("process", "evaluation"): ("2026-11-19", "2026-11-19", "2026-11-30"),
    # The result notice stays posted one working day: to the 24th.
    ("result", "whole"): ("2026-11-23", "2026-11-24", "2026-12-03"),
}


async def test_each_window_opens_and_ends_on_its_day(db: None):
    at = await _purchase()
    _facts, found = await occasions(at.tender)
    days = {
        (each.subject.value, each.step.value): (
            str(each.opens_on),
            str(each.known_on),
            str(each.last.on),
        )
        for each in found
    }

    assert days == LAST
    assert all(each.last.key == "PROC.OBJ.RAISE" and "采购法52" in each.last.why for each in found)


@pytest.mark.parametrize(("subject", "step"), LAST)
async def test_the_last_minute_counts_and_the_next_is_too_late(db: None, subject: str, step: str):
    at = await _purchase()
    last = LAST[subject, step][2]
    about = {"subject": Subject(subject), "step": Step(step)}
    if subject == "document":
        about |= DOCUMENT
    with make.at(f"{last}T23:59:59"):
        in_time = await make.raised(at, **about)
    await value("UPDATE objection SET status = 'withdrawn' WHERE id = $1", in_time)
    after = date.fromisoformat(last) + timedelta(days=1)

    late = make.at(f"{after}T00:00:01")
    with late, pytest.raises(Conflict, match=f"质疑期限已过：最晚 {last}"):
        await make.raised(at, **about)


async def test_an_edited_document_is_news_to_everybody(db: None):
    with make.at("2026-11-02T10:00"):
        at = await make.bought("")
    await value(
        "INSERT INTO tender_document (tender_id, version, hash, canonical, reason, by, at)"
        " VALUES ($1, 9, encode(sha256('{}'), 'hex'), '{}', '评分标准有修改', $2,"
        " '2026-11-10 09:00+08')",
        at.tender,
        at.officer.id,
    )
    _facts, found = await occasions(at.tender)

    assert (str(found[0].known_on), str(found[0].last.on)) == ("2026-11-10", "2026-11-19")


async def test_the_reply_is_due_seven_working_days_after_it_was_raised(db: None):
    at = await _purchase()
    with make.at("2026-11-25T09:00"):
        made = await make.raised(at)

    assert str(await value("SELECT reply_by FROM objection WHERE id = $1", made)) == "2026-12-04"


# Awarded on Monday 21 September 2026; the notice is posted to the 22nd. Seven working days: 23, 24,
# 28, 29, 30 September, 8 and 9 October: the Mid-Autumn and national holidays lie between, and the
# made-up Saturday 10 October comes too late. Counted on a paper calendar.
HOLIDAY_LAST = "2026-10-09"


async def test_the_last_day_lies_beyond_two_holidays(db: None):
    with make.at("2026-09-21T10:00"):
        at = await make.bought()
    with make.at(f"{HOLIDAY_LAST}T23:59:59"):
        in_time = await make.raised(at)
    assert str(await value("SELECT raise_by FROM objection WHERE id = $1", in_time)) == HOLIDAY_LAST
    # Raised on a Friday: the Saturday that is worked for the holidays counts among the seven.
    assert str(await value("SELECT reply_by FROM objection WHERE id = $1", in_time)) == "2026-10-19"
    await value("UPDATE objection SET status = 'withdrawn' WHERE id = $1", in_time)
    late = make.at("2026-10-10T00:00:01")
    with late, pytest.raises(Conflict, match=f"最晚 {HOLIDAY_LAST}"):
        await make.raised(at)
