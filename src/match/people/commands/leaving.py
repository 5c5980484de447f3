"""An account is closed, or erased at its person's wish."""

from datetime import datetime

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows
from match.foundation.errors import Conflict, Denied, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.people import policy
from match.people.commands.sessions import end_every_session

KEPT = "Audit lines, approvals and consents keep the number of the account, as the law asks."


@command
async def erase_account(actor: Actor) -> None:
    """
    Erase oneself: name, phone, password and seeds go; lines of the audit keep the number.

    Conflict for the only manager of a verified organisation: somebody must answer for its
    promises. Every role ends, and every device is signed out.
    """
    if actor.covering is not None:
        raise Denied(_("您正在替别人代班，请先结束代班再删除账号。"))
    account = actor.id
    held = await one(
        "SELECT id FROM account WHERE id = $1 AND erased_at IS NULL FOR UPDATE", account
    )
    if held is None:
        raise NotFound(_("没有找到这个账号。"))
    await _require_successor(account)
    moment = clock.now()
    await _end_what_is_held(account, moment)
    await _blank(account, moment)
    await end_every_session(actor, int(str(account)))
    await one(
        "INSERT INTO erasure (account_id, at, kept) VALUES ($1, $2, $3) RETURNING id",
        account,
        moment,
        KEPT,
    )
    await record(actor, "account.erased", subject=("account", account))
    await tell("account.erased", account_id=account)


async def _end_what_is_held(account: int | None, moment: datetime) -> None:
    await rows(
        "UPDATE membership SET ended_at = $1, ended_by = $2"
        " WHERE account = $2 AND ended_at IS NULL",
        moment,
        account,
    )
    await rows(
        "UPDATE cover SET ended_at = $1 WHERE (absent = $2 OR delegate = $2) AND ended_at IS NULL",
        moment,
        account,
    )


async def _blank(account: int | None, moment: datetime) -> None:
    await rows("DELETE FROM recovery_code WHERE account = $1", account)
    await rows("DELETE FROM contact WHERE account = $1", account)
    await rows("DELETE FROM contact_claim WHERE account = $1", account)
    await rows(
        "DELETE FROM one_time_code WHERE phone_key = (SELECT phone_key FROM account WHERE id = $1)",
        account,
    )
    await rows(
        "UPDATE invitation SET name = '', phone = NULL, phone_key = NULL WHERE accepted_by = $1",
        account,
    )
    await rows(
        "UPDATE account SET name = '', phone = NULL, phone_key = NULL, password_hash = NULL,"
        " totp_seed = NULL, totp_pending = NULL, erased_at = $1 WHERE id = $2",
        moment,
        account,
    )


async def _require_successor(account: int | None) -> None:
    alone = await one(
        "SELECT o.name FROM membership m JOIN organisation o ON o.id = m.organisation"
        " WHERE m.account = $1 AND m.role = 'manager' AND m.ended_at IS NULL"
        " AND o.status = 'verified' AND NOT EXISTS (SELECT FROM membership other"
        " WHERE other.organisation = o.id AND other.role = 'manager' AND other.account <> $1"
        " AND other.ended_at IS NULL) LIMIT 1",
        account,
    )
    if alone is not None:
        raise Conflict(
            _("您是“%(name)s”唯一的管理员，请先邀请另一位管理员，或申请机构退出。")
            % {"name": alone["name"]}
        )


@command
async def disable_account(actor: Actor, account: int, *, reason: str) -> None:
    """Close an account at once, for whoever could end every role of it."""
    held = await rows(
        "SELECT role, division, organisation, home, account FROM membership"
        " WHERE account = $1 AND ended_at IS NULL",
        account,
    )
    policy.require_factor_reset(actor, account, held)
    closed = await one(
        "UPDATE account SET disabled_at = $1 WHERE id = $2 AND disabled_at IS NULL RETURNING id",
        clock.now(),
        account,
    )
    if closed is None:
        raise Conflict(_("这个账号已经停用。"))
    await end_every_session(actor, account)
    await record(actor, "account.disabled", subject=("account", account), reason=reason)
    await tell("account.disabled", account_id=account)
