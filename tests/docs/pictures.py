"""The pictures of the README, from a demo that runs: `python -m tests.docs.pictures URL`."""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser.chromium import chromium, window
from tests.browser.shots import sign_in

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
MOST_BYTES = 200_000
# name → size of window, role ("" is a visitor), address
PICTURES = {
    "portal.png": ("d", "", "/"),
    "match-desk.png": ("d", "county", "/admin/matches?queue=open"),
}


def take(browser: Browser, base_url: str, name: str) -> int:
    """Write one picture; returns its size in bytes."""
    size, role, path = PICTURES[name]
    with window(browser, size) as context:
        sign_in(context, base_url, role)
        page = context.new_page()
        page.goto(base_url + path, wait_until="networkidle")
        picture = Image.open(BytesIO(page.screenshot()))
    # 128 colours are enough for a page, and make a third of the bytes.
    picture.convert("RGB").quantize(128).save(FOLDER / name, optimize=True)
    return (FOLDER / name).stat().st_size


def main(base_url: str) -> int:
    """Take them all; 1 when one is too heavy for a README."""
    with chromium() as browser:
        sizes = {name: take(browser, base_url, name) for name in PICTURES}
    for name, size in sizes.items():
        print(f"{name:<24} {size / 1000:6.0f} KB")
    return int(max(sizes.values()) > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
