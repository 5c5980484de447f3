"""What a first visit on a phone costs, for every public page; and what `Save-Data` saves."""

import gzip
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from match.site.saving import without_pictures
from tests.architecture.scene import Scene
from tests.projection.reading import public_routes

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]

MOST = 60 * 1024
"""ux.md §1: page, style, scripts, icons and pictures of a first visit, gzipped."""

_STYLE = re.compile(r'<link[^>]*rel="(?:stylesheet|icon|preload)"[^>]*href="(/[^"]+)"')
_SCRIPT = re.compile(r'<script[^>]*src="(/[^"]+)"')
_ICONS = re.compile(r'<use href="(/[^"#]+)')
_PICTURE = re.compile(r'<img\b(?![^>]*loading="lazy")[^>]*src="(/[^"]+)"')


def fetched(text: str) -> Iterator[str]:
    """What a browser fetches for a page without being asked."""
    for pattern in (_STYLE, _SCRIPT, _ICONS, _PICTURE):
        yield from pattern.findall(text)


async def weight(client: httpx.AsyncClient, text: str, known: dict[str, int]) -> int:
    """Bytes of a first visit, each thing gzipped by itself."""
    size = len(gzip.compress(text.encode(), 6))
    for address in sorted(set(fetched(text))):
        if address not in known:
            known[address] = len(gzip.compress((await client.get(address)).content, 6))
        size += known[address]
    return size


@pytest_asyncio.fixture
async def scene(db: None, hunan: None) -> Scene:
    scene = Scene()
    await scene.set_up()
    return scene


async def test_a_first_visit_to_any_public_page_is_light(
    client: httpx.AsyncClient, app: Any, scene: Scene
) -> None:
    """Shown when 4: every public route of the application, both languages."""
    known: dict[str, int] = {}
    heavy: dict[str, int] = {}
    seen = 0
    for method, template in public_routes(app):
        path = scene.paths.get(template, template)
        if method != "GET" or "{" in path:
            continue
        for address in (path, f"{path}{'&' if '?' in path else '?'}lang=en"):
            client.cookies.clear()
            answer = await client.get(address)
            kind = answer.headers.get("content-type", "")
            if answer.status_code != 200 or not kind.startswith("text/html"):
                continue
            seen += 1
            size = await weight(client, answer.text, known)
            if size > MOST:
                heavy[address] = size

    assert seen > 80
    assert heavy == {}


async def test_a_page_that_is_too_heavy_is_found(client: httpx.AsyncClient) -> None:
    """The twin: the portal with one eager photo of a hundred kilobytes more."""
    page = (await client.get("/")).text
    known = {"/files/1": 100_000}

    assert await weight(client, page, {}) <= MOST
    assert await weight(client, f'{page}<img alt="" src="/files/1">', known) > MOST
    assert await weight(client, f'{page}<img loading="lazy" src="/files/1">', known) <= MOST


def test_with_save_data_no_picture_is_fetched_before_it_is_asked_for() -> None:
    page = (
        '<img src="/files/7" alt="图书角 &lt;一&gt;" width="320">'
        '<img class="cover" src="/articles/3/cover" loading="eager">'
        '<img src="/static/x/qr.png" alt="二维码"><img src="data:image/png;base64,AA" alt="">'
    )
    spared = without_pictures(page)

    assert list(fetched(page)) == ["/files/7", "/articles/3/cover", "/static/x/qr.png"]
    assert list(fetched(spared)) == ["/static/x/qr.png"]
    assert spared.count("<details") == 2
    assert "显示图片：图书角 &lt;一&gt;" in spared
    assert 'width="320"' in spared
    assert "data:image/png" in spared


async def test_only_who_saves_gets_the_page_without_pictures(client: httpx.AsyncClient) -> None:
    plain = await client.get("/styleguide")
    spared = await client.get("/styleguide", headers={"save-data": "on"})

    assert "Save-Data" in plain.headers["vary"]
    assert "picture-kept" not in plain.text
    assert not [address for address in fetched(spared.text) if not address.startswith("/static/")]
