"""What is hashed, linked and signed: pure. `verify.py` says the same once more, on its own."""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from match.foundation.chain import link

DOMAIN = "publiclog.entry"
HEAD_PURPOSE = "xiangtonghui public log head"
KEY_PURPOSE = "xiangtonghui public log key"
ASKED, DONE, REFUSED = "takedown.asked", "takedown.done", "takedown.refused"
"""The kinds of entries about another entry: its text is held back, gone for good, shown again."""
SALT_BYTES = 32


def instant(at: datetime) -> str:
    """A moment as it stands in the chain: whole seconds of UTC, ``2026-11-26T08:00:00Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def canonical(document: Any) -> str:
    """The text that is hashed and given out: JSON with sorted names, no spaces, UTF-8."""
    return msgspec.json.encode(document, order="sorted").decode()


def salted(salt: bytes, document: str) -> str:
    """
    Hex of SHA-256 over salt and document. Once the salt is gone nobody can try out what the
    document may have said, which a bare hash of a name or a telephone number would allow.
    """
    return hashlib.sha256(salt + document.encode()).hexdigest()


def entry_link(
    before: bytes,
    *,
    place: int,
    at: datetime,
    kind: str,
    url: str,
    sha256: str,
    takes_down: int | None,
) -> bytes:
    """The link of an entry; salt and document are not in it, so a takedown leaves it valid."""
    return link(DOMAIN, before, (place, instant(at), kind, url, sha256, takes_down))


def head_text(day: date, place: int, link: str, at: datetime) -> bytes:
    """What is signed: that on *day* the log went to *place* with this link, said at *at*."""
    return f"{day.isoformat()} {place} {link} {instant(at)}".encode()
