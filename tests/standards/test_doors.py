"""Standards over HTTP: plan, inspect as a phone does, the flag's page, the list, what is public."""

import io
import re
from datetime import timedelta

import httpx
import pytest
from PIL import Image

from match.foundation import clock
from match.foundation.db import rows, value
from match.standards.lines import AREA, lines
from match.standards.queries import open_flags
from tests.homes import make as homes
from tests.needs.browsing import follow, links, post, words
from tests.people import make as people
from tests.standards import make
from tests.standards.pictures import room


def boxes(home_id: int, *failed: str, **other: str) -> dict[str, str]:
    """A checklist as a browser sends it."""
    said = {"area_m2": "80", **other}
    for line in lines():
        if line.code != AREA:
            said[f"r-{line.code}"] = "fail" if line.code in failed else "pass"
        if line.code in failed:
            said[f"n-{line.code}"] = "检查时没有看到"
    return {f"{home_id}-{name}": told for name, told in said.items()}


@pytest.mark.walk
async def test_a_round_from_the_plan_to_the_need(client: httpx.AsyncClient) -> None:
    first, _a = await homes.working()
    second, director = await homes.working("433101001202", name="第二个村儿童之家")
    await people.sign_in(client, await make.supervisor())

    planned = await post(
        client,
        "/desk/standards/rounds",
        {"planned_on": str(clock.today()), "homes": [str(first), str(second)]},
    )
    tour = planned.headers["location"]
    opened = await client.get(tour)
    done = await post(client, f"{tour}/homes/{first}", boxes(first))
    failed = await post(client, f"{tour}/homes/{second}", boxes(second, "STD-VIDEO"))
    again = await post(
        client,
        f"{tour}/homes/{second}",
        boxes(second, "STD-VIDEO"),
        headers={"x-outbox": "1"},
    )
    other = await post(client, f"{tour}/homes/{second}", boxes(second), headers={"x-outbox": "1"})

    assert opened.headers["x-offline-copy"] == "yes"
    assert {done.status_code, failed.status_code, again.status_code} == {303}
    assert other.status_code == 409
    assert "已经提交过" in other.json()["message"]
    assert "全部符合" in words(await client.get(tour))
    assert "已查 2" in words(await client.get("/desk/standards/rounds"))
    [flag] = await open_flags(second)
    await people.sign_in(client, director)
    shown = await client.get(f"/desk/standards/flags/{flag.id}")
    assert f"/desk/needs/{flag.need_id}" in links(shown)
    assert "需要一套视频通话设备" in words(await client.get(f"/desk/needs/{flag.need_id}"))


async def test_what_is_wrong_is_said_at_its_box_and_nothing_typed_is_lost(
    client: httpx.AsyncClient,
) -> None:
    home_id, _director = await homes.working()
    inspector = await make.supervisor()
    await people.sign_in(client, inspector)
    tour = await make.round_of(inspector, home_id)
    sent = boxes(home_id, "STD-FIRE")
    del sent[f"{home_id}-r-STD-PLAY"]
    sent[f"{home_id}-n-STD-FIRE"] = "缺"

    answer = await post(client, f"/desk/standards/rounds/{tour}/homes/{home_id}", sent)

    assert answer.status_code == 422
    assert f'href="#field-{home_id}-r-STD-PLAY"' in answer.text
    assert f'href="#field-{home_id}-n-STD-FIRE"' in answer.text
    assert f'name="{home_id}-n-STD-FIRE" type="text" maxlength="300" value="缺"' in answer.text


