"""A bulk file was made: everybody may find it."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one


@command
async def record_file(
    actor: Actor,
    *,
    year: int,
    format: str,
    name: str,
    size: int,
    sha256: str,
    releases: int,
    upto: int,
) -> None:
    """
    Say what the file of this year and format is now. A run that was overtaken by one that read
    further changes nothing.
    """
    del actor
    await one(
        "INSERT INTO ocds_file (year, format, name, size, sha256, releases, upto, made_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (year, format) DO UPDATE SET"
        " name = excluded.name, size = excluded.size, sha256 = excluded.sha256,"
        " releases = excluded.releases, upto = excluded.upto, made_at = excluded.made_at"
        " WHERE ocds_file.upto <= excluded.upto RETURNING id",
        year,
        format,
        name,
        size,
        sha256,
        releases,
        upto,
        clock.now(),
    )
