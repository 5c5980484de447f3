"""An account comes into being, changes its name or language, and goes."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import LANGUAGES, _
from match.foundation.outbox import tell
from match.people import notice
from match.people.phones import phone_key, sealed_phone, tidy_phone

NAME_MAX = 40


@command
async def create_account(actor: Actor, *, name: str, phone: str, language: str = "zh") -> int:
    """
    A person with a phone number; returns the id. Raises Conflict if the number has an account.

    *actor* is whoever makes it: the person's own sign-up comes with ANONYMOUS.
    """
    name = tidy_name(name)
    phone = tidy_phone(phone)
    made = await one(
        "INSERT INTO account (name, phone, phone_key, language, created_at)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (phone_key) DO NOTHING RETURNING id",
        name,
        sealed_phone(phone),
        phone_key(phone),
        language if language in LANGUAGES else "zh",
        clock.now(),
    )
    if made is None:
        raise Conflict(_("这个手机号已经有账号，请直接登录。"))
    await record(actor, "account.created", subject=("account", made["id"]))
    await tell("account.created", account_id=made["id"])
    return made["id"]


@command
async def account_for_phone(actor: Actor, *, name: str, phone: str) -> int:
    """The account of a phone number, made if there is none."""
    known = await value("SELECT id FROM account WHERE phone_key = $1", phone_key(tidy_phone(phone)))
    return known if known is not None else await create_account(actor, name=name, phone=phone)


@command
async def give_consent(actor: Actor, account: int) -> None:
    """Keep that this person agreed to the present privacy notice. Twice is once."""
    given = await value(
        "SELECT id FROM consent WHERE account = $1 AND notice_version = $2",
        account,
        notice.VERSION,
    )
    if given is not None:
        return
    await one(
        "INSERT INTO consent (account, notice_version, text_hash, at)"
        " VALUES ($1, $2, $3, $4) RETURNING id",
        account,
        notice.VERSION,
        notice.text_hash(),
        clock.now(),
    )
    await record(
        actor,
        "consent.given",
        subject=("account", account),
        changes={"version": (None, notice.VERSION)},
    )


@command
async def change_profile(actor: Actor, *, name: str, language: str) -> None:
    """Change one's own name and language."""
    name = tidy_name(name)
    if language not in LANGUAGES:
        raise Invalid({"language": _("请从给出的选项里选择，或按提示填写。")})
    held = await one("SELECT name, language FROM account WHERE id = $1 FOR UPDATE", actor.id)
    if held is None:
        raise NotFound(_("没有找到这个账号。"))
    await rows(
        "UPDATE account SET name = $1, language = $2 WHERE id = $3", name, language, actor.id
    )
    await record(
        actor,
        "account.changed",
        subject=("account", actor.id),
        changes={"name": (held["name"], name), "language": (held["language"], language)},
        hidden={"name"},
    )


def tidy_name(text: str) -> str:
    """A person's name without stray spaces, or Invalid."""
    name = " ".join(text.split())
    if not 2 <= len(name) <= NAME_MAX:
        raise Invalid({"name": _("请填写真实姓名，2 到 40 个字。")})
    return name
