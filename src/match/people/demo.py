"""
Demo sign-ins: one click per role. They exist in the demo, on loopback, for whoever sits there.

The keystone routes `DemoSignIn` only when the demo is on and the server listens on loopback; each
request is looked at again, for a proxy on this machine would make the whole world loopback.
"""

from typing import Any

from litestar import Controller, Request, Response, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import STAFF, Role
from match.foundation.settings import Settings, settings
from match.people.commands.sessions import open_session
from match.people.door import give_session, token_of, visit_of
from match.people.visit import from_this_machine
from match.people.words import role_label

DEMO_COOKIE = "__Host-demo-code"
OFFERED = (
    Role.director,
    Role.supervisor,
    Role.county,
    Role.prefecture,
    Role.province,
    Role.purchaser,
    Role.manager,
    Role.donor,
    Role.volunteer,
    Role.finance,
    Role.expert,
    Role.auditor,
    Role.administrator,
)


def demo_doors(given: Settings) -> list[type[Controller]]:
    """The controllers to route: none, unless this is the demo on loopback."""
    return [DemoSignIn] if given.demo and given.loopback else []


def demo_open(request: Request[Any, Any, Any]) -> bool:
    """Whether this request may use the demo's shortcuts."""
    peer = request.client.host if request.client else None
    given = settings()
    return given.demo and given.loopback and from_this_machine(peer, request.headers)


def demo_roles() -> list[tuple[Role, str]]:
    """The buttons of the sign-in page."""
    return [(role, role_label(role)) for role in OFFERED]


def show_in_demo(answer: Response[Any], code: str) -> Response[Any]:
    """Let the next page show the code that the demo's sender did not send."""
    if code:
        answer.set_cookie(
            key=DEMO_COOKIE, value=code, path="/", max_age=300, secure=True, httponly=True
        )
    return answer


class DemoSignIn(Controller):
    """Signs in as the first person of the demo who holds a role."""

    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @post("/sign-in/demo/{role:str}")
    async def enter(self, request: Request[Any, Any, Any], role: FromPath[str]) -> Response[Any]:
        """A session like any other; only the way to it is short."""
        person = await _first_with(role) if demo_open(request) else None
        if person is None:
            raise NotFound(_("没有找到这个页面，可能已经下线或地址有误。"))
        token = await open_session(
            person,
            visit_of(request),
            level=2 if role in STAFF else 1,
            replaces=token_of(request),
        )
        return give_session(Redirect("/desk", status_code=303), token, days=None)


async def _first_with(role: str) -> int | None:
    row = await one(
        "SELECT m.account FROM membership m JOIN account a ON a.id = m.account"
        " WHERE m.role = $1 AND m.ended_at IS NULL AND a.disabled_at IS NULL"
        " AND a.erased_at IS NULL ORDER BY m.id LIMIT 1",
        role,
    )
    return row["account"] if row else None
