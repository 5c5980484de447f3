"""The files and feeds of open data as they would be after a night, so that the page has them."""

from match.demo.steps import Progress, Stage
from match.foundation.actor import SYSTEM
from match.foundation.db import in_transaction
from match.openness.bulk import write_files
from match.openness.changes.commands import note_changes
from match.openness.commands import release_missing
from match.openness.nightly import write_open_files

STEPS = 2


async def open_data(progress: Progress) -> None:
    """What the night's job does. Files are of what is committed: inside a transaction there are
    none, and the next night makes them."""
    stage = Stage(progress, "open data", STEPS)
    await release_missing(SYSTEM)
    await note_changes(SYSTEM)
    stage.step()
    if not in_transaction():
        await write_files()
        await write_open_files()
    stage.step()
