"""A round, what it finds, and what follows: flags, tasks with their day, needs, the registry."""

from datetime import timedelta

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.homes.commands import approve_area, describe_home
from match.needs.commands import discard_draft
from match.standards import commands
from match.standards.forms import RoundForm
from match.standards.lines import lines
from match.standards.queries import (
    flag_file,
    homes_due,
    inspection_file,
    last_inspection,
    open_flags,
    standards_met,
)
from match.standards.states import FLAG_MACHINE, FlagStatus
from match.standards.tables import StandardFlag
from tests.homes import make as homes
from tests.standards import make

pytestmark = pytest.mark.usefixtures("db")

F = FlagStatus
EXPECTED = {
    F.open: {"pass": F.passed, "meet": F.met, "waive": F.waived},
    F.passed: {},
    F.met: {"reopen": F.open},
    F.waived: {},
}


@pytest.mark.notice
async def test_a_failed_line_becomes_flag_task_and_a_prefilled_draft_of_the_home() -> None:
    """Notice 3.3b: no video equipment → flag, a day, and the home's own draft of a need."""
    home_id, director = await homes.working()
    inspector = await make.supervisor()

    inspection = await make.inspected(inspector, home_id, "STD-VIDEO")

    [flag] = await open_flags(home_id)
    assert (flag.line.code, flag.due_on) == ("STD-VIDEO", clock.today() + timedelta(days=30))
    need = await one("SELECT * FROM need WHERE id = $1", flag.need_id)
    assert need is not None
    # Nobody of the township wrote it, so the township may check it.
    assert (need["status"], need["category"], need["home_id"]) == ("draft", "MAT-VIDEO", home_id)
    assert (need["submitted_by"], need["writers"]) == (None, [])
    wanted = await one("SELECT quantity, unit FROM need_line WHERE need_id = $1", flag.need_id)
    assert wanted == {"quantity": 1, "unit": "套"}
    home = await one("SELECT facilities, last_sign_at FROM home WHERE id = $1", home_id)
    assert home is not None
    assert "FAC-VIDEO" not in home["facilities"]
    assert (await inspection_file(director, inspection)).lines[1].flag_id == flag.id
    assert await value(
        "SELECT count(*) FROM outbox WHERE topic = 'standard_flag.opened'"
        " AND (payload->>'flag_id')::bigint = $1",
        flag.id,
    )


async def test_sent_again_the_same_changes_nothing_and_another_is_refused() -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    tour = await make.round_of(inspector, home_id)

    first = await commands.inspect_home(inspector, tour, home_id, make.found("STD-READ"))
    again = await commands.inspect_home(inspector, tour, home_id, make.found("STD-READ"))
    with pytest.raises(Conflict, match="已经提交过"):
        await commands.inspect_home(inspector, tour, home_id, make.found())

    assert again == first
    assert len(await open_flags(home_id)) == 1
    assert await value("SELECT count(*) FROM need WHERE home_id = $1", home_id) == 1
    # The twin: without the look for what is there, the index still lets no second one in.
    with pytest.raises(asyncpg.UniqueViolationError):
        async with unit_of_work():
            await value(
                "INSERT INTO inspection (round_id, home_id, division, inspector_id, inspected_on,"
                " digest) SELECT round_id, home_id, division, inspector_id, inspected_on, 'other'"
                " FROM inspection WHERE id = $1",
                first,
            )


async def test_what_was_seen_stays_as_it_was_seen() -> None:
    home_id, _director = await homes.working()
    seen = await make.inspected(await make.supervisor(), home_id)

    for sql in (
        "UPDATE inspection SET note = '改过' WHERE id = $1",
        "DELETE FROM inspection_line WHERE inspection_id = $1",
    ):
        with pytest.raises(asyncpg.PostgresError):
            async with unit_of_work():
                await value(sql, seen)


async def test_a_known_flag_keeps_its_day_and_its_need_when_seen_again() -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    await make.inspected(inspector, home_id, "STD-FIRE")
    [before] = await open_flags(home_id)

    with clock.freeze(clock.now() + timedelta(days=10)):
        await make.inspected(inspector, home_id, "STD-FIRE")
        [after] = await open_flags(home_id)

    assert (after.id, after.due_on, after.need_id) == (before.id, before.due_on, before.need_id)
    assert await value("SELECT count(*) FROM need WHERE home_id = $1", home_id) == 1


async def test_a_later_inspection_that_passes_closes_the_flag() -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    await make.inspected(inspector, home_id, "STD-READ", "STD-SMOKE")
    assert len(await open_flags(home_id)) == 2

    later = await make.inspected(inspector, home_id, "STD-SMOKE")

    closed = await one("SELECT * FROM standard_flag WHERE line = 'STD-READ'")
    assert closed is not None
    assert (closed["status"], closed["closed_by"]) == ("passed", later)
    assert [flag.line.code for flag in await open_flags(home_id)] == ["STD-SMOKE"]


