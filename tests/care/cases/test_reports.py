"""The mandatory report: who is woken, when it is delivered, what turns red, who stays hidden."""

# pyright: reportUnknownMemberType=false

import asyncpg
import pytest

from match.care.cases.commands import (
    ask_for_reporter,
    note_reading,
    open_report,
    sweep_reports,
)
from match.care.cases.queries.reports import report_file, told, waiting_reports
from match.care.cases.rules import Channel, Standing, standing
from match.care.cases.states import Level
from match.care.cases.wall import inside
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from tests.care.cases import make
from tests.people import make as people

PLANTED = "瞿报信"


async def test_a_stranger_may_report_with_a_situation_and_a_place(db: None) -> None:
    """Notice 2.4b, 未保法11: no account, no detail, one tap."""
    await make.desks()

    code = await make.filed(ANONYMOUS)

    found = await told(code)
    assert found.standing is Standing.waiting
    assert found.levels == (Level.protection,)


@pytest.mark.notice
async def test_delivered_means_that_a_named_person_opened_it(db: None) -> None:
    """Notice 2.4b: the mandatory report reaches a named desk, or says that it has not."""
    held = await make.desks()
    with clock.freeze(make.FILED):
        code = await make.filed()
        await make.relay()
    number = await make.newest()
    with clock.freeze(make.minutes(1)):
        assert (await told(code)).standing is Standing.waiting
        assert [line.id for line in await waiting_reports(held.protection)] == [number]
    with clock.freeze(make.minutes(2)):
        await open_report(held.protection, number)
    with clock.freeze(make.minutes(60)):
        found = await told(code)

    assert found.standing is Standing.delivered
    assert found.opened_by == "向护苗"
    assert found.opened_at == make.minutes(2)


async def test_a_message_in_the_inbox_is_not_delivery(db: None) -> None:
    """The twin of delivery: told is not opened."""
    await make.desks()
    with clock.freeze(make.FILED):
        code = await make.filed()
        assert await make.relay() == 1
        found = await told(code)

    assert next(channel for channel in found.channels if channel.name == "inbox").sent == 1
    assert found.standing is Standing.waiting


@pytest.mark.parametrize(
    ("minutes", "wanted"), [(14.99, Standing.waiting), (15, Standing.late), (400, Standing.late)]
)
async def test_after_fifteen_minutes_it_is_red(db: None, minutes: float, wanted: Standing) -> None:
    await make.desks()
    with clock.freeze(make.FILED):
        code = await make.filed()
        await make.relay()

    with clock.freeze(make.minutes(minutes)):
        assert (await told(code)).standing is wanted


async def test_unopened_it_climbs_to_the_county_and_then_the_prefecture(db: None) -> None:
    held = await make.desks()
    with clock.freeze(make.FILED):
        code = await make.filed()
        await make.relay()
    number = await make.newest()
    climbed: list[tuple[Level, ...]] = []
    for minute in (14, 15, 16, 29, 30, 45, 60):
        with clock.freeze(make.minutes(minute)):
            await sweep_reports(SYSTEM)
            climbed.append((await told(code)).levels)

    one_desk, two = (Level.protection,), (Level.protection, Level.county)
    three = (*two, Level.prefecture)
    assert climbed == [one_desk, two, two, two, three, three, three]
    assert await make.relay() == 2
    told_whom = await rows(
        "SELECT account_id, kind FROM message WHERE link = $1 ORDER BY id",
        f"/desk/reports/{number}",
    )
    assert [(row["account_id"], row["kind"]) for row in told_whom] == [
        (held.protection.id, "report_waiting"),
        (held.county.id, "report_climbed"),
        (held.prefecture.id, "report_climbed"),
    ]
    async with inside(desk=("43",)):
        late = await value(
            "SELECT count(*) FROM care.mandatory_report_step WHERE report_id = $1"
            " AND step = 'late'",
            number,
        )
    assert late == 3, "the top desk is called late too, once"


async def test_what_was_opened_does_not_climb(db: None) -> None:
    held = await make.desks()
    with clock.freeze(make.FILED):
        await make.filed()
        await open_report(held.protection, await make.newest())
    with clock.freeze(make.minutes(50)):
        assert await sweep_reports(SYSTEM) == 0


