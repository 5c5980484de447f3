"""The check code's QR, as an SVG that a paper carries."""

# segno ships its types incompletely.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from io import BytesIO

import segno


def qr_svg(address: str) -> str:
    """A QR code of *address*, level M: a crumpled print is still read."""
    drawn = BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode("ascii")
