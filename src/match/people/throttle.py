"""
Failed sign-ins make the next ones wait. Nobody is ever locked out for good.

Counted per person and network, per person, per network, and all together. The wait doubles with
each failure and is capped; asking during a wait does not lengthen it, so whoever floods a
person's number from elsewhere delays them by a minute at most. A network is given much and waits
little: behind one address of a mobile carrier sit the phones of whole counties.
"""

from datetime import datetime, timedelta

import msgspec
import structlog

from match.foundation import clock
from match.foundation.db import command, rows, value
from match.foundation.errors import TooMany
from match.foundation.language import _

LOG = structlog.get_logger()
FORGOTTEN_AFTER = timedelta(hours=1)
SPRAY = 200


class Counter(msgspec.Struct, frozen=True):
    """One count: how many failures are free, and the longest wait in seconds."""

    key: str
    free: int
    longest: int

    def wait(self, failures: int) -> int:
        """Seconds from the last failure to the next try."""
        if failures < self.free:
            return 0
        return min(self.longest, 2 ** min(failures - self.free, 20))


def sign_in_counters(person: bytes, network: str) -> list[Counter]:
    """What a sign-in is counted under; *person* is the keyed hash of the phone number."""
    who = person.hex()
    return [
        Counter(f"in:{who}:{network}", free=5, longest=900),
        Counter(f"in:{who}", free=20, longest=60),
        Counter(f"in-net:{network}", free=100, longest=30),
        Counter("in-all", free=10**9, longest=0),
    ]


def code_counters(person: bytes, network: str) -> list[Counter]:
    """What asking for a code is counted under: each message costs money and patience."""
    return [
        Counter(f"sms:{person.hex()}:{network}", free=3, longest=600),
        Counter(f"sms:{person.hex()}", free=6, longest=120),
        Counter(f"sms-net:{network}", free=200, longest=30),
        Counter("sms-all", free=10**9, longest=0),
    ]


async def require_patience(counters: list[Counter]) -> None:
    """Raise TooMany with ``retry_after`` seconds while one of the waits is running."""
    moment = clock.now()
    held = {
        row["key"]: row
        for row in await rows(
            "SELECT key, failures, last_at FROM throttle WHERE key = ANY($1::varchar[])",
            [counter.key for counter in counters],
        )
    }
    spray = any(row["failures"] > SPRAY for key, row in held.items() if key.endswith("-all"))
    longest = 0
    for counter in counters:
        row = held.get(counter.key)
        if row is None or moment - row["last_at"] > FORGOTTEN_AFTER:
            continue
        if spray and "-net:" in counter.key:
            counter = msgspec.structs.replace(counter, free=20)
        longest = max(longest, _left(counter, row["failures"], row["last_at"], moment))
    if longest:
        raise TooMany(
            _("操作太频繁，请 %(seconds)s 秒后再试。") % {"seconds": longest}, retry_after=longest
        )


def _left(counter: Counter, failures: int, last_at: datetime, moment: datetime) -> int:
    ends = last_at + timedelta(seconds=counter.wait(failures))
    return max(0, -(-int((ends - moment).total_seconds() * 1000) // 1000))


@command
async def note_failure(counters: list[Counter]) -> None:
    """Count one failure under every counter; by itself, so that it stays when the sign-in fails."""
    moment = clock.now()
    # In one order, so that two failures at once cannot wait for each other.
    for counter in sorted(counters, key=lambda counter: counter.key):
        failures = await value(
            "INSERT INTO throttle (key, failures, last_at) VALUES ($1, 1, $2)"
            " ON CONFLICT (key) DO UPDATE SET last_at = $2, failures ="
            " CASE WHEN throttle.last_at < $3 THEN 1 ELSE throttle.failures + 1 END"
            " RETURNING failures",
            counter.key,
            moment,
            moment - FORGOTTEN_AFTER,
        )
        if counter.key.endswith("-all") and failures % SPRAY == 0:
            LOG.error("sign_in_spray", failures=failures, counter=counter.key)


@command
async def note_success(counters: list[Counter]) -> None:
    """Forget the failures of this person from this network: they have shown who they are."""
    await rows("DELETE FROM throttle WHERE key = $1", counters[0].key)
