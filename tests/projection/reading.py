"""Everything the public can read: pages, lists, searches, feeds, files, JSON, errors, documents."""

import contextlib
import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec
from litestar.handlers.http_handlers import HTTPRouteHandler

from match.foundation.db import rows
from match.homes.found import home_document
from match.needs.found import need_document
from match.offers.found import offer_document
from match.people.found import organisation_document
from match.publicity.found import policy_document
from match.tenders.found import purchase_document
from tests.architecture.scene import Scene

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)"')
DOCUMENTS = {
    "home": home_document,
    "need": need_document,
    "offer": offer_document,
    "organisation": organisation_document,
    "policy_document": policy_document,
    "tender": purchase_document,
}
ODD = ("999999999", "x' OR '1'='1", "綦骞骐骥", "%00")
FOLLOWED = 220


def public_routes(app: Any) -> list[tuple[str, str]]:
    """(method, template) of every route that is open to everybody."""
    found = []
    while not hasattr(app, "routes"):
        app = app.app  # what stands around it: headers, refusals
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and handler.opt.get("public"):
                found += [(method, route.path) for method in handler.http_methods]
    return sorted({pair for pair in found if pair[0] in ("GET", "POST")})


async def everything(
    client: httpx.AsyncClient, app: Any, scene: Scene
) -> AsyncIterator[tuple[str, str]]:
    """(where, text): what a stranger reads at each public address, and what is indexed."""
    seen: set[str] = set()
    waiting: list[str] = []
    for method, template in public_routes(app):
        path = scene.paths.get(template, template)
        if "{" in path:
            path = re.sub(r"\{[^}]+\}", "1", path)
        if method == "POST":
            answer = await client.post(path, data={})
            yield f"POST {path}", _text(answer)
        else:
            waiting.append(path)
            for odd in ODD:
                if "{" in template:
                    waiting.append(re.sub(r"\{[^}]+\}", odd, template))
            waiting.append(f"{path}?format=json")
            waiting += [f"{path}?q=綦骞骐骥", f"{path}?lang=en"] if "{" not in template else []
    followed = 0
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = await client.get(path)
        text = _text(answer)
        yield f"GET {path}", text
        if followed < FOLLOWED and "html" in answer.headers.get("content-type", ""):
            links = [_own(path, link) for link in LINK.findall(text)]
            fresh = [link for link in dict.fromkeys(links) if link and link not in seen]
            followed += len(fresh)
            waiting += fresh
    async for where, text in documents():
        yield where, text


async def documents() -> AsyncIterator[tuple[str, str]]:
    """The search document of every row: what an index of ours, or Meilisearch, would hold."""
    for name, document in DOCUMENTS.items():
        for row in await rows(f"SELECT id FROM {name} ORDER BY id DESC LIMIT 60"):
            found = await document(row["id"])
            yield f"index {name} {row['id']}", msgspec.json.encode(found).decode()


def _text(answer: httpx.Response) -> str:
    headers = "\n".join(f"{name}: {said}" for name, said in answer.headers.items())
    body = answer.text
    with contextlib.suppress(UnicodeDecodeError):
        body = answer.content.decode()
    # As written, and as a browser or a program would read it.
    read = unescape(body).encode("utf-8", "replace").decode()
    if "\\u" in body:
        read += re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), body)
    return headers + read


def _own(path: str, link: str) -> str:
    target = urlsplit(urljoin(f"https://us{path}", unescape(link)))
    if target.path.startswith(("/static/", "/sign-out")):
        return ""
    return target.path + (f"?{target.query}" if target.query else "")
