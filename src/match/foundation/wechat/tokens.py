"""
The one access token of an account, for every process: kept sealed in PostgreSQL, renewed by one
of them while the others wait at an advisory lock.

`stable_token` in its normal mode gives the token that is valid now, and a new one in the last five
minutes of the old, which stays valid meanwhile. Its forced mode kills the old token; WeChat allows
that 20 times a day, 30 seconds apart, so it is used only when a token we were just given anew is
refused.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.db import DatabaseError, connection
from match.foundation.keys import keys
from match.foundation.wechat.errors import NO_ANSWER, QUOTA, Later, QuotaSpent, next_reset

PURPOSE = "wechat_token.token"
METHOD = "stable_token"
LOCK = 0x77_78  # "wx"
EARLY = timedelta(minutes=5)
FORCED_MOST = 20
FORCED_APART = timedelta(seconds=30)
_LOCK_TIMEOUT = "55P03"

# Asks WeChat for a token; True forces a new one. Returns (token, seconds it is valid).
Ask = Callable[[bool], Awaitable[tuple[str, int]]]


class _Held(msgspec.Struct, frozen=True):
    token: str | None
    expires_at: datetime
    forced: int
    forced_at: datetime | None


async def current_token(appid: str, ask: Ask) -> str:
    """The token to use now. Raises what *ask* raises, and Later where another renewal hangs."""
    async with connection() as reading:
        held = await _read(reading, appid)
    return held.token if held.token and _fresh(held) else await _renewed(appid, ask, refused="")


async def other_token(appid: str, ask: Ask, refused: str) -> str:
    """Another token than *refused*: what a neighbour fetched meanwhile, or one renewed now."""
    return await _renewed(appid, ask, refused=refused)


async def _renewed(appid: str, ask: Ask, *, refused: str) -> str:
    # Lock, read and write on one connection: a pool full of waiters must not stop the winner.
    async with connection() as held_open:
        try:
            await held_open.execute("SELECT pg_advisory_lock($1, hashtext($2))", LOCK, appid)
        except DatabaseError as error:
            if getattr(error, "sqlstate", "") == _LOCK_TIMEOUT:
                raise Later(METHOD, NO_ANSWER, "another renewal hangs") from None
            raise
        try:
            held = await _read(held_open, appid)
            if held.token and held.token != refused and _fresh(held):
                return held.token
            token, seconds = await ask(False)
            if token == refused:
                await _count_forced(held_open, appid, held)
                token, seconds = await ask(True)
            await _keep(held_open, appid, token, seconds)
        finally:
            await held_open.execute("SELECT pg_advisory_unlock($1, hashtext($2))", LOCK, appid)
    return token


def _fresh(held: _Held) -> bool:
    return held.expires_at - EARLY > clock.now()


async def _read(on: Any, appid: str) -> _Held:
    row = await on.fetchrow(
        "SELECT token, expires_at, CASE WHEN forced_day = $2 THEN forced ELSE 0 END AS forced,"
        " forced_at FROM wechat_token WHERE appid = $1",
        appid,
        clock.today(),
    )
    if row is None:
        return _Held(None, clock.now(), 0, None)
    token = keys().open(row["token"], PURPOSE) if row["token"] else None
    return _Held(token, row["expires_at"], row["forced"], row["forced_at"])


async def _count_forced(on: Any, appid: str, held: _Held) -> None:
    """Take one of the day's forced renewals before asking: a lost answer has used it up too."""
    now = clock.now()
    if held.forced >= FORCED_MOST:
        raise QuotaSpent(METHOD, QUOTA, next_reset())
    if held.forced_at is not None and now - held.forced_at < FORCED_APART:
        raise Later(METHOD, NO_ANSWER)
    await on.execute(
        "INSERT INTO wechat_token (appid, fetched_at, expires_at, forced_day, forced, forced_at)"
        " VALUES ($1, $2, $2, $3, 1, $2) ON CONFLICT (appid) DO UPDATE"
        " SET forced_day = $3, forced = $4, forced_at = $2",
        appid,
        now,
        clock.today(),
        held.forced + 1,
    )


async def _keep(on: Any, appid: str, token: str, seconds: int) -> None:
    await on.execute(
        "INSERT INTO wechat_token (appid, token, fetched_at, expires_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (appid) DO UPDATE SET token = $2, fetched_at = $3, expires_at = $4",
        appid,
        keys().seal(token, PURPOSE),
        clock.now(),
        clock.now() + timedelta(seconds=seconds),
    )
