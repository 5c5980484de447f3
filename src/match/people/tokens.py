"""Random tokens and codes, and the only form in which they are stored."""

import hashlib
import hmac
import secrets

from match.foundation.keys import keys

TOKEN_BYTES = 32


def new_token() -> str:
    """256 random bits, safe in a cookie and a link."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """What the table holds. A plain hash is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).digest()


def new_code() -> str:
    """Six random digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def code_hash(code: str, browser: bytes) -> bytes:
    """Six digits are guessed at once from a plain hash, so this one is keyed."""
    return keys().fingerprint(code + browser.hex(), "one_time_code.code")


def same(one: bytes, other: bytes) -> bool:
    """Equality that takes as long whether or not it holds."""
    return hmac.compare_digest(one, other)