async def test_where_nobody_sits_at_the_agency_the_county_is_woken_at_once(db: None) -> None:
    await people.place(make.COUNTY)
    await people.account("county", "433101")

    found = await told(await make.filed())

    assert found.levels == (Level.county,)


async def test_a_report_about_the_county_passes_it_by(db: None) -> None:
    held = await make.desks()
    code = await make.filed(past_county=True)

    assert (await told(code)).levels == (Level.prefecture,)
    assert await waiting_reports(held.protection) == []
    with pytest.raises(NotFound):
        await open_report(held.county, await make.newest())
    await open_report(held.prefecture, await make.newest())


@pytest.mark.parametrize(
    ("role", "division"),
    [
        ("director", make.VILLAGE),
        ("supervisor", "433101001"),
        ("station", "433101001"),
        ("protection", "433122"),
        ("county", "433122"),
        ("prefecture", "4301"),
        ("province", "43"),
        ("auditor", "43"),
        ("administrator", "43"),
    ],
)
async def test_nobody_else_learns_that_it_exists(db: None, role: str, division: str) -> None:
    await make.desks()
    await make.filed()
    for code in (make.VILLAGE, "433122000000", "430100000000"):
        await people.place(code)
    home = await people.home(make.VILLAGE) if role == "director" else None
    other = await people.account(role, division, home=home)

    assert await waiting_reports(other) == []
    with pytest.raises(NotFound):
        await open_report(other, await make.newest())


async def test_the_county_sees_it_only_when_it_has_climbed(db: None) -> None:
    held = await make.desks()
    with clock.freeze(make.FILED):
        await make.filed()
        with pytest.raises(NotFound):
            await open_report(held.county, await make.newest())
    with clock.freeze(make.minutes(15)):
        await sweep_reports(SYSTEM)
        await open_report(held.county, await make.newest())


async def test_the_same_tap_twice_is_one_report(db: None) -> None:
    await make.desks()
    nonce = "5f" * 16

    first, second = await make.filed(nonce=nonce), await make.filed(nonce=nonce)

    assert first == second
    async with inside(desk=("43",)):
        assert await value("SELECT count(*) FROM care.mandatory_report") == 1
    assert await make.filed(nonce="60" * 16) != first


async def test_a_short_nonce_is_no_nonce(db: None) -> None:
    """The twin: what two people could send alike must not make one report of two."""
    await make.desks()

    assert await make.filed(nonce="1") != await make.filed(nonce="1")


async def test_a_wrong_code_opens_nothing(db: None) -> None:
    await make.desks()
    code = await make.filed()
    with pytest.raises(NotFound):
        await told("AAAA-BBBB-CCCC-DDDD")
    assert (await told(code.lower().replace("-", " "))).number == await make.newest()
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    assert (await told(wide)).number == await make.newest()


async def test_an_unknown_place_is_refused_in_words(db: None) -> None:
    with pytest.raises(Invalid) as wrong:
        await make.filed(division="439999000000")
    assert "division" in wrong.value.fields


# The guards: neither a report nor a step can be changed or taken back, not even by the owner.
CHANGES = [
    "UPDATE care.mandatory_report SET place = '\\x00'",
    "DELETE FROM care.mandatory_report",
    "UPDATE care.mandatory_report_step SET level = 'county'",
    "DELETE FROM care.mandatory_report_step",
    "DELETE FROM care.report_alarm",
]


@pytest.mark.parametrize("change", CHANGES)
async def test_a_report_cannot_be_changed_or_deleted(db: None, change: str) -> None:
    await make.desks()
    await make.filed()
    with pytest.raises(asyncpg.PostgresError):
        async with inside(desk=("43",)):
            await rows(
                "INSERT INTO care.report_alarm (report_id, level, address)"
                " SELECT id, 'county', 'a@b.cn' FROM care.mandatory_report"
            )
            await rows(change)


