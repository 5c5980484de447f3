"""A photo whose line broke goes on where it stopped, and its form finds it whole."""

import hashlib
from io import BytesIO
from typing import Any

import httpx
import pytest
from litestar import Litestar, post
from litestar.datastructures import UploadFile
from PIL import Image

from match.files import resuming
from match.files.resuming import PIECE, Arrived, PieceForm, ResumingRequest, arrived, keep_piece
from match.foundation.actor import ANONYMOUS, SYSTEM, Actor
from match.foundation.db import rows
from match.foundation.errors import Denied, Invalid

pytestmark = pytest.mark.openness

OWNER = Actor(id=951, name="主任")
OTHER = Actor(id=952, name="另一位主任")


def a_photo() -> bytes:
    out = BytesIO()
    Image.effect_noise((1280, 960), 90).convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()


PHOTO = a_photo()
NAME = hashlib.sha256(PHOTO).hexdigest()


async def send(actor: Actor, start: int, end: int, **other: Any) -> Arrived:
    form = PieceForm(**{"sha256": NAME, "total": len(PHOTO), "offset": start} | other)
    return await keep_piece(actor, form, PHOTO[start:end])


async def send_all(actor: Actor) -> None:
    here = await arrived(actor, NAME)
    while not here.complete:
        here = await send(actor, here.received, here.received + PIECE)


async def test_a_broken_line_goes_on_where_it_stopped(db: None):
    assert len(PHOTO) > PIECE, "more than one piece"
    first = await send(OWNER, 0, 70_000)
    twice = await send(OWNER, 0, 70_000)
    ahead = await send(OWNER, 90_000, 100_000)

    assert first == twice == ahead == await arrived(OWNER, NAME) == Arrived(70_000, False)
    await send_all(OWNER)
    assert await arrived(OWNER, NAME) == Arrived(len(PHOTO), True)
    assert await arrived(OTHER, NAME) == Arrived(0, False), "nobody learns of another's photo"


async def test_what_was_mixed_up_on_the_way_begins_anew(db: None):
    wrong = "0" * 64
    form = PieceForm(sha256=wrong, total=1000, offset=0)

    assert await keep_piece(OWNER, form, PHOTO[:1000]) == Arrived(0, False)


@pytest.mark.parametrize(
    "form",
    [
        {"sha256": "../../etc/passwd"},
        {"total": 0},
        {"total": resuming.LARGEST + 1},
        {"offset": -1},
        {"total": 10},
    ],
    ids=str,
)
async def test_a_piece_that_cannot_be_is_refused(db: None, form: dict[str, Any]):
    with pytest.raises(Invalid):
        await send(OWNER, 0, 1000, **form)


@pytest.mark.parametrize("piece", [b"", b"<html>", b"%PDF-1.7", PHOTO[: PIECE + 1]], ids=len)
async def test_only_pieces_of_photos_are_taken(db: None, piece: bytes):
    with pytest.raises(Invalid):
        await keep_piece(OWNER, PieceForm(sha256=NAME, total=len(PHOTO), offset=0), piece)


async def test_strangers_send_nothing(db: None):
    with pytest.raises(Denied):
        await send(ANONYMOUS, 0, 1000)


async def test_a_day_later_what_nobody_waits_for_is_gone(db: None):
    await send(OWNER, 0, 1000)
    assert await resuming.drop_photo_parts(SYSTEM) == 0
    await rows("UPDATE photo_part SET at = at - interval '25 hours' WHERE owner_id = $1", OWNER.id)

    assert await resuming.drop_photo_parts(SYSTEM) == 1
    assert await arrived(OWNER, NAME) == Arrived(0, False)


@post("/lines", opt={"public": True})
async def lines(request: ResumingRequest) -> list[str]:
    return [str(one) for one in (await request.form()).getall("units")]


async def test_lines_that_say_the_same_stay_two(db: None):
    await send_all(OWNER)

    def before(request: Any) -> None:
        request.scope["state"]["actor"] = OWNER

    app = Litestar([lines], request_class=ResumingRequest, before_request=before)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # pyright: ignore[reportArgumentType]
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as client:
        told = await client.post("/lines", data={"photos.kept": NAME, "units": ["5", "5", "3"]})

    assert told.json() == ["5", "5", "3"]


@post("/form", opt={"public": True})
async def took(request: ResumingRequest) -> list[str]:
    sent = await request.form()
    again = await request.form()
    assert sent.getall("photos", []) == again.getall("photos", [])
    chosen = [one for one in sent.getall("photos", []) if isinstance(one, UploadFile)]
    return [hashlib.sha256(await one.read()).hexdigest() for one in chosen]


async def test_the_form_finds_what_was_sent_ahead_and_only_one_s_own(db: None):
    await send_all(OWNER)
    asking = {"who": OWNER}

    def before(request: Any) -> None:
        request.scope["state"]["actor"] = asking["who"]

    app = Litestar([took], request_class=ResumingRequest, before_request=before)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # pyright: ignore[reportArgumentType]
    async with httpx.AsyncClient(transport=transport, base_url="https://xth.test") as client:
        mine = await client.post("/form", data={"photos.kept": [NAME, NAME], "title": "x"})
        plain = await client.post("/form", files={"photos": ("a.jpg", PHOTO, "image/jpeg")})
        asking["who"] = OTHER
        theirs = await client.post("/form", data={"photos.kept": NAME})

    assert (mine.status_code, mine.json()) == (201, [NAME])
    assert plain.json() == [NAME], "without script the file goes in the form"
    assert theirs.status_code >= 400
