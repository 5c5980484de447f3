"""The examples of docs/api.md, sent to the application as they stand there."""

import json
import re
from typing import Any

import httpx
import msgspec
import pytest

from match.site.api import PROBLEM_TYPE
from tests.docs.house import rows, text_of
from tests.needs import make
from tests.people import make as people

PAGE = text_of("docs/api.md")
# A request, the status, and the answer below it.
EXAMPLE = re.compile(r"```http\n(.*?)```\n+`(\d{3})`\n+```json\n(.*?)```", re.DOTALL)


class Example(msgspec.Struct, frozen=True):
    """One request of the page and what it is answered with."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    status: int
    answer: Any


def read(found: tuple[str, str, str]) -> Example:
    """An example as the page writes it."""
    head, _, body = found[0].partition("\n\n")
    first, *rest = head.strip().splitlines()
    method, path = first.split(" ", 1)
    return Example(
        method,
        path,
        dict(line.split(": ", 1) for line in rest),
        json.loads(body) if body.strip() else None,
        int(found[1]),
        json.loads(found[2]),
    )


EXAMPLES = [read(found) for found in EXAMPLE.findall(PAGE)]


def differences(told: Any, given: Any, at: str = "") -> list[str]:
    """Where an answer is not of the shape the page tells: a key that is absent, another kind."""
    if isinstance(told, dict):
        if not isinstance(given, dict):
            return [f"{at}: not an object"]
        absent = [f"{at}.{key}: absent" for key in told if key not in given]
        return absent + [
            wrong
            for key in told
            if key in given
            for wrong in differences(told[key], given[key], f"{at}.{key}")
        ]
    if isinstance(told, list) and told:
        if not isinstance(given, list) or not given:
            return [f"{at}: not a list with something in it"]
        return differences(told[0], given[0], f"{at}[0]")
    if told is None or given is None or type(told) is type(given):
        return []
    return [f"{at}: {given!r} is not like {told!r}"]


async def sent(client: httpx.AsyncClient, example: Example, scene: make.Scene) -> httpx.Response:
    """The answer to an example, with this scene's home and need in place of the page's."""
    path = example.path.replace("/needs/12", f"/needs/{scene.need}")
    if example.method == "GET":
        return await client.get(path)
    await client.get("/accessibility")
    body = dict(example.body)
    if "home_id" in body:
        body["home_id"] = scene.home
    headers = {"x-csrftoken": client.cookies["__Host-csrf"], **example.headers}
    return await client.post(path, json=body, headers=headers)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.method} {one.path[:40]}")
async def test_the_example_is_answered_as_told(client: httpx.AsyncClient, example: Example) -> None:
    scene = await (make.draft() if example.method == "POST" else make.published())
    if example.method == "POST":
        await people.sign_in(client, scene.director)

    answer = await sent(client, example, scene)

    assert answer.status_code == example.status, answer.text
    assert differences(example.answer, answer.json()) == []
    if example.status >= 400:
        assert answer.headers["content-type"].startswith(PROBLEM_TYPE)
        assert answer.json() == example.answer


async def test_the_creating_example_creates_once(client: httpx.AsyncClient) -> None:
    example = next(one for one in EXAMPLES if one.headers.get("Idempotency-Key"))
    scene = await make.draft()
    await people.sign_in(client, scene.director)

    first = await sent(client, example, scene)
    again = await sent(client, example, scene)

    assert first.headers["location"] == again.headers["location"]


async def test_every_address_of_the_table_is_documented(client: httpx.AsyncClient) -> None:
    document = (await client.get("/schema/openapi.json")).json()
    told = {row[0].strip("`") for row in rows(PAGE, "# The JSON door")}
    roots = {re.match(r"/api/v1/\w+", path)[0] for path in document["paths"] if "/api/" in path}  # type: ignore[index]

    assert document["openapi"].startswith("3.1")
    assert told == roots


async def test_every_status_of_the_table_is_a_documented_refusal(
    client: httpx.AsyncClient,
) -> None:
    document = (await client.get("/schema/openapi.json")).json()
    told = {row[0] for row in rows(PAGE, "## Refusals")}
    used = {
        status
        for path in document["paths"].values()
        for verb in path.values()
        for status in verb["responses"]
        if status >= "400"
    }

    assert used - {"500"} <= told


def test_a_page_that_tells_otherwise_is_noticed() -> None:
    assert len(EXAMPLES) >= 5
    assert differences({"id": 1}, {"name": "x"}) == [".id: absent"]
    assert differences({"items": [{"id": 1}]}, {"items": []})
    assert differences({"id": 1}, {"id": "one"})
    assert differences({"next": None}, {"next": 7}) == []
