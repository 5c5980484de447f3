"""The rota with its names, the year's plan with its approval, the room for verified people."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import msgspec
import pytest
from pypdf import PdfReader

from match.activities import commands, queries, rules
from match.activities.forms import BookingForm, DutyForm, ItemForm, PersonForm
from match.activities.states import BookingStatus, PlanStatus
from match.foundation import clock
from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from tests.activities import make
from tests.offers.browser import send
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")
NOW = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)  # a Wednesday, 09:00 in Hunan
JUNE = (date(2026, 6, 1), date(2026, 6, 30))
FRIDAY, SATURDAY = date(2026, 6, 12), date(2026, 6, 13)
NAME = "石有福"
ITEM = ItemForm("第三季度家庭教育指导一场", date(2026, 9, 30))


async def on_the_rota(at: make.Scene) -> int:
    """Somebody of good name, on duty on a Friday and a Saturday."""
    person = await commands.add_person(at.director, at.home, PersonForm(NAME, "parent", True))
    await commands.put_on_duty(at.director, at.home, DutyForm(person, [FRIDAY, SATURDAY]))
    return person


@pytest.mark.notice
async def test_parents_and_villagers_share_the_month_and_gaps_are_shown(client):
    """Notice 4.1f: a monthly rota, on the screen and on paper, with the days nobody has."""
    with clock.freeze(NOW):
        at = await make.scene()
        await on_the_rota(at)
        await people.sign_in(client, at.rota)
        page = (await client.get(f"/desk/activities/{at.home}/rota")).text
        sheet = await client.get(f"/desk/activities/{at.home}/rota/sheet?month=2026-06")
        found = await queries.rota(at.rota, at.home, *JUNE)

    open_days = [d for d in rules.days(*JUNE) if d.isoweekday() in (1, 3, 5, 6)]
    assert list(found.open_days) == open_days
    assert list(found.gaps) == [d for d in open_days if d not in (FRIDAY, SATURDAY)]
    assert f"{len(open_days) - 2} 个开放日没有人值班" in page
    assert NAME in page
    printed = "".join(one.extract_text() for one in PdfReader(BytesIO(sheet.content)).pages)
    assert NAME in printed
    assert "（空缺）" in printed
    assert sheet.headers["cache-control"] == "no-store"


@pytest.mark.notice
async def test_only_people_of_good_name_join():
    """Notice 4.1f: the director vouches for each."""
    at = await make.scene()
    with pytest.raises(Invalid) as refusal:
        await commands.add_person(at.director, at.home, PersonForm(NAME, "villager"))

    assert "good_name" in refusal.value.fields


async def test_names_of_the_rota_leave_the_home_nowhere(client):
    with clock.freeze(NOW):
        at = await make.scene()
        await on_the_rota(at)
        seen = [
            (await client.get(f"/homes/{at.home}")).text,
            (await client.get(f"/homes/{at.home}/calendar.ics")).text,
            (await client.get(f"/api/v1/homes/{at.home}")).text,
        ]
        await people.sign_in(client, at.supervisor)
        board = await client.get(f"/desk/activities/{at.home}")
        rota = await client.get(f"/desk/activities/{at.home}/rota")
        trail = await rows("SELECT changes::text AS said, reason FROM audit")

    assert board.status_code == 200
    assert rota.status_code == 404
    assert not any(NAME in text for text in (*seen, board.text, rota.text))
    assert not any(NAME in row["said"] + row["reason"] for row in trail)


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "x", "2026-13"])
async def test_a_month_of_another_age_is_this_month(client, month):
    with clock.freeze(NOW):
        at = await make.scene()
        await people.sign_in(client, at.director)
        page = await client.get(f"/desk/activities/{at.home}/rota?month={month}")

    assert page.status_code == 200
    assert "2026-06" in page.text


@pytest.mark.parametrize("year", [1, 2020, 999999])
async def test_there_is_no_plan_of_another_age(client, year):
    with clock.freeze(NOW):
        at = await make.scene()
        await people.sign_in(client, at.director)
        page = await client.get(f"/desk/activities/{at.home}/plans/{year}")
        sent = await send(client, f"/desk/activities/{at.home}/plans/{year}/submission")

    assert page.status_code == sent.status_code == 404


async def test_who_leaves_is_forgotten_and_days_to_come_are_free():
    with clock.freeze(NOW):
        at = await make.scene()
        person = await on_the_rota(at)
    with clock.freeze(NOW + timedelta(days=2)):  # Friday itself
        await commands.remove_person(at.director, person)
        kept = await rows("SELECT name, left_at FROM rota_person WHERE id = $1", person)
        duties = await rows("SELECT day FROM rota_duty WHERE person_id = $1", person)
        with pytest.raises(NotFound):
            await commands.remove_person(at.director, person)

    assert kept[0]["name"] == ""
    assert [row["day"] for row in duties] == [FRIDAY]


async def test_nobody_is_on_duty_on_a_day_without_hours():
    with clock.freeze(NOW):
        at = await make.scene()
        person = await on_the_rota(at)
        with pytest.raises(Invalid) as refusal:
            await commands.put_on_duty(at.director, at.home, DutyForm(person, [date(2026, 6, 16)]))

    assert "2026-06-16" in refusal.value.fields["days"]


async def planned(at: make.Scene) -> int:
    """A submitted plan of one item; returns the item."""
    item = await commands.add_item(at.director, at.home, 2026, ITEM)
    await commands.submit_plan(at.director, at.home, 2026)
    return item


@pytest.mark.notice
async def test_a_plan_is_written_approved_by_the_township_and_ticked_off(client):
    """Notice 2.1d: items with dates and done marks, one approved plan a year."""
    with clock.freeze(NOW):
        at = await make.scene()
        item = await commands.add_item(at.director, at.home, 2026, ITEM)
        with pytest.raises(Conflict):
            await commands.finish_item(at.director, item)
        await commands.submit_plan(at.director, at.home, 2026)
        await people.sign_in(client, at.supervisor)
        desk = (await client.get("/desk")).text
        listed = (await client.get("/desk/activities")).text
        done = await send(
            client, f"/desk/activities/{at.home}/plans/2026/decision", verdict="approve"
        )
        await commands.finish_item(at.director, item)
        plan = await queries.plan(at.home, 2026)

    assert "待批准的工作计划" in desk
    assert "2026 年工作计划" in listed
    assert done.status_code == 303
    assert (plan.status, plan.done) == (PlanStatus.approved, 1)
    assert plan.items[0].done_on == date(2026, 6, 10)


@pytest.mark.notice
async def test_one_plan_a_home_and_year_by_the_table_too():
    """Notice 2.1d: a second plan of the year cannot even be stored."""
    with clock.freeze(NOW):
        at = await make.scene()
        await planned(at)
        with pytest.raises(DatabaseError) as refusal:
            async with unit_of_work():
                await value(
                    "INSERT INTO work_plan (home_id, division, year) VALUES ($1, $2, 2026)",
                    at.home,
                    make.VILLAGE,
                )

    assert refusal.value.constraint_name == "work_plan_once_a_year"


async def test_nobody_approves_their_own_plan():
    """The director who is the township's supervisor as well has another look at it."""
    with clock.freeze(NOW):
        at = await make.scene()
        await planned(at)
        both = msgspec.structs.replace(
            at.director, grants=(*at.director.grants, *at.supervisor.grants)
        )
        with pytest.raises(Denied):
            await commands.approve_plan(both, at.home, 2026)
        with pytest.raises(Denied):
            await commands.approve_plan(at.rota, at.home, 2026)
        with pytest.raises(DatabaseError) as refusal:
            async with unit_of_work():
                await value(
                    "UPDATE work_plan SET status = 'approved', approved_by = submitted_by,"
                    " approved_at = now() WHERE home_id = $1",
                    at.home,
                )

    assert refusal.value.constraint_name == "work_plan_not_by_oneself"


