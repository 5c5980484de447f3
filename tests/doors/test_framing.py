"""Every route says who may frame it: under /embed/ everybody, elsewhere nobody."""

import re

import httpx
import pytest

from match.doors import headers
from tests.architecture.test_routes import routes

pytestmark = pytest.mark.openness
ANYBODY = "frame-ancestors *"


async def wrong(client: httpx.AsyncClient, paths: list[str]) -> list[str]:
    """Addresses whose answer lets the wrong ones frame it, whatever the answer is."""
    found: list[str] = []
    for path in paths:
        answer = await client.get(path)
        framed = ANYBODY in answer.headers["content-security-policy"]
        denied = answer.headers.get("x-frame-options") == "DENY"
        if framed == denied or framed != path.startswith("/embed/"):
            found.append(f"{path} {answer.status_code}")
    return found


def addresses(app: object) -> list[str]:
    """Every route that answers GET, with a number for each of its parameters."""
    # What streams for ever has an answer that never ends.
    return sorted(
        re.sub(r"\{[^}]+\}", "1", route)
        for method, route in routes(app)
        if method == "GET" and not route.startswith("/events")
    )


async def test_the_widget_alone_may_be_framed(app, client, db):
    """Over all routes of the house, those that refuse too."""
    paths = addresses(app)

    assert len(paths) > 400
    assert sum(path.startswith("/embed/") for path in paths) == 3
    assert await wrong(client, [*paths, "/embed", "/embedded/needs", "/nowhere"]) == []


async def test_a_page_that_lets_itself_be_framed_is_found(client, db, monkeypatch):
    """The twin: a door that takes everything for a widget."""
    monkeypatch.setattr(headers, "EMBEDDED", "/")

    assert await wrong(client, ["/", "/sign-in", "/embed/needs"]) == ["/ 200", "/sign-in 200"]


@pytest.mark.parametrize("path", ["/embed/", "/embed/nothing", "/embed/home/x", "/embed/../needs"])
async def test_the_page_that_says_nothing_is_here_is_no_widget(client, db, path):
    """It has the site's menu and sign-in, so nobody frames it, wherever it is answered."""
    answer = await client.send(client.build_request("GET", path))

    assert answer.headers["x-frame-options"] == "DENY"
    assert ANYBODY not in answer.headers["content-security-policy"]


async def test_a_widget_of_what_is_not_there_is_a_widget_still(client, db):
    """In somebody else's page it says so, instead of staying white."""
    answer = await client.get("/embed/home/999999")

    assert (answer.status_code, "x-frame-options" in answer.headers) == (404, False)
    assert ANYBODY in answer.headers["content-security-policy"]
