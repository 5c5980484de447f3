"""Keys: made, taken back, and counted at the door."""

from datetime import timedelta

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound, SignInNeeded, TooMany
from match.foundation.language import _
from match.foundation.parameters import whole
from match.openness.partners import rules
from match.openness.partners.forms import KeyForm
from match.people.tokens import token_hash

NAME_MOST = 40


class Quota(msgspec.Struct, frozen=True):
    """Questions a day with one key, and how many are left today."""

    limit: int
    left: int


@command
async def make_key(actor: Actor, form: KeyForm) -> str:
    """A key for reading; told this once. Raises Invalid, and Conflict for one key too many."""
    account = await lock_person(actor)
    name = form.name.strip()
    if not 0 < len(name) <= NAME_MOST:
        raise Invalid(
            {"name": _("请写明这个密钥给哪个程序用，最多 %(n)s 个字。") % {"n": NAME_MOST}}
        )
    most = await whole("partners.keys_max")
    held: int = await value(
        "SELECT count(*) FROM api_key WHERE account_id = $1 AND revoked_at IS NULL"
        " AND expires_on >= $2",
        account,
        clock.today(),
    )
    if held >= most:
        raise Conflict(_("最多同时有 %(count)s 个有效密钥，请先停用不用的。") % {"count": most})
    key = rules.new_key()
    made: int = await value(
        "INSERT INTO api_key (account_id, name, beginning, sha256, per_day, made_at, expires_on)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        account,
        name,
        key[: rules.BEGINNING],
        token_hash(key).hex(),
        await whole("partners.calls_per_day"),
        clock.now(),
        clock.today() + timedelta(days=await whole("partners.key_days")),
    )
    await record(actor, "api_key.made", subject=("api_key", made))
    return key


@command
async def revoke_key(actor: Actor, key_id: int) -> None:
    """It opens nothing from now on; twice changes nothing. Raises NotFound for another's."""
    found = await one(
        "SELECT id, revoked_at FROM api_key WHERE id = $1 AND account_id = $2 FOR UPDATE",
        key_id,
        actor.id,
    )
    if found is None:
        raise NotFound(_("没有找到这个密钥。"))
    if found["revoked_at"] is None:
        await value("UPDATE api_key SET revoked_at = $2 WHERE id = $1", key_id, clock.now())
        await record(actor, "api_key.revoked", subject=("api_key", key_id))


@command
async def count_call(actor: Actor, key: str) -> Quota:
    """
    Count one question that came with a key; returns what is left of the day. Raises SignInNeeded
    for a key that is unknown or over, TooMany when the day's quota is used up.
    """
    del actor
    found = await one(
        "SELECT k.id, k.per_day FROM api_key k JOIN account a ON a.id = k.account_id"
        " WHERE k.sha256 = $1 AND k.revoked_at IS NULL AND k.expires_on >= $2"
        " AND a.disabled_at IS NULL AND a.erased_at IS NULL",
        token_hash(key).hex(),
        clock.today(),
    )
    if found is None:
        raise SignInNeeded(
            _("这个接口密钥无效、已停用或已过期，请在“我的账户—接口密钥和推送”重新生成。")
        )
    calls: int | None = await value(
        "INSERT INTO api_use (key_id, day, calls) VALUES ($1, $2, 1)"
        " ON CONFLICT (key_id, day) DO UPDATE SET calls = api_use.calls + 1"
        " WHERE api_use.calls < $3 RETURNING calls",
        found["id"],
        clock.today(),
        found["per_day"],
    )
    if calls is None:
        raise TooMany(
            _("这个密钥今天的 %(count)s 次已经用完，明天零点恢复。") % {"count": found["per_day"]},
            retry_after=_until_midnight(),
            limit=found["per_day"],
        )
    return Quota(found["per_day"], found["per_day"] - calls)


async def lock_person(actor: Actor) -> int:
    """The person's own row is the lock: two clicks at once are not one too many."""
    if actor.id is None:
        raise Denied(_("请先登录。"))
    await one("SELECT id FROM account WHERE id = $1 FOR UPDATE", actor.id)
    return actor.id


def _until_midnight() -> int:
    here = clock.now().astimezone(clock.HERE)
    tomorrow = (here + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((tomorrow - here).total_seconds()) + 1
