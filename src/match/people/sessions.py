"""From a cookie to the Actor: one look into our own session table per request."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor, Grant
from match.foundation.db import one, rows
from match.foundation.permissions import STAFF, Role
from match.people.tokens import token_hash

STEP_UP_MINUTES = 5
TOUCH_SECONDS = 60


class Session(msgspec.Struct, frozen=True):
    """A live session. ``level`` 2 means password and authenticator, shown at ``auth_at``."""

    id: int
    account: int
    level: int
    auth_at: datetime
    seen_at: datetime
    remembered: bool
    language: str

    def fresh(self) -> bool:
        """Whether the person has just shown who they are, enough for what cannot be undone."""
        return clock.now() - self.auth_at <= timedelta(minutes=STEP_UP_MINUTES)

    def stale(self) -> bool:
        """Whether the time of the last request wants writing again."""
        return clock.now() - self.seen_at > timedelta(seconds=TOUCH_SECONDS)


class Held(msgspec.Struct, frozen=True):
    """One membership as the query gives it."""

    role: Role
    division: str
    organisation: int | None = None
    home: int | None = None
    waiting: bool = False

    @property
    def grant(self) -> Grant:
        return Grant(self.role, self.division, self.organisation, self.home)


SESSION = """
SELECT s.id, s.account, s.auth_level, s.auth_at, s.seen_at, s.remembered, a.name, a.language,
       c.absent AS covering, c.roles AS covered_roles,
       COALESCE((
         SELECT json_agg(json_build_object('role', m.role, 'division', m.division,
                                           'organisation', m.organisation, 'home', m.home,
                                           'waiting', m.waiting)
                         ORDER BY m.id)
         FROM membership m
         WHERE m.account = COALESCE(c.absent, s.account) AND m.ended_at IS NULL
           AND m.valid_from <= $3 AND (m.valid_until IS NULL OR m.valid_until >= $3)
           AND (c.absent IS NULL OR m.role = ANY(c.roles))
       ), '[]')::text AS held
FROM session s
JOIN account a ON a.id = s.account AND a.disabled_at IS NULL AND a.erased_at IS NULL
LEFT JOIN LATERAL (
  SELECT absent, roles FROM cover
  WHERE absent = s.covering AND delegate = s.account AND ended_at IS NULL
    AND $3 BETWEEN starts_on AND ends_on
  ORDER BY id DESC LIMIT 1
) c ON TRUE
WHERE s.token_sha256 = $1 AND s.ends_at > $2
  AND (s.idle_minutes IS NULL OR s.seen_at + s.idle_minutes * interval '1 minute' > $2)
"""


async def recognised(token: str) -> tuple[Session, Actor] | None:
    """Who holds this token, with the roles they have today; None if it opens nothing (any more)."""
    row = await one(SESSION, token_hash(token), clock.now(), clock.today())
    return None if row is None else (_session(row), _actor(row))


def _session(row: dict[str, Any]) -> Session:
    return Session(
        id=row["id"],
        account=row["account"],
        level=row["auth_level"],
        auth_at=row["auth_at"],
        seen_at=row["seen_at"],
        remembered=row["remembered"],
        language=row["language"],
    )


def _actor(row: dict[str, Any]) -> Actor:
    held = msgspec.json.decode(row["held"], type=list[Held])
    second_factor = row["auth_level"] >= 2
    return Actor(
        id=row["account"],
        name=row["name"],
        # Without the second factor the roles that decide over others are not there at all, so
        # no policy has to think of it.
        grants=tuple(
            one.grant
            for one in held
            if not one.waiting and (second_factor or one.role not in STAFF)
        ),
        covering=row["covering"],
        second_factor=second_factor,
        withheld=not second_factor and any(one.role in STAFF for one in held),
        waiting=tuple(one.grant for one in held if one.waiting),
    )


async def actor_of_account(account: int, *, on: date | None = None) -> Actor | None:
    """
    The person with all their roles, as a task or a test acts for them; None if there is none.

    Such an actor counts as having shown the second factor: nobody but our own code makes one.
    """
    day = on or clock.today()
    person = await one(
        "SELECT name FROM account WHERE id = $1 AND disabled_at IS NULL AND erased_at IS NULL",
        account,
    )
    if person is None:
        return None
    found = await rows(
        "SELECT role, division, organisation, home, waiting FROM membership"
        " WHERE account = $1 AND ended_at IS NULL AND valid_from <= $2"
        " AND (valid_until IS NULL OR valid_until >= $2) ORDER BY id",
        account,
        day,
    )
    held = [msgspec.convert(row, Held) for row in found]
    return Actor(
        id=account,
        name=person["name"],
        grants=tuple(one.grant for one in held if not one.waiting),
        second_factor=True,
        waiting=tuple(one.grant for one in held if one.waiting),
    )


class Device(msgspec.Struct, frozen=True):
    """One line of the list of devices that are signed in."""

    id: int
    device: str
    created_at: datetime
    seen_at: datetime
    remembered: bool
    level: int
    here: bool


async def devices(account: int, here: int | None) -> list[Device]:
    """Where this person is signed in, the newest first; *here* is the asking session's id."""
    moment = clock.now()
    found = await rows(
        "SELECT id, device, created_at, seen_at, remembered, auth_level FROM session"
        " WHERE account = $1 AND ends_at > $2"
        " AND (idle_minutes IS NULL OR seen_at + idle_minutes * interval '1 minute' > $2)"
        " ORDER BY seen_at DESC, id DESC",
        account,
        moment,
    )
    return [
        Device(
            id=row["id"],
            device=row["device"],
            created_at=row["created_at"],
            seen_at=row["seen_at"],
            remembered=row["remembered"],
            level=row["auth_level"],
            here=row["id"] == here,
        )
        for row in found
    ]
