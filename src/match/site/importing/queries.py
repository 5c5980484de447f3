"""A check or an import as its sender sees it; what was imported, by whom and when."""

from datetime import datetime

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.site.importing.held import Held, unseal
from match.site.importing.kinds import About, kind_of, offered_to

SHOWN = 50


class Run(msgspec.Struct, frozen=True):
    """One list that was sent. ``mine``: this person sent it, and may open what is still kept."""

    id: int
    kind: str
    file_name: str
    at: datetime
    done_at: datetime | None
    keep_until: datetime
    total: int
    created: int
    updated: int
    unchanged: int
    refused: int
    kept: bool
    mine: bool
    by: str = ""

    def title(self) -> str:
        """What kind of list it is, in words."""
        return kind_of(self.kind).title()


class RunView(msgspec.Struct, frozen=True):
    """A run with its rows, and an earlier import of the very same file, if there was one."""

    run: Run
    about: About
    held: Held | None
    before: datetime | None


_COLUMNS = (
    "s.id, s.kind, s.file_name, s.at, s.done_at, s.keep_until, s.total, s.created, s.updated,"
    " s.unchanged, s.refused, s.sealed IS NOT NULL AND s.keep_until > $1 AS kept,"
    " s.account_id = $2 AS mine"
)


async def run_view(actor: Actor, run_id: int) -> RunView:
    """Only who sent a list sees its rows. Raises NotFound for everybody else."""
    row = await one(
        f"SELECT {_COLUMNS}, s.about, s.sealed, s.file_hash, s.division FROM sheet_import s"  # noqa: S608 # names of ours
        " WHERE s.id = $3 AND s.account_id = $2",
        clock.now(),
        actor.id,
        run_id,
    )
    if row is None:
        raise NotFound(_("没有这次导入。"))
    about, sealed = msgspec.json.decode(row.pop("about")), row.pop("sealed")
    same, division = row.pop("file_hash"), row.pop("division")
    earlier = await one(
        "SELECT done_at FROM sheet_import WHERE file_hash = $1 AND kind = $2 AND division = $3"
        " AND about = $4::jsonb AND done_at IS NOT NULL AND id < $5 ORDER BY id DESC LIMIT 1",
        same,
        row["kind"],
        division,
        msgspec.json.encode(about).decode(),
        run_id,
    )
    run = Run(**row)
    return RunView(
        run, about, unseal(sealed) if run.kept else None, earlier["done_at"] if earlier else None
    )


async def history(actor: Actor) -> list[Run]:
    """
    What was imported lately: one's own lists, and those of one's area in kinds one may import.
    """
    kinds = offered_to(actor)
    pairs = [(kind.name, f"{prefix}%") for kind in kinds for prefix in actor.scope(kind.permission)]
    found = await rows(
        f"SELECT {_COLUMNS}, a.name AS by FROM sheet_import s"  # noqa: S608 # names of ours
        " JOIN account a ON a.id = s.account_id"
        " WHERE (s.account_id = $2 AND (s.done_at IS NOT NULL OR s.keep_until > $1))"
        " OR (s.done_at IS NOT NULL AND EXISTS (SELECT FROM unnest($3::text[], $4::text[])"
        "  AS may(kind, area) WHERE may.kind = s.kind AND s.division LIKE may.area))"
        f" ORDER BY s.id DESC LIMIT {SHOWN}",
        clock.now(),
        actor.id,
        [kind for kind, _area in pairs],
        [area for _kind, area in pairs],
    )
    return [Run(**row) for row in found]
