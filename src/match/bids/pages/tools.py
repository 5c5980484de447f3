"""The offline tools, and the hashes by which anybody recognises what does the sealing."""

import hashlib
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get
from litestar.params import FromPath

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.site.assets import assets
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]
TOOLS = ("sealing-bid.html", "sealing-official.html")
SCRIPT = "sealing.js"


class Tool(msgspec.Struct, frozen=True):
    """One file with its published hash; ``download`` is empty for what is run in a page."""

    title: str
    about: str
    size: str
    sha256: str
    download: str


class ToolPages(Controller):
    """What seals, to take along and to compare."""

    path = "/sealing"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def show(self, request: AnyRequest) -> Page:
        """The tools and their hashes."""
        return page("bids/sealing.html", request=request, files=_tools())

    @get("/{name:str}", opt={"public": True})
    async def download(self, name: FromPath[str]) -> Response[bytes]:
        """
        A tool as a file. Never shown in place: here its script would be refused, and there it
        would not be offline.
        """
        if name not in TOOLS:
            raise NotFound(_("没有这个工具，请从工具页面下载。"))
        return Response(
            assets()[f"vendor/{name}"].body,
            media_type="text/html",
            headers={
                "Content-Disposition": f"attachment; filename={name}",
                "Content-Security-Policy": "default-src 'none'; sandbox",
            },
        )


def script_sha256() -> str:
    """The hash of the bundle that the pages run, hex."""
    return _sha256(SCRIPT)


def _sha256(name: str) -> str:
    return hashlib.sha256(assets()[f"vendor/{name}"].body).hexdigest()


def _tools() -> list[Tool]:
    words = {
        TOOLS[0]: (_("供应商离线封存工具"), _("读条款文件，写响应，封存成一个可以上传的文件。")),
        TOOLS[1]: (_("开标人离线工具"), _("生成密钥；开标时打开自己的份额。")),
        SCRIPT: (_("网页加密脚本"), _("密封、密钥和开标页面运行的就是它，浏览器会核对。")),
    }
    return [
        Tool(
            title,
            about,
            f"{-(-len(assets()[f'vendor/{name}'].body) // 1024)} KB",
            _sha256(name),
            f"/sealing/{name}" if name in TOOLS else "",
        )
        for name, (title, about) in words.items()
    ]
