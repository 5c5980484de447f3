"""What is owed for a gift, against dates counted by hand from the parameters and 慈善法 79."""

from datetime import date
from typing import Any

import msgspec
import pytest

from match.giving.disclosure.rules import Asked, Gift, Owed, Part, Sent, Terms, Told, owed
from match.giving.disclosure.states import (
    DUTY_MACHINE,
    HIDES,
    OWED,
    DutyKind,
    DutyStatus,
    duty_word,
    next_verb,
    status_word,
    what_to_do,
)
from match.giving.states import DonationStatus, GiftKind

TERMS = Terms(
    transit_days=14,
    count_days=7,
    receipt_days=30,
    thanks_days=30,
    first_use_days=60,
    long_months=6,
    periodic_months=3,
    final_months=3,
)
HOME, OTHER, CHARITY = 11, 12, 21
TODAY = date(2026, 6, 1)


def gift(**other: Any) -> Gift:
    """Goods for one home, counted on 10 March and given over to it that day."""
    facts: dict[str, Any] = {
        "kind": GiftKind.goods,
        "status": DonationStatus.allocated,
        "home": HOME,
        "charity": None,
        "arrived_on": date(2026, 3, 10),
        "until": None,
        "ended_on": None,
        "receipt_on": None,
        "thanked_on": None,
        "parts": (Part(HOME, date(2026, 3, 10)),),
        **other,
    }
    return Gift(**facts)


def money(**other: Any) -> Gift:
    """Money through a charity for two homes, confirmed on 31 January."""
    return gift(
        **{
            "kind": GiftKind.money,
            "home": None,
            "charity": CHARITY,
            "arrived_on": date(2026, 1, 31),
            "parts": (Part(HOME, date(2026, 2, 10)), Part(OTHER, date(2026, 2, 20))),
            **other,
        }
    )


def of(kind: DutyKind, given: Gift, today: date = TODAY) -> list[Owed]:
    return [each for each in owed(given, TERMS, today) if each.kind is kind]


def test_a_parcel_is_counted_seven_days_after_it_was_to_arrive():
    sent = (Sent(1, date(2026, 3, 1), date(2026, 3, 5), None),)

    (duty,) = of(DutyKind.transport, gift(arrived_on=None, parts=(), sent=sent))

    assert (duty.due_on, duty.home, duty.settled_on) == (date(2026, 3, 12), HOME, None)


def test_a_parcel_nobody_expected_on_a_day_has_two_weeks_more():
    sent = (Sent(1, date(2026, 3, 1), None, date(2026, 3, 9)),)

    (duty,) = of(DutyKind.transport, gift(sent=sent))

    assert (duty.due_on, duty.settled_on) == (date(2026, 3, 22), date(2026, 3, 9))


def test_a_charity_owes_the_receipt_and_a_home_does_not():
    (duty,) = of(DutyKind.receipt, money())

    assert (duty.organisation, duty.home, duty.due_on) == (CHARITY, None, date(2026, 3, 2))
    assert of(DutyKind.receipt, gift()) == []


def test_a_word_of_thanks_is_due_thirty_days_after_all_was_used():
    used = gift(ended_on=date(2026, 3, 20), thanked_on=date(2026, 4, 1))

    (duty,) = of(DutyKind.thanks, used)

    assert (duty.due_on, duty.home, duty.settled_on) == (date(2026, 4, 19), HOME, date(2026, 4, 1))
    (duty,) = of(DutyKind.thanks, money(ended_on=date(2026, 5, 1)))
    assert (duty.due_on, duty.home, duty.organisation) == (date(2026, 5, 31), None, CHARITY)
    assert of(DutyKind.thanks, gift()) == []


def test_every_home_with_a_part_reports_its_own_use():
    told = (Told(date(2026, 3, 1), home=OTHER),)

    duties = of(DutyKind.first_use, money(told=told))

    assert [(d.home, d.due_on, d.settled_on) for d in duties] == [
        (HOME, date(2026, 4, 11), None),
        (OTHER, date(2026, 4, 21), date(2026, 3, 1)),
    ]


def test_a_progress_report_of_the_charity_is_no_use_report_of_the_home():
    told = (Told(date(2026, 3, 1), organisation=CHARITY, progress=True),)

    assert all(duty.settled_on is None for duty in of(DutyKind.first_use, money(told=told)))


def test_what_is_short_is_not_reported_every_three_months():
    assert of(DutyKind.periodic, gift()) == []
    assert of(DutyKind.periodic, gift(ended_on=date(2026, 5, 1)), date(2027, 1, 1)) == []
    assert of(DutyKind.final, gift(ended_on=date(2026, 5, 1)), date(2027, 1, 1)) == []


