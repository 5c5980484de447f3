"""The JSON door: what it lists, creates once, refuses, and says of itself."""

from typing import Any

import httpx
import msgspec
import pytest

from match.foundation.db import rows, value
from match.needs.states import Urgency
from tests.homes import make as homes
from tests.needs import make
from tests.people import make as people

API = "/api/v1/needs"


async def send(
    client: httpx.AsyncClient, path: str, body: Any, key: str = "", **headers: str
) -> httpx.Response:
    """A JSON POST with the session's own token."""
    if "__Host-csrf" not in client.cookies:
        await client.get("/accessibility")
    sent = {"x-csrftoken": client.cookies["__Host-csrf"], **headers}
    if key:
        sent["Idempotency-Key"] = key
    return await client.post(path, json=body, headers=sent)


def written(home_id: int, **other: Any) -> dict[str, Any]:
    return msgspec.to_builtins(make.form(home_id, **other))


@pytest.mark.walk
async def test_a_program_writes_hands_in_and_takes_back_a_need(client: httpx.AsyncClient) -> None:
    home_id, director = await homes.working()
    await people.sign_in(client, director)

    made = await send(client, API, written(home_id), key="a-key-of-mine")
    need = made.json()
    handed = await send(client, f"{API}/{need['id']}/submission", {})
    back = await send(client, f"{API}/{need['id']}/withdrawal", {"reason": "已经从别处得到了"})

    assert made.status_code == 201
    assert made.headers["location"] == f"{API}/{need['id']}"
    assert (need["status"], need["children"], need["lines"][0]["left"]) == ("draft", 25, 40)
    assert handed.json() == {"id": need["id"], "status": "township"}
    assert back.json() == {"id": need["id"], "status": "withdrawn"}


async def test_the_same_key_creates_once(client: httpx.AsyncClient) -> None:
    home_id, director = await homes.working()
    await people.sign_in(client, director)

    first = await send(client, API, written(home_id), key="sent-twice")
    again = await send(client, API, written(home_id), key="sent-twice")
    other = await send(client, API, written(home_id, title="另一条需求"), key="sent-twice")
    without = await send(client, API, written(home_id))

    assert first.status_code == again.status_code == 201
    assert again.json()["id"] == first.json()["id"]
    assert other.status_code == 409
    assert without.status_code == 422
    assert "Idempotency-Key" in without.json()["fields"]
    assert await value("SELECT count(*) FROM need WHERE home_id = $1", home_id) == 1


async def test_a_key_whose_need_was_refused_may_be_used_again(client: httpx.AsyncClient) -> None:
    home_id, director = await homes.working()
    await people.sign_in(client, director)

    refused = await send(client, API, written(home_id, category="MAT"), key="second-try")
    mended = await send(client, API, written(home_id), key="second-try")

    assert refused.status_code == 422
    assert "category" in refused.json()["fields"]
    assert mended.status_code == 201


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"title": "被"}, 400),
        ({"colour": "red"}, 400),
        ({"lines": []}, 400),
        ({"skills": ["NO-SUCH"]}, 422),
        ({"bands": {"18-20": 3}}, 422),
        ({"purpose": "请直接打孩子奶奶的电话 13812345678 联系。"}, 422),
    ],
)
async def test_a_bad_body_is_a_problem_and_leaves_nothing(
    client: httpx.AsyncClient, change: dict[str, Any], status: int
) -> None:
    home_id, director = await homes.working()
    await people.sign_in(client, director)

    answer = await send(client, API, {**written(home_id), **change}, key="bad-body-1")

    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.json()["status"] == status
    assert await value("SELECT count(*) FROM need WHERE home_id = $1", home_id) == 0


async def test_strangers_and_other_homes_may_not_write(client: httpx.AsyncClient) -> None:
    home_id, _director = await homes.working()
    _other, foreign = await homes.working("433101001202")

    nobody = await send(client, API, written(home_id), key="nobody-here")
    await people.sign_in(client, foreign)
    other = await send(client, API, written(home_id), key="not-my-home")

    assert nobody.status_code == 401
    assert other.status_code == 403
    assert await rows("SELECT id FROM need WHERE home_id = $1", home_id) == []


async def test_the_list_pages_by_cursor_without_gap_or_repeat(client: httpx.AsyncClient) -> None:
    first = await make.published()
    wanted = [first.need]
    for number in range(2, 6):
        scene = await make.published(f"4331010012{number:02d}", title=f"第{number}个村的过冬棉被")
        wanted.append(scene.need)

    seen: list[int] = []
    cursor = ""
    while True:
        page = (await client.get(f"{API}?division=433101001&limit=2{cursor}")).json()
        seen += [need["id"] for need in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"

    assert seen == sorted(wanted, reverse=True)


async def test_the_list_filters_by_category_urgency_place_and_words(
    client: httpx.AsyncClient,
) -> None:
    quilts = await make.published()
    books = await make.published(
        "433101001202", category="MAT-BOOK", title="给阅览角添一批绘本", urgency=Urgency.urgent
    )

    async def ids(query: str) -> list[int]:
        answer = await client.get(f"{API}?division=433101001&{query}")
        assert answer.status_code == 200
        return [need["id"] for need in answer.json()["items"]]

    assert await ids("category=MAT") == [books.need, quilts.need]
    assert await ids("category=MAT-BOOK") == [books.need]
    assert await ids("category=MAT-BED&category=MAT-BOOK") == [books.need, quilts.need]
    assert await ids("urgency=urgent") == [books.need]
    assert await ids("q=绘本") == [books.need]
    assert await ids("q=100%25") == []
    refused = await client.get(f"{API}?division=43x")
    assert refused.status_code == 422
    assert "division" in refused.json()["fields"]


async def test_an_etag_changes_with_the_figures_of_a_line(client: httpx.AsyncClient) -> None:
    from match.foundation.actor import SYSTEM
    from match.needs.commands import move_units
    from match.needs.commands.units import Place

    scene = await make.published()
    path = f"{API}/{scene.need}"
    before = (await client.get(path)).headers["etag"]

    known = await client.get(path, headers={"If-None-Match": before})
    await move_units(SYSTEM, scene.line, 5, source=Place.open, target=Place.reserved)
    after = await client.get(path, headers={"If-None-Match": before})

    assert known.status_code == 304
    assert known.content == b""
    assert after.status_code == 200
    assert after.headers["etag"] != before
    assert after.json()["lines"][0]["reserved"] == 5


async def test_an_unpublished_need_is_there_for_its_people_only(client: httpx.AsyncClient) -> None:
    scene = await make.waiting()
    path = f"{API}/{scene.need}"

    stranger = await client.get(path)
    await people.sign_in(client, scene.director)
    own = await client.get(path)

    assert stranger.status_code == 404
    assert own.status_code == 200
    assert own.json()["status"] == "township"


async def test_the_document_names_every_refusal(client: httpx.AsyncClient) -> None:
    document = (await client.get("/schema/openapi.json")).json()

    create = document["paths"][API]["post"]
    assert {"201", "400", "401", "403", "404", "409", "415", "422"} <= set(create["responses"])
    for status in ("403", "422"):
        content = create["responses"][status]["content"]
        assert list(content) == ["application/problem+json"]
    names = [parameter["name"].lower() for parameter in create["parameters"]]
    assert "idempotency-key" in names
    listed = document["paths"][API]["get"]["parameters"]
    assert {"division", "category", "urgency", "q", "cursor", "limit"} == {
        p["name"] for p in listed
    }
