"""Photos: what goes in, what must not come out, and what is refused."""

import asyncio
import hashlib
import random
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from match.foundation.images import (
    LONGEST_SIDE,
    MAX_BYTES,
    ImageRefused,
    clean_image,
    clean_image_now,
)

# Pillow warns before we refuse, and pytest resets the filter that makes the warning an error.
pytestmark = pytest.mark.filterwarnings(
    "ignore::PIL.Image.DecompressionBombWarning", "ignore::UserWarning"
)


def _picture(size: tuple[int, int] = (400, 300), mode: str = "RGB") -> Image.Image:
    picture = Image.linear_gradient("L").resize(size)
    return picture.convert(mode)


def _encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    written = BytesIO()
    picture.save(written, form, **options)
    return written.getvalue()


def _png_of(width: int, height: int) -> bytes:
    """A tiny file that promises a huge picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
async def test_pictures_come_out_as_jpeg_with_their_digest(form: str) -> None:
    clean = await clean_image(_encoded(_picture(), form))

    with Image.open(BytesIO(clean.data)) as seen:
        assert (seen.format, seen.mode, seen.size) == ("JPEG", "RGB", (400, 300))
    assert (clean.width, clean.height) == (400, 300)
    assert clean.sha256 == hashlib.sha256(clean.data).hexdigest()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_is_flattened(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    source = (
        _picture(mode="I").point(lambda v: v * 200).convert("I;16")
        if mode == "I;16"
        else _picture(mode=mode)
    )

    clean = clean_image_now(_encoded(source, form))

    with Image.open(BytesIO(clean.data)) as seen:
        assert seen.mode == "RGB"


def test_transparency_becomes_white() -> None:
    clean = clean_image_now(_encoded(Image.new("RGBA", (50, 50), (0, 0, 0, 0)), "PNG"))

    with Image.open(BytesIO(clean.data)) as seen:
        assert seen.getpixel((25, 25)) == (255, 255, 255)


def test_position_comment_profile_and_appended_bytes_do_not_survive() -> None:
    exif = Image.Exif()
    exif[0x010F] = "CANARY-PHONE"
    exif.get_ifd(0x8825).update({1: "N", 2: (28.0, 18.0, 52.0), 3: "E", 4: (109.0, 44.0, 20.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    dirty = _encoded(_picture(), "JPEG", exif=exif, comment=b"CANARY-COMMENT", icc_profile=profile)
    assert b"CANARY-PHONE" in dirty
    assert b"CANARY-COMMENT" in dirty

    clean = clean_image_now(dirty + b"PK\x03\x04CANARY-ARCHIVE")

    assert b"CANARY" not in clean.data
    with Image.open(BytesIO(clean.data)) as seen:
        assert not seen.getexif()
        assert not {"exif", "comment", "icc_profile", "xmp", "photoshop"} & set(seen.info)


def test_a_sideways_phone_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6

    clean = clean_image_now(_encoded(_picture((400, 300)), "JPEG", exif=exif))

    assert (clean.width, clean.height) == (300, 400)


def test_big_pictures_are_shrunk_in_proportion() -> None:
    clean = clean_image_now(_encoded(_picture((4000, 2000)), "JPEG"))

    assert (clean.width, clean.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize("size", [(6000, 4001), (13000, 13000), (65000, 400)])
def test_pixel_bombs_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(ImageRefused):
        clean_image_now(_png_of(*size))


def test_a_picture_at_the_limit_passes() -> None:
    assert clean_image_now(_png_of(6000, 4000)).width == LONGEST_SIDE


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        (b"", "打不开"),
        (b"hello", "打不开"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "打不开"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\xff" * (MAX_BYTES + 1), "8 MB"),
    ],
)
def test_other_files_are_refused_with_advice(data: bytes, hint: str) -> None:
    with pytest.raises(ImageRefused, match=hint):
        clean_image_now(data)


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_refused(form: str) -> None:
    with pytest.raises(ImageRefused, match="JPEG"):
        clean_image_now(_encoded(_picture(), form))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_damaged_files_are_refused_or_harmless(form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    whole = _encoded(_picture((60, 40)), form, exif=exif)
    rng = random.Random(26)
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(rng.randint(1, 12)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        try:
            clean = clean_image_now(bytes(damaged[: rng.randint(1, len(damaged))]))
        except ImageRefused:
            continue
        assert clean.data.startswith(b"\xff\xd8")


async def test_the_event_loop_stays_free() -> None:
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0)

    ticking = asyncio.create_task(tick())
    await clean_image(_encoded(_picture((3000, 3000)), "PNG"))
    ticking.cancel()

    assert ticks > 10
