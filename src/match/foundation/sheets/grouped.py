"""A column that is said once for a group of rows: the townships of a county's list of villages."""

from collections.abc import Sequence

from match.foundation.sheets.cells import is_blank, narrow, shown
from match.foundation.sheets.columns import Sheet
from match.foundation.sheets.grids import Cell
from match.foundation.sheets.headers import Header

_SAME = frozenset(("同上", '"', "”", "〃", "″"))


class Group:
    """
    Fills in what a row leaves to the one above it. Merged cells do so in a workbook; pasted, or
    saved as CSV, all but the first of them are empty.

    Only the first of several columns by which rows are known, and only where more rows leave it out
    than say it, or a row says 同上: one that was forgotten is asked for.
    """

    def __init__(self, sheet: Sheet, header: Header, rows: Sequence[Sequence[Cell]]) -> None:
        """*rows*: those that are data."""
        self.filled = 0
        self._last: Cell = ""
        self._place = next(
            (
                place
                for place, column in header.columns.items()
                if len(sheet.natural_key) > 1
                and column.key == sheet.natural_key[0]
                and column.required
            ),
            None,
        )
        self._open = self._place is not None and _mostly_left_out(rows, self._place)

    def whole(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        """The cells of a row of data, in the order of the file."""
        place = self._place
        if place is None:
            return cells
        said = cells[place] if place < len(cells) else ""
        same = narrow(shown(said)) in _SAME or (self._open and is_blank(said))
        if not same or is_blank(self._last):
            self._last = "" if same else said
            return cells
        self.filled += 1
        padded = [*cells, *[""] * (place + 1 - len(cells))]
        padded[place] = self._last
        return padded


def _mostly_left_out(rows: Sequence[Sequence[Cell]], place: int) -> bool:
    left_out = sum(place >= len(cells) or is_blank(cells[place]) for cells in rows)
    return left_out > len(rows) - left_out > 0