async def test_a_plan_goes_back_with_a_reason_and_is_changed():
    with clock.freeze(NOW):
        at = await make.scene()
        await planned(at)
        with pytest.raises(Conflict):
            await commands.add_item(at.director, at.home, 2026, ITEM)
        with pytest.raises(Invalid):
            await commands.return_plan(at.supervisor, at.home, 2026, "不")
        await commands.return_plan(at.supervisor, at.home, 2026, "请加上安全演练")
        returned = await queries.plan(at.home, 2026)
        await commands.add_item(
            at.director, at.home, 2026, ItemForm("防溺水演练一次", date(2026, 6, 30))
        )
        await commands.submit_plan(at.director, at.home, 2026)
        await commands.approve_plan(at.supervisor, at.home, 2026)
        await commands.revise_plan(at.director, at.home, 2026)
        again = await queries.plan(at.home, 2026)

    assert (returned.status, returned.reason) == (PlanStatus.draft, "请加上安全演练")
    assert (again.status, again.approved_by, len(again.items)) == (PlanStatus.draft, None, 2)


async def test_an_item_belongs_into_its_year():
    with clock.freeze(NOW):
        at = await make.scene()
        with pytest.raises(Invalid) as refusal:
            await commands.add_item(
                at.director, at.home, 2026, ItemForm("明年的事", date(2027, 1, 1))
            )

    assert "due_on" in refusal.value.fields


