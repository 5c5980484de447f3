"""Who took which list along: what is not public leaves a line in the trail."""

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command
from match.foundation.sheets.streaming import Format
from match.site.exporting.export import Export, in_words


@command
async def record_export(actor: Actor, export: Export, kind: Format, count: int) -> None:
    """One line, at the place of the reader's first role: the list, its filter, how many rows."""
    await record(
        actor,
        "list.exported",
        subject=("list", None),
        division=next((one.division.ljust(12, "0") for one in actor.grants if one.division), None),
        changes={
            "list": (None, export.name),
            "filter": (None, in_words(export)),
            "format": (None, str(kind)),
            "rows": (None, count),
        },
    )
