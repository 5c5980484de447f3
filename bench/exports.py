"""A list of the whole province as a file: CPU and memory for each kind, from PostgreSQL on.

    python -m bench.exports [--rows 20000] [--json]

The rows are the villages of Hunan with what they have, as `/gauges/430000000000/rows/villages`
gives them out; on our own PostgreSQL in a folder that is thrown away. CPU is this process's, which
reads, writes and packs; memory is the most that Python held for it, taken in a second pass, for
watching it costs time. Exit code 1 when a kind costs more than SECONDS for each 20,000 rows, or
more than MEGABYTES.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

from match.foundation.actor import SYSTEM
from match.foundation.db import TASK_LIMITS, connect, disconnect
from match.foundation.embedded.services import Services
from match.foundation.language import speak
from match.foundation.settings import Settings, use
from match.foundation.sheets.streaming import Format
from match.insight.lists import everything, rows_sheet
from match.migrating import migrate
from match.places.commands import load_hunan
from match.site.exporting import Export, in_batches, telling
from match.site.exporting.answer import write

SECONDS, MEGABYTES = 3.0, 40.0


async def measured(most: int) -> list[dict[str, float | str]]:
    """One line for each kind of file."""
    told: list[dict[str, float | str]] = []
    for kind in Format:
        began = time.process_time()
        count, size = await _made(kind, most)
        spent = time.process_time() - began
        tracemalloc.start()
        await _made(kind, most)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        told.append(
            {
                "kind": str(kind),
                "rows": count,
                "cpu_seconds": round(spent, 2),
                "megabytes": round(peak / 2**20, 1),
                "file_kilobytes": size // 1024,
            }
        )
    return told


async def _made(kind: Format, most: int) -> tuple[int, int]:
    """(rows, bytes) of one file."""
    with tempfile.TemporaryFile() as out:
        sheet = rows_sheet("villages")
        found = await everything("43", "villages", "", most)
        export = Export("villages", sheet, in_batches(found, telling(sheet)))
        return await write(export, kind, out, "https://bench.test"), out.tell()


async def _run(most: int) -> list[dict[str, float | str]]:
    with (
        tempfile.TemporaryDirectory(prefix="xth-bench-") as folder,
        Services(Settings(data_dir=Path(folder), demo=True), fast=True) as running,
    ):
        use(running.settings)
        speak("zh")
        await migrate(running.owner_database_url)
        await connect(running.settings.database_url, limits=TASK_LIMITS, size=4)
        try:
            await load_hunan(SYSTEM)
            await measured(500)  # what is read once is read now
            return await measured(most)
        finally:
            await disconnect()


def main(words: Sequence[str]) -> int:
    """Print what was measured; 1 where a kind missed its target."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=20_000)
    asked.add_argument("--json", action="store_true")
    given = asked.parse_args(words)
    told = asyncio.run(_run(given.rows))
    if given.json:
        print(json.dumps(told))
    else:
        for line in told:
            print("  ".join(f"{name} {value}" for name, value in line.items()))
    missed = [
        line["kind"]
        for line in told
        if float(line["cpu_seconds"]) > SECONDS * max(given.rows, 20_000) / 20_000
        or float(line["megabytes"]) > MEGABYTES
    ]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
