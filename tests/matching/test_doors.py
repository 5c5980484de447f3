"""Matches as JSON: who sees which, answers of the two sides, and what a refusal looks like."""

from typing import Any

import httpx
import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.matching import commands
from match.matching.parties import own_proposals, seen_proposals
from tests.matching import make
from tests.offers import make as offers
from tests.people import make as people

PROBLEM = "application/problem+json"


async def send(client: httpx.AsyncClient, path: str, body: object) -> httpx.Response:
    if "__Host-csrf" not in client.cookies:
        await client.get("/sign-in")
    return await client.post(
        path, json=body, headers={"x-csrftoken": client.cookies["__Host-csrf"]}
    )


async def test_both_sides_accept_by_program(client: httpx.AsyncClient):
    at, proposal, organisation = await make.proposed()
    manager = await make.manager_of(organisation)
    path = f"/api/v1/matches/{proposal}"
    await people.sign_in(client, at.director)
    before = (await client.get(path)).json()
    mine = await send(client, f"{path}/acceptance", {"side": "need"})
    await people.sign_in(client, manager)
    theirs = await send(client, f"{path}/acceptance", {"side": "offer"})

    assert (before["status"], before["may_answer"]) == ("proposed", ["need"])
    assert sum(reason["points"] for reason in before["reasons"]) == before["score"]
    assert (mine.status_code, mine.json()["may_answer"]) == (200, [])
    assert (theirs.status_code, theirs.json()["status"]) == (200, "accepted")


async def test_answering_twice_or_for_the_other_side_is_refused(client: httpx.AsyncClient):
    at, proposal, _organisation = await make.proposed()
    path = f"/api/v1/matches/{proposal}/acceptance"
    await people.sign_in(client, at.director)
    other = await send(client, path, {"side": "offer"})
    await send(client, path, {"side": "need"})
    twice = await send(client, path, {"side": "need"})

    assert (other.status_code, twice.status_code) == (403, 409)
    for answer in (other, twice):
        assert answer.headers["content-type"].startswith(PROBLEM)
        assert answer.json()["instance"] == path


@pytest.mark.parametrize(
    ("verb", "body", "status"),
    [
        ("acceptance", {}, 400),
        ("acceptance", {"side": "both"}, 400),
        ("acceptance", {"side": "need", "units": 3}, 400),
        ("declination", {"reason": "不"}, 422),
        ("declination", {"reason": "长" * 501}, 422),
    ],
)
async def test_a_body_that_is_wrong_changes_nothing(
    client: httpx.AsyncClient, verb: str, body: dict[str, Any], status: int
):
    at, proposal, _organisation = await make.proposed()
    await people.sign_in(client, at.director)
    answer = await send(client, f"/api/v1/matches/{proposal}/{verb}", body)

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert await value("SELECT status FROM proposal WHERE id = $1", proposal) == "proposed"


async def test_a_no_ends_it_for_both(client: httpx.AsyncClient):
    at, proposal, organisation = await make.proposed()
    manager = await make.manager_of(organisation)
    await people.sign_in(client, manager)
    said = {"reason": "这批书已经给了别的学校"}
    answer = await send(client, f"/api/v1/matches/{proposal}/declination", said)
    await people.sign_in(client, at.director)
    shown = (await client.get(f"/api/v1/matches/{proposal}")).json()

    assert answer.status_code == 200
    assert (shown["status"], shown["ended_because"]) == ("declined", said["reason"])
    assert (shown["may_answer"], shown["answer_by"]) == ([], None)


async def test_lists_hold_ones_own_and_ones_area(client: httpx.AsyncClient):
    at, proposal, organisation = await make.proposed()
    manager = await make.manager_of(organisation)
    stranger, _other = await offers.manager()
    seen: dict[str, tuple[list[int], list[int]]] = {}
    for name, who in {
        "director": at.director,
        "manager": manager,
        "county": at.county,
        "elsewhere": await people.account("county", "433122"),
        "stranger": stranger,
    }.items():
        await people.sign_in(client, who)
        both = [
            [one["id"] for one in (await client.get(path)).json()["items"]]
            for path in ("/api/v1/matches", "/api/v1/matches?own=true")
        ]
        seen[name] = (both[0], both[1])

    assert seen == {
        "director": ([proposal], [proposal]),
        "manager": ([proposal], [proposal]),
        "county": ([proposal], []),
        "elsewhere": ([], []),
        "stranger": ([], []),
    }


async def test_pages_follow_one_another_without_a_gap(client: httpx.AsyncClient):
    for _village in range(3):
        await make.open_need(await make.village())
    manager, _offer = await offers.published()
    await commands.run_matching(SYSTEM, make.COUNTY)
    every = [view.id for view in await own_proposals(manager)]
    await people.sign_in(client, manager)
    found: list[int] = []
    cursor = ""
    while cursor is not None:
        answer = (await client.get(f"/api/v1/matches?limit=1{cursor}")).json()
        found += [one["id"] for one in answer["items"]]
        cursor = f"&cursor={answer['next']}" if answer["next"] else None

    assert len(every) == 3
    assert found == every == sorted(every, reverse=True)
    assert [view.id for view in await seen_proposals(await make.another_officer())] == every


async def test_nobody_reads_matches_without_signing_in(client: httpx.AsyncClient):
    answer = await client.get("/api/v1/matches")

    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith(PROBLEM)


async def test_the_document_tells_of_every_refusal(client: httpx.AsyncClient):
    document = (await client.get("/schema/openapi.json")).json()
    paths = document["paths"]
    accept = paths["/api/v1/matches/{proposal_id}/acceptance"]["post"]["responses"]

    assert {"200", "400", "401", "403", "404", "409", "415", "503"} <= set(accept)
    assert PROBLEM in accept["409"]["content"]
    assert {"200", "422", "503"} <= set(paths["/api/v1/search"]["get"]["responses"])
