"""Whether the process lives, whether it can work, and its figures (not public)."""

import asyncio
import hmac
import time
from typing import Any

from litestar import Controller, Request, Response, get
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Histogram, generate_latest

from match.foundation.db import value
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.settings import settings

REQUESTS = Counter(
    "match_requests_total", "Answers by route and status.", ["route", "method", "status"]
)
SECONDS = Histogram(
    "match_request_seconds",
    "Time to the first byte of an answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
WAITING = "SELECT count(*) FROM outbox WHERE done_at IS NULL AND dead_at IS NULL"
DEAD = "SELECT count(*) FROM outbox WHERE dead_at IS NOT NULL AND done_at IS NULL"


class Health(Controller):
    """For the supervisor, the proxy and Prometheus."""

    @get("/healthz", opt={"public": True}, include_in_schema=False)
    async def alive(self) -> Response[str]:
        """This process answers."""
        return Response("ok\n", media_type="text/plain")

    @get("/readyz", opt={"public": True}, include_in_schema=False)
    async def ready(self, request: Request[Any, Any, Any]) -> Response[dict[str, str]]:
        """Its parts answer too. A dead search engine does not make us unready: lists fall back."""
        parts = {"database": "ok", "search": "ok"}
        try:
            await asyncio.wait_for(value("SELECT 1"), 2)
        except Exception:  # noqa: BLE001 # whatever it is, the answer is "not ready"
            parts["database"] = "down"
        try:
            await asyncio.wait_for(request.app.state.search.health(), 2)
        except Exception:  # noqa: BLE001 # a part that fails in any way is down
            parts["search"] = "down"
        return Response(parts, status_code=200 if parts["database"] == "ok" else 503)

    @get("/metrics", opt={"public": True}, include_in_schema=False)
    async def metrics(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Prometheus text, for whoever has the token, or without one for this machine only."""
        if not _may_measure(request):
            raise NotFound(_("没有找到这个页面，可能已经下线或地址有误。"))
        lines = generate_latest()
        for name, query in (("match_outbox_waiting", WAITING), ("match_outbox_dead", DEAD)):
            lines += f"# TYPE {name} gauge\n{name} {await value(query)}\n".encode()
        return Response(lines, media_type=CONTENT_TYPE_LATEST)


def _may_measure(request: Request[Any, Any, Any]) -> bool:
    token = settings().metrics_token
    if token:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    host = request.client.host if request.client else ""
    return host in ("127.0.0.1", "::1") and "x-forwarded-for" not in request.headers


class Measure:
    """Counts and times every answer by route pattern (never by path: paths hold ids)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()

        async def send_measured(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = str(scope.get("path_template") or "other")
                REQUESTS.labels(route, scope["method"], str(message["status"])).inc()
                SECONDS.labels(route).observe(time.perf_counter() - began)
            await send(message)

        await self.app(scope, receive, send_measured)
