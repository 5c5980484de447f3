"""Bulk files."""

from datetime import datetime
from pathlib import Path

import msgspec

from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.settings import settings


class BulkFile(msgspec.Struct, frozen=True):
    """One year in one format. ``size`` in bytes."""

    year: int
    format: str
    name: str
    size: int
    sha256: str
    releases: int
    made_at: datetime

    @property
    def path(self) -> Path:
        """Where it lies."""
        return settings().data_dir / "open-data" / self.name

    @property
    def url(self) -> str:
        """Its address, the same through the year."""
        return f"/open-data/files/{self.year}.{'jsonl.gz' if self.format == 'jsonl' else 'json'}"


_FILE = "SELECT year, format, name, size, sha256, releases, made_at FROM ocds_file "


async def bulk_files() -> list[BulkFile]:
    """The newest year first."""
    found = await rows(_FILE + "ORDER BY year DESC, format DESC")
    return [BulkFile(**row) for row in found]


async def bulk_file(year: int, format: str) -> BulkFile:
    """One file. Raises NotFound."""
    row = await one(_FILE + "WHERE year = $1 AND format = $2", year, format)
    if row is None:
        raise NotFound(_("还没有这一年的数据文件。"))
    return BulkFile(**row)
