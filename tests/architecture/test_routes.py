"""
Every route × role × relation, against `expected.csv`, which is written by hand.

The table says what the law and the design want, never what the policies happen to do. Its columns:
method, route (Litestar's template), role (`*`, or names with `|` between), relation (`*`, own,
sibling, cousin), expected (statuses with `|` between). The row that names role and relation most
closely counts. A route without rows fails, and so does a row without its route.

A role that a route's rows name is asked in every relation; the others where they are nearest, and
one of them, another for each route, in every relation too. `--every-cell` asks all of all. Unsafe
requests are sent with an empty form: who may act gets 422 (or the redirect that follows an act
without fields), who may not gets 401, 403 or 404. Each cell is rolled back.
"""

import contextlib
import csv
import logging
import re
import zlib
from collections import Counter
from functools import cache
from pathlib import Path

import httpx
import pytest
from litestar import Litestar
from litestar.handlers.asgi_handlers import ASGIRouteHandler

from match.foundation.actor import Actor
from match.foundation.db import DB, unit_of_work
from match.foundation.permissions import STAFF
from match.people.commands.sessions import open_session
from match.people.door import SESSION_COOKIE
from match.people.visit import Visit
from tests.architecture.scene import Scene, standing, who
from tests.people import make

TABLE = Path(__file__).with_name("expected.csv")
RELATIONS = ("own", "sibling", "cousin")
SHOWN = 80
PARTS = 4
"""One transaction for some thousand requests each: PostgreSQL has room for so many locks."""


class RollBack(Exception):
    """Leaves a unit of work without its writes."""


@cache
def table() -> dict[tuple[str, str], dict[tuple[str, str], frozenset[int]]]:
    """(method, route) → (role, relation) → statuses."""
    held: dict[tuple[str, str], dict[tuple[str, str], frozenset[int]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(row for row in file if not row.startswith("#")):
            cells = held.setdefault((line["method"], line["route"]), {})
            for role in line["role"].split("|"):
                assert role == "*" or role in who(), f"nobody is called {role}"
                assert line["relation"] in ("*", *RELATIONS), line
                key = (role, line["relation"])
                assert key not in cells, f"two rows for {line}"
                cells[key] = frozenset(int(status) for status in line["expected"].split("|"))
    return held


def wanted(
    cells: dict[tuple[str, str], frozenset[int]], role: str, relation: str
) -> frozenset[int]:
    """The statuses of the row that fits most closely; none where no row fits."""
    for key in ((role, relation), (role, "*"), ("*", relation), ("*", "*")):
        if key in cells:
            return cells[key]
    return frozenset()


def asked(method: str, route: str, every: bool) -> list[tuple[str, str]]:
    """Role and relation of everybody who knocks at a route."""
    far = {role for role, _ in table()[method, route]}
    unnamed = sorted(set(standing()) - far)
    if unnamed:
        far.add(unnamed[zlib.crc32(f"{method} {route}".encode()) % len(unnamed)])
    return [
        (role, relation)
        for role, relations in standing().items()
        for relation in (relations if every or role in far else relations[:1])
    ]


def routes(app: object) -> set[tuple[str, str]]:
    """Every method and route of the application, without static files and the framework's own."""
    while not isinstance(app, Litestar):
        app = app.app  # pyright: ignore[reportAttributeAccessIssue] # our wrappers
    found: set[tuple[str, str]] = set()
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, ASGIRouteHandler):
                continue
            found |= {
                (method, route.path)
                for method in handler.http_methods
                if method not in ("OPTIONS", "HEAD") and not route.path.startswith("/static/")
            }
    return found


def test_every_route_has_its_rows_and_every_row_its_route(app: object) -> None:
    served, listed = routes(app), set(table())

    assert served - listed == set(), "routes without a row in tests/architecture/expected.csv"
    assert listed - served == set(), "rows of expected.csv whose route is gone"


def test_every_role_is_answered_on_every_route(app: object) -> None:
    gaps = [
        (method, route, role)
        for (method, route), cells in table().items()
        for role in who()
        if not all(wanted(cells, role, relation) for relation in RELATIONS)
    ]

    assert gaps == []


def test_no_row_and_nobody_is_left_out_by_asking_fewer() -> None:
    def reached(every: bool) -> set[object]:
        return {
            (at, cell)
            for at, cells in table().items()
            for role, relation in asked(*at, every=every)
            for cell in [(role, relation), (role, "*"), ("*", relation), ("*", "*")]
            if cell in cells
        }

    assert reached(every=False) == reached(every=True)
    knocked = Counter(visitor for at in table() for visitor in asked(*at, every=False))
    assert min(knocked[role, each] for role, held in standing().items() for each in held) > 20


@pytest.mark.parametrize("part", range(PARTS))
async def test_every_cell_answers_as_the_table_says(
    app: object, db: None, part: int, request: pytest.FixtureRequest
) -> None:
    every = request.config.getoption("--every-cell")
    logging.getLogger("httpx").setLevel(logging.WARNING)  # thousands of lines say nothing
    scene = Scene()
    await scene.set_up()
    tokens = {key: await _token(person) for key, person in scene.people.items()}
    wrong: list[str] = []
    lost = sorted({r for _m, r in table() if "{" in r and r not in scene.paths})
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 40000))  # pyright: ignore[reportArgumentType]
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as client:
        await client.get("/sign-in")
        csrf = client.cookies["__Host-csrf"]
        for (method, route), cells in sorted(table().items())[part::PARTS]:
            path = scene.paths.get(route, route)
            if "{" in path:
                continue
            for role, relation in asked(method, route, every):
                if relation != "own" and path == route:
                    continue  # nothing here lies anywhere
                token = tokens[role, relation]
                client.cookies.clear()
                status = await _knock(client, method, path, csrf, token)
                if status not in wanted(cells, role, relation):
                    due = "|".join(map(str, sorted(wanted(cells, role, relation)))) or "a row"
                    wrong.append(f"{method} {route} {role} {relation}: {status}, not {due}")

    assert lost == [], "routes for which no tests/<room>/objects.py gives a path"
    assert wrong == [], "\n".join([f"{len(wrong)} cells:", *wrong[:SHOWN]])


