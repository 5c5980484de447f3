"""The page of open data, and the bulk files."""

from pathlib import Path
from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.settings import settings
from match.openness.datasets.all import DATASETS
from match.openness.datasets.shapes import Title, titles
from match.openness.dictionary import extensions, never_told
from match.openness.files import sent
from match.openness.flags.wording import flags_explained
from match.openness.queries import (
    OpenFile,
    bulk_file,
    bulk_files,
    checked_chain,
    open_files,
    totals,
)
from match.site.api import OPEN_FILE
from match.site.htmx import page

ENDINGS = {"json": "json", "jsonl.gz": "jsonl"}


class OpenDataPages(Controller):
    """What everybody may take along, and by which terms."""

    path = "/open-data"

    @get("/", opt={"public": True}, include_in_schema=False)
    async def show(self) -> Any:
        """Licence, tables, standards, feeds, what is never told, red flags' formulas."""
        opened = await open_files()
        return page(
            "openness/open_data.html",
            totals=await totals(),
            files=await bulk_files(),
            chain=await checked_chain(),
            terms=settings(),
            registered=settings().ocds_prefix != "ocds-000000",
            sections=_sections(opened),
            grants=[file for file in opened if file.dataset == "360giving"],
            homes=next((file for file in opened if file.dataset == "hsds"), None),
            checked=opened,
            never=never_told(),
            extensions=extensions(),
            flags=await flags_explained(),
        )

    @get(
        "/files/{name:str}",
        opt=OPEN_FILE,
        include_in_schema=False,
    )
    async def file(self, request: Request[Any, Any, Any], name: FromPath[str]) -> Any:
        """One year: `2026.json` or `2026.jsonl.gz`. 404 for any other name."""
        year, _dot, ending = name.partition(".")
        if ending not in ENDINGS or not year.isascii() or not year.isdigit() or len(year) != 4:
            raise NotFound(_("还没有这一年的数据文件。"))
        found = await bulk_file(int(year), ENDINGS[ending])
        return await sent(request, Path(found.path), found.sha256)


def _sections(opened: list[OpenFile]) -> list[tuple[str, list[tuple[Title, list[OpenFile]]]]]:
    """Tables with their files by what they are about: what most people look for comes first."""
    words = {
        "matching": _("需求、供给和志愿服务"),
        "giving": _("捐赠和补助"),
        "homes": _("儿童之家"),
        "business": _("政府购买服务"),
        "publicity": _("政策和资讯"),
        "totals": _("统计和区划"),
    }
    return [
        (
            word,
            [
                (titles()[name], [file for file in opened if file.dataset == name])
                for name, dataset in DATASETS.items()
                if dataset.section == section
            ],
        )
        for section, word in words.items()
    ]