BOOKING = BookingForm("小组情绪辅导", date(2026, 6, 20), "09:00", "10:30")


@pytest.mark.notice
async def test_the_venue_is_for_verified_people_only():
    """Notice 2.3f: social workers and volunteers with a check in date on that day."""
    with clock.freeze(NOW):
        at = await make.scene()
        volunteer = await people.account("volunteer")
        citizen = await people.account()
        with pytest.raises(Denied) as unchecked:
            await commands.ask_for_venue(volunteer, at.home, BOOKING)
        await make.checked(citizen)
        with pytest.raises(Denied) as unverified:
            await commands.ask_for_venue(citizen, at.home, BOOKING)
        await make.checked(volunteer)
        made = await commands.ask_for_venue(volunteer, at.home, BOOKING)
        await commands.accept_booking(at.director, made)
        mine = await queries.my_bookings(volunteer, at.home)

    assert "违法犯罪记录" in unchecked.value.message
    assert "志愿者" in unverified.value.message
    assert [one.status for one in mine] == [BookingStatus.accepted]


@pytest.mark.notice
async def test_a_check_that_no_longer_holds_is_looked_at_again():
    """Notice 2.3f: between asking and lending the check may turn bad."""
    with clock.freeze(NOW):
        at = await make.scene()
        volunteer = await people.account("volunteer")
        await make.checked(volunteer)
        made = await commands.ask_for_venue(volunteer, at.home, BOOKING)
        await make.checked(volunteer, "not_clear")
        with pytest.raises(Conflict):
            await commands.accept_booking(at.director, made)


async def test_the_room_is_lent_once_at_a_time_and_never_to_oneself():
    with clock.freeze(NOW):
        at = await make.scene()
        asked = []
        for _person in range(2):
            volunteer = await people.account("volunteer")
            await make.checked(volunteer)
            asked.append(await commands.ask_for_venue(volunteer, at.home, BOOKING))
        await commands.accept_booking(at.director, asked[0])
        with pytest.raises(Invalid):
            await commands.accept_booking(at.director, asked[1])
        with pytest.raises(NotFound):
            await commands.refuse_booking(volunteer, asked[1], "我自己来答复")
        with pytest.raises(DatabaseError) as refusal:
            async with unit_of_work():
                await value("UPDATE venue_booking SET status = 'accepted' WHERE id = $1", asked[1])

    assert refusal.value.constraint_name == "venue_booking_one_at_a_time"
