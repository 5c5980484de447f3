"""A photo whose line broke, in a real browser against the whole product: it goes on, not anew."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from .chromium import window
from .shots import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.openness]
PIECE = 64 * 1024
OFFSET = re.compile(r'name="offset"\r\n\r\n(\d+)')


def photo() -> bytes:
    """Larger than three million bytes, as phones take them."""
    picture = io.BytesIO()
    Image.effect_noise((2600, 2000), 70).convert("RGB").save(picture, "JPEG", quality=95)
    assert picture.getbuffer().nbytes > 3_000_000
    return picture.getvalue()


def choose(page: Page, url: str, taken: bytes) -> None:
    page.goto(f"{url}/styleguide")
    page.locator("[data-resume]").first.set_input_files(
        {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": taken}
    )


def test_a_broken_upload_goes_on_where_it_stopped_even_after_the_page_was_closed(browser, demo_url):
    sent: list[int] = []
    broken = {"after": 2}

    def pieces(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        found = OFFSET.search((route.request.post_data_buffer or b"").decode("latin-1"))
        assert found
        if len(sent) >= broken["after"]:
            return route.abort("internetdisconnected")
        sent.append(int(found[1]))
        return route.continue_()

    taken = photo()
    with window(browser, "m") as context:
        sign_in(context, demo_url, "director")
        page = context.new_page()
        page.route(re.compile("/files/pieces"), pieces)
        with page.expect_event("requestfailed"):
            choose(page, demo_url, taken)
        assert sent == [0, PIECE]
        assert page.locator("[data-resumed]").count() == 0

        broken["after"] = 1000
        choose(page, demo_url, taken)
        kept = page.locator("[data-resumed]").first
        expect(kept).to_have_value(re.compile(r"^[0-9a-f]{64}$"), timeout=30_000)

        assert sent[2] == 2 * PIECE, "begun where it stopped"
        assert sent == sorted(set(sent)), "no byte went twice"
        assert sent[-1] + PIECE < len(taken) / 2, "made small before it travelled"
        assert page.locator("[data-resume]").first.get_attribute("name") is None
        expect(page.locator("[data-resume-status]").first).to_have_text("照片已上传完")
