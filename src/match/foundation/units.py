"""Units that lie in the columns of a row: promised, agreed, on the way, received."""

from enum import StrEnum

from match.foundation.db import value

OPEN = "open"
"""What no column holds: the row's quantity less all its columns."""


async def shift(table: str, row_id: int, units: int, *, source: StrEnum, target: StrEnum) -> None:
    """
    Move *units* of one row from column to column, named by an enum of the room. The row is locked
    by the caller, and the table's CHECK refuses what the source does not hold.
    """
    assert units > 0, "a move of nothing is not a move"
    assert source != target, "a move to the same place is not a move"
    signs = ((source.value, "-"), (target.value, "+"))
    changes = ", ".join(f"{name} = {name} {sign} $2" for name, sign in signs if name != OPEN)
    await value(f"UPDATE {table} SET {changes} WHERE id = $1", row_id, units)  # noqa: S608 # columns of an enum
