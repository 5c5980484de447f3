"""
The access matrix of children's files: role × relation × leave × door, against `matrix.csv`.

The table is written by hand. Each cell opens a child by every kind of door: by the access module
(all cells), and over HTTP every route of the room that names a child or a home (the cells where
the answer turns). A refused or allowed opening leaves its look; the door's 403 leaves none.
"""

import csv
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import cache
from pathlib import Path

import httpx

from match.care.access import opened
from match.care.room import scope_of
from match.foundation import clock
from match.foundation.actor import ANONYMOUS, Actor
from match.foundation.db import unit_of_work, value
from match.foundation.errors import NotFound
from match.foundation.permissions import Permission, Role
from match.foundation.restricted import restricted
from tests.architecture.scene import LEVEL, PERSONAL
from tests.architecture.test_routes import routes
from tests.care import make, make_papers
from tests.people import make as people

TABLE = Path(__file__).with_name("matrix.csv")
LEAVES = ("none", "asked", "approved", "expired", "revoked", "refused", "child", "other", "wrong")
PLACES = {
    "own": "433101001201",
    "near": {12: "433101001202", 9: "433101002000", 6: "433122000000"},
    "far": {12: "430102001201", 9: "430102001000", 6: "430102000000"},
}
KEEPERS = (Role.director, Role.supervisor, Role.station, Role.county, Role.protection)


class Undo(Exception):
    """Leaves a unit of work without its writes."""


@cache
def table() -> dict[tuple[str, str, str], str]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(row for row in file if not row.startswith("#"))
        return {(line["role"], line["relation"], line["leave"]): line["opens"] for line in lines}


def wanted(role: str, relation: str, leave: str) -> str:
    for key in (
        (role, relation, leave),
        (role, relation, "*"),
        (role, "*", leave),
        (role, "*", "*"),
    ):
        if key in table():
            return table()[key]
    return ""


def test_the_table_names_every_role() -> None:
    everybody = {str(role) for role in Role} | {"anonymous", "citizen"}

    assert {role for role, _relation, _leave in table()} == everybody
    assert {str(r) for r in Role} == {str(r) for r in (*LEVEL, *PERSONAL)}


def place(role: Role, relation: str) -> str:
    digits = LEVEL[role]
    return PLACES["own"][:digits] if relation == "own" else PLACES[relation][digits][:digits]  # type: ignore[index]


async def grant(actor: Actor, leave: str, child: int, other: int, at: str) -> None:
    """A row as it would stand after the steps of that state; the steps have tests of their own."""
    if leave == "none":
        return
    where = PLACES["own"][: len(at)] if leave != "wrong" else PLACES["far"][len(at)][: len(at)]  # type: ignore[index]
    status = leave if leave in ("asked", "revoked", "refused") else "approved"
    until = clock.today() + timedelta(days=-1 if leave == "expired" else 30)
    async with restricted((where,)):
        await value(
            "INSERT INTO care.access_grant (account_id, division, child_id, purpose, reason,"
            " status, valid_until, decided_by, decided_at) VALUES ($1, $2, $3, 'daily', 'matrix',"
            " $4::varchar, $5, CASE WHEN $4::varchar = 'asked' THEN NULL ELSE 0 END,"
            " CASE WHEN $4::varchar = 'asked' THEN NULL ELSE now() END) RETURNING id",
            actor.id,
            where,
            {"child": child, "other": other}.get(leave),
            status,
            until,
        )


@asynccontextmanager
async def undone() -> AsyncIterator[None]:
    with suppress(Undo):
        async with unit_of_work():
            yield
            raise Undo


async def looks_at(child: int) -> int:
    return await make.value(
        "SELECT count(*) FROM care.look WHERE children @> ARRAY[$1::bigint]", child
    )


async def test_every_cell_opens_or_not_as_the_table_says(db: None) -> None:
    scene = await make.scene(leave=False)
    await make.give_leave(scene, scene.director, home_id=scene.home)
    child, other = await make.child(scene), await make.child(scene)
    wrong: list[str] = []
    cells = 0
    for role in KEEPERS:
        for relation in ("own", "near", "far"):
            at = place(role, relation)
            home = scene.home if relation == "own" else 10**9
            await people.place(at.ljust(12, "0"))
            for leave in LEAVES:
                actor = await people.account(role, at, home=home if role is Role.director else None)
                async with undone():
                    await grant(actor, leave, child, other, at)
                    before = await looks_at(child)
                    try:
                        async with opened(actor, child, "matrix"):
                            said = "yes"
                    except NotFound:
                        said = "no"
                    cells += 1
                    seen = await looks_at(child) - before
                if said != wanted(role, relation, leave):
                    wrong.append(f"{role} {relation} {leave}: {said}")
                # A look outside one's own county would lie where row-level security forbids it.
                if relation == "own" and seen != 1:
                    wrong.append(f"{role} {relation} {leave}: {seen} looks")

    assert cells == len(KEEPERS) * 3 * len(LEAVES)
    assert wrong == []


async def test_a_leave_without_the_post_opens_nothing(db: None) -> None:
    """Every other role, even if a grant stood in the table for them."""
    scene = await make.scene()
    child = await make.child(scene)
    opened_by: list[str] = []
    for role in set(Role) - set(KEEPERS):
        at = PLACES["own"][: LEVEL[role]] if role in LEVEL else ""
        home = scene.home if role is Role.rota else None
        organisation = await people.organisation() if role is Role.manager else None
        actor = await people.account(role, at, home=home, organisation=organisation)
        assert not actor.may(Permission.care_keep), role
        async with undone():
            await grant(actor, "approved", child, child, PLACES["own"][:6])
            with suppress(NotFound):
                async with opened(actor, child, "matrix"):
                    opened_by.append(role)

    assert opened_by == []
    assert scope_of(ANONYMOUS) == ()


async def test_every_route_with_a_child_or_home_turns_with_the_leave(
    app: object, client: httpx.AsyncClient
) -> None:
    logging.getLogger("httpx").setLevel(logging.WARNING)  # hundreds of lines say nothing
    scene = await make.scene()
    child, other = await make.child(scene), await make.child(scene)
    guardian = await make_papers.guardian(scene, child)
    agreement = await make_papers.agreement(scene, child, guardian)
    numbers = {
        "child_id": child,
        "home_id": scene.home,
        "guardian_id": guardian,
        "agreement_id": agreement,
        "attendance_id": 10**9,
        "request_id": 10**9,
    }
    paths = [
        (method, route)
        for method, route in sorted(routes(app))
        if route.startswith("/desk/children/{child_id:int}")
    ]
    assert len(paths) > 15
    wrong: list[str] = []
    for role in KEEPERS:
        at = place(role, "own")
        home = scene.home if role is Role.director else None
        for leave in ("none", "expired", "approved"):
            actor = await people.account(role, at, home=home)
            await grant(actor, leave, child, other, at)
            client.cookies.clear()
            await client.get("/sign-in")
            csrf = client.cookies["__Host-csrf"]
            await people.sign_in(client, actor)
            for method, route in paths:
                path = route.replace("{purpose:str}", "collect")
                for name, number in numbers.items():
                    path = path.replace(f"{{{name}:int}}", str(number))
                async with undone():
                    answer = await client.request(
                        method, path, headers={"x-csrftoken": csrf}, data={"x": ""}
                    )
                opens = answer.status_code in (200, 303, 409, 422)
                if opens != (wanted(role, "own", leave) == "yes"):
                    wrong.append(f"{method} {route} {role} {leave}: {answer.status_code}")

    assert wrong == []