def test_what_is_still_there_after_six_months_is_long():
    # 31 January + 6 months = 31 July, then 31 October and 31 January; each is seen 30 days before.
    assert [d.due_on for d in of(DutyKind.periodic, money(), date(2026, 6, 30))] == []
    assert [d.due_on for d in of(DutyKind.periodic, money(), date(2026, 7, 1))] == [
        date(2026, 7, 31)
    ]
    assert [d.due_on for d in of(DutyKind.periodic, money(), date(2027, 1, 5))] == [
        date(2026, 7, 31),
        date(2026, 10, 31),
        date(2027, 1, 31),
    ]


def test_what_is_agreed_for_longer_is_reported_from_the_third_month():
    duties = of(DutyKind.periodic, money(until=date(2026, 12, 31)), date(2026, 4, 1))

    # 31 January + 3 months is 30 April: the last day of a month that has no 31st (民法典 202).
    assert [(d.due_on, d.organisation) for d in duties] == [(date(2026, 4, 30), CHARITY)]


def test_a_late_report_does_not_excuse_the_next():
    late = (Told(date(2026, 8, 20), organisation=CHARITY, progress=True),)

    duties = of(DutyKind.periodic, money(told=late), date(2026, 10, 15))

    assert [(d.due_on, d.settled_on) for d in duties] == [
        (date(2026, 7, 31), date(2026, 8, 20)),
        (date(2026, 10, 31), None),
    ]


def test_a_report_before_the_period_is_not_one_of_it():
    early = tuple(
        Told(day, organisation=CHARITY, progress=True)
        for day in (date(2026, 3, 1), date(2026, 4, 1))
    )

    duties = of(DutyKind.periodic, money(told=early), date(2026, 10, 15))

    assert [d.settled_on for d in duties] == [date(2026, 3, 1), None]


def test_the_full_report_is_due_three_months_after_the_end_of_what_was_long():
    ended = money(ended_on=date(2026, 11, 30))

    (duty,) = of(DutyKind.final, ended, date(2026, 12, 1))

    assert (duty.due_on, duty.organisation) == (date(2027, 2, 28), CHARITY)


def test_only_a_report_after_the_end_is_a_full_one():
    reports = tuple(
        Told(day, organisation=CHARITY, progress=True)
        for day in (date(2026, 7, 1), date(2026, 10, 1), date(2026, 12, 20))
    )

    (duty,) = of(DutyKind.final, money(ended_on=date(2026, 11, 30), told=reports))

    assert duty.settled_on == date(2026, 12, 20)


def test_a_question_is_owed_by_whom_it_was_put_to():
    asked = (Asked(5, date(2026, 5, 20), None, home=HOME),)

    (duty,) = of(DutyKind.answer, gift(asked=asked))

    assert (duty.about, duty.home, duty.due_on) == (5, HOME, date(2026, 5, 20))


@pytest.mark.parametrize("status", [DonationStatus.cancelled, DonationStatus.returned])
def test_nothing_is_owed_for_what_ended_without_use(status: DonationStatus):
    assert owed(money(status=status), TERMS, date(2028, 1, 1)) == []


def test_time_owes_a_word_but_no_use_report():
    given = gift(kind=GiftKind.time, ended_on=date(2026, 3, 10))

    assert {each.kind for each in owed(given, TERMS, date(2028, 1, 1))} == {DutyKind.thanks}


def test_a_gift_of_the_first_release_owes_no_report_it_knew_nothing_of():
    assert of(DutyKind.first_use, gift(status=DonationStatus.answered)) == []
    told = (Told(date(2026, 4, 1), home=HOME),)
    assert len(of(DutyKind.first_use, gift(status=DonationStatus.answered, told=told))) == 1


def test_no_two_duties_have_one_name():
    given = money(
        until=date(2027, 6, 1),
        asked=(Asked(1, TODAY, None, organisation=CHARITY), Asked(2, TODAY, None, home=HOME)),
        sent=(Sent(1, TODAY, None, None), Sent(2, TODAY, None, None)),
    )

    names = [
        msgspec.structs.astuple(msgspec.structs.replace(each, due_on=TODAY, settled_on=None))
        for each in owed(given, TERMS, date(2028, 1, 1))
    ]

    assert len(names) == len(set(names))


def test_the_clock_ends_for_every_kind():
    for kind in DutyKind:
        status, verbs = DutyStatus.waiting, []
        while (verb := next_verb(kind, status)) is not None:
            status = DutyStatus(str(DUTY_MACHINE.move(status, verb).to))
            verbs.append(verb)
        last = "hide" if kind in HIDES else "escalate"
        assert verbs == ["remind", "remind_again", last]


def test_whatever_is_owed_can_be_settled_and_everything_has_words():
    for status in DutyStatus:
        assert status_word(status)
        assert ("settle" in DUTY_MACHINE.verbs(status)) == (status in OWED)
    for kind in DutyKind:
        assert duty_word(kind)
        assert what_to_do(kind)
