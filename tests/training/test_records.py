"""Attendance from Excel, exams and retakes, certificates, who was trained, who is due (4.4c–d)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from match.foundation import clock
from match.foundation.db import DatabaseError, one, rehearse, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.sheets import read, template
from match.people.commands.leaving import erase_account
from match.training.commands import (
    complete_course,
    import_attendance,
    make_pack,
    record_exam,
    remind,
    renew_pack,
    sign_up,
    withdraw_certificate,
)
from match.training.forms import ExamForm, PackForm, VersionForm
from match.training.queries import certified, passed, trained_in
from match.training.queries.due import due_people
from match.training.sheet import attendance_row, sheet
from match.training.states import Audience, PackKind
from tests.people import make as people
from tests.training import make

AUTUMN = datetime(2026, 10, 12, 2, tzinfo=UTC)
TWO_DAYS = {"has_exam": True, "days": 2}


async def _course_with(number: int = 1):
    county = await make.organiser()
    await people.place(make.VILLAGE)
    course = await make.published(county)
    trainees = [
        await people.account("director", make.VILLAGE, home=home) for home in range(1, number + 1)
    ]
    for one_of_them in trainees:
        await sign_up(one_of_them, course)
    return county, course, trainees


async def test_attendance_is_taken_row_by_row_and_again_changes_nothing(db: None) -> None:
    county, course, [director] = await _course_with()
    right = await make.row_of(director, 2, before=50, after=85, score=90)
    wrong = await make.row_of(await people.account(), 3)

    with clock.freeze(clock.now() + timedelta(days=3)):
        tried = await rehearse(import_attendance(county, course, [right, wrong]))
        assert [o.result for o in tried] == ["created", "refused"]
        assert await value("SELECT count(*) FROM course_attendance") == 0
        told = await import_attendance(county, course, [right, wrong])
        again = await import_attendance(county, course, [right])

    assert [o.result for o in told] == ["created", "refused"]
    assert "没有报名这次培训" in told[1].message
    assert [o.result for o in again] == ["unchanged"]
    kept = await one('SELECT before, "after" FROM enrolment WHERE account_id = $1', director.id)
    assert kept == {"before": 50, "after": 85}
    assert await value("SELECT count(*) FROM course_exam") == 1


async def test_a_row_with_one_wrong_cell_leaves_nothing(db: None) -> None:
    county, course, [director] = await _course_with()
    row = await make.row_of(director, 2, days=(True, True, True))

    with clock.freeze(clock.now() + timedelta(days=3)):
        [told] = await import_attendance(county, course, [row])

    assert (told.result, told.message) == ("refused", "这次培训没有第 3 天。")
    assert await value("SELECT count(*) FROM course_attendance") == 0


async def test_a_name_that_is_not_the_numbers_is_refused(db: None) -> None:
    county, course, [director] = await _course_with()
    row = await make.row_of(director)
    slipped = type(row)(row.number, "田小凤", row.phone, row.present)

    with clock.freeze(clock.now() + timedelta(days=3)):
        [told] = await import_attendance(county, course, [slipped])
    assert "姓名与这个手机号的报名人不一致" in told.message


async def test_the_workbook_tells_each_cell_that_cannot_be_read() -> None:
    header = "姓名,手机号,第1天,第2天,训前测评,训后测评,考试成绩\n"
    text = header + "龙秀英,13800000001,到,到,50,80,88\n田妹,13800000002,来,到,,,120\n"

    reading = read(sheet(TWO_DAYS), text.encode("utf-8-sig"))

    assert [attendance_row(row).score for row in reading.good] == [88]
    assert attendance_row(reading.good[0]).present == {1: True, 2: True}
    assert [(one.row, one.header) for one in reading.troubles] == [(3, "第1天"), (3, "考试成绩")]
    assert template(sheet(TWO_DAYS))[:2] == b"PK"


@pytest.mark.notice
async def test_whoever_was_there_every_day_and_passed_gets_a_certificate(db: None) -> None:
    """Notice 4.4d: attended, examined, certified; absent or failed is not passed."""
    county, course, (came, missed, failed) = await _course_with(3)
    sheet_rows = [
        await make.row_of(came, 2, score=60),
        await make.row_of(missed, 3, days=(True, False), score=95),
        await make.row_of(failed, 4, score=59),
    ]
    with clock.freeze(clock.now() + timedelta(days=3)):
        await import_attendance(county, course, sheet_rows)
        assert await complete_course(county, course) == 2

        # 60 of 100 is the pass mark (parameter training.pass_mark).
        assert await passed(came.id, "director") == clock.today() - timedelta(days=1)
        assert await passed(missed.id, "director") is None
        assert await passed(failed.id, "director") is None
        assert await certified(came.id, "director")
        assert not await certified(came.id, "supervisor")
        year = clock.today().year
        assert {one.account_id for one in await trained_in(year, "433101")} == {came.id, failed.id}
        assert await trained_in(year, "433122") == []
        assert await trained_in(year - 1, "43") == []
    assert await passed(came.id, "director", clock.today()) is None


async def test_a_retake_brings_the_certificate_and_tries_run_out(db: None) -> None:
    county, course, (second, third) = await _course_with(2)
    low = [await make.row_of(one_of, at, score=40) for at, one_of in enumerate((second, third), 2)]
    with clock.freeze(clock.now() + timedelta(days=3)):
        await import_attendance(county, course, low)
        await complete_course(county, course)
    places = {r["account_id"]: r["id"] for r in await rows("SELECT id, account_id FROM enrolment")}

    with clock.freeze(clock.now() + timedelta(days=10)):
        today = clock.today()
        assert await record_exam(county, places[second.id], ExamForm(today, 75))
        assert await certified(second.id, "director")
        with pytest.raises(Conflict):
            await record_exam(county, places[second.id], ExamForm(today, 99))
        assert not await record_exam(county, places[third.id], ExamForm(today, 41))
        assert not await record_exam(county, places[third.id], ExamForm(today, 42))
        with pytest.raises(Conflict, match="补考次数已用完"):
            await record_exam(county, places[third.id], ExamForm(today, 99))
    assert not await certified(third.id, "director")


async def test_a_certificate_ends_and_can_be_withdrawn(db: None) -> None:
    county, director = (
        await make.organiser(),
        await people.account("director", make.VILLAGE, home=1),
    )
    await make.held(county, director)
    kept = await one("SELECT * FROM training_certificate")

    assert kept["valid_until"].replace(year=kept["issued_on"].year) == kept["issued_on"]
    assert kept["valid_until"].year == kept["issued_on"].year + 1
    assert not await certified(director.id, "director", kept["valid_until"] + timedelta(days=1))
    with pytest.raises(Denied):
        await withdraw_certificate(
            await people.account("county", "433122"), kept["id"], "张冠李戴了"
        )
    await withdraw_certificate(county, kept["id"], "成绩登错了人")
    assert not await certified(director.id, "director", kept["issued_on"])
    assert await passed(director.id, "director", kept["issued_on"]) is None


async def test_a_course_is_not_over_before_its_end_nor_without_attendance(db: None) -> None:
    county, course, _people = await _course_with()
    with pytest.raises(Conflict, match="还没有结束"):
        await complete_course(county, course)

    with clock.freeze(clock.now() + timedelta(days=3)), pytest.raises(Conflict, match="出勤"):
        await complete_course(county, course)


async def test_exams_are_only_added_to(db: None) -> None:
    county, director = (
        await make.organiser(),
        await people.account("director", make.VILLAGE, home=1),
    )
    await make.held(county, director, score=30)

    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await value("UPDATE course_exam SET passed = true")


@pytest.mark.notice
async def test_due_people_are_listed_from_september_until_they_were_trained(db: None) -> None:
    """Notice 4.4c: once a calendar year; the due list is kept from 1 September."""
    with clock.freeze(datetime(2026, 8, 31, 2, tzinfo=UTC)):
        county = await make.organiser()
        await people.place(make.VILLAGE)
        trained = await people.account("director", make.VILLAGE, home=1)
        untrained = await people.account("director", make.VILLAGE, home=2)
        assert await due_people(Audience.director, "433101") == []
        await make.held(county, trained)

    with clock.freeze(datetime(2026, 9, 3, 2, tzinfo=UTC)):
        due = await due_people(Audience.director, "433101")
        assert [one.account_id for one in due] == [untrained.id]
        assert await due_people(Audience.director, "433122") == []
    with clock.freeze(datetime(2027, 9, 1, 2, tzinfo=UTC)):
        due = await due_people(Audience.director, "4331")
        assert {one.account_id for one in due} == {trained.id, untrained.id}


@pytest.mark.notice
async def test_one_tap_reminds_each_of_them_once_a_week(db: None) -> None:
    """Notice 4.4c: who is due is reminded, by whoever looks after the area, and not pestered."""
    with clock.freeze(AUTUMN):
        await people.place(make.VILLAGE)
        director = await people.account("director", make.VILLAGE, home=1)
        supervisor = await people.account("supervisor", make.VILLAGE[:9])

        assert await remind(supervisor, Audience.director, make.VILLAGE[:9]) == 1
        assert await remind(supervisor, Audience.director, make.VILLAGE[:9]) == 0
        with pytest.raises(Denied):
            await remind(supervisor, Audience.director, "4331")
        with pytest.raises(Denied):
            await remind(director, Audience.director, make.VILLAGE[:9])
    with clock.freeze(AUTUMN + timedelta(days=7, minutes=1)):
        assert await remind(supervisor, Audience.director, make.VILLAGE[:9]) == 1
    told = await rows("SELECT payload FROM outbox WHERE topic = 'training.reminded'")
    assert len(told) == 2


@pytest.mark.notice
async def test_a_new_version_of_a_pack_never_changes_an_old_course(db: None) -> None:
    """Notice 4.4b: packs are renewed; what a course was held with stays."""
    province = await make.organiser(Audience.trainer)
    pack = await make_pack(
        province, PackForm(PackKind.course, "强制报告课程包", "第一版：案例三个，报告流程图。")
    )
    first = await value("SELECT id FROM training_pack_version WHERE pack_id = $1", pack)
    county = await make.organiser()
    course = await make.published(county, version_id=first)

    assert await renew_pack(province, pack, VersionForm("第二版：增加演练脚本。", "加演练")) == 2

    held_with = await one(
        "SELECT v.number, v.summary FROM course c JOIN training_pack_version v"
        " ON v.id = c.pack_version_id WHERE c.id = $1",
        course,
    )
    assert held_with == {"number": 1, "summary": "第一版：案例三个，报告流程图。"}
    second = await value("SELECT max(id) FROM training_pack_version WHERE pack_id = $1", pack)
    for twin in (
        f"UPDATE course SET pack_version_id = {second} WHERE id = {course}",
        f"UPDATE training_pack_version SET summary = '改写了旧版本内容' WHERE id = {first}",
    ):
        with pytest.raises(DatabaseError):
            async with unit_of_work():
                await value(twin)
    with pytest.raises(Denied):
        await renew_pack(county, pack, VersionForm("县里自己写的一个版本。", "改了"))


async def test_an_erased_person_is_not_due(db: None) -> None:
    with clock.freeze(AUTUMN):
        await people.place(make.VILLAGE)
        gone = await people.account("director", make.VILLAGE, home=1)
        assert len(await due_people(Audience.director, make.VILLAGE)) == 1
        await erase_account(gone)
        assert await due_people(Audience.director, make.VILLAGE) == []


async def test_scores_are_points_of_a_hundred(db: None) -> None:
    county, _course, [director] = await _course_with()
    place = await value("SELECT id FROM enrolment WHERE account_id = $1", director.id)
    with clock.freeze(clock.now() + timedelta(days=3)), pytest.raises(Invalid):
        await record_exam(county, place, ExamForm(date(2020, 1, 1), 80))
