"""A photo of a room, with the place where it was taken."""

import io

from PIL import Image

GPS = 0x8825


def room() -> bytes:
    """A JPEG whose EXIF tells a latitude."""
    image, held = Image.new("RGB", (60, 40), "white"), io.BytesIO()
    exif = image.getexif()
    exif[GPS] = {1: "N", 2: (28.0, 18.0, 0.0)}
    image.save(held, "JPEG", exif=exif)
    return held.getvalue()
