"""The pages of training: a year over HTTP, and what strangers see."""

from datetime import timedelta

import httpx

from match.foundation import clock
from match.foundation.db import one, value
from match.foundation.sheets import write_xlsx
from match.training.commands import sign_up
from match.training.sheet import sheet
from tests.importing.sending import apply, figures, send
from tests.offers.browser import token
from tests.people import make as people
from tests.training import make

DESK = "/desk/training"


async def _post(client: httpx.AsyncClient, url: str, **fields: object) -> httpx.Response:
    return await client.post(url, data={**fields, "_csrf_token": await token(client)})


def _course(**other: object) -> dict[str, object]:
    day = clock.today() + timedelta(days=10)
    return {
        "title": "吉首市儿童主任年度培训",
        "audience": "director",
        "starts_on": day.isoformat(),
        "ends_on": (day + timedelta(days=1)).isoformat(),
        "days": "2",
        "place": "吉首市民政局会议室",
        "contents": make.SEVEN,
        "capacity": "40",
        "sign_up_until": day.isoformat(),
        "has_exam": "true",
        **other,
    }


async def test_a_county_asks_makes_and_publishes(client: httpx.AsyncClient, db: None) -> None:
    county = await make.organiser()
    await people.sign_in(client, county)
    asked = await _post(
        client, f"{DESK}/surveys", audience="director", closes_on=make.day_after(5).isoformat()
    )
    assert asked.status_code == 303
    survey = await value("SELECT id FROM training_survey WHERE made_by = $1", county.id)

    wrong = await _post(client, f"{DESK}/courses", **_course(days="4", title="培"))
    assert wrong.status_code == 422
    assert 'value="吉首市民政局会议室"' in wrong.text
    made = await _post(client, f"{DESK}/courses", **_course(contents=make.SEVEN[:6]))
    course = made.headers["location"]
    refused = await _post(client, f"{course}/publication")
    assert refused.status_code == 422
    assert "强化家庭监护主体" in refused.text
    assert "请先做培训需求调查" in refused.text
    changed = await _post(client, course, **_course(survey_id=survey))
    assert changed.status_code == 303
    lesson = {"day": make.day_after(10).isoformat(), "starts": "09:00", "ends": "11:00"}
    assert (
        await _post(client, f"{course}/sessions", **lesson, content="TC-REPORT")
    ).status_code == 303
    assert (await _post(client, f"{course}/publication")).status_code == 303

    page = await client.get(course)
    assert "已发布" in page.text
    assert "09:00–11:00" in page.text


async def test_attendance_comes_from_excel_with_a_reason_per_row(
    client: httpx.AsyncClient, db: None
) -> None:
    county = await make.organiser()
    await people.place(make.VILLAGE)
    course = await make.published(county)
    director = await people.account("director", make.VILLAGE, home=1, name="龙秀英")
    await sign_up(director, course)
    row = await make.row_of(director)
    shape = sheet({"has_exam": True, "days": 2})
    there = {"day1": "到", "day2": "到"}
    book = write_xlsx(
        shape,
        [
            {"name": row.name, "phone": row.phone, **there, "score": 88},
            {"name": "田小凤", "phone": "13700000000", **there},
        ],
    )
    await people.sign_in(client, county)
    base = f"{DESK}/courses/{course}"
    desk = "/desk/imports/attendance"
    assert (await client.get(f"{desk}?course={course}")).status_code == 200
    assert (await client.get(f"{desk}/template?course={course}")).content[:2] == b"PK"
    assert (await client.get(desk)).status_code == 404

    with clock.freeze(clock.now() + timedelta(days=3)):
        await people.sign_in(client, county)
        tried = await send(client, "attendance", book, course=str(course))
        assert "没有报名这次培训" in tried.text
        assert "导入可以导入的 1 行" in tried.text
        assert await value("SELECT count(*) FROM course_attendance") == 0
        assert figures(await apply(client, tried)) == [1, 0, 0, 1]
        assert (await _post(client, f"{base}/completion")).status_code == 303

        held = await one("SELECT id, code FROM training_certificate")
        await people.sign_in(client, director)
        mine = await client.get(DESK)
        assert held["code"] in mine.text
        paper = await client.get(f"{DESK}/certificates/{held['id']}/pdf")
        assert paper.content[:5] == b"%PDF-"
        told = await _post(client, f"{base}/evaluation", stars="5", opinion="很实用")
        assert told.status_code == 303

        client.cookies.clear()
        public = await client.get(f"/training-certificates/{held['code']}")
        assert public.status_code == 200
        assert "现在有效" in public.text
        assert "龙秀英" not in public.text
        assert (await client.get("/training-certificates/AAAABBBBCCCC")).status_code == 404
        answer = await client.get(f"/api/v1/training/certificates/{held['code']}")
        assert answer.json()["good"] is True
        assert "name" not in answer.json()


