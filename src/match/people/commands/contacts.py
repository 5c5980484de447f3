"""A person's mailbox and WeChat account: claimed, proven by a code, changed and taken away."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows
from match.foundation.errors import Denied, Invalid
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.people.addresses import address_key, known_openid, opened_address, sealed_address
from match.people.states import ContactKind
from match.people.throttle import Counter, note_failure, note_success, require_patience
from match.people.tokens import new_code, same
from match.people.visit import Visit


async def claim_mail(actor: Actor, visit: Visit, address: str) -> str:
    """
    Begin to prove that *address* (tidied) is the actor's; returns the six digits to send there.

    It answers the same whatever mailbox it is: nobody learns here who uses which. Raises TooMany
    when mails were asked for too often, by this person, to this mailbox or from this network.
    """
    counters = [
        Counter(f"mail:{_own(actor)}", free=3, longest=600),
        Counter(f"mail-to:{address_key(address).hex()}", free=3, longest=600),
        Counter(f"mail-net:{visit.network}", free=200, longest=30),
    ]
    await require_patience(counters)
    await note_failure(counters)
    return await _claim(actor, ContactKind.mail, address, await whole("contact.mail_minutes"))


async def begin_wechat(actor: Actor) -> str:
    """Begin to bind a WeChat account; returns the eight digits to type into the official one."""
    counters = [Counter(f"wechat:{_own(actor)}", free=5, longest=600)]
    await require_patience(counters)
    await note_failure(counters)
    return await _claim(actor, ContactKind.wechat, None, await whole("contact.wechat_minutes"))


async def confirm_mail(actor: Actor, code: str) -> None:
    """Prove the mailbox of the open claim. Raises Invalid for a wrong, void or too often tried
    code; the try stays counted."""
    if not await _try_mail(actor, code):
        raise Invalid({"code": _("验证码不对或已过期，请核对邮件，或重新获取。")})


@command
async def _try_mail(actor: Actor, code: str) -> bool:
    # Count first, in one statement: many guesses at once cannot share a try.
    held = await one(
        "UPDATE contact_claim SET tries = tries + 1 WHERE account = $1 AND kind = 'mail'"
        " AND expires_at > $2 AND tries < $3 RETURNING id, address, code_hash",
        _own(actor),
        clock.now(),
        await whole("code.tries"),
    )
    if held is None or not same(held["code_hash"], _hash(ContactKind.mail, code, actor)):
        return False
    await rows("DELETE FROM contact_claim WHERE id = $1", held["id"])
    await _keep(actor, _own(actor), ContactKind.mail, opened_address(held["address"]))
    return True


async def bind_wechat(actor: Actor, code: str, openid: str) -> bool:
    """
    The official account received *code* from *openid*: whether this bound it to the person who was
    shown that code. Called by the push endpoint, as SYSTEM. Raises TooMany for an openid that
    guesses.
    """
    if not actor.system:
        raise Denied(_("微信绑定只能在公众号里完成。"))
    if not known_openid(openid):
        return False
    counters = [Counter(f"bind:{address_key(openid).hex()}", free=5, longest=900)]
    await require_patience(counters)
    if await _bind(code, openid):
        await note_success(counters)
        return True
    await note_failure(counters)
    return False


@command
async def _bind(code: str, openid: str) -> bool:
    held = await one(
        "DELETE FROM contact_claim WHERE kind = 'wechat' AND code_hash = $1 AND expires_at > $2"
        " RETURNING account",
        _hash(ContactKind.wechat, code),
        clock.now(),
    )
    if held is None:
        return False
    # One WeChat account is one person: whoever binds it anew takes it along.
    await rows(
        "DELETE FROM contact WHERE kind = 'wechat' AND address_key = $1", address_key(openid)
    )
    await _keep(SYSTEM, held["account"], ContactKind.wechat, openid)
    return True


@command
async def unbind_wechat(actor: Actor, openid: str) -> bool:
    """This openid no longer follows the official account: nothing can be sent there any more."""
    if not actor.system:
        raise Denied(_("微信绑定只能在公众号里完成。"))
    gone = await one(
        "DELETE FROM contact WHERE kind = 'wechat' AND address_key = $1 RETURNING account",
        address_key(openid),
    )
    if gone is None:
        return False
    await _gone(actor, gone["account"], ContactKind.wechat)
    return True


@command
async def remove_contact(actor: Actor, kind: ContactKind) -> bool:
    """Take one's own mailbox or WeChat account away; whether there was one."""
    account = _own(actor)
    await rows("DELETE FROM contact_claim WHERE account = $1 AND kind = $2", account, kind.value)
    gone = await one(
        "DELETE FROM contact WHERE account = $1 AND kind = $2 RETURNING id", account, kind.value
    )
    if gone is None:
        return False
    await _gone(actor, account, kind)
    return True


@command
async def _claim(actor: Actor, kind: ContactKind, address: str | None, minutes: int) -> str:
    moment = clock.now()
    account = _own(actor)
    if kind is ContactKind.mail:
        code = new_code()
        code_hash = _hash(kind, code, actor)
    else:
        # Found by the code alone, so eight digits, and no two live ones alike.
        code = await _unused()
        code_hash = _hash(kind, code)
    await one(
        "INSERT INTO contact_claim (account, kind, address, code_hash, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account, kind) DO UPDATE SET address = $3,"
        " code_hash = $4, created_at = $5, expires_at = $6, tries = 0 RETURNING id",
        account,
        kind.value,
        sealed_address(address) if address else None,
        code_hash,
        moment,
        moment + timedelta(minutes=minutes),
    )
    return code


async def _unused() -> str:
    while True:
        code = f"{new_code()}{new_code()[:2]}"
        taken = await one(
            "SELECT id FROM contact_claim WHERE code_hash = $1", _hash(ContactKind.wechat, code)
        )
        if taken is None:
            return code


async def _keep(actor: Actor, account: int, kind: ContactKind, address: str) -> None:
    await one(
        "INSERT INTO contact (account, kind, address, address_key, proven_at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, kind) DO UPDATE"
        " SET address = $3, address_key = $4, proven_at = $5 RETURNING id",
        account,
        kind.value,
        sealed_address(address),
        address_key(address),
        clock.now(),
    )
    await record(actor, f"contact.{kind}_proven", subject=("account", account))
    await tell("contact.proven", account_id=account, kind=kind.value)


async def _gone(actor: Actor, account: int, kind: ContactKind) -> None:
    await record(actor, f"contact.{kind}_removed", subject=("account", account))
    await tell("contact.removed", account_id=account, kind=kind.value)


def _own(actor: Actor) -> int:
    """Who stands in for somebody has their roles, not their mailbox."""
    if actor.covering is not None:
        raise Denied(_("您正在替别人代班，请先结束代班再修改联系方式。"))
    assert actor.id is not None, "the door lets in whoever is signed in"
    return actor.id


def _hash(kind: ContactKind, code: str, actor: Actor | None = None) -> bytes:
    """A few digits are guessed at once from a plain hash, so this one is keyed."""
    whose = "" if actor is None else str(actor.id)
    digits = "".join(code.split())  # shown, and so typed, as 1234 5678
    return keys().fingerprint(f"{kind}:{whose}:{digits}", "contact_claim.code")
