"""
The first gate: every route says who may knock, and a route that says nothing fails start-up.

``opt`` of a handler (or its controller) holds exactly one of ``public``, ``signed_in``,
``staff`` or ``permission``. This gate only asks whether a person holds a permission anywhere;
whether it covers the thing itself is decided by the room's policy, inside the command.
"""

from typing import Any

from litestar import Litestar, Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.handlers.asgi_handlers import ASGIRouteHandler

from match.foundation.actor import ANONYMOUS, Actor
from match.foundation.errors import Denied, SignInNeeded
from match.foundation.language import _

WORDS = ("public", "signed_in", "staff", "permission")


class UnguardedRoute(RuntimeError):
    """A route says nothing, or two things, about who may use it."""


def actor_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Actor:
    """Who is asking; the people room's middleware put them there."""
    return connection.scope.get("state", {}).get("actor", ANONYMOUS)


async def provide_actor(request: Request[Any, Any, Any]) -> Actor:
    """The ``actor`` that handlers ask for."""
    return actor_of(request)


def gate(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse who may not even knock: 401 for strangers and weak sessions, 403 with the reason."""
    opt = handler.opt
    if opt.get("public"):
        return
    actor = actor_of(connection)
    if not actor.signed_in:
        raise SignInNeeded(_("请先登录，再继续刚才的操作。"))
    if opt.get("signed_in"):
        return
    permission = opt.get("permission")
    if actor.staff if permission is None else actor.may(permission):
        return
    if actor.withheld:
        raise SignInNeeded(_("这项操作需要动态口令，请重新登录并输入动态口令。"), step_up=True)
    raise Denied(_("您的账号没有这项权限。如果工作需要，请联系上一级管理员。"))


def check_routes(app: Litestar) -> None:
    """Raises UnguardedRoute naming every handler that does not say who may use it."""
    silent: list[str] = []
    for route in app.routes:
        handlers: list[Any] = getattr(route, "route_handlers", None) or [route.route_handler]  # pyright: ignore[reportAttributeAccessIssue] # asgi routes have one
        for handler in handlers:
            if isinstance(handler, ASGIRouteHandler) and handler.is_static:
                continue
            if getattr(handler, "http_methods", None) == {"OPTIONS"}:
                continue  # made by the framework for every route; tells the methods, no more
            if sum(word in handler.opt for word in WORDS) != 1:
                silent.append(f"{route.path} → {handler}")
    if silent:
        raise UnguardedRoute(
            "Say who may use (opt public, signed_in, staff or permission): " + "; ".join(silent)
        )
