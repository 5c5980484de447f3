"""Files of open data that are there to be taken."""

from datetime import datetime

import msgspec

from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _

_MEGA = 1000


class OpenFile(msgspec.Struct, frozen=True):
    """
    One file. ``name`` is its address below /open-data/, ``file`` its name on disk, ``size`` in
    bytes; ``remarks`` counts what the quality checks noticed.
    """

    name: str
    dataset: str
    file: str
    size: int
    sha256: str
    rows: int
    remarks: int
    made_at: datetime

    @property
    def format(self) -> str:
        """How it is written, as people call it."""
        ending = self.name.partition(".")[2]
        return {
            "json": "JSON",
            "csv": "CSV",
            "jsonl.gz": "JSON Lines (gzip)",
            "csv.zip": "CSV (zip)",
            "zip": "zip",
        }[ending]

    @property
    def weight(self) -> str:
        """Its size as people read it: kB up to 999, then MB; never nothing."""
        kilobytes = max(1, round(self.size / 1000))
        return f"{kilobytes} kB" if kilobytes < _MEGA else f"{self.size / 1e6:.1f} MB"

    @property
    def url(self) -> str:
        """Its address, which stays."""
        return f"/open-data/{self.name}"


_FILE = "SELECT name, dataset, file, size, sha256, rows, remarks, made_at FROM open_file "


async def open_files() -> list[OpenFile]:
    """All of them by name, the newest year first where there are years."""
    return [OpenFile(**row) for row in await rows(_FILE + "ORDER BY dataset, name DESC")]


async def open_file(name: str) -> OpenFile:
    """One file. Raises NotFound."""
    row = await one(_FILE + "WHERE name = $1", name)
    if row is None:
        raise NotFound(_("还没有这个数据文件，每天夜里自动生成。"))
    return OpenFile(**row)
