"""
One hash chain for every record that must show later edits: the ledger's, its seals, the public log.

A link is SHA-256 over a domain, the link before, and the fields in an encoding that reads one way
only. The database makes links with its function ``chain_link``; whoever verifies uses this module,
which shares nothing with it but the definition:

    sha256(domain NUL before netstrings)    netstring: characters ":" text ","    absent: "-,"
"""

import hashlib
from collections.abc import Iterable

START = bytes(32)
"""What stands before the first link."""


def link(domain: str, before: bytes, fields: Iterable[str | int | None]) -> bytes:
    """
    The 32 bytes of the next link. *domain* (``ledger.entry``) keeps one kind of record from ever
    passing for another; *before* is the previous link, or START. Bytes are given as hex.
    """
    body: list[str] = []
    for field in fields:
        if field is None:
            body.append("-,")
        else:
            text = str(field)
            body.append(f"{len(text)}:{text},")
    head = domain.encode() + b"\0" + before
    return hashlib.sha256(head + "".join(body).encode()).digest()
