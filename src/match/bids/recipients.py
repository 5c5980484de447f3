"""Public keys of officials, as age writes them. Besides the demo, nothing else asks age."""

import hashlib
from typing import Any, cast

import pyrage

_AGE = cast("Any", pyrage)  # a compiled module that ships no types


def is_recipient(text: str) -> bool:
    """Whether *text* is an age public key with its checksum right."""
    try:
        return str(_AGE.x25519.Recipient.from_str(text)) == text
    except (ValueError, _AGE.RecipientError):
        return False


def fingerprint(recipient: str) -> str:
    """What is printed beside a key for people to compare: SHA-256, hex."""
    return hashlib.sha256(recipient.encode()).hexdigest()
