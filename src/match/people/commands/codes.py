"""One-time codes: six digits to a phone, bound to the browser that asked."""

from datetime import timedelta

import msgspec

from match.foundation import clock
from match.foundation.db import command, one, rows
from match.foundation.parameters import whole
from match.people.phones import opened_phone, phone_key, sealed_phone
from match.people.throttle import code_counters, note_failure, require_patience
from match.people.tokens import code_hash, new_code, new_token, same, token_hash
from match.people.visit import Visit

SIGN_UP_MINUTES = 20


class Sent(msgspec.Struct, frozen=True):
    """A code on its way: what the phone gets, and the token for the browser that asked."""

    code: str
    browser: str


async def request_code(visit: Visit, phone: str) -> Sent:
    """
    Make a code for *phone* (tidied), the same way whether or not it has an account.

    The caller sends it: nothing here talks to the network. Raises TooMany when messages were
    asked for too often.
    """
    counters = code_counters(phone_key(phone), visit.network)
    await require_patience(counters)
    await note_failure(counters)
    return await _make_code(phone)


@command
async def _make_code(phone: str) -> Sent:
    moment = clock.now()
    browser = new_token()
    code = new_code()
    await one(
        "INSERT INTO one_time_code (phone_key, phone, browser_sha256, code_hash, created_at,"
        " expires_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        phone_key(phone),
        sealed_phone(phone),
        token_hash(browser),
        code_hash(code, token_hash(browser)),
        moment,
        moment + timedelta(minutes=await whole("code.valid_minutes")),
    )
    return Sent(code, browser)


@command
async def try_code(browser: str, code: str) -> str | None:
    """
    One guess at the code of this browser: the phone number if right, None if wrong or void.

    Never raises for a wrong guess: the try has to stay counted.
    """
    moment = clock.now()
    # Count first, in one statement: many guesses at once cannot share a try.
    held = await one(
        "UPDATE one_time_code SET tries = tries + 1"
        " WHERE browser_sha256 = $1 AND used_at IS NULL AND expires_at > $2 AND tries < $3"
        " RETURNING id, phone, code_hash",
        token_hash(browser),
        moment,
        await whole("code.tries"),
    )
    if held is None or not same(held["code_hash"], code_hash(code, token_hash(browser))):
        return None
    await rows("UPDATE one_time_code SET used_at = $1 WHERE id = $2", moment, held["id"])
    return opened_phone(held["phone"])


async def phone_awaiting(browser: str) -> str | None:
    """The phone number a code is under way to, for showing it masked; None without a live code."""
    held = await one(
        "SELECT phone FROM one_time_code"
        " WHERE browser_sha256 = $1 AND used_at IS NULL AND expires_at > $2",
        token_hash(browser),
        clock.now(),
    )
    return opened_phone(held["phone"]) if held else None


async def phone_shown(browser: str) -> str | None:
    """The phone number this browser showed to be its own in the last minutes, or None."""
    held = await one(
        "SELECT phone FROM one_time_code WHERE browser_sha256 = $1 AND used_at > $2",
        token_hash(browser),
        clock.now() - timedelta(minutes=SIGN_UP_MINUTES),
    )
    return opened_phone(held["phone"]) if held else None


@command
async def spend(browser: str) -> None:
    """Forget the code of this browser: it has led where it should."""
    await rows("DELETE FROM one_time_code WHERE browser_sha256 = $1", token_hash(browser))
