"""Clock hands of open data: what was never released, the files of the night, the change feed."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.openness.bulk import write_files
from match.openness.changes.commands import note_changes
from match.openness.commands import release_missing
from match.openness.nightly import write_open_files


async def write_open_data(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Purchases from before this room was, every year that has something new, and all tables."""
    del ctx, report
    return {
        "released": await release_missing(SYSTEM),
        "files": await write_files(),
        "changes": await note_changes(SYSTEM),
        "open_files": await write_open_files(),
    }


async def note_public_changes(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """What is new, changed or gone since ten minutes ago gets its place in the feed."""
    del ctx, report
    return {"changes": await note_changes(SYSTEM)}
