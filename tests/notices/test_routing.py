"""By which channel, how soon, and when not: choices, defaults, quiet hours, what the law wants."""

from datetime import date, datetime, timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.errors import Denied, Invalid
from match.notices.commands import choose, notify, set_quiet_hours, sweep_deliveries
from match.notices.groups import STATUTORY, Group, group_of, kinds_of
from match.notices.queries.choices import history
from match.notices.rules import Quiet, digest_at, minute_of, urgent
from match.notices.states import Channel, Pace
from match.notices.words import BY_SMS, Kind
from tests.notices.make import MAIL, OPENID, at, deliveries, reader, tell, ways
from tests.people import make as people

pytestmark = pytest.mark.openness
SMS, MAILS, WECHAT = Channel.sms, Channel.mail, Channel.wechat


def here(hour: int, minute: int = 0, day: int = 12) -> datetime:
    """A moment of November 2026 in Hunan; the 12th is a Thursday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.HERE)


# The rules ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (here(21, 29), None),
        (here(21, 30), here(7, 30, 13)),
        (here(23, 59), here(7, 30, 13)),
        (here(0, 0, 13), here(7, 30, 13)),
        (here(7, 29, 13), here(7, 30, 13)),
        (here(7, 30, 13), None),
    ],
)
def test_quiet_hours_span_midnight(now: datetime, over: datetime | None):
    assert Quiet(minute_of("21:30"), minute_of("07:30")).over_at(now) == over


@pytest.mark.parametrize(
    ("now", "over"), [(here(12, 30), here(14)), (here(11, 59), None), (here(14), None)]
)
def test_quiet_hours_may_lie_within_a_day(now: datetime, over: datetime | None):
    assert Quiet(minute_of("12:00"), minute_of("14:00")).over_at(now) == over


def test_equal_ends_are_no_quiet_hours():
    assert all(Quiet(480, 480).over_at(here(hour)) is None for hour in range(24))


@pytest.mark.parametrize(
    ("now", "pace", "due"),
    [
        (here(7, 59), Pace.daily, here(8)),
        (here(8), Pace.daily, here(8, 0, 13)),
        (here(9), Pace.weekly, here(8, 0, 16)),
        (here(7, 0, 16), Pace.weekly, here(8, 0, 16)),
        (here(8, 0, 16), Pace.weekly, here(8, 0, 23)),
    ],
)
def test_digests_go_at_eight_and_those_of_a_week_on_monday(
    now: datetime, pace: Pace, due: datetime
):
    assert digest_at(now, pace, 8, 1) == due


@pytest.mark.parametrize("text", ["24:00", "7:5", "07.30", "", "-1:00", "12:60"])
def test_what_is_no_time_is_refused(text: str):
    with pytest.raises(ValueError, match=text or "^$"):
        minute_of(text)


def test_only_alarms_and_what_is_near_ring_at_night():
    today = date(2026, 11, 12)
    for kind in Kind:
        far = urgent(kind, {"day": "2026-11-20"}, today)
        assert far == (kind in {Kind.report_waiting, Kind.report_climbed, Kind.ledger_halted})
    for kind in (Kind.shift_cancelled, Kind.activity_off, Kind.replacement_asked):
        assert urgent(kind, {"day": "2026-11-12"}, today)
        assert urgent(kind, {"day": "2026-11-13"}, today)
        assert not urgent(kind, {}, today), "nobody said when"


def test_every_kind_is_in_a_group_that_somebody_chose_for_it():
    """A kind that nobody foresaw falls to the account; these words are really about it."""
    about_me = ("password_", "authenticator_", "cover_", "organisation_", "channel_", "webhook_")
    lost = [kind for kind in kinds_of(Group.account) if not kind.value.startswith(about_me)]

    assert lost == [], "give them a group in match.notices.groups"
    assert {group_of(kind) for kind in Kind} == set(Group), "no group is empty"


# What leaves -------------------------------------------------------------------------------------


async def test_without_a_choice_a_text_goes_for_what_is_worth_it_and_no_other(db: None):
    person = await reader()
    with at(10):
        await tell(person, Kind.need_met)
        await tell(person, Kind.need_published)

    assert await ways(person) == [("sms", "now", "waiting")]


async def test_mail_and_wechat_come_at_once_to_a_citizen_and_once_a_day_to_a_desk(db: None):
    citizen = await reader(mail=MAIL, openid=OPENID)
    officer = await reader("county", mail=MAIL, openid=f"{OPENID}2")
    with at(10):
        for person in (citizen, officer):
            await tell(person, Kind.need_published)

    assert await ways(citizen) == [("mail", "now", "waiting"), ("wechat", "now", "waiting")]
    assert await ways(officer) == [("mail", "daily", "held"), ("wechat", "daily", "held")]


async def test_a_choice_of_a_group_holds_for_its_kinds_and_one_of_a_kind_goes_before_it(db: None):
    person = await reader(mail=MAIL)
    await choose(person, {("needs", MAILS): Pace.off, ("needs", SMS): Pace.off})
    await choose(person, {("need_met", MAILS): Pace.now})
    with at(10):
        await tell(person, Kind.need_returned)
        assert await ways(person) == []
        await tell(person, Kind.need_met)
    assert await ways(person) == [("mail", "now", "waiting")]


async def test_a_text_comes_of_a_kind_that_is_not_worth_one_if_it_was_asked_for_by_name(db: None):
    person = await reader()
    await choose(person, {("needs", SMS): Pace.now})
    with at(10):
        await tell(person, Kind.need_published)
        assert await ways(person) == [], "the group's texts are of what is worth one"
        await choose(person, {("need_published", SMS): Pace.now})
        await tell(person, Kind.need_published)
    assert await ways(person) == [("sms", "now", "waiting")]


async def test_what_was_chosen_is_remembered_with_its_day_and_may_be_taken_back(db: None):
    person, other = await reader(mail=MAIL), await reader()
    assert await choose(person, {("needs", MAILS): Pace.weekly}) == 1
    assert await choose(person, {("needs", MAILS): Pace.weekly}) == 0, "nothing new"
    assert await choose(person, {("needs", MAILS): None}) == 1

    assert [(line.topic, line.channel, line.pace) for line in await history(person)] == [
        ("needs", MAILS, None),
        ("needs", MAILS, Pace.weekly),
    ]
    assert await history(other) == []
    with at(10):
        await tell(person, Kind.need_published)
    assert await ways(person) == [("mail", "now", "waiting")], "as without a choice"


@pytest.mark.parametrize("group", sorted(STATUTORY))
async def test_what_the_law_will_have_sent_keeps_one_channel_and_says_why(db: None, group: Group):
    person = await reader(mail=MAIL)
    with pytest.raises(Invalid) as refused:
        await choose(person, {(group.value, SMS): Pace.off, (group.value, MAILS): Pace.off})
    assert "法律规定" in refused.value.fields[group.value]
    assert await value("SELECT count(*) FROM notice_choice") == 0, "nothing was kept of it"
    await choose(person, {(group.value, SMS): Pace.off})

    kind = next(kind for kind in kinds_of(group) if kind in BY_SMS)
    with pytest.raises(Invalid):
        await choose(person, {(kind.value, MAILS): Pace.off})
    with at(10):
        await tell(person, kind)
    assert await ways(person) == [("mail", "now", "waiting")]


async def test_a_channel_that_vanished_leaves_nobody_without_what_the_law_will_have_sent(db: None):
    """Texts were off since mail was there; then the mailbox went."""
    person = await reader(mail=MAIL)
    await choose(person, {("alarms", SMS): Pace.off})
    await rows("DELETE FROM contact WHERE account = $1", person.id)
    with at(3):
        await tell(person, Kind.report_waiting)

    assert await ways(person) == [("sms", "now", "waiting")]


async def test_other_groups_may_fall_silent(db: None):
    person = await reader(mail=MAIL)
    silent = {
        (group.value, channel): Pace.off
        for group in Group
        if group not in STATUTORY
        for channel in Channel
    }
    await choose(person, silent)
    with at(10):
        for kind in Kind:
            if group_of(kind) not in STATUTORY:
                await notify(SYSTEM, [int(str(person.id))], kind, link=f"/desk/{kind}")

    assert await ways(person) == []
    assert await value("SELECT count(*) FROM message") > 100, "the inbox has it all"


async def test_what_comes_at_night_waits_for_the_morning_and_an_alarm_does_not(db: None):
    person = await reader()
    with at(23):
        await tell(person, Kind.need_met)
        await tell(person, Kind.report_waiting)
    held, alarm = await deliveries(person)

    assert (held["state"], alarm["state"]) == ("held", "waiting")
    assert f"{held['next_check_at'].astimezone(clock.HERE):%H:%M}" == "07:30"
    with at(7, 29, days=1):
        assert await sweep_deliveries(SYSTEM) == 0
    with at(7, 30, days=1):
        assert await sweep_deliveries(SYSTEM) == 1
        assert await sweep_deliveries(SYSTEM) == 0
    wanted = "SELECT count(*) FROM outbox WHERE topic = 'delivery.wanted'"
    assert await value(wanted) == 2, "each is asked for once"


async def test_a_shift_cancelled_for_today_rings_at_night_and_one_of_next_week_does_not(db: None):
    person = await reader("volunteer")
    with at(22) as now:
        await tell(person, Kind.shift_cancelled, day=f"{now:%Y-%m-%d}")
        await tell(person, Kind.shift_cancelled, day=f"{now + timedelta(days=7):%Y-%m-%d}")

    assert [state for _channel, _pace, state in await ways(person)] == ["waiting", "held"]


async def test_quiet_hours_are_ones_own(db: None):
    night, day = await reader(), await reader()
    await set_quiet_hours(night, minute_of("09:00"), minute_of("17:00"))
    await set_quiet_hours(day, 0, 0)
    for hour, states in ((10, ("held", "waiting")), (23, ("waiting", "waiting"))):
        with at(hour, days=hour // 20):
            for person, state in zip((night, day), states, strict=True):
                await tell(person, Kind.need_met)
                assert (await ways(person))[-1] == ("sms", "now", state)


async def test_nobody_but_the_clock_lets_deliveries_go(db: None):
    with pytest.raises(Denied):
        await sweep_deliveries(await people.account("county", "433101"))


async def test_who_is_gone_is_sent_nothing(db: None):
    person = await reader(mail=MAIL)
    await value("UPDATE account SET disabled_at = now() WHERE id = $1", person.id)
    with at(10):
        await notify(SYSTEM, [int(str(person.id))], Kind.need_met, link="/desk")

    assert await ways(person) == []
