"""State machines as tables: readable, testable, drawable."""

# `_meta` is how Piccolo offers a table's facts.
# pyright: reportPrivateUsage=false

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec
from piccolo.table import Table

from match.foundation.db import one
from match.foundation.errors import Conflict
from match.foundation.language import _


class Move(msgspec.Struct, frozen=True):
    """Where a verb leads, and the fact (past tense) that the outbox is told."""

    to: StrEnum
    event: str


class Machine:
    """All moves of one kind of thing: ``{(state, verb): Move(to, event)}``."""

    def __init__(self, moves: Mapping[tuple[StrEnum, str], Move]) -> None:
        self.moves = dict(moves)

    def verbs(self, state: StrEnum) -> list[str]:
        """What can be done from *state*, in the order of the table."""
        return [verb for (origin, verb) in self.moves if origin == state]

    def move(self, state: StrEnum, verb: str) -> Move:
        """The move, or Conflict with both names among its facts."""
        move = self.moves.get((state, verb))
        if move is None:
            raise Conflict(
                _("现在的状态不能这样操作，请刷新页面后再看。"), state=str(state), verb=verb
            )
        return move

    async def fire(
        self,
        table: type[Table],
        row_id: int,
        state: StrEnum,
        verb: str,
        sets: Mapping[str, Any] | None = None,
    ) -> Move:
        """
        Move a row with one compare-and-set; losing the race is a Conflict. *sets* are columns that
        change with the state: a CHECK may ask for both at once.
        """
        move = self.move(state, verb)
        name, also = table._meta.get_formatted_tablename(), sets or {}
        changes = "".join(f', "{column}" = ${at}' for at, column in enumerate(also, 4))
        moved = await one(
            f"UPDATE {name} SET status = $1{changes} WHERE id = $2 AND status = $3 RETURNING id",  # noqa: S608 # our own names
            str(move.to),
            row_id,
            str(state),
            *also.values(),
        )
        if moved is None:
            raise Conflict(_("别人刚刚处理过这一条，请刷新页面后再看。"), verb=verb)
        return move

    def mermaid(self, names: Mapping[Any, str] | None = None) -> str:
        """The machine as a diagram for the documentation."""
        named = names or {}
        lines = [
            f"    {named.get(origin, origin)} --> {named.get(move.to, move.to)}: {verb}"
            for (origin, verb), move in self.moves.items()
        ]
        return "\n".join(["stateDiagram-v2", *lines])
