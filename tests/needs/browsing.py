"""A browser without script: reads pages, fills in the forms it finds, follows redirects by hand."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

import httpx


async def post(
    client: httpx.AsyncClient, path: str, form: Mapping[str, Any] | None = None, **other: Any
) -> httpx.Response:
    """Send a form with the token that every page of ours carries."""
    if "__Host-csrf" not in client.cookies:
        await client.get("/accessibility")
    token = client.cookies["__Host-csrf"]
    return await client.post(path, data={**(form or {}), "_csrf_token": token}, **other)


async def follow(client: httpx.AsyncClient, answer: httpx.Response) -> httpx.Response:
    """The page after a POST."""
    assert answer.status_code == 303, f"{answer.status_code}: {words(answer)[:600]}"
    return await client.get(answer.headers["location"])


def words(answer: httpx.Response) -> str:
    """What a reader sees: the text of the page without its tags."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.text, flags=re.S)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


def links(answer: httpx.Response) -> list[str]:
    """Every address on the page."""
    return [unescape(link) for link in re.findall(r'href="([^"]+)"', answer.text)]
