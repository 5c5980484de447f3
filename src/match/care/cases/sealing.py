"""One box for words of a case: the child's own key, or the house's while no child is known."""

from typing import Protocol

from match.foundation.keys import keys


class Key(Protocol):
    """Seals and opens for a purpose, ``table.column``."""

    def seal(self, text: str, purpose: str) -> bytes: ...
    def open(self, sealed: bytes, purpose: str) -> str: ...


class Box:
    """Sealing that takes nothing for nothing."""

    def __init__(self, key: Key) -> None:
        self.key = key

    def seal(self, text: str, purpose: str) -> bytes | None:
        """Sealed; None for an empty text."""
        return self.key.seal(text, purpose) if text else None

    def open(self, sealed: bytes | None, purpose: str) -> str:
        """The text again; "" for None."""
        return self.key.open(sealed, purpose) if sealed is not None else ""

    def again(self, sealed: bytes | None, before: "Box", purpose: str) -> bytes | None:
        """What *before* sealed, sealed with this key."""
        return self.seal(before.open(sealed, purpose), purpose)


def master() -> Box:
    """The house's own key: for a case of which nobody knows the child yet."""
    return Box(keys())
