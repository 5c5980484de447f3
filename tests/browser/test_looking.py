"""The broken twin of every look at a page: what is wrong is told, and told of the right page."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser

from .shots import look_at

pytestmark = pytest.mark.browser

WHOLE = (
    '<!doctype html><html lang="{}"><meta name="viewport" content="width=device-width">'
    "<title>页</title><body style='margin:0'><main><h1>页</h1>{}</main></body></html>"
)
BROKEN = {
    "/script": "<script>nobody()</script>",
    "/unnamed": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
    "/wide": '<div style="width: 1000px">宽</div>',
    "/lost": '<script src="http://127.0.0.1:9/gone.js"></script>',
    "/missing": "<p>无</p>",
}
TOLD = {
    "script": (["script"], ["script"]),
    "unnamed": (["image-alt"], ["image-alt"]),
    "wide": (["640 px too wide"], []),
    "lost": (["lost", "console"], ["lost", "console"]),
    "missing": (["answered 404"], ["answered 404"]),
}


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        self.send_response(404 if path == "/missing" else 200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        language = "zh-CN" if query == "lang=zh" else "en"
        self.wfile.write(WHOLE.format(language, BROKEN.get(path, "<p>好</p>")).encode())

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def base_url() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Pages)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_each_trouble_is_told_of_its_own_page(browser: Browser, base_url: str) -> None:
    paths = {path: path for name in BROKEN for path in (name, f"/after-{name[1:]}")}

    troubles = look_at(browser, base_url, "", paths, None)

    told = {name: [line.partition(":")[0] for line in lines] for name, lines in troubles.items()}
    assert told == {
        f"{name}{form}": found
        for name, (phone, desk) in TOLD.items()
        for form, found in (("_m", phone), ("_en_d", desk))
        if found
    }
