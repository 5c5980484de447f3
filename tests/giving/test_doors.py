"""The doors of gifts: JSON for programs, and what hostile hands send to either."""

from itertools import count
from typing import Any

import httpx
import pytest

from match.foundation.db import value
from match.giving import commands
from match.giving.forms import DispatchForm
from tests.giving.make import Deal, agreed, sent
from tests.giving.test_service import lessons
from tests.people import make as people

_keys = count(1)


async def csrf(client: httpx.AsyncClient) -> dict[str, str]:
    if "__Host-csrf" not in client.cookies:
        await client.get("/sign-in")
    return {"x-csrftoken": client.cookies["__Host-csrf"]}


async def send(client: httpx.AsyncClient, path: str, body: Any, key: str = "") -> httpx.Response:
    """JSON with our token, and a key of the sender's."""
    headers = await csrf(client) | {"idempotency-key": key or f"key-{next(_keys)}-of-a-test"}
    return await client.post(path, json=body, headers=headers)


async def test_a_program_reads_its_own_gifts_page_by_page(client: httpx.AsyncClient):
    deal, _parcel = await sent(20)
    await people.sign_in(client, deal.manager)
    listed = (await client.get("/api/v1/donations?limit=1")).json()
    one = await client.get(f"/api/v1/donations/{deal.agreement}")
    again = await client.get(
        f"/api/v1/donations/{deal.agreement}", headers={"if-none-match": one.headers["etag"]}
    )

    assert [each["id"] for each in listed["items"]] == [deal.agreement]
    assert listed["next"] is None
    body = one.json()
    assert body["donation"]["status"] == "in_transit"
    assert body["figures"]["dispatched"] == 20
    assert [parcel["units"] for parcel in body["parcels"]] == [20]
    assert "dispatch" in body["verbs"]
    assert again.status_code == 304
    after = await client.get(f"/api/v1/donations?cursor={deal.agreement}")
    assert after.json()["items"] == []


async def test_the_same_key_sends_one_parcel_and_another_body_is_a_conflict(
    client: httpx.AsyncClient,
):
    deal = await agreed()
    await people.sign_in(client, deal.manager)
    path = f"/api/v1/donations/{deal.agreement}/parcels"
    body = {"units": 30, "waybill": "SF1"}
    first, repeated = (
        await send(client, path, body, "a-key-of-mine"),
        await send(client, path, body, "a-key-of-mine"),
    )
    other = await send(client, path, {"units": 29, "waybill": "SF1"}, "a-key-of-mine")

    assert (first.status_code, repeated.status_code, other.status_code) == (201, 201, 409)
    assert repeated.headers["idempotent-replay"] == "true"
    assert await value("SELECT count(*) FROM parcel") == 1


async def test_the_whole_way_by_program(client: httpx.AsyncClient):
    deal, _parcel = await sent()
    code = await value("SELECT code FROM parcel")
    await people.sign_in(client, deal.director)
    start = f"/api/v1/donations/{deal.agreement}"
    over = await send(client, f"{start}/parcels/{code}/count", {"good": 61})
    counted = await send(client, f"{start}/parcels/{code}/count", {"good": 60})
    receipt = await send(client, f"{start}/receipt", {})

    assert over.status_code == 422
    assert set(over.json()["fields"]) == {"good"}
    assert (counted.status_code, receipt.status_code) == (201, 201)
    body = (await client.get(start)).json()
    assert body["donation"]["status"] == "allocated"
    assert len(body["acknowledgement_code"]) == 12


HOSTILE: list[Any] = [
    {},
    [],
    None,
    "good",
    {"good": 60.5},
    {"good": True},
    {"good": -1},
    {"good": 10**30},
    {"good": 60, "more": 1},
    {"good": 60, "photos": [-1]},
    {"good": 60, "photos": [2**70]},
    {"good": 58, "note": "x" * 501},
    {"good": 58, "note": "\x00\x00\x00\x00"},
    {"good": 59, "note": "'; DROP TABLE donation; --", "short": 9},
]


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: repr(body)[:40])
async def test_hostile_counts_are_refused_with_a_reason(client: httpx.AsyncClient, body: Any):
    deal, _parcel = await sent()
    code = await value("SELECT code FROM parcel")
    await people.sign_in(client, deal.director)
    answer = await send(client, f"/api/v1/donations/{deal.agreement}/parcels/{code}/count", body)

    assert answer.status_code in (400, 422), answer.text
    assert answer.json()["title"]
    assert await value("SELECT status FROM donation") == "in_transit"
    assert await value("SELECT good FROM parcel") is None


FORMS: list[tuple[str, dict[str, str]]] = [
    ("dispatch", {"units": "1e9", "note": "快递发出"}),
    ("dispatch", {"units": "9" * 40, "note": "快递发出"}),
    ("dispatch", {"units": "20", "note": "快递", "expected_on": "2026-02-30"}),
    ("dispatch", {"units": "20", "note": "快递", "carrier": "某" * 41}),
    ("cancellation", {"reason": "x"}),
    ("cancellation", {"reason": "请打孩子妈妈的电话 13812345678"}),
]


@pytest.mark.parametrize(("noun", "form"), FORMS)
async def test_hostile_forms_come_back_with_a_complaint(
    client: httpx.AsyncClient, noun: str, form: dict[str, str]
):
    deal: Deal = await agreed()
    await people.sign_in(client, deal.manager)
    answer = await client.post(
        f"/desk/agreements/{deal.agreement}/{noun}", data=form, headers=await csrf(client)
    )

    assert answer.status_code == 422
    assert 'class="error-summary"' in answer.text
    assert await value("SELECT status FROM donation") == "agreed"


async def test_a_strangers_program_finds_nothing(client: httpx.AsyncClient):
    deal, _parcel = await sent()
    code = await value("SELECT code FROM parcel")
    await people.sign_in(client, await people.account("donor"))
    start = f"/api/v1/donations/{deal.agreement}"

    assert (await client.get(start)).status_code == 404
    assert (await client.get("/api/v1/donations")).json()["items"] == []
    assert (await send(client, f"{start}/cancellation", {"reason": "不要了吧"})).status_code == 404
    counted = await send(client, f"{start}/parcels/{code}/count", {"good": 60})
    assert counted.status_code == 404


async def test_a_parcel_is_counted_under_its_own_gift_only(client: httpx.AsyncClient):
    deal, _parcel = await sent()
    service, giver, _director = await lessons()
    await commands.dispatch(giver, service, DispatchForm(note="从本周六开始"))
    foreign = await value("SELECT code FROM parcel WHERE donation_id = $1", service)
    await people.sign_in(client, deal.director)
    start = f"/api/v1/donations/{deal.agreement}/parcels"
    officer = await people.account("county", "433101")

    assert (await send(client, f"{start}/ZZZZZZZZZZ/count", {"good": 1})).status_code == 404
    assert (await send(client, f"{start}/{foreign}/count", {"good": 1})).status_code == 404
    await people.sign_in(client, officer)
    assert (await send(client, f"{start}/{foreign}/count", {"good": 1})).status_code == 404


async def test_without_a_key_nothing_is_created(client: httpx.AsyncClient):
    deal = await agreed()
    await people.sign_in(client, deal.manager)
    answer = await client.post(
        f"/api/v1/donations/{deal.agreement}/parcels",
        json={"waybill": "SF1"},
        headers=await csrf(client),
    )

    assert answer.status_code == 422
    assert await value("SELECT count(*) FROM parcel") == 0
