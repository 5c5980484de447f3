"""Homes over HTTP: the public list and page, the desk, the JSON door."""

import re

import httpx
import pytest

from match.asgi import create_app
from match.foundation.db import value
from match.foundation.settings import Settings
from match.homes.commands import change_status, check_outdoor
from search.port import SearchDown
from tests.homes import make
from tests.needs import make as needs
from tests.needs.browsing import links, post, words
from tests.needs.conftest import Fill
from tests.people import make as people

LUXI = "433122100201"


def shown(answer: httpx.Response) -> list[int]:
    found = [int(one) for one in re.findall(r'item-title"><a href="/homes/(\d+)"', answer.text)]
    return list(dict.fromkeys(found))


async def test_homes_are_found_by_name_pinyin_county_and_facility(
    client: httpx.AsyncClient, fill: Fill
) -> None:
    here, _a = await make.working(name="坪朗村儿童之家")
    there, _b = await make.working(LUXI, name="白羊溪村儿童之家")
    await fill(homes=[here, there])

    assert set(shown(await client.get("/homes"))) == {here, there}
    assert shown(await client.get("/homes", params={"q": "白羊溪"}))[:1] == [there]
    assert shown(await client.get("/homes", params={"q": "pinglang"}))[:1] == [here]
    assert shown(await client.get("/homes?county=433122")) == [there]
    assert set(shown(await client.get("/homes?facility=FAC-READ"))) == {here, there}
    part = await client.get("/homes", headers={"HX-Request": "true"})
    assert "<!doctype" not in part.text
    assert "HX-Request" in part.headers["vary"]


async def test_a_home_that_closed_since_is_not_shown(client: httpx.AsyncClient, fill: Fill) -> None:
    home_id, _director = await make.working()
    await fill(homes=[home_id])
    await change_status(await make.county(), home_id, "close", "全村搬迁。")

    assert shown(await client.get("/homes")) == []


async def test_without_the_engine_homes_are_listed_by_place(settings: Settings, db: None) -> None:
    class Broken:
        async def search(self, *_args: object, **_named: object) -> None:
            raise SearchDown("no answer")

    here, _a = await make.working()
    there, _b = await make.working(LUXI, name="白羊溪村儿童之家")
    app = create_app(settings, Broken(), pool=False)  # pyright: ignore[reportArgumentType]
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 40000))
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as browser:
        every = await browser.get("/homes")
        county = await browser.get("/homes?county=433122")

    assert "检索服务暂时不可用" in words(every)
    assert shown(every) == [here, there]
    assert shown(county) == [there]


async def test_the_public_page_tells_hours_facilities_and_open_needs(
    client: httpx.AsyncClient,
) -> None:
    scene = await needs.published()

    answer = await client.get(f"/homes/{scene.home}")

    told = words(answer)
    assert "周一 15:00–18:00" in told
    assert "周二 不开放" in told
    assert "学习阅读" in told
    assert f"/needs/{scene.need}" in links(answer)
    assert (await client.get("/homes/999999999")).status_code == 404


async def test_json_lists_by_place_with_cursor_and_etag(client: httpx.AsyncClient) -> None:
    ids = [(await make.working(f"4331010012{n:02d}"))[0] for n in range(1, 4)]
    await make.working(LUXI)

    first = (await client.get("/api/v1/homes?division=433101&limit=2")).json()
    second = (await client.get(f"/api/v1/homes?division=433101&cursor={first['next']}")).json()
    one = await client.get(f"/api/v1/homes/{ids[0]}")
    known = await client.get(
        f"/api/v1/homes/{ids[0]}", headers={"If-None-Match": one.headers["etag"]}
    )

    assert [home["id"] for home in (*first["items"], *second["items"])] == ids
    assert second["next"] is None
    assert one.json()["hours"][0] == {"weekday": 1, "opens": "15:00:00", "closes": "18:00:00"}
    assert known.status_code == 304
    refused = await client.get("/api/v1/homes?division=4x")
    assert refused.status_code == 422
    assert "433101" in refused.json()["fields"]["division"]


async def test_a_director_changes_hours_and_facts_without_script(client: httpx.AsyncClient) -> None:
    home_id, director = await make.working()
    await people.sign_in(client, director)
    desk = f"/desk/homes/{home_id}"

    hours = {"opens-6a": "09:00", "closes-6a": "11:30", "opens-6b": "14:00", "closes-6b": "17:00"}
    saved = await post(client, f"{desk}/opening", hours)
    half = await post(client, f"{desk}/opening", {"opens-1a": "09:00"})
    crossed = await post(client, f"{desk}/opening", {"opens-1a": "11:00", "closes-1a": "09:00"})
    facts = await post(
        client,
        f"{desk}/facts",
        {"name": "和平村新儿童之家", "indoor_area_m2": "30", "area_reason": ""},
    )

    assert saved.status_code == 303
    public = words(await client.get(f"/homes/{home_id}"))
    assert "周六 09:00–11:30、14:00–17:00" in public
    assert half.status_code == crossed.status_code == facts.status_code == 422
    assert "周一的开始和结束时间都要填" in words(half)
    assert 'href="#field-area_reason"' in facts.text
    assert await value("SELECT name FROM home WHERE id = $1", home_id) == "和平村儿童之家"
    assert 'name="verb"' not in (await client.get(desk)).text


async def test_a_county_seats_the_director_and_opens_the_home(client: httpx.AsyncClient) -> None:
    home_id = await make.registered()
    director = await people.account("director", make.VILLAGE, home=home_id, name="石桂花")
    await people.sign_in(client, await make.county())
    desk = f"/desk/homes/{home_id}"
    await make.papers(await make.county(), home_id)
    await check_outdoor(await make.county(), home_id, safe=True)

    early = await post(client, f"{desk}/status", {"verb": "open"})
    hours = {"opens-3a": "15:00", "closes-3a": "18:00"}
    await post(client, f"{desk}/opening", hours)
    page = await client.get(desk)
    seated = await post(client, f"{desk}/director", {"account": str(director.id)})
    stranger = await post(client, f"{desk}/director", {"account": "1"})
    opened = await post(client, f"{desk}/status", {"verb": "open"})
    nonsense = await post(client, f"{desk}/status", {"verb": "explode"})

    assert early.status_code == 409
    assert "缺少：儿童主任、开放时间" in words(early)
    assert "石桂花" in words(page)
    assert seated.status_code == opened.status_code == 303
    assert stranger.status_code == 404
    assert nonsense.status_code == 422
    assert await value("SELECT status FROM home WHERE id = $1", home_id) == "open"


@pytest.mark.parametrize("path", ["", "/facts", "/opening", "/status", "/director"])
async def test_a_desk_is_closed_to_strangers(client: httpx.AsyncClient, path: str) -> None:
    home_id, _director = await make.working()
    _other, stranger = await make.working("433101001202")
    await people.sign_in(client, stranger)
    url = f"/desk/homes/{home_id}{path}"

    answer = await post(client, url) if path else await client.get(url)

    assert answer.status_code == 404
