"""A checklist whose photos went ahead in pieces: only whole ones, and only the inspector's own."""

import gzip
import hashlib
import io
import re
from typing import NamedTuple

import httpx
import pytest
from PIL import Image

from match.files.resuming import PieceForm, keep_piece
from match.foundation.actor import Actor
from match.foundation.db import rows, value
from match.site.assets import assets
from tests.homes import make as homes
from tests.needs.browsing import post, words
from tests.people import make as people
from tests.standards import make
from tests.standards.pictures import room
from tests.standards.test_doors import boxes

PHOTO = room()
NAME = hashlib.sha256(PHOTO).hexdigest()
SAYS = "照片没有传完，请重新选择。"
PHONE = {"x-outbox": "1"}


class Scene(NamedTuple):
    """An inspector before one home's checklist, and where it is sent."""

    inspector: Actor
    home: int
    url: str
    client: httpx.AsyncClient

    async def sent(self, sha256: str) -> httpx.Response:
        """The checklist with a failed line, its photo by *sha256*, as a waiting phone sends it."""
        form = boxes(self.home, "STD-READ", **{"no_person": "true", "p-STD-READ.kept": sha256})
        return await post(self.client, self.url, form, headers=PHONE)


@pytest.fixture
async def scene(client: httpx.AsyncClient) -> Scene:
    home, _director = await homes.working()
    inspector = await make.supervisor()
    tour = await make.round_of(inspector, home)
    await people.sign_in(client, inspector)
    return Scene(inspector, home, f"/desk/standards/rounds/{tour}/homes/{home}", client)


async def ahead(actor: Actor, length: int = len(PHOTO)) -> None:
    """The first *length* bytes of the photo are sent."""
    form = PieceForm(sha256=NAME, total=len(PHOTO), offset=0)
    await keep_piece(actor, form, PHOTO[:length])


async def kept() -> tuple[int, int]:
    """How many inspections and files there are."""
    files = await value("SELECT count(*) FROM file WHERE kind = 'photo'")
    return await value("SELECT count(*) FROM inspection"), files


async def test_a_photo_sent_ahead_stands_at_its_line_without_its_place_and_once(scene: Scene):
    await ahead(scene.inspector)

    first = await scene.sent(NAME)
    again = await scene.sent(NAME)

    assert (first.status_code, again.status_code) == (303, 303)
    assert await kept() == (1, 1)
    [line] = await rows("SELECT line, photos FROM inspection_line WHERE photos <> '{}'")
    [file] = await rows("SELECT id, owner_id, division, shown FROM file WHERE kind = 'photo'")
    assert (line["line"], line["photos"]) == ("STD-READ", [file["id"]])
    assert file["owner_id"] == scene.inspector.id
    assert (file["division"], file["shown"]) == (homes.VILLAGE, False)
    seen = await value("SELECT id FROM inspection")
    address = f"/desk/standards/inspections/{seen}/photos/{file['id']}"
    fetched = await scene.client.get(address)
    assert Image.open(io.BytesIO(PHOTO)).getexif(), "it told where it was taken"
    assert not Image.open(io.BytesIO(fetched.content)).getexif()


async def test_somebody_else_s_photo_is_as_one_that_nobody_sent(scene: Scene):
    other = await make.supervisor("433101002")
    await ahead(other)

    theirs, unknown = await scene.sent(NAME), await scene.sent("0" * 64)

    assert theirs.json() == unknown.json() == {"message": SAYS}
    assert (theirs.status_code, unknown.status_code) == (422, 422)
    assert await kept() == (0, 0)


async def test_an_unfinished_photo_is_refused_and_taken_once_it_is_whole(scene: Scene):
    await ahead(scene.inspector, len(PHOTO) - 1)

    early = await scene.sent(NAME)
    form = PieceForm(sha256=NAME, total=len(PHOTO), offset=len(PHOTO) - 1)
    await keep_piece(scene.inspector, form, PHOTO[-1:])
    late = await scene.sent(NAME)

    assert (early.status_code, early.json()) == (422, {"message": SAYS})
    assert late.status_code == 303
    assert await kept() == (1, 1)


async def test_what_is_no_picture_is_refused_by_the_same_words_as_in_the_form(scene: Scene):
    broken = PHOTO[:100]
    sha256 = hashlib.sha256(broken).hexdigest()
    await keep_piece(scene.inspector, PieceForm(sha256=sha256, total=len(broken), offset=0), broken)
    form = boxes(scene.home, "STD-READ", no_person="true")
    files = {f"{scene.home}-p-STD-READ": ("room.jpg", broken, "image/jpeg")}

    whole = await post(scene.client, scene.url, form, files=files, headers=PHONE)
    by_hash = await scene.sent(sha256)

    assert whole.status_code == by_hash.status_code == 422
    assert whole.json() == by_hash.json() != {"message": SAYS}
    assert await kept() == (0, 0)


async def test_every_refusal_tells_a_waiting_phone_what_to_do(scene: Scene):
    files = {f"{scene.home}-p-STD-READ": ("room.jpg", b"\xff" * 12_000_001, "image/jpeg")}
    form = boxes(scene.home, "STD-READ")

    large = await post(scene.client, scene.url, form, files=files, headers=PHONE)
    gone = await post(scene.client, scene.url + "9", form, headers=PHONE)
    page = await post(scene.client, scene.url + "9", form)
    await scene.client.get("/accessibility")
    scene.client.cookies.delete("__Host-sid")
    stranger = await post(scene.client, scene.url, form, headers=PHONE)

    assert large.status_code == 413
    assert "请压缩图片" in large.json()["message"]
    assert gone.status_code == page.status_code == 404
    assert gone.json()["message"] in words(page), "the same words as on a page"
    assert stranger.status_code == 401
    assert "请先登录" in stranger.json()["message"]
    assert await kept() == (0, 0)


async def test_the_pages_that_send_what_waits_open_small(scene: Scene):
    """The house's budget of a first load: 60 KB with style, scripts and icons."""
    second, _director = await homes.working("433101001202")
    tour = await make.round_of(scene.inspector, scene.home, second)
    scripts = ("resume.js", "outbox.js")

    for path in (f"/desk/standards/rounds/{tour}", "/desk/list"):
        answer = await scene.client.get(path)
        used = re.findall(r'(?:src|href)="/static/[0-9a-f]+/([^"#]+\.(?:js|css|svg))', answer.text)
        assert set(scripts) <= set(used)
        size = len(gzip.compress(answer.content))
        assert size + sum(len(assets()[name].gzipped) for name in set(used)) <= 60_000, path
