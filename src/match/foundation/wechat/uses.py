"""What each method was used for today, and when a spent quota opens again: a row per method."""

from datetime import datetime

import msgspec

from match.foundation import clock
from match.foundation.db import one, rows, value
from match.foundation.wechat.errors import QUOTA, QuotaSpent, WeChatError


class Use(msgspec.Struct, frozen=True):
    """One method on its last day of use. ``last_code`` is None where it never failed."""

    method: str
    day: str
    calls: int
    closed_until: datetime | None
    last_code: int | None
    last_detail: str
    last_failed_at: datetime | None


class TokenState(msgspec.Struct, frozen=True):
    """When the token was renewed and runs out, and how many forced renewals today."""

    fetched_at: datetime
    expires_at: datetime
    forced: int


async def refuse_if_spent(method: str) -> None:
    """Raises QuotaSpent while the method's quota is known to be used up: asking costs a call."""
    until = await value(
        "SELECT closed_until FROM wechat_use WHERE method = $1 AND closed_until > $2",
        method,
        clock.now(),
    )
    if until is not None:
        raise QuotaSpent(method, QUOTA, until)


async def note(method: str, error: WeChatError | None) -> None:
    """Count one call and keep its failure, if it was one."""
    until = error.until if isinstance(error, QuotaSpent) else None
    failed = error is not None
    await value(
        "INSERT INTO wechat_use AS u (method, day, calls, closed_until, last_code, last_detail,"
        " last_failed_at) VALUES ($1, $2, 1, $3, $4, $5, $6) ON CONFLICT (method) DO UPDATE SET"
        " day = $2, calls = CASE WHEN u.day = $2 THEN u.calls + 1 ELSE 1 END, closed_until = $3,"
        " last_code = CASE WHEN $7 THEN $4 ELSE u.last_code END,"
        " last_detail = CASE WHEN $7 THEN $5 ELSE u.last_detail END,"
        " last_failed_at = CASE WHEN $7 THEN $6 ELSE u.last_failed_at END",
        method,
        clock.today(),
        until,
        error.code if error else None,
        error.detail[:80] if error else "",
        clock.now() if failed else None,
        failed,
    )


async def uses() -> list[Use]:
    """Every method that was ever called, by name."""
    found = await rows("SELECT * FROM wechat_use ORDER BY method")
    return [
        Use(
            row["method"],
            row["day"].isoformat(),
            row["calls"],
            row["closed_until"],
            row["last_code"],
            row["last_detail"],
            row["last_failed_at"],
        )
        for row in found
    ]


async def token_state(appid: str) -> TokenState | None:
    """The token's times, never the token; None where none was ever fetched."""
    row = await one(
        "SELECT fetched_at, expires_at, CASE WHEN forced_day = $2 THEN forced ELSE 0 END AS forced"
        " FROM wechat_token WHERE appid = $1",
        appid,
        clock.today(),
    )
    return TokenState(row["fetched_at"], row["expires_at"], row["forced"]) if row else None
