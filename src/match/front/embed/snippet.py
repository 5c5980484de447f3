"""The snippet that others paste, and the same as oEmbed (oembed.com, 1.0)."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Response
from markupsafe import escape

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.settings import settings
from match.front.embed.asked import HEIGHT, Asked, asked

WIDTH = 360
# A page of ours that has a widget, and that widget.
_WIDGETS = (
    (re.compile(r"/needs/?"), "/embed/needs"),
    (re.compile(r"/homes/(\d{1,18})"), "/embed/home/{}"),
    (re.compile(r"/coverage/(\d{12})"), "/embed/coverage/{}"),
)


def widget_path(query: Mapping[str, str]) -> str:
    """Which widget the form asks for: needs unless a home's number or an area's code is given."""
    kind, home = query.get("widget", "needs"), query.get("home", "")
    if kind == "home" and re.fullmatch(r"\d{1,18}", home, re.ASCII):
        return f"/embed/home/{home}"
    if kind == "coverage":
        return f"/embed/coverage/{(asked(query).county or '43').ljust(12, '0')}"
    return "/embed/needs"


def snippet(path: str, wanted: Asked, *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """
    The ``<iframe>``: with a title for screen readers, loaded when it comes into view, telling us
    nothing of the page around it, and only allowed what a link needs.
    """
    title = _("湘童汇：湖南省儿童之家")  # not inside the f-string, where messages are not found
    return (
        f'<iframe src="{escape(settings().base_url + wanted.address(path))}"'
        f' title="{escape(title)}" width="{width}" height="{height}"'
        ' loading="lazy" referrerpolicy="no-referrer"'
        ' sandbox="allow-top-navigation-by-user-activation allow-popups"'
        "></iframe>"
    )


def oembed(query: Mapping[str, str]) -> Response[bytes]:
    """
    The answer for ``url``, which is a page of ours; ``maxwidth`` and ``maxheight`` in pixels are
    kept to. Raises NotFound for an address that has no widget.
    """
    parts = urlsplit(query.get("url", ""))
    ours = urlsplit(settings().base_url)
    path = _embedded(parts.path) if parts.netloc in (ours.netloc, "") else None
    if path is None:
        raise NotFound(_("这个网址没有可以嵌入的内容。"))
    width = min(WIDTH, _pixels(query.get("maxwidth", ""), WIDTH))
    height = min(HEIGHT, _pixels(query.get("maxheight", ""), HEIGHT))
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "provider_name": _("湘童汇"),
        "provider_url": settings().base_url,
        "cache_age": 300,
        "width": width,
        "height": height,
        "html": snippet(path, Asked(), width=width, height=height),
    }
    return Response(
        msgspec.json.encode(told),
        media_type="application/json; charset=utf-8",
        headers={"Access-Control-Allow-Origin": "*"},
    )


def _embedded(path: str) -> str | None:
    for pattern, widget in _WIDGETS:
        if found := pattern.fullmatch(path):
            return widget.format(*found.groups())
    return None


def _pixels(text: str, usual: int) -> int:
    return int(text) if re.fullmatch(r"[1-9]\d{0,4}", text, re.ASCII) else usual
