"""The JSON doors: the board for everybody, a bid over HTTP, an official's shares."""

import json

import httpx
import pytest

from match.bids.queries import board
from match.foundation.db import rows
from tests.bids import make, sealer
from tests.past import plan_again
from tests.people import make as people


async def _csrf(client: httpx.AsyncClient) -> dict[str, str]:
    await client.get("/sign-in")
    return {"x-csrftoken": client.cookies["__Host-csrf"], "content-type": "application/json"}


async def test_everybody_reads_the_board_page_by_page(client: httpx.AsyncClient) -> None:
    about = await make.purchase(k=2, n=3)
    await make.bids(about, 3)
    api = f"/api/v1/purchases/{about.id}"
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = (await client.get(f"{api}/board?limit=2&after={after}")).json()
        seen += [line["number"] for line in page["lines"]]
        after = page["next"]

    assert seen == [line.number for line in await board(about.id)] == [1, 2, 3, 4]
    assert len((await client.get(f"{api}/keys")).json()["officials"]) == 3
    assert (await client.get(f"{api}/bids")).json() == {"bids": [], "corrections": []}
    assert (await client.get(f"{api}/opening")).json()["bids"] == 3
    file = (await client.get(f"{api}/board/file")).json()
    assert (file["contents"], file["shares"]) == ([], [])
    assert (await client.get("/api/v1/purchases/1000000000/board")).status_code == 404
    _officer, draft = await make.tender()
    assert (await client.get(f"/api/v1/purchases/{draft}/keys")).status_code == 404


async def test_a_plan_that_was_called_off_has_no_public_board(client: httpx.AsyncClient) -> None:
    about = await make.purchase(k=2, n=3)
    api = f"/api/v1/purchases/{about.id}"
    assert (await client.get(f"{api}/board")).status_code == 200
    await plan_again(about.id)
    await rows(
        "UPDATE tender SET published_at = NULL, status = 'withdrawn' WHERE id = $1", about.id
    )

    for path in ("board", "board/file", "bids"):
        assert (await client.get(f"{api}/{path}")).status_code == 404


@pytest.mark.notice
async def test_a_bid_goes_in_and_is_opened_over_http(client: httpx.AsyncClient) -> None:
    """Notice P3: organisations take on services that government buys."""
    about = await make.purchase(k=2, n=3, min_bids=1)
    who = await make.bidder()
    api = f"/api/v1/purchases/{about.id}"
    await people.sign_in(client, who.actor)
    headers = await _csrf(client)
    ids = {}
    for envelope in ("technical", "price"):
        body = make.sealed(who, about, envelope)
        made = await client.post(f"{api}/envelopes", content=body, headers=headers)
        assert made.status_code == 201
        ids[envelope] = int(made.json()["location"])
    form = {"organisation": who.organisation, **ids}
    key = {"Idempotency-Key": "a bid of one's own"}
    first = await client.post(f"{api}/bids", json=form, headers=headers | key)
    again = await client.post(f"{api}/bids", json=form, headers=headers | key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    receipts = (await client.get(first.json()["location"])).json()
    assert [each["kind"] for each in receipts] == ["sealed"]

    await make.pass_deadline(about.id)
    for at, official in enumerate(about.officials[:2]):
        await people.sign_in(client, official.actor)
        if at == 0:
            begun = await client.post(f"{api}/opening", headers=headers)
            assert begun.json() == {"bids": 1, "refused": False}
        sealed = (await client.get(f"{api}/shares")).json()["shares"]
        shares = [
            {
                "bid": each["bid"],
                "envelope": each["envelope"],
                "share": sealer.b64(sealer.decrypted(each["sealed"], official.identity)),
            }
            for each in sealed
        ]
        told = await client.post(
            f"{api}/shares", content=json.dumps({"shares": shares}), headers=headers
        )
    taken = {"accepted": 2, "waiting": 0, "officials": 2, "k": 2}
    assert told.json() == {**taken, "opened": True}
    shown = (await client.get(f"{api}/bids")).json()["bids"]
    assert [bid["price_fen"] for bid in shown] == [17_000_000]


async def test_nonsense_is_refused_with_what_to_do(client: httpx.AsyncClient) -> None:
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    await people.sign_in(client, who.actor)
    headers = await _csrf(client)
    good = json.loads(make.sealed(who, about, "price"))
    api = f"/api/v1/purchases/{about.id}/envelopes"
    nonsense: list[bytes] = [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"v": 1}',
        json.dumps(good | {"more": 1}).encode(),
        json.dumps(good | {"nonce": "AAAA"}).encode(),
        json.dumps(good | {"ciphertext": good["ciphertext"][:-8]}).encode(),
        json.dumps(good | {"shares": good["shares"][:2]}).encode(),
        json.dumps(good | {"keyset": "0" * 64}).encode(),
        json.dumps(good | {"suite": "sm2/sm4/shamir"}).encode(),
        json.dumps(good)[:-1].encode() + b', "tender": 5}',
        json.dumps(good).encode() + b" " * 6_000_000,
    ]
    for body in nonsense:
        answer = await client.post(api, content=body, headers=headers)
        assert answer.status_code == 422, body[:40]
        assert answer.json()["fields"]["envelope"]
    assert (await client.post(api, content=json.dumps(good), headers=headers)).status_code == 201
