"""Sessions begin, are renewed and end here, and nowhere else."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows
from match.foundation.errors import Denied, NotFound
from match.foundation.language import _
from match.foundation.parameters import whole
from match.people.tokens import new_token, token_hash
from match.people.visit import Visit


@command
async def open_session(
    account: int, visit: Visit, *, level: int = 1, remembered: bool = False, replaces: str = ""
) -> str:
    """
    Begin a session and return its token, which is kept nowhere.

    Always a new token; *replaces*, the token the browser came with, opens nothing afterwards. A
    remembered device is for people without a second factor only.
    """
    assert level == 1 or not remembered, "a second factor is not remembered"
    moment = clock.now()
    if remembered:
        ends_at, idle = moment + timedelta(days=await whole("session.device_days")), None
    else:
        ends_at = moment + timedelta(hours=await whole("session.hours"))
        idle = await whole("session.idle_minutes")
    if replaces:
        await rows("DELETE FROM session WHERE token_sha256 = $1", token_hash(replaces))
    token = new_token()
    row = await one(
        "INSERT INTO session (token_sha256, account, created_at, seen_at, ends_at, idle_minutes,"
        " auth_level, auth_at, remembered, device, ip_key, ua_key)"
        " VALUES ($1, $2, $3, $3, $4, $5, $6, $3, $7, $8, $9, $10) RETURNING id",
        token_hash(token),
        account,
        moment,
        ends_at,
        idle,
        level,
        remembered,
        visit.device,
        visit.address_key,
        visit.agent_key,
    )
    assert row is not None
    await record(
        Actor(id=account),
        "session.opened",
        subject=("account", account),
        changes={"level": (None, level)},
    )
    return token


@command
async def touch_session(session: int) -> None:
    """Remember that the session is in use; called at most once a minute."""
    await rows("UPDATE session SET seen_at = $1 WHERE id = $2", clock.now(), session)


@command
async def sign_out(actor: Actor, token: str) -> None:
    """End the session of this token. Without one there is nothing to do."""
    ended = await one(
        "DELETE FROM session WHERE token_sha256 = $1 RETURNING account", token_hash(token)
    )
    if ended is not None:
        await record(actor, "session.closed", subject=("account", ended["account"]))


@command
async def end_session(actor: Actor, session: int) -> None:
    """Sign out one of the person's own devices."""
    ended = await one(
        "DELETE FROM session WHERE id = $1 AND account = $2 RETURNING id", session, actor.id
    )
    if ended is None:
        raise NotFound(_("这台设备已经退出登录。"))
    await record(actor, "session.revoked", subject=("account", actor.id))


@command
async def end_other_sessions(actor: Actor, token: str) -> int:
    """Sign out every device but this one; returns how many."""
    ended = await rows(
        "DELETE FROM session WHERE account = $1 AND token_sha256 <> $2 RETURNING id",
        actor.id,
        token_hash(token),
    )
    if ended:
        await record(actor, "session.revoked", subject=("account", actor.id))
    return len(ended)


@command
async def end_every_session(actor: Actor, account: int) -> None:
    """After a role was taken, a factor changed or an account closed: nobody stays signed in."""
    await rows("DELETE FROM session WHERE account = $1", account)
    await record(actor, "session.revoked", subject=("account", account))


@command
async def act_for(actor: Actor, token: str, absent: int | None) -> None:
    """
    Put on, or (None) take off, the roles of an absent person whose cover this person is.

    Raises Denied without a cover for today. The audit names both from here on.
    """
    if absent is not None:
        cover = await one(
            "SELECT id FROM cover WHERE absent = $1 AND delegate = $2 AND ended_at IS NULL"
            " AND $3 BETWEEN starts_on AND ends_on",
            absent,
            actor.id,
            clock.today(),
        )
        if cover is None:
            raise Denied(_("您今天没有替这位同事代班的安排。"))
    await rows(
        "UPDATE session SET covering = $1 WHERE token_sha256 = $2 AND account = $3",
        absent,
        token_hash(token),
        actor.id,
    )
    await record(
        actor,
        "cover.started" if absent is not None else "cover.left",
        subject=("account", absent if absent is not None else actor.covering),
    )


@command
async def sweep_sessions() -> int:
    """Remove what has run out: sessions, codes a day old, forgotten counters. Returns how many."""
    moment = clock.now()
    gone = await rows(
        "DELETE FROM session WHERE ends_at < $1"
        " OR seen_at + idle_minutes * interval '1 minute' < $1 RETURNING id",
        moment,
    )
    await rows("DELETE FROM one_time_code WHERE expires_at < $1", moment - timedelta(days=1))
    await rows("DELETE FROM contact_claim WHERE expires_at < $1", moment - timedelta(days=1))
    await rows("DELETE FROM throttle WHERE last_at < $1", moment - timedelta(days=1))
    return len(gone)