async def test_a_need_that_is_met_closes_its_flag_and_one_that_falls_back_opens_it() -> None:
    home_id, _director = await homes.working()
    await make.inspected(await make.supervisor(), home_id, "STD-PLAY")
    [flag] = await open_flags(home_id)
    assert flag.need_id is not None

    assert await commands.need_was_met(SYSTEM, flag.need_id) == 1
    assert await commands.need_was_met(SYSTEM, flag.need_id) == 0
    assert await open_flags(home_id) == []
    assert await commands.need_fell_back(SYSTEM, flag.need_id) == 1
    assert [each.id for each in await open_flags(home_id)] == [flag.id]


async def test_a_draft_thrown_away_is_written_again_but_never_twice() -> None:
    home_id, director = await homes.working()
    await make.inspected(await make.supervisor(), home_id, "STD-VIDEO")
    [flag] = await open_flags(home_id)
    assert flag.need_id is not None
    assert await commands.write_need(director, flag.id) == flag.need_id
    await discard_draft(director, flag.need_id)

    written = await commands.write_need(director, flag.id)

    assert written != flag.need_id
    assert await commands.write_need(director, flag.id) == written
    assert await value("SELECT submitted_by FROM need WHERE id = $1", written) == director.id


async def test_two_lines_of_one_category_are_two_needs() -> None:
    home_id, _director = await homes.working()
    await make.inspected(await make.supervisor(), home_id, "STD-OUTSAFE", "STD-EQSAFE")

    needs = {flag.need_id for flag in await open_flags(home_id)}

    assert len(needs) == 2
    assert None not in needs


@pytest.mark.notice
async def test_a_small_room_is_flagged_until_the_township_accepts_the_reason() -> None:
    """Notice 3.3a: under 50 m² warns; a written reason and the township's word let it stand."""
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    clerk = await homes.county()

    await make.inspected(inspector, home_id, area=36)
    [flag] = await open_flags(home_id)
    with pytest.raises(Conflict, match="还没有写明"):
        await approve_area(inspector, home_id)
    await describe_home(
        clerk, home_id, homes.form(indoor_area_m2=36, area_reason="村部只有一间空房。")
    )
    await approve_area(inspector, home_id)
    await make.inspected(inspector, home_id, area=36)

    assert (flag.line.code, flag.line.hardness) == ("STD-AREA", "S")
    assert await open_flags(home_id) == []
    # The word was for 36 m²: another area asks again.
    await make.inspected(inspector, home_id, area=30)
    assert [each.line.code for each in await open_flags(home_id)] == ["STD-AREA"]


async def test_only_a_should_line_may_stand_for_a_reason() -> None:
    home_id, director = await homes.working()
    inspector = await make.supervisor()
    await make.inspected(inspector, home_id, "STD-VIDEO", area=40)
    flags = {flag.line.code: flag.id for flag in await open_flags(home_id)}

    with pytest.raises(Conflict, match="必须达到"):
        await commands.waive_flag(inspector, flags["STD-VIDEO"], "以后再说吧")
    with pytest.raises(Invalid):
        await commands.waive_flag(inspector, flags["STD-AREA"], "小")
    with pytest.raises(Denied):
        await commands.waive_flag(director, flags["STD-AREA"], "只有这一间房")
    await commands.waive_flag(inspector, flags["STD-AREA"], "村部只有这一间房，两年内搬新址。")

    assert set(flags) - {flag.line.code for flag in await open_flags(home_id)} == {"STD-AREA"}


@pytest.mark.notice
async def test_a_missing_counselling_room_is_noted_and_raises_no_flag() -> None:
    """Notice 3.3d: where possible. It is counted, never demanded."""
    home_id, _director = await homes.working()

    seen = await make.inspected(await make.supervisor(), home_id, "STD-PSY")

    assert await open_flags(home_id) == []
    assert await value("SELECT failed FROM inspection WHERE id = $1", seen) == 0
    assert await value("SELECT count(*) FROM need WHERE home_id = $1", home_id) == 0


@pytest.mark.notice
async def test_an_unsafe_outdoor_place_takes_the_safety_check_away() -> None:
    """Notice 3.3c: the outdoor place is safe only as long as somebody who looked says so."""
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    checked = "SELECT outdoor_safety_checked_at FROM home WHERE id = $1"
    assert await value(checked, home_id) is not None

    await make.inspected(inspector, home_id, "STD-OUTSAFE")
    assert await value(checked, home_id) is None
    await make.inspected(inspector, home_id)
    assert await value(checked, home_id) is not None


@pytest.mark.notice
async def test_rules_that_are_not_posted_give_a_task_and_no_need() -> None:
    """Notice 5.4a: papers are the home's own work; nobody can give them."""
    home_id, director = await homes.working()
    await make.inspected(await make.supervisor(), home_id, "STD-WORK", "STD-SAFE")

    flags = await open_flags(home_id)

    assert [flag.line.document for flag in flags] == ["DOC-WORK", "DOC-SAFE"]
    assert [flag.need_id for flag in flags] == [None, None]
    with pytest.raises(Conflict, match="不用提需求"):
        await commands.write_need(director, flags[0].id)


