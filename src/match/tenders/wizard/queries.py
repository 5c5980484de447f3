"""Reading entries: one's own, and those of plans one writes for."""

from datetime import datetime
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.tenders import policy
from match.tenders.states import PLANNED, TenderStatus

VISITED = "_visited"
"""Beside the boxes: which steps were handed in, whole or not."""

_ENTRY = (
    "SELECT e.*, t.organisation_id, t.division, t.status FROM tender_entry e"
    " LEFT JOIN tender t ON t.id = e.tender_id "
)


class TypedEntry(msgspec.Struct, frozen=True):
    """What was typed. ``tender_id``: the plan it was made into, if it was."""

    id: int
    tender_id: int | None
    boxes: dict[str, Any]
    visited: frozenset[str]
    saved_at: datetime

    @property
    def title(self) -> str:
        """The name as far as it was typed."""
        return str(self.boxes.get("title") or "")


async def entry(actor: Actor, entry_id: int) -> TypedEntry:
    """An entry for who began it, or who writes for its plan's department. Raises NotFound, also
    once its purchase is public: what is public changes by a new version."""
    row = await one(_ENTRY + "WHERE e.id = $1", entry_id)
    if row is None or not _may(actor, row):
        raise NotFound(_("没有找到这个采购草稿。"))
    return _entry(row)


async def entries(actor: Actor) -> list[TypedEntry]:
    """What this person has begun and not made a plan of yet, newest first."""
    found = await rows(
        _ENTRY + "WHERE e.account_id = $1 AND e.tender_id IS NULL ORDER BY e.saved_at DESC",
        actor.id,
    )
    return [_entry(row) for row in found]


def _may(actor: Actor, row: dict[str, Any]) -> bool:
    if row["tender_id"] is None:
        return row["account_id"] == actor.id
    writes = policy.can_write(actor, row["organisation_id"], row["division"]) is True
    return writes and TenderStatus(row["status"]) in PLANNED


def _entry(row: dict[str, Any]) -> TypedEntry:
    boxes = msgspec.json.decode(row["fields"], type=dict[str, Any])
    visited = frozenset(boxes.pop(VISITED, []))
    return TypedEntry(row["id"], row["tender_id"], boxes, visited, row["saved_at"])