async def test_photos_of_rooms_lose_their_place_and_are_for_the_home_and_the_township(
    client: httpx.AsyncClient,
) -> None:
    home_id, director = await homes.working()
    _other, stranger = await homes.working("433101001202")
    inspector = await make.supervisor()
    tour = await make.round_of(inspector, home_id)
    await people.sign_in(client, inspector)
    url = f"/desk/standards/rounds/{tour}/homes/{home_id}"
    sent = boxes(home_id, "STD-READ")
    files = {f"{home_id}-p-STD-READ": ("room.jpg", room(), "image/jpeg")}

    unsaid = await post(client, url, sent, files=files)
    kept = await post(client, url, {**sent, f"{home_id}-no_person": "true"}, files=files)
    repeated = await post(client, url, {**sent, f"{home_id}-no_person": "true"}, files=files)

    assert (unsaid.status_code, kept.status_code, repeated.status_code) == (422, 303, 303)
    assert "照片里没有人" in words(unsaid)
    [photo] = await rows("SELECT id FROM file WHERE kind = 'photo'")
    seen = await value("SELECT id FROM inspection WHERE home_id = $1", home_id)
    address = f"/desk/standards/inspections/{seen}/photos/{photo['id']}"
    for actor, expected in ((director, 200), (inspector, 200), (stranger, 404)):
        await people.sign_in(client, actor)
        fetched = await client.get(address)
        assert fetched.status_code == expected
        if expected == 200:
            assert not Image.open(io.BytesIO(fetched.content)).getexif()


async def test_the_list_puts_the_longest_overdue_first_and_reminds(
    client: httpx.AsyncClient,
) -> None:
    home_id, _director = await homes.working()
    clerk = await homes.county()
    await homes.papers(clerk, home_id, "DOC-SAFE", valid_until=clock.today() + timedelta(days=10))
    inspector = await make.supervisor()
    await make.inspected(inspector, home_id, "STD-HOURS", "STD-PLAY")
    with clock.freeze(clock.now() + timedelta(days=61)):
        await people.sign_in(client, inspector)
        from match.foundation.actor import SYSTEM
        from match.homes.commands import propose_idle

        await propose_idle(SYSTEM)
        answer = await client.get("/desk/list")
        told = words(answer)
        things = re.findall(r"<h2><a href=\"[^\"]+\">([^<]+)</a></h2>", answer.text)
        # What has no day comes last: a post that nobody holds.
        assert [thing.rpartition("：")[2] for thing in things][:4] == [
            "开放时间公布",
            "安全工作管理制度",
            "娱乐活动",
            "和平村儿童之家",
        ]
        assert "逾期 54 天" in told
        [flag] = [each for each in await open_flags(home_id) if each.line.code == "STD-HOURS"]
        address = f"/desk/standards/flags/{flag.id}/reminder"
        assert address in answer.text
        reminded = await post(client, address)
        again = await post(client, address)
    assert "已提醒儿童主任" in words(await follow(client, reminded))
    assert again.status_code == 409
    part = await client.get("/desk/list", params={"kind": "整改任务"})
    assert part.text.count("<h2><a href=") == 2


@pytest.mark.notice
async def test_everybody_reads_which_standards_a_home_meets(client: httpx.AsyncClient) -> None:
    """Notice 3.3b, 5.4a: lines met and lines being put right are public; notes are not."""
    home_id, _director = await homes.working()
    await make.inspected(
        await make.supervisor(), home_id, "STD-FIRE", note="灭火器过期，在石主任柜子里"
    )

    page = await client.get(f"/homes/{home_id}/standards")

    told = words(page)
    assert "学习阅读" in told
    assert "消防和急救 整改中" in told
    assert "石主任" not in told
    assert f"/homes/{home_id}/standards" in links(await client.get(f"/homes/{home_id}"))


async def test_a_survey_over_the_counter(client: httpx.AsyncClient, hunan: None) -> None:
    await people.sign_in(client, await people.account("county", "433101"))

    begun = await post(
        client, "/desk/surveys", {"division": "433101002000", "title": "冬季逐村摸底调查"}
    )
    survey = begun.headers["location"]
    village = f"{survey}/villages/433101002200"
    empty = await post(client, village, {"g-LBC": "很多"})
    filled = await post(
        client,
        village,
        {
            "has_home": "no",
            "site_options": ["SITE-SVC"],
            "site_source": "SITE-SVC",
            "g-LBC": "17",
        },
    )
    listed = await follow(client, filled)
    planned = await post(client, f"{village}/home")

    assert empty.status_code == 422
    assert 'href="#field-g-LBC"' in empty.text
    assert "建议新设" in words(listed)
    assert "拟建" in words(await follow(client, planned))
    assert "已列入计划" in words(await client.get(survey))
