"""Demo sign-ins exist in the demo, on loopback, for whoever sits at the machine."""

import httpx
import pytest

from match.asgi import create_app
from match.foundation.settings import Settings, changed, use
from match.people.sessions import recognised
from tests.people import make
from tests.people.test_sign_in import post

WHERE = "/sign-in/demo/county"


def browser(app, address: str, **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, client=(address, 40000))
    return httpx.AsyncClient(transport=transport, base_url="https://xth.test", headers=headers)


async def test_one_click_signs_in_with_the_role_on_this_machine(client: httpx.AsyncClient) -> None:
    person = await make.account("county", "433101")
    assert WHERE in (await client.get("/sign-in")).text

    answer = await post(client, WHERE, {})

    assert answer.status_code == 303
    _session, actor = await recognised(client.cookies["__Host-sid"])
    assert actor == person


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("203.0.113.9", {}),
        ("203.0.113.9", {"x-forwarded-for": "127.0.0.1"}),
        ("10.0.0.8", {"forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"x-forwarded-for": "203.0.113.9"}),
        ("127.0.0.1", {"x-real-ip": "203.0.113.9"}),
    ],
)
async def test_nobody_elsewhere_finds_it(app, db: None, address: str, headers: dict) -> None:
    await make.account("county", "433101")
    async with browser(app, address, **headers) as stranger:
        assert WHERE not in (await stranger.get("/sign-in")).text

        answer = await post(stranger, WHERE, {})

        assert answer.status_code == 404
        assert "__Host-sid" not in stranger.cookies


@pytest.mark.parametrize("change", [{"demo": False}, {"host": "0.0.0.0"}])
async def test_outside_the_demo_it_is_not_even_routed(
    settings: Settings, db: None, search_engine, change: dict
) -> None:
    await make.account("county", "433101")
    given = changed(settings, **change)
    use(given)
    try:
        app = create_app(given, search_engine, pool=False)
        async with browser(app, "127.0.0.1") as person:
            assert WHERE not in (await person.get("/sign-in")).text
            answer = await post(person, WHERE, {})
    finally:
        use(settings)

    assert answer.status_code == 404
