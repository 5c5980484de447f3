"""Submitting a form as a browser does, with the token of a page."""

import re

import httpx


async def token(client: httpx.AsyncClient) -> str:
    """The form token, as a page carries it."""
    page = await client.get("/accessibility")
    found = re.search(r'"x-csrftoken":"([^"]+)"', page.text)
    assert found
    return found.group(1)


async def send(client: httpx.AsyncClient, url: str, **fields) -> httpx.Response:
    """Submit a form."""
    files = fields.pop("files", None)
    return await client.post(url, data={"_csrf_token": await token(client), **fields}, files=files)