async def test_the_library_is_the_provinces(client: httpx.AsyncClient, db: None) -> None:
    from match.training.states import Audience

    province = await make.organiser(Audience.trainer)
    await people.sign_in(client, province)
    added = await _post(
        client,
        f"{DESK}/library/experts",
        name="周教授",
        post="某大学社会学院",
        origin="out_province",
        background="theory",
        topics=["TC-PSY", "TC-LAW"],
    )
    assert added.status_code == 303
    made = await client.post(
        f"{DESK}/library/packs",
        data={
            "kind": "activity",
            "title": "安全演练活动包",
            "summary": "防溺水演练脚本、道具清单和家长告知书。",
            "topics": ["TC-GUARD"],
            "_csrf_token": await token(client),
        },
        files={"upload": ("pack.pdf", b"%PDF-1.7 pack")},
    )
    assert made.status_code == 303
    pack = await value("SELECT id FROM training_pack")
    short = await _post(client, f"{DESK}/library/packs/{pack}/versions", summary="短")
    assert short.status_code == 422

    director = await people.account("director", make.VILLAGE, home=1)
    await people.sign_in(client, director)
    seen = await client.get(f"{DESK}/library")
    assert "周教授" in seen.text
    assert "省外" in seen.text
    version = await value("SELECT id FROM training_pack_version")
    document = await client.get(f"{DESK}/library/versions/{version}/file")
    assert document.content == b"%PDF-1.7 pack"
    refused = await _post(
        client,
        f"{DESK}/library/experts",
        name="自己",
        origin="in_province",
        background="practice",
        topics=["TC-LAW"],
    )
    assert refused.status_code == 403


async def test_due_people_are_reminded_by_one_tap(client: httpx.AsyncClient, db: None) -> None:
    from tests.training.test_records import AUTUMN

    with clock.freeze(AUTUMN):
        await people.place(make.VILLAGE)
        await people.account("director", make.VILLAGE, home=1, name="龙秀英")
        supervisor = await people.account("supervisor", make.VILLAGE[:9])
        await people.sign_in(client, supervisor)
        page = await client.get(f"{DESK}/due")
        assert "龙秀英" in page.text

        done = await _post(client, f"{DESK}/reminders", of="director")
        assert done.headers["location"] == f"{DESK}/due?of=director&reminded=1"
        assert "已提醒 1 人" in (await client.get(done.headers["location"])).text
        assert (await client.get(f"{DESK}/due?of=nobody")).status_code == 422
        assert (await client.get(f"{DESK}/due?of=director&reminded=x")).status_code == 200
        await people.sign_in(client, await people.account("donor"))
        assert (await client.get(f"{DESK}/due")).status_code == 403


async def test_surveys_are_answered_by_those_they_ask(client: httpx.AsyncClient, db: None) -> None:
    from match.training.commands import open_survey
    from match.training.forms import SurveyForm
    from match.training.states import Audience

    county = await make.organiser()
    survey = await open_survey(county, SurveyForm(Audience.director, make.day_after(3)))
    director = await people.account("director", make.VILLAGE, home=1)
    await people.sign_in(client, director)
    at = f"{DESK}/surveys/{survey}"
    assert "请您回答" in (await client.get(DESK)).text
    empty = await _post(client, f"{at}/answer")
    assert empty.status_code == 422
    assert (
        await _post(client, f"{at}/answer", contents=["TC-PSY"], words="怎么安慰哭闹的孩子")
    ).status_code == 303

    await people.sign_in(client, county)
    told = await client.get(at)
    assert "怎么安慰哭闹的孩子" in told.text
    await people.sign_in(client, await people.account("director", "433122001201", home=2))
    assert (await client.get(at)).status_code == 404


async def test_the_json_door(client: httpx.AsyncClient, db: None) -> None:
    county = await make.organiser()
    course = await make.published(county)
    director = await people.account("director", make.VILLAGE, home=1)
    await people.sign_in(client, director)
    listed = (await client.get("/api/v1/training/courses")).json()["items"]
    assert [one_["id"] for one_ in listed] == [course]
    assert listed[0]["contents"] == make.SEVEN

    headers = {"X-CSRFToken": await token(client)}
    taken = await client.post(f"/api/v1/training/courses/{course}/places", headers=headers)
    assert taken.status_code == 201, taken.text
    assert taken.json() == {"course_id": course, "status": "signed"}
    again = await client.post(f"/api/v1/training/courses/{course}/places", headers=headers)
    assert again.status_code == 409
    await people.sign_in(client, county)
    due = await client.get("/api/v1/training/due?division=433101&audience=director")
    assert due.status_code == 200
    assert (
        await client.get("/api/v1/training/due?division=4331&audience=director")
    ).status_code == 403
