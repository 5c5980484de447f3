"""A small application for trying the manners of the site: a form, a list, a queue.

The pages are the product's own base page, components, script and headers; only the words are
made up. Whole journeys on real rooms are in tests/walks.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from litestar import Litestar, Request, get, post
from litestar.params import FromQuery
from litestar.response import Redirect

from match.doors.headers import Headers
from match.foundation.actor import Actor
from match.site.assets import static_files
from match.site.entry import Entry
from match.site.environment import environment
from match.site.htmx import Page, page
from match.site.language_middleware import LanguageMiddleware
from match.site.pages import SitePages

AnyRequest = Request[Any, Any, Any]


def before(request: AnyRequest) -> None:
    """Who is asking: the cookie `who` in place of a session."""
    if who := request.cookies.get("who"):
        request.scope["state"]["actor"] = Actor(id=int(who), name=f"第{who}位")


@get("/trial/form")
async def form(request: AnyRequest) -> Page:
    return page("trial/form.html", request=request, form=Entry())


@post("/trial/form")
async def send_form(request: AnyRequest) -> Page:
    sent = await request.form()
    title = str(sent.get("title", ""))
    if title:
        sizes = [upload.size for upload in sent.getall("photos", []) if upload]
        values = Entry({"title": f"{title} {sizes}"})
        return page("trial/form.html", "card", request, form=values, saved=True)
    entry = Entry({"title": title}, {"title": "请填写标题。"})
    return page("trial/form.html", "card", request, status=422, form=entry)


@get("/needs/trial")
async def listing(request: AnyRequest, q: FromQuery[str] = "") -> Page:
    return page("trial/list.html", "results", request, q=q)


@get("/trial/queue")
async def queue(request: AnyRequest, m: FromQuery[int] = 1) -> Page:
    return page("trial/queue.html", "detail", request, m=m)


@post("/trial/queue")
async def decide(request: AnyRequest) -> Redirect:
    sent = await request.form()
    return Redirect(f"/needs/trial?q={sent.get('act')}", status_code=303)


@get("/desk/inbox/unread", media_type="text/html")
async def unread(request: AnyRequest) -> str:
    """What the bell in the header asks for."""
    return ""


@post("/trial/plain")
async def send_plain(request: AnyRequest) -> Redirect:
    """A form without htmx: accepted, and on to another page."""
    return Redirect("/accessibility", status_code=303)


@post("/sign-out")
async def sign_out(request: AnyRequest) -> Redirect:
    return Redirect("/accessibility", status_code=303)


def application() -> Headers:
    """The trial pages under the product's own content policy."""
    environment().loader.searchpath.append(str(Path(__file__).parent / "templates"))
    trial = [form, send_form, send_plain, listing, queue, decide, unread, sign_out]
    app = Litestar([SitePages, static_files(), *trial], before_request=before)
    return Headers(LanguageMiddleware(app), demo=True, secure=False)


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """The application on a free port of this machine; gives its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    started = threading.Event()

    async def run() -> None:
        await server.serve()

    original = server.startup

    async def startup(sockets: Any = None) -> None:
        await original(sockets)
        started.set()

    server.startup = startup
    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    assert started.wait(20), "the trial server did not start"
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
