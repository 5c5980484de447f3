"""Pictures lose where they were taken; files reach those who may have them and nobody else."""

from io import BytesIO

import httpx
import pytest
from PIL import Image

from match.files.commands import keep_document, keep_photo, show_photos
from match.files.queries import own_photos, stored
from match.foundation.actor import ANONYMOUS, Actor, Grant
from match.foundation.errors import Denied, Invalid, NotFound
from match.foundation.permissions import Role

VILLAGE = "433122104213"
DIRECTOR = Actor(id=901, name="主任", grants=(Grant(Role.director, VILLAGE, home=1),))
SUPERVISOR = Actor(id=902, name="督导员", grants=(Grant(Role.supervisor, VILLAGE[:9]),))
ELSEWHERE = Actor(id=903, name="外乡督导员", grants=(Grant(Role.supervisor, "433101001"),))


def a_picture(*, gps: bool = True) -> bytes:
    picture = Image.new("RGB", (640, 480), "#88aa99")
    exif = Image.Exif()
    if gps:
        exif[0x8825] = {1: "N", 2: (28.0, 12.0, 3.0)}
        exif[0x010F] = "somebody's phone"
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


async def test_a_photo_is_kept_without_the_place_it_was_taken(db: None):
    assert Image.open(BytesIO(a_picture())).getexif().get_ifd(0x8825), "the sample has a position"
    photo = await keep_photo(DIRECTOR, a_picture(), division=VILLAGE)
    found = await stored(DIRECTOR, photo)

    kept = Image.open(found.path)
    assert not kept.getexif()
    assert b"somebody's phone" not in found.path.read_bytes()


@pytest.mark.parametrize("data", [b"", b"GIF89a nonsense", b"%PDF-1.7 as a photo", b"\xff\xd8\xff"])
async def test_what_is_no_picture_is_refused_with_what_to_do(db: None, data: bytes):
    with pytest.raises(Invalid) as refused:
        await keep_photo(DIRECTOR, data)

    assert "photo" in refused.value.fields


async def test_only_the_owner_and_the_staff_of_the_place_may_fetch(db: None):
    photo = await keep_photo(DIRECTOR, a_picture(), division=VILLAGE)

    assert (await stored(SUPERVISOR, photo)).photo
    for stranger in (ANONYMOUS, ELSEWHERE):
        with pytest.raises(NotFound):
            await stored(stranger, photo)


async def test_a_shown_photo_is_for_everybody_a_document_never(db: None):
    photo = await keep_photo(DIRECTOR, a_picture(), division=VILLAGE)
    paper = await keep_document(DIRECTOR, b"%PDF-1.7 evidence", division=VILLAGE)
    await show_photos(SUPERVISOR, [photo, paper])

    assert (await stored(ANONYMOUS, photo)).shown
    with pytest.raises(NotFound):
        await stored(ANONYMOUS, paper)


async def test_nobody_uploads_without_signing_in(db: None):
    with pytest.raises(Denied):
        await keep_photo(ANONYMOUS, a_picture())


async def test_a_document_is_judged_by_its_bytes(db: None):
    with pytest.raises(Invalid):
        await keep_document(DIRECTOR, b"<html><script>alert(1)</script>")


async def test_photos_of_others_are_not_taken_over(db: None):
    mine = await keep_photo(DIRECTOR, a_picture(), division=VILLAGE)
    theirs = await keep_photo(ELSEWHERE, a_picture(), division="433101001201")

    assert await own_photos(DIRECTOR, [theirs, mine], VILLAGE) == [mine]


async def test_the_door_serves_and_refuses(client: httpx.AsyncClient):
    photo = await keep_photo(DIRECTOR, a_picture(), division=VILLAGE)
    hidden = await client.get(f"/files/{photo}")
    await show_photos(SUPERVISOR, [photo])
    shown = await client.get(f"/files/{photo}")
    again = await client.get(f"/files/{photo}", headers={"If-None-Match": shown.headers["etag"]})

    assert (hidden.status_code, shown.status_code, again.status_code) == (404, 200, 304)
    assert shown.headers["content-type"] == "image/jpeg"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert "no-store" not in shown.headers["cache-control"]
