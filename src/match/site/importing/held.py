"""What is kept of a list between its check and the deed, and a month after: sealed, as one text."""

from typing import Any

import msgspec

from match.foundation.keys import keys
from match.site.importing.kinds import Outcome, Refusal

PURPOSE = "sheet_import.sealed"
SEALED = (("sheet_import", "sealed", PURPOSE),)
"""For a rotation of the master key (`match.rotating`)."""


class Held(msgspec.Struct, frozen=True):
    """
    The items that would change something, what each would become, and what was refused.

    ``headers`` are the columns of the file to correct: (key, header); ``written`` is what the cells
    of the rows said that would change something, should one of them be refused after all.
    """

    items: list[msgspec.Raw]
    outcomes: list[Outcome]
    refused: list[Refusal]
    headers: list[tuple[str, str]]
    written: dict[int, dict[str, str]] = {}
    letters: dict[str, str] = {}
    remarks: list[str] = []

    def decoded(self, item: type[Any]) -> list[Any]:
        """The items as the kind's commands take them."""
        return [msgspec.json.decode(each, type=item) for each in self.items]


def seal(held: Held) -> bytes:
    """As it is kept."""
    return keys().seal(msgspec.json.encode(held).decode(), PURPOSE)


def unseal(sealed: bytes) -> Held:
    """As it was."""
    return msgspec.json.decode(keys().open(sealed, PURPOSE), type=Held)
