"""The keystone: the only module that knows every room and every door."""

import importlib
import importlib.util
import inspect
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from litestar import Controller, Litestar, Request, Router
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp

from match.bids import panel
from match.bids.preparing import officials_step
from match.bids.showing import shown as bids_shown
from match.contracts.queries import contracts_shown, followed_lines
from match.doors import answers, gate
from match.doors.counting import CountKeys
from match.doors.headers import Headers, Refuse
from match.doors.health import Health, Measure
from match.doors.importing import know_kinds
from match.files.resuming import ResumingRequest
from match.foundation.db import WEB_LIMITS, connect, disconnect
from match.foundation.errors import MatchError
from match.foundation.keys import hold, load_or_create
from match.foundation.restricted import close_restricted, open_restricted
from match.foundation.settings import Settings
from match.giving.queries import followed_gifts
from match.needs import closing
from match.needs.states import ClosureKind
from match.notices.codes import code_sender
from match.objections.showing import shown as objections_shown
from match.panels.queries import members as panel_members
from match.panels.showing import shown as panel_shown
from match.people.demo import demo_doors
from match.people.door import ActorMiddleware
from match.site.assets import static_files
from match.site.htmx import templates
from match.site.language_middleware import LanguageMiddleware
from match.tenders import before, sections
from match.volunteers.queries import followed_signups
from search.port import SearchEngine

HERE = Path(__file__).parent
DOORS = ("pages", "api")
NOT_ROOMS = ("cli",)  # imports this module, and has no doors


def controllers(*, care: bool = True) -> list[type[Controller]]:
    """
    Every controller of every room's doors, and of the staff door. Found, not listed.

    Without *care* those of the restricted room are not even imported.
    """
    # A large room is divided: giving.pledging has doors of its own like giving itself.
    folders = sorted([*HERE.glob("*/__init__.py"), *HERE.glob("*/*/__init__.py")])
    parts = [door.parent.relative_to(HERE).parts for door in folders]
    rooms = [".".join(("match", *names)) for names in parts if names[0] not in NOT_ROOMS]
    found: dict[str, type[Controller]] = {}
    for room in [*rooms, "admin"]:
        if not care and room.split(".")[1:2] == ["care"]:
            continue
        for door in DOORS:
            name = f"{room}.{door}"
            if importlib.util.find_spec(name) is None:
                continue
            for _, thing in inspect.getmembers(importlib.import_module(name), inspect.isclass):
                if issubclass(thing, Controller) and thing.__module__.startswith(name):
                    found[f"{thing.__module__}.{thing.__name__}"] = thing
    return list(found.values())


async def provide_search(request: Request[Any, Any, Any]) -> SearchEngine:
    """The search engine that handlers ask for as ``search``."""
    return request.app.state.search


def create_app(settings: Settings, search: SearchEngine, *, pool: bool = True) -> ASGIApp:
    """
    Build the web application. *pool* is off where a test has opened the database already.

    Raises UnguardedRoute if a handler does not say who may use it.
    """
    keys = load_or_create(settings.keys)
    hold(keys)
    know_kinds()
    # A need's page leads to what closed it, in rooms that needs know nothing of.
    closing.follow(ClosureKind.gift, followed_gifts)
    closing.follow(ClosureKind.shift, followed_signups)
    # Who judges a purchase opens none of its bids (87号令40).
    panel.follow(panel_members)
    closing.follow(ClosureKind.contract, followed_lines)
    before.ask("officials", officials_step)
    sections.show("bids", bids_shown)
    sections.show("panel", panel_shown)
    sections.show("objections", objections_shown)
    sections.show("contracts", contracts_shown)

    @asynccontextmanager
    async def with_database(_app: Litestar) -> AsyncIterator[None]:
        if pool:
            await connect(settings.database_url, limits=WEB_LIMITS)
            if settings.cares:
                await open_restricted(settings.care_database_url, limits=WEB_LIMITS)
        try:
            yield
        finally:
            if pool:
                await close_restricted()
                await disconnect()

    app = Litestar(
        route_handlers=[
            Health,
            *controllers(care=settings.cares),
            *demo_doors(settings),
            static_files(),
        ],
        guards=[gate.gate],
        dependencies={"actor": Provide(gate.provide_actor), "search": Provide(provide_search)},
        exception_handlers={
            MatchError: answers.refused,
            HTTPException: answers.http_fault,
            Exception: answers.fault,
        },
        middleware=[Refuse, CountKeys, ActorMiddleware],
        csrf_config=CSRFConfig(
            secret=keys.fingerprint("csrf", "csrf").hex(),
            cookie_name="__Host-csrf",
            cookie_secure=True,
            cookie_samesite="lax",
            header_name="x-csrftoken",
        ),
        # Static files are compressed once, at start-up (twice, and the browser cannot read its
        # service worker); events must not wait for a full buffer.
        compression_config=CompressionConfig(
            backend="brotli",
            brotli_quality=5,
            exclude=["^/static/", r"^/sw\.js$", r"^/favicon\.ico$", "^/events"],
        ),
        template_config=templates(),
        openapi_config=OpenAPIConfig(
            title="湘童汇 Xiangtonghui",
            version="1",
            # The document only: Litestar's own pages load their scripts from elsewhere.
            render_plugins=[JsonRenderPlugin()],
            openapi_router=Router("/schema", route_handlers=[], opt={"public": True}),
        ),
        lifespan=[with_database],
        request_class=ResumingRequest,
        request_max_body_size=12_000_000,
    )
    app.state.search = search
    app.state.settings = settings
    app.state.code_sender = code_sender(settings)
    gate.check_routes(app)
    outer = LanguageMiddleware(Measure(app))
    return Headers(outer, demo=settings.demo, secure=settings.public_url.startswith("https"))