async def test_without_the_guard_the_same_change_goes_through(db: None) -> None:
    """The twin: the same role changes what has no guard, so it is the guards that refuse."""
    await make.desks()
    await make.filed()
    async with inside(desk=("43",)):
        await rows(
            "INSERT INTO care.report_alarm (report_id, level, address)"
            " SELECT id, 'county', 'a@b.cn' FROM care.mandatory_report"
        )
        await rows("UPDATE care.report_alarm SET attempts = 3")
        assert await value("SELECT max(attempts) FROM care.report_alarm") == 3


# Every channel down: said at once, in red, without waiting for the quarter of an hour.
def test_nothing_that_works_is_said_at_once() -> None:
    down = (Channel("inbox"), Channel("sms", failed=1), Channel("mail", failed=1))
    one_up = (Channel("inbox", sent=1), Channel("sms", failed=1), Channel("mail", failed=1))

    def at(minutes: float, channels: tuple[Channel, ...]) -> Standing:
        return standing(
            filed_at=make.FILED, opened_at=None, channels=channels, now=make.minutes(minutes)
        )

    assert at(0.5, down) is Standing.dead
    assert at(0.5, one_up) is Standing.waiting
    assert at(0.5, (Channel("inbox"), Channel("sms"), Channel("mail"))) is Standing.waiting
    # Nobody has been written into for two minutes: the workers stand still.
    assert at(2.5, (Channel("inbox"), Channel("sms"), Channel("mail"))) is Standing.dead


async def test_hidden_reporter_needs_a_reason_and_the_report_in_hand(db: None) -> None:
    held = await make.desks()
    who = await people.account(name=PLANTED)
    await make.filed(who, contact="微信 bx-3391")
    number = await make.newest()

    with pytest.raises(Denied):
        await ask_for_reporter(held.protection, number, "核实情况")
    with pytest.raises(Conflict):
        await note_reading(held.protection, number)
    await open_report(held.protection, number)
    assert (await report_file(held.protection, number)).reporter is None
    with clock.freeze(make.FILED):
        await ask_for_reporter(held.protection, number, "需要当面核实现场情况")
        shown = (await report_file(held.protection, number)).reporter
    with clock.freeze(make.minutes(11)):
        later = (await report_file(held.protection, number)).reporter

    assert shown is not None
    assert (shown.name, shown.contact) == (PLANTED, "微信 bx-3391")
    assert later is None


async def test_the_reporter_is_nowhere_in_the_clear(db: None) -> None:
    """Every table, every column, whatever its type: neither name nor account id of the reporter
    stands beside the report. Sealed bytes are searched too."""
    await make.desks()
    who = await people.account(name=PLANTED)
    before = await value("SELECT max(id) FROM audit")
    facts = await value("SELECT coalesce(max(id), 0) FROM outbox")
    await make.filed(who, place="某村三组", details="听到孩子哭", contact="13711112222")
    await make.relay()
    assert who.id is not None
    trail = await rows("SELECT * FROM audit WHERE id > $1", before)
    told_on = await rows("SELECT * FROM outbox WHERE id > $1", facts)
    messages = await rows("SELECT * FROM message")
    async with inside(desk=("43",)):
        report = await one("SELECT * FROM care.mandatory_report")
        steps = await rows("SELECT * FROM care.mandatory_report_step")

    assert [row["verb"] for row in trail] == ["report.filed"]
    assert trail[0]["actor_id"] is None
    said = repr([trail, told_on, messages, report, steps])
    for secret in (PLANTED, "13711112222", "某村三组", "听到孩子哭"):
        assert secret not in said
        assert secret.encode().hex() not in said
    assert f"'account_id': {who.id}" not in said
    assert report is not None
    assert report["reporter"] is not None


async def test_a_trail_that_names_the_actor_would_be_found(db: None) -> None:
    """The twin: the same search finds the line that `record(actor, …)` would have left."""
    who = await people.account(name=PLANTED)
    before = await value("SELECT max(id) FROM audit")
    from match.foundation.audit import record

    await record(who, "report.filed", subject=("mandatory_report", 1))
    trail = await rows("SELECT * FROM audit WHERE id > $1", before)

    assert trail[0]["actor_id"] == who.id
