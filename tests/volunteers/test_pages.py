"""The doors: a shift's whole way in a browser without script, what is told to whom, bad input."""

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.errors import Invalid
from match.volunteers import commands
from tests.needs.browsing import follow, links, post, words
from tests.people import make as people
from tests.volunteers import make

FORM: dict[str, Any] = {
    "title": "周末一起搭积木",
    "asked": "陪孩子们搭积木，收拾活动室。",
    "starts": "15:00",
    "ends": "17:00",
    "places": "2",
    "risk": make.RISK,
    "place": "home",
    "minimum_age": "18",
}


@pytest.mark.walk
async def test_a_shift_from_the_directors_form_to_the_need_it_closed(
    client: httpx.AsyncClient,
) -> None:
    need = await make.lessons(units=2)
    await people.sign_in(client, need.director)
    form = {
        **FORM,
        "home_id": need.home,
        "line_id": need.line,
        "units_each": "2",
        "places": "1",
        "day": make.day().isoformat(),
    }
    draft = await follow(client, await post(client, "/desk/shifts/new", form))
    assert "草稿" in words(draft)
    base = str(draft.url.path)
    shown = await follow(client, await post(client, f"{base}/opening"))
    shift = int(base.rsplit("/", 1)[1])
    code = await value("SELECT code FROM shift WHERE id = $1", shift)
    assert code in words(shown)
    sheet = await client.get(f"{base}/sheet")
    assert "data:image/svg+xml;base64," in sheet.text

    volunteer = await make.volunteer(registered=False, name="王大勇")
    await people.sign_in(client, volunteer)
    listed = await client.get("/shifts?county=433101")
    assert f"/shifts/{shift}" in links(listed)
    blocked = words(await client.get(f"/shifts/{shift}"))
    assert "先登记志愿者信息" in blocked
    profile = {
        "kind": "VK-STU",
        "born_on": "2000-02-29",
        "true_and_complete": "true",
        "identity_kind": "resident",
        "identity": make.citizen_number(date(2000, 2, 29)),
    }
    await follow(client, await post(client, "/desk/shifts/profile", profile))
    refused = await post(client, f"/shifts/{shift}/signup")
    assert refused.status_code == 422
    assert "请阅读并确认风险告知" in words(refused)
    joined = await post(client, f"/shifts/{shift}/signup", {"risk_accepted": "true"})
    assert "已报名" in words(await follow(client, joined))

    starts = await value("SELECT starts_at FROM shift WHERE id = $1", shift)
    ends = await value("SELECT ends_at FROM shift WHERE id = $1", shift)
    with clock.freeze(starts):
        await people.sign_in(client, volunteer)
        door = await client.get(f"/shifts/{shift}/presence?code={code}")
        assert f'value="{code}"' in door.text
        wrong = await post(client, f"/shifts/{shift}/check-in", {"code": "AAAA"})
        assert wrong.status_code == 422
        here = await post(client, f"/shifts/{shift}/check-in", {"code": code})
        assert "已签到" in words(await follow(client, here))
        await commands.sweep_shifts(SYSTEM)
    with clock.freeze(ends - timedelta(minutes=30)):
        await people.sign_in(client, volunteer)
        left = await post(client, f"/shifts/{shift}/check-out", {"code": code})
        assert "记录 1 小时 30 分钟" in words(await follow(client, left))

    with clock.freeze(ends):
        await people.sign_in(client, need.director)
        roster = await client.get(base)
        assert "王大勇" in words(roster)
        signup = await value("SELECT id FROM shift_signup WHERE shift_id = $1", shift)
        hours = await post(client, f"/desk/shifts/signups/{signup}/hours", {"minutes": "90"})
        assert "确认时长 1 小时 30 分钟" in words(await follow(client, hours))

    await people.sign_in(client, need.director)
    home = await client.get(f"/desk/needs/{need.need}")
    public = await client.get(f"/needs/{need.need}")
    assert "2 课时：志愿服务 2" in words(public)
    assert "90 分钟" in words(home)
    assert base in links(home)
    await people.sign_in(client, volunteer)
    mine = words(await client.get("/desk/shifts"))
    assert "已确认时长 1 小时 30 分钟" in mine
    stranger = await client.get(f"/needs/{need.need}")
    assert f"/shifts/{shift}" in links(stranger)
    assert base not in links(stranger)


