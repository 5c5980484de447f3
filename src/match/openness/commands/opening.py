"""A file of open data was made: everybody may find it."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one


@command
async def record_open_file(
    actor: Actor,
    *,
    name: str,
    dataset: str,
    file: str,
    size: int,
    sha256: str,
    rows: int,
    remarks: int,
) -> bool:
    """Say what the file *name* is now; whether it differs from what it was. Its time is that of
    the content: a night without a change leaves it."""
    del actor
    changed = await one(
        "INSERT INTO open_file (name, dataset, file, size, sha256, rows, remarks, made_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (name) DO UPDATE SET"
        " file = excluded.file, size = excluded.size, sha256 = excluded.sha256,"
        " rows = excluded.rows, remarks = excluded.remarks, made_at = excluded.made_at"
        " WHERE open_file.sha256 <> excluded.sha256 RETURNING id",
        name,
        dataset,
        file,
        size,
        sha256,
        rows,
        remarks,
        clock.now(),
    )
    return changed is not None
