"""Everything that is published as files, made in the night from one snapshot."""

from typing import IO, Any

import structlog

from match.foundation.db import snapshot
from match.foundation.parameters import whole
from match.openness.datasets.all import DATASETS
from match.openness.datasets.shapes import Dataset
from match.openness.datasets.writing import write_lines, write_sheet
from match.openness.files import make
from match.openness.giving360.bulk import by_year, write_flat, write_package
from match.openness.giving360.grants import grant
from match.openness.giving360.process import Gift
from match.openness.giving360.quality import findings
from match.openness.services import bulk as services

LOG = structlog.get_logger()


async def write_open_files() -> int:
    """Every public table, the grants of each year, the homes as HSDS; returns how many files are
    others than the night before."""
    small = await whole("need.small_group")
    fresh = 0
    async with snapshot() as connection:
        for dataset in DATASETS.values():
            fresh += await _table(connection, dataset, small)
        for year, gifts in sorted((await by_year(connection, small)).items()):
            fresh += await _grants(year, gifts)

        async def homes(out: IO[bytes]) -> int:
            return await services.write(connection, out)

        fresh += await make("hsds/homes.zip", "hsds", homes)
    return fresh


async def _table(connection: Any, dataset: Dataset, small: int) -> int:
    async def lines(out: IO[bytes]) -> int:
        return await write_lines(connection, dataset, small, out)

    async def sheet(out: IO[bytes]) -> int:
        return await write_sheet(connection, dataset, small, out)

    name = f"tables/{dataset.name}"
    return await make(f"{name}.jsonl.gz", dataset.name, lines) + await make(
        f"{name}.csv.zip", dataset.name, sheet
    )


async def _grants(year: int, gifts: list[Gift]) -> int:
    """A year's two files. A package with an error is kept back: the last good one stays."""
    grants = [grant(one) for one in gifts]
    found = findings(grants)
    for each in found:
        LOG.warning("grants have a finding", check=each.check, year=year, grants=len(each.grants))
    if any(each.error for each in found):
        return 0
    remarks = len({one for each in found for one in each.grants})

    async def packed(out: IO[bytes]) -> int:
        return write_package(gifts, out)

    async def sheet(out: IO[bytes]) -> int:
        return write_flat(grants, out)

    return await make(f"360giving/{year}.json", "360giving", packed, remarks=remarks) + await make(
        f"360giving/{year}.csv", "360giving", sheet, remarks=remarks
    )
