"""
The two ways in: phone and one-time code; password and authenticator for staff.

These functions are not commands themselves: a failed try must stay counted after the refusal, so
counting and opening are units of work of their own.
"""

import msgspec

from match.foundation import clock
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Invalid
from match.foundation.identifiers import tidy_code
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.permissions import STAFF
from match.people import passwords
from match.people.authenticator import step_of
from match.people.commands.codes import spend, try_code
from match.people.commands.sessions import open_session
from match.people.phones import phone_key
from match.people.throttle import (
    note_failure,
    note_success,
    require_patience,
    sign_in_counters,
)
from match.people.tokens import same
from match.people.visit import Visit

SEED = "account.totp_seed"


class Arrival(msgspec.Struct, frozen=True):
    """
    Where a right code leads: a session for a known person; else (no token) to sign-up.

    ``factor`` tells staff what their roles still need: "" nothing, "show" or "enrol" one.
    """

    token: str = ""
    account: int | None = None
    factor: str = ""


async def sign_in_by_code(
    visit: Visit, browser: str, code: str, *, remembered: bool, replaces: str = ""
) -> Arrival:
    """
    Sign in with the code sent to the phone. Raises Invalid for a wrong one, TooMany on a spree.
    """
    counters = sign_in_counters(f"browser:{browser[:16]}".encode(), visit.network)
    await require_patience(counters)
    phone = await try_code(browser, "".join(code.split()))
    if phone is None:
        await note_failure(counters)
        raise Invalid({"code": _("验证码不对或已经失效，请核对，或重新获取一个。")})
    person = await one(
        "SELECT id, totp_seed IS NOT NULL AS enrolled FROM account"
        " WHERE phone_key = $1 AND disabled_at IS NULL",
        phone_key(phone),
    )
    if person is None:
        return Arrival()
    staff = await holds_staff_role(person["id"])
    await spend(browser)
    token = await open_session(
        person["id"], visit, remembered=remembered and not staff, replaces=replaces
    )
    factor = "" if not staff else "show" if person["enrolled"] else "enrol"
    return Arrival(token, person["id"], factor)


async def sign_in_by_password(
    visit: Visit, *, phone: str, password: str, second: str, replaces: str = ""
) -> str:
    """
    Sign in with password and authenticator (or a recovery code); returns the session token.

    The answer to an unknown number, a wrong password and a wrong or used code is the same, and
    takes as long. Raises Invalid, or TooMany on a spree.
    """
    person_key = phone_key(phone)
    counters = sign_in_counters(person_key, visit.network)
    await require_patience(counters)
    person = await one(
        "SELECT id, password_hash, totp_seed FROM account"
        " WHERE phone_key = $1 AND disabled_at IS NULL",
        person_key,
    )
    stored = person["password_hash"] if person else None
    if not await passwords.matches(stored, password) or not await _second_fits(person, second):
        await note_failure(counters)
        raise Invalid({"password": _("手机号、密码或动态口令不对，请核对后再试。")})
    assert person is not None
    assert stored is not None
    await note_success(counters)
    if passwords.outdated(stored):
        await _store_password(person["id"], await passwords.hashed(password))
    return await open_session(person["id"], visit, level=2, replaces=replaces)


async def holds_staff_role(account: int) -> bool:
    """Whether any present role of this person decides over others' requests."""
    return bool(
        await value(
            "SELECT EXISTS (SELECT FROM membership WHERE account = $1 AND ended_at IS NULL"
            " AND (valid_until IS NULL OR valid_until >= $2) AND role = ANY($3::varchar[]))",
            account,
            clock.today(),
            [str(role) for role in STAFF],
        )
    )


async def _second_fits(person: dict[str, object] | None, second: str) -> bool:
    if person is None or person["totp_seed"] is None:
        return False
    return await accept_second(int(str(person["id"])), second)


@command
async def accept_second(account: int, second: str) -> bool:
    """
    Whether this is the authenticator's code, or an unused recovery code; either works once.
    """
    second = tidy_code(second)
    if len(second) == 6:
        sealed = await value("SELECT totp_seed FROM account WHERE id = $1", account)
        step = step_of(keys().open(sealed, SEED), second, clock.now().timestamp())
        if step is None:
            return False
        taken = await one(
            "UPDATE account SET totp_last_step = $1 WHERE id = $2 AND totp_last_step < $1"
            " RETURNING id",
            step,
            account,
        )
        return taken is not None
    return await _accept_recovery(account, second)


async def _accept_recovery(account: int, second: str) -> bool:
    wanted = recovery_hash(second, account)
    for held in await rows(
        "SELECT id, code_hash FROM recovery_code WHERE account = $1 AND used_at IS NULL", account
    ):
        if same(held["code_hash"], wanted):
            used = await one(
                "UPDATE recovery_code SET used_at = $1 WHERE id = $2 AND used_at IS NULL"
                " RETURNING id",
                clock.now(),
                held["id"],
            )
            return used is not None
    return False


def recovery_hash(code: str, account: int) -> bytes:
    """What is stored of a recovery code; the account's own, so that equal codes differ."""
    return keys().fingerprint(f"{account}:{tidy_code(code)}", "recovery_code.code_hash")


@command
async def _store_password(account: int, stored: str) -> None:
    await rows("UPDATE account SET password_hash = $1 WHERE id = $2", stored, account)