@pytest.mark.projection
async def test_a_small_group_shows_no_home_anywhere(client: httpx.AsyncClient) -> None:
    need = await make.lessons(bands={"6-8": 4})
    scene = await make.of(need, line_id=need.line, place="home")
    home = await value("SELECT name FROM home WHERE id = $1", need.home)
    village = await value("SELECT name FROM division WHERE code = $1", make.needs.VILLAGE)

    answers = [
        await client.get(path)
        for path in (
            "/shifts",
            f"/shifts/{scene.shift}",
            "/api/v1/shifts",
            f"/api/v1/shifts/{scene.shift}",
        )
    ]
    await people.sign_in(client, (await make.signed(scene))[0])
    answers += [
        await client.get(path)
        for path in ("/desk/shifts", "/api/v1/shifts/mine", f"/shifts/{scene.shift}/presence")
    ]

    for answer in answers:
        assert answer.status_code == 200
        assert home not in answer.text, answer.url
        assert village not in answer.text, answer.url
        assert f"/homes/{need.home}" not in answer.text
    told = answers[3].json()
    assert (told["home_id"], told["home_name"], told["place"]) == (None, None, "township")
    assert told["division"] == "433101001000"


@pytest.mark.projection
async def test_asking_village_by_village_finds_no_small_group(client: httpx.AsyncClient) -> None:
    need = await make.lessons(bands={"6-8": 4})
    await make.of(need, line_id=need.line)

    whole = (await client.get("/api/v1/shifts?area=433101001")).json()["items"]
    village = (await client.get("/api/v1/shifts?area=433101001201")).json()["items"]

    assert len(whole) == 1
    assert village == []


async def test_the_words_of_a_small_group_name_neither_home_nor_village(db: None) -> None:
    need = await make.lessons(bands={"6-8": 4})
    home = await value("SELECT name FROM home WHERE id = $1", need.home)
    with pytest.raises(Invalid) as refusal:
        await commands.draft_shift(
            need.director, make.form(need.home, line_id=need.line, title=f"{home}读书")
        )
    assert refusal.value.fields.keys() == {"title"}


async def test_names_of_volunteers_are_for_those_who_meet_them(client: httpx.AsyncClient) -> None:
    scene = await make.opened()
    await make.signed(scene, await make.volunteer(name="王大勇"))

    public = await client.get(f"/shifts/{scene.shift}")
    await people.sign_in(client, scene.director)
    director = await client.get(f"/desk/shifts/{scene.shift}")
    await people.sign_in(client, scene.need.county)
    county = await client.get(f"/desk/shifts/{scene.shift}")

    assert "王大勇" not in public.text
    assert "王大勇" in director.text
    assert county.status_code == 404


async def test_the_list_is_by_time_pages_onward_and_narrows(client: httpx.AsyncClient) -> None:
    need = await make.lessons()
    made = [(await make.of(need, day=make.day() + timedelta(days=22 - n))).shift for n in range(22)]
    near = await make.lessons(division="433122100201")
    other = (await make.of(near)).shift

    first = await client.get("/shifts?county=433101")
    onward = next(link for link in links(first) if "after=" in link)
    second = await client.get(onward)
    later = await client.get(f"/shifts?since={(make.day() + timedelta(days=20)).isoformat()}")

    def shown(answer: httpx.Response) -> list[int]:
        found = [link for link in links(answer) if link.startswith("/shifts/")]
        return [int(link.rsplit("/", 1)[1]) for link in dict.fromkeys(found)]

    assert shown(first) + shown(second) == list(reversed(made))
    assert shown(later) == [made[2], made[1], made[0]]
    assert other in shown(await client.get("/shifts"))


