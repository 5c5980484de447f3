"""Photos made harmless: decoded within limits, turned upright, shrunk, and written anew without
metadata.

JPEG, PNG and WebP come in; JPEG goes out. HEIC (Apple's default) is recognised and refused with
advice: its decoders are not in Pillow. Nothing of the original file survives but the pixels, so no
EXIF, GPS, comment, colour profile or appended archive can be published with a village's photo.
"""

import hashlib
import struct
import warnings
import zlib
from dataclasses import dataclass
from io import BytesIO

import anyio
import anyio.to_thread
from PIL import Image, ImageOps

from match.foundation.language import _

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 24_000_000
LONGEST_SIDE = 1600
QUALITY = 80

# Pillow by itself only warns between one and two times this limit; a 20 KB PNG can hold 169 million
# pixels.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_MALFORMED = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)

_two_at_a_time = anyio.CapacityLimiter(2)


class ImageRefused(ValueError):
    """A picture that is not taken in; `message` says what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A re-encoded JPEG: `sha256` is the hex digest of `data`, sizes are in pixels."""

    data: bytes
    width: int
    height: int
    sha256: str


async def clean_image(data: bytes) -> CleanImage:
    """Re-encode an uploaded picture off the event loop, at most two at a time in this process.

    Raises ImageRefused: too big in bytes or pixels, another format, damaged.
    """
    return await anyio.to_thread.run_sync(clean_image_now, data, limiter=_two_at_a_time)


def clean_image_now(data: bytes) -> CleanImage:
    """As `clean_image`, in the calling thread."""
    if len(data) > MAX_BYTES:
        raise ImageRefused(_("照片不能超过 8 MB，请压缩后再上传。"))
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        raise ImageRefused(
            _("暂不支持 HEIC 照片，请在手机相机设置里改为“兼容性最佳”，或转成 JPEG 再上传。")
        )
    try:
        picture = _upright(data)
        written = BytesIO()
        picture.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    except _MALFORMED as error:
        raise ImageRefused(_("打不开这张照片，请换一张 JPEG、PNG 或 WebP 格式的照片。")) from error
    encoded = written.getvalue()
    return CleanImage(encoded, picture.width, picture.height, hashlib.sha256(encoded).hexdigest())


async def shrunk_below(data: bytes, most_bytes: int) -> bytes:
    """
    A picture of ours (JPEG) in fewer than *most_bytes*, for services that take no larger ones:
    unchanged where it fits, else coarser, then smaller. Raises ImageRefused if nothing helps.
    """
    if len(data) < most_bytes:
        return data
    return await anyio.to_thread.run_sync(_shrink, data, most_bytes, limiter=_two_at_a_time)


def _shrink(data: bytes, most_bytes: int) -> bytes:
    with Image.open(BytesIO(data), formats=_FORMATS) as source:
        picture = source.convert("RGB")
    for side, quality in ((LONGEST_SIDE, 65), (1200, 70), (900, 60), (600, 50)):
        smaller = picture.copy()
        smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
        written = BytesIO()
        smaller.save(written, "JPEG", quality=quality, optimize=True)
        if written.tell() < most_bytes:
            return written.getvalue()
    raise ImageRefused(_("这张照片压缩后仍然太大，请换一张。"))


def plain_picture(width: int, height: int, color: str, mark: str) -> bytes:
    """A JPEG in one colour with a bar in another: a cover for what has no picture."""
    canvas = Image.new("RGB", (width, height), color)
    canvas.paste(mark, (0, height - height // 12, width, height))
    written = BytesIO()
    canvas.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _upright(data: bytes) -> Image.Image:
    """The first frame, turned as its EXIF says, at most LONGEST_SIDE, flat RGB on white, without
    `info`.
    """
    with Image.open(BytesIO(data), formats=_FORMATS) as source:
        if source.width * source.height > MAX_PIXELS:
            raise ImageRefused(_("照片的像素太多（上限 2400 万），请缩小后再上传。"))
        # JPEG can be decoded at a fraction of its size: less memory, same result after shrinking.
        source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        turned = ImageOps.exif_transpose(source)
        turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        # A fresh canvas has no info dictionary, so the encoder finds no comment or profile to copy.
        canvas = Image.new("RGB", turned.size, "white")
        seen = turned.convert("RGBA")
        canvas.paste(seen, mask=seen.getchannel("A"))
    return canvas
