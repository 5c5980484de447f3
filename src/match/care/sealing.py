"""Sealing with a child's own key, and finding by keyed hash what cannot be read."""

import unicodedata

from match.foundation.keyring import Keyring, SubjectKey
from match.foundation.keys import keys
from match.foundation.settings import settings

NAME = "child.name"
IDENTITY = "child.identity"


def keyring() -> Keyring:
    """The store of this place. Read anew each time: an erasure is felt at once, everywhere."""
    return Keyring(settings().child_keys, keys())


def sealed(key: SubjectKey, text: str | None, purpose: str) -> bytes | None:
    """*text* sealed for *purpose* (``table.column``); None stays None."""
    return key.seal(text, purpose) if text else None


def unsealed(key: SubjectKey, box: bytes | None, purpose: str) -> str:
    """The text again; "" for None."""
    return key.open(box, purpose) if box is not None else ""


def normal(text: str) -> str:
    """As it is compared: no spaces, no wide forms, no dots in names, capital letters."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and c not in "·•・.").upper()


def trace(text: str, purpose: str) -> bytes:
    """The keyed hash by which an equal name or number is found (purpose NAME or IDENTITY)."""
    return keys().fingerprint(normal(text), purpose)
