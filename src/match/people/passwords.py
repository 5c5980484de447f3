"""
Passwords: argon2id, off the event loop, two at a time.

Without the limit a spray of sign-ins would take every core and all memory (19 MiB each).
"""

import asyncio
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from match.foundation.errors import Invalid
from match.foundation.language import _

SHORTEST, LONGEST = 8, 128
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE = asyncio.Semaphore(2)

# The parts of which most guessed passwords are made: an attacker's first thousand tries are
# these words with a year or a few digits. What is left of a password without them must carry it.
_GUESSED = Path(__file__).parent / "data" / "guessed_words.txt"


async def hashed(password: str) -> str:
    """The hash to store."""
    async with _AT_ONCE:
        return await asyncio.to_thread(_HASHER.hash, password)


async def matches(stored: str | None, password: str) -> bool:
    """
    Whether *password* is the stored one.

    Without a stored hash it takes as long and says no, so that time does not tell which phone
    numbers have an account.
    """
    async with _AT_ONCE:
        right = await asyncio.to_thread(_verify, stored or _dummy(), password[: LONGEST + 1])
    return right and stored is not None


def outdated(stored: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(stored)


def require_good(password: str, *personal: str) -> None:
    """Raise Invalid for a password that is short, long, or what an attacker tries first."""
    if len(password) < SHORTEST:
        raise Invalid({"password": _("密码至少 8 个字符，请写长一些，可以用一句话。")})
    if len(password) > LONGEST:
        raise Invalid({"password": _("密码最多 128 个字符，请缩短一些。")})
    rest = password.lower()
    for word in (*sorted((p.lower() for p in personal if len(p) > 2), key=len), *_words()):
        rest = rest.replace(word, "")
    rest = _without_year(rest)
    if len(rest) < 4 or len(set(password)) < 5:
        raise Invalid({"password": _("这个密码太容易猜到，请换一句别人想不到的话。")})


@cache
def _words() -> tuple[str, ...]:
    return tuple(_GUESSED.read_text(encoding="utf-8").split())


def _without_year(text: str) -> str:
    for year in range(1940, 2040):
        text = text.replace(str(year), "")
    return text


def _verify(stored: str, password: str) -> bool:
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _dummy() -> str:
    return _HASHER.hash("nobody has this password")
