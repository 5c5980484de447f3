"""What every answer carries, what is refused before any handler, and that nothing ends in a 500."""

import itertools
import random
import re

import httpx
import msgspec
import pytest
from litestar import Controller, Litestar, get

from match.doors.gate import UnguardedRoute, check_routes
from match.foundation.permissions import Role
from tests.matching import make
from tests.people import make as people

HEADERS = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "x-request-id",
    "x-robots-tag",  # the tests run as the demo
}


def litestar(app: object) -> Litestar:
    """The framework's application inside our wrappers."""
    while not isinstance(app, Litestar):
        app = app.app  # type: ignore[attr-defined]
    return app


def addresses(app: object) -> list[tuple[str, str]]:
    """(method, template) of every route but static files."""
    return sorted(
        (method, route.path)
        for route in litestar(app).routes
        for handler in getattr(route, "route_handlers", ())
        for method in getattr(handler, "http_methods", ())
        if method != "OPTIONS" and not route.path.startswith("/static")
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/nowhere", 404), ("/admin", 303), ("/api/v1/nowhere", 404), ("/healthz", 200)],
)
async def test_every_answer_carries_the_headers(client: httpx.AsyncClient, path: str, status: int):
    answer = await client.get(path)

    assert answer.status_code == status
    assert set(answer.headers) >= HEADERS
    assert "unsafe-inline" not in answer.headers["content-security-policy"]


async def test_a_fault_is_a_readable_page_with_the_headers(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    from match.front import pages

    async def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("a secret nobody should read")

    monkeypatch.setattr(pages, "portal", breaks, raising=True)
    answer = await client.get("/")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "请稍后再试" in answer.text
    assert set(answer.headers) >= HEADERS


async def test_problems_are_one_shape_with_stable_codes(client: httpx.AsyncClient):
    answer = await client.get("/api/v1/needs/999999999")

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("application/problem+json")
    body = answer.json()
    assert {"type", "title", "status", "code", "instance"} <= set(body)
    assert (body["status"], body["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/xml"}, 415),
        ({}, 415),
        ({"content-type": "application/json", "origin": "https://evil.example"}, 403),
        ({"content-type": "application/json", "sec-fetch-site": "cross-site"}, 403),
        ({"content-type": "application/x-www-form-urlencoded"}, 403),  # no token
    ],
)
async def test_foreign_and_mistyped_posts_are_refused(
    client: httpx.AsyncClient, headers: dict[str, str], status: int
):
    await people.sign_in(client, await people.account())
    answer = await client.post("/sign-out", content=b'{"a":1}', headers=headers)

    assert answer.status_code == status


async def test_a_token_of_another_browser_is_refused(client: httpx.AsyncClient):
    await people.sign_in(client, await people.account())
    await client.get("/me")
    answer = await client.post("/sign-out", data={"_csrf_token": "0" * 128})

    assert answer.status_code == 403


async def test_metrics_are_not_public(client: httpx.AsyncClient):
    assert (await client.get("/metrics")).status_code == 200
    behind_a_proxy = {"x-forwarded-for": "203.0.113.9"}
    assert (await client.get("/metrics", headers=behind_a_proxy)).status_code == 404


def test_a_route_that_says_nothing_fails_start_up():
    class Silent(Controller):
        @get("/silent")
        async def show(self) -> str:
            return "who may read this?"

    with pytest.raises(UnguardedRoute, match="/silent"):
        check_routes(Litestar([Silent], openapi_config=None))


HOSTILE = (
    "%00",
    "%ff%fe",
    "99999999999999999999999",
    "-1",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "NaN",
    "𰵧" * 40,
    "a" * 3000,
)


async def test_no_route_ends_in_a_500_whatever_is_sent(app: object, client: httpx.AsyncClient):
    """Every route with hostile paths, queries and bodies, as a visitor and as three people."""
    chance = random.Random(20261125)
    at = await make.village()
    people_of = [
        None,
        at.director,
        await people.account(Role.county, make.COUNTY),
        await people.account(Role.administrator, "43"),
    ]
    failed: list[str] = []
    for person in people_of:
        client.cookies.clear()
        if person is not None:
            await people.sign_in(client, person)
        await client.get("/sign-in")
        token = client.cookies.get("__Host-csrf") or ""
        for method, template in addresses(app):
            for word in chance.sample(HOSTILE, 3):
                path = re.sub(
                    r"\{[a-z_]+:int\}", chance.choice(("1", "99999999999999999999")), template
                )
                path = re.sub(r"\{[a-z_]+:[a-z]+\}", word, path)
                query = "&".join(
                    f"{name}={word}" for name in ("q", "after", "page", "kind", "code")
                )
                sent: dict[str, object] = {}
                if method != "GET":
                    sent["data"] = {"_csrf_token": token, "title": word, "id": word, "act": word}
                    sent["headers"] = {"x-csrftoken": token, "Idempotency-Key": "fuzz-" + "k" * 8}
                    if template.startswith("/api/"):
                        sent["content"] = msgspec.json.encode({"title": word, "home_id": 2**70})
                        sent["headers"]["content-type"] = "application/json"  # type: ignore[index]
                        del sent["data"]
                answer = await client.request(method, f"{path}?{query}", **sent)  # type: ignore[arg-type]
                if answer.status_code >= 500:
                    failed.append(f"{method} {template} with {word[:20]!r}: {answer.status_code}")

    assert failed == []


def test_hostile_words_are_hostile():
    """The list is not watered down: each kind of trouble is in it once."""
    assert len(set(HOSTILE)) == len(HOSTILE) == 10
    assert len(list(itertools.combinations(HOSTILE, 3))) == 120
