"""Password and authenticator: set, shown again, and given up."""

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.identifiers import tidy_code
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.outbox import tell
from match.people import passwords, policy
from match.people.authenticator import new_recovery_codes, new_seed, step_of
from match.people.commands.sessions import end_every_session, open_session
from match.people.commands.sign_in import SEED, recovery_hash
from match.people.visit import Visit

PENDING = "account.totp_pending"


class Enrolled(msgspec.Struct, frozen=True):
    """The renewed session, and the recovery codes that are shown this once."""

    token: str
    recovery: list[str]


async def set_password(actor: Actor, password: str, *, fresh: bool) -> None:
    """
    Set one's own password. *fresh*: the session has just shown who its person is.

    Raises Denied where a factor is in place and the session is not fresh: a lent, open screen
    must not be enough to take an account over.
    """
    person = await one("SELECT name, totp_seed FROM account WHERE id = $1", actor.id)
    if person is None:
        raise NotFound(_("没有找到这个账号。"))
    if person["totp_seed"] is not None and not fresh:
        raise Denied(_("修改密码前，请先用密码和动态口令重新登录。"))
    passwords.require_good(password, person["name"])
    await _keep_password(actor, await passwords.hashed(password))


@command
async def _keep_password(actor: Actor, stored: str) -> None:
    await rows("UPDATE account SET password_hash = $1 WHERE id = $2", stored, actor.id)
    await record(
        actor,
        "account.password_changed",
        subject=("account", actor.id),
        changes={"password_hash": (None, "")},
        hidden={"password_hash"},
    )
    await tell("account.password_changed", account_id=actor.id)


@command
async def pending_seed(actor: Actor, *, fresh: bool) -> str:
    """
    The seed that the page shows as a QR code until a code of it is confirmed.

    The same one on every look at the page. Raises Conflict where an authenticator is in place
    and the session is not fresh.
    """
    held = await one(
        "SELECT totp_seed, totp_pending FROM account WHERE id = $1 FOR UPDATE", actor.id
    )
    if held is None:
        raise NotFound(_("没有找到这个账号。"))
    if held["totp_seed"] is not None and not fresh:
        raise Conflict(_("已经绑定了动态口令。要换一台手机，请先重新登录。"))
    if held["totp_pending"] is not None:
        return keys().open(held["totp_pending"], PENDING)
    seed = new_seed()
    await rows(
        "UPDATE account SET totp_pending = $1 WHERE id = $2", keys().seal(seed, PENDING), actor.id
    )
    return seed


@command
async def confirm_authenticator(
    actor: Actor, code: str, visit: Visit, *, replaces: str
) -> Enrolled:
    """
    Bind the authenticator by a first right code; the session is renewed with the second factor.

    Raises Invalid for a wrong code, Conflict if nothing waits to be bound.
    """
    assert actor.id is not None
    held = await one(
        "SELECT password_hash, totp_pending FROM account WHERE id = $1 FOR UPDATE", actor.id
    )
    if held is None or held["totp_pending"] is None or held["password_hash"] is None:
        raise Conflict(_("请先设置密码，再扫描二维码绑定动态口令。"))
    seed = keys().open(held["totp_pending"], PENDING)
    step = step_of(seed, tidy_code(code), clock.now().timestamp())
    if step is None:
        raise Invalid({"code": _("动态口令不对。请核对手机时间是否准确，再输入新的 6 位数字。")})
    await rows(
        "UPDATE account SET totp_seed = $1, totp_pending = NULL, totp_last_step = $2 WHERE id = $3",
        keys().seal(seed, SEED),
        step,
        actor.id,
    )
    recovery = await _renew_recovery(actor.id)
    await record(actor, "account.authenticator_bound", subject=("account", actor.id))
    await tell("account.authenticator_bound", account_id=actor.id)
    token = await open_session(actor.id, visit, level=2, replaces=replaces)
    return Enrolled(token, recovery)


@command
async def renew_recovery_codes(actor: Actor) -> list[str]:
    """Ten new recovery codes; the old ones work no longer. Conflict without an authenticator."""
    assert actor.id is not None
    if await value("SELECT totp_seed FROM account WHERE id = $1 FOR UPDATE", actor.id) is None:
        raise Conflict(_("还没有绑定动态口令，绑定时会给出恢复码。"))
    await record(actor, "account.recovery_renewed", subject=("account", actor.id))
    return await _renew_recovery(actor.id)


async def _renew_recovery(account: int) -> list[str]:
    await rows("DELETE FROM recovery_code WHERE account = $1", account)
    codes = new_recovery_codes()
    for code in codes:
        await one(
            "INSERT INTO recovery_code (account, code_hash) VALUES ($1, $2) RETURNING id",
            account,
            recovery_hash(code, account),
        )
    return codes


@command
async def forget_factor(actor: Actor, account: int, *, reason: str) -> None:
    """
    Free a colleague who lost phone and recovery codes: they enrol anew after a code by phone.

    Allowed to whoever may invite to every role the person holds, never for oneself.
    """
    held = await rows(
        "SELECT account, role, division, organisation, home FROM membership"
        " WHERE account = $1 AND ended_at IS NULL ORDER BY id",
        account,
    )
    policy.require_factor_reset(actor, account, held)
    known = await value("SELECT id FROM account WHERE id = $1 FOR UPDATE", account)
    if known is None:
        raise NotFound(_("没有找到这个账号。"))
    await rows(
        "UPDATE account SET totp_seed = NULL, totp_pending = NULL, password_hash = NULL"
        " WHERE id = $1",
        account,
    )
    await rows("DELETE FROM recovery_code WHERE account = $1", account)
    await end_every_session(actor, account)
    await record(actor, "account.factor_forgotten", subject=("account", account), reason=reason)
    await tell("account.factor_forgotten", account_id=account)