@pytest.mark.parametrize(
    "path",
    [
        "/shifts?county=' OR 1=1 --&since=2026-13-45&after=99999999999999999999",
        "/shifts?county=43310%EF%BC%91&since=x&after=-1",
        "/shifts?after=0&county=990000",
    ],
)
async def test_a_bent_address_finds_what_it_can(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize(
    ("bent", "field"),
    [
        ({"title": "短"}, "title"),
        ({"title": "给小明打电话 13800138000"}, "title"),
        ({"asked": "找张小花，手机 13912345678"}, "asked"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": "2020-01-01"}, "day"),
        ({"day": "2099-01-01"}, "day"),
        ({"starts": "25:00"}, "starts"),
        ({"ends": "14:00"}, "ends"),
        ({"starts": "06:00", "ends": "18:01"}, "ends"),
        ({"places": "0"}, "places"),
        ({"places": "501"}, "places"),
        ({"places": "两"}, "places"),
        ({"units_each": "1.5"}, "units_each"),
        ({"units_each": "11"}, "units_each"),
        ({"line_id": "999999999"}, "line_id"),
        ({"line_id": str(2**63)}, "line_id"),
        ({"home_id": "0"}, "home_id"),
        ({"line_id": "0", "units_each": "1"}, "units_each"),
        ({"line_id": "0", "units_each": "0", "children": "0"}, "children"),
        ({"risk": ""}, "risk"),
        ({"minimum_age": "-1"}, "minimum_age"),
        ({"skills": ["NOPE"]}, "skills"),
        ({"place": "moon"}, "place"),
    ],
)
async def test_every_bad_field_is_named(
    client: httpx.AsyncClient, bent: dict[str, Any], field: str
) -> None:
    need = await make.lessons()
    await people.sign_in(client, need.director)
    good = {
        **FORM,
        "home_id": need.home,
        "line_id": need.line,
        "units_each": "2",
        "day": make.day().isoformat(),
    }

    answer = await post(client, "/desk/shifts/new", {**good, **bent})

    assert answer.status_code in (404, 422)
    assert f'href="#field-{field}"' in answer.text
    assert await value("SELECT count(*) FROM shift") == 0


@pytest.mark.parametrize(
    ("bent", "field"),
    [
        ({"kind": "VK-NOPE"}, "kind"),
        ({"born_on": "1800-01-01"}, "born_on"),
        ({"born_on": "2999-01-01"}, "born_on"),
        ({"area": "439999"}, "area"),
        ({"area": "43%"}, "area"),
        ({"skills": ["x"]}, "skills"),
        ({"true_and_complete": ""}, "true_and_complete"),
    ],
)
async def test_what_a_volunteer_says_is_checked(
    client: httpx.AsyncClient, bent: dict[str, Any], field: str
) -> None:
    await people.sign_in(client, await people.account())
    good = {"kind": "VK-PER", "born_on": "1990-01-01", "true_and_complete": "true"}

    answer = await post(client, "/desk/shifts/profile", {**good, **bent})

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text


async def test_outside_opening_hours_is_a_warning_only(client: httpx.AsyncClient) -> None:
    """The home opens on Mondays, Wednesdays, Fridays 15:00 to 18:00 and on Saturday mornings."""
    need = await make.lessons()
    monday = make.day() + timedelta(days=(7 - make.day().weekday()) % 7)
    inside = await make.of(need, day=monday)
    outside = await make.of(need, day=monday + timedelta(days=1))
    await people.sign_in(client, need.director)

    warning = "不在儿童之家的开放时间内"
    assert warning not in words(await client.get(f"/desk/shifts/{inside.shift}"))
    assert warning in words(await client.get(f"/desk/shifts/{outside.shift}"))
    assert await make.status(outside) == "open"


async def test_json_tells_one_shift_and_ones_own(client: httpx.AsyncClient) -> None:
    scene = await make.opened()
    actor, _ = await make.signed(scene)

    shift = (await client.get(f"/api/v1/shifts/{scene.shift}")).json()
    stranger = await client.get("/api/v1/shifts/mine")
    await people.sign_in(client, actor)
    mine = (await client.get("/api/v1/shifts/mine")).json()

    assert (shift["places"], shift["left"], shift["units_each"], shift["unit"]) == (2, 1, 2, "课时")
    assert shift["starts_at"] == scene.starts.isoformat().replace("+00:00", "Z")
    assert stranger.status_code == 401
    assert [one["shift"]["id"] for one in mine["ahead"]] == [scene.shift]
    assert (mine["confirmed_minutes"], mine["past"]) == (0, [])
    assert "code" not in shift