async def test_who_may_inspect_and_read() -> None:
    home_id, director = await homes.working()
    _other, stranger = await homes.working("433101001202")
    inspector = await make.supervisor()
    seen = await make.inspected(inspector, home_id, "STD-VIDEO")
    [flag] = await open_flags(home_id)

    for actor in (director, stranger, await make.supervisor("433101002")):
        with pytest.raises(Denied):
            await make.round_of(actor, home_id)
    for actor in (stranger, await make.supervisor("433101002")):
        with pytest.raises(NotFound):
            await inspection_file(actor, seen)
        with pytest.raises(NotFound):
            await flag_file(actor, flag.id)
    assert (await flag_file(director, flag.id)).may_remind is False
    assert (await flag_file(inspector, flag.id)).may_remind is True


async def test_every_complaint_at_once_and_nothing_kept() -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    tour = await make.round_of(inspector, home_id)
    bad = make.found("STD-FIRE", note="", area=80)
    lacking = dict(bad.lines)
    del lacking["STD-PLAY"]

    with pytest.raises(Invalid) as refusal:
        await commands.inspect_home(
            inspector,
            tour,
            home_id,
            make.found(lines=lacking, inspected_on=clock.today() + timedelta(days=1)),
        )
    with pytest.raises(Invalid) as named:
        await commands.inspect_home(
            inspector, tour, home_id, make.found("STD-FIRE", note="石小妹的电话13812345678")
        )

    assert set(refusal.value.fields) == {"r-STD-PLAY", "n-STD-FIRE", "inspected_on"}
    assert set(named.value.fields) == {"n-STD-FIRE"}
    assert await last_inspection(home_id) is None
    with pytest.raises(Invalid):
        await commands.plan_round(inspector, RoundForm(clock.today(), [home_id, home_id]))


async def test_a_director_is_reminded_at_most_once_a_day() -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    await make.inspected(inspector, home_id, "STD-FREE")
    [flag] = await open_flags(home_id)

    await commands.remind_director(inspector, flag.id)
    with pytest.raises(Conflict, match="今天已经提醒过"):
        await commands.remind_director(inspector, flag.id)
    with clock.freeze(clock.now() + timedelta(days=1)):
        await commands.remind_director(inspector, flag.id)

    assert await value("SELECT count(*) FROM outbox WHERE topic = 'standard_task.reminded'") == 2


async def test_a_task_whose_day_is_over_is_told_of_every_week_until_it_is_done() -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    await make.inspected(inspector, home_id, "STD-HOURS")
    told = "SELECT count(*) FROM outbox WHERE topic = 'standard_task.overdue'"

    assert await commands.sweep_standard_tasks(SYSTEM) == 0
    for days, times in ((8, 1), (9, 1), (15, 2)):
        with clock.freeze(clock.now() + timedelta(days=days)):
            await commands.sweep_standard_tasks(SYSTEM)
        assert await value(told) == times, days
    with clock.freeze(clock.now() + timedelta(days=16)):
        await make.inspected(inspector, home_id)
    with clock.freeze(clock.now() + timedelta(days=60)):
        assert await commands.sweep_standard_tasks(SYSTEM) == 0


async def test_homes_are_due_half_a_year_after_the_last_look() -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    await make.inspected(inspector, home_id)

    assert await homes_due(inspector, within=14) == []
    with clock.freeze(clock.now() + timedelta(days=200)):
        assert [home.id for home in await homes_due(inspector, within=14)] == [home_id]
        assert await homes_due(await make.supervisor("433101002")) == []


async def test_the_public_reads_lines_and_no_notes() -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    assert (await standards_met(home_id)).inspected_on is None
    await make.inspected(inspector, home_id, "STD-FIRE", "STD-PSY")

    told = await standards_met(home_id)

    assert [line.code for line in told.mending] == ["STD-FIRE"]
    assert {line.code for line in lines()} - {line.code for line in told.met} == {
        "STD-FIRE",
        "STD-PSY",
    }
    planned = await homes.registered("433101001203")
    with pytest.raises(NotFound):
        await standards_met(planned)


@pytest.mark.parametrize("state", list(FlagStatus))
async def test_every_verb_moves_a_real_flag_as_the_table_says_or_is_refused(
    state: FlagStatus,
) -> None:
    home_id, _director = await homes.working()
    await make.inspected(await make.supervisor(), home_id, "STD-FREE")
    [flag] = await open_flags(home_id)
    put = (
        "UPDATE standard_flag SET status = $2::text, reason = '测试用的原因',"
        " closed_at = CASE WHEN $2::text = 'open' THEN NULL ELSE now() END WHERE id = $1"
    )
    for verb in ("pass", "meet", "waive", "reopen"):
        await rows(put, flag.id, str(state))
        closed = {"closed_at": None if verb == "reopen" else clock.now()}
        expected = EXPECTED[state].get(verb)
        if expected is None:
            with pytest.raises(Conflict):
                await FLAG_MACHINE.fire(StandardFlag, flag.id, state, verb, closed)
        else:
            await FLAG_MACHINE.fire(StandardFlag, flag.id, state, verb, closed)
        now = await value("SELECT status FROM standard_flag WHERE id = $1", flag.id)
        assert now == (expected or state), verb