async def _token(person: Actor | None) -> str:
    if person is None or person.id is None:
        return ""
    level = 2 if any(grant.role in STAFF for grant in person.grants) else 1
    return await open_session(person.id, Visit("127.0.0.1", "pytest"), level=level)


async def _knock(client: httpx.AsyncClient, method: str, path: str, csrf: str, token: str) -> int:
    """One request whose writes are rolled back; its status."""
    cookies = f"__Host-csrf={csrf}" + (f"; {SESSION_COOKIE}={token}" if token else "")
    # Thousands of pages need not be compressed.
    headers = {"cookie": cookies, "x-csrftoken": csrf, "accept-encoding": "identity"}
    body: dict[str, object] = {}
    if method in ("POST", "PUT", "PATCH"):
        body = {"json": {}} if path.startswith("/api/") else {"data": {"x": ""}}
        headers["idempotency-key"] = "knock-knock"
    assert DB.current_transaction.get() is not None
    with contextlib.suppress(RollBack):
        async with unit_of_work():
            answer = await client.request(method, path, headers=headers, **body)  # pyright: ignore[reportArgumentType]
            raise RollBack
    return answer.status_code


FORGERIES: list[tuple[str, dict[str, str], bytes, int]] = [
    ("no token", {}, b"x=", 403),
    ("a foreign page", {"origin": "https://evil.example"}, b"x=", 403),
    ("a foreign page in a frame", {"sec-fetch-site": "cross-site"}, b"x=", 403),
    ("JSON as plain text", {"content-type": "text/plain"}, b"{}", 415),
    ("XML", {"content-type": "application/xml"}, b"<a/>", 415),
]


@pytest.mark.parametrize(("what", "sent", "body", "status"), FORGERIES, ids=lambda x: str(x)[:20])
async def test_every_unsafe_route_refuses_what_a_foreign_page_can_send(
    app: object, db: None, what: str, sent: dict[str, str], body: bytes, status: int
) -> None:
    person = await make.account("county", "433101")
    token = await _token(person)
    passed: list[str] = []
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 40000))  # pyright: ignore[reportArgumentType]
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as client:
        await client.get("/sign-in")
        csrf = client.cookies["__Host-csrf"]
        client.cookies.clear()
        known = {"cookie": f"__Host-csrf={csrf}; {SESSION_COOKIE}={token}"}
        form = {"content-type": "application/x-www-form-urlencoded", "x-csrftoken": csrf}
        if what == "no token":
            del form["x-csrftoken"]
        for method, route in sorted(routes(app)):
            if method in ("GET", "HEAD", "OPTIONS"):
                continue
            path = re.sub(r"\{[^}]*\}", "1", route)
            answer = await client.request(
                method, path, content=body, headers={**known, **form, **sent}
            )
            if answer.status_code != status:
                passed.append(f"{method} {route}: {answer.status_code}")

    assert passed == []
