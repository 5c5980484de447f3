"""Webhooks: asked for by their owner, decided by an administrator, paused and removed."""

from typing import Any
from urllib.parse import urlsplit

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.keys import keys
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.foundation.settings import settings
from match.openness.changes.queries import newest_place
from match.openness.datasets.all import DATASETS
from match.openness.partners import rules
from match.openness.partners.commands.keys import lock_person
from match.openness.partners.forms import HookForm, RefusalForm
from match.openness.partners.states import HOOK_MACHINE, HookState
from match.openness.partners.tables import WebHook

URL_MOST, REASON_MOST = 300, 200
SECRET = "web_hook.secret"  # noqa: S105 # the purpose of a sealed column


@command
async def make_hook(actor: Actor, form: HookForm) -> str:
    """
    A webhook, called once its host is approved; returns the secret its messages are signed with,
    told this once. It hears of what changes from now on.
    """
    account = await lock_person(actor)
    url = form.url.strip()
    _complain(url, form.kinds)
    most = await whole("partners.hooks_max")
    held: int = await value(
        "SELECT count(*) FROM web_hook WHERE account_id = $1 AND status <> $2",
        account,
        HookState.removed.value,
    )
    if held >= most:
        raise Conflict(_("最多 %(count)s 个推送地址，请先删除不用的。") % {"count": most})
    secret = rules.new_secret()
    made: int = await value(
        "INSERT INTO web_hook (account_id, url, host, kinds, secret, upto, made_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        account,
        url,
        (urlsplit(url).hostname or "").lower(),
        sorted(set(form.kinds)),
        keys().seal(secret, SECRET),
        await newest_place(),
        clock.now(),
    )
    await record(actor, "webhook.made", subject=("web_hook", made))
    return secret


@command
async def approve_hook(actor: Actor, hook_id: int) -> None:
    """An administrator knows the host: it is called from now on."""
    await _decide(actor, hook_id, "approve", "")


@command
async def refuse_hook(actor: Actor, hook_id: int, form: RefusalForm) -> None:
    """It is not called, or no longer; its owner reads why."""
    reason = form.reason.strip()
    if not 0 < len(reason) <= REASON_MOST:
        raise Invalid({"reason": _("请写明原因，最多 %(n)s 个字。") % {"n": REASON_MOST}})
    await _decide(actor, hook_id, "refuse", reason)


@command
async def move_hook(actor: Actor, hook_id: int, verb: str) -> None:
    """Its owner pauses, resumes or removes it. After a resumption it hears what it missed."""
    assert verb in ("pause", "resume", "remove"), verb
    hook = await one(
        "SELECT id, status FROM web_hook WHERE id = $1 AND account_id = $2 AND status <> $3"
        " FOR UPDATE",
        hook_id,
        actor.id,
        HookState.removed.value,
    )
    if hook is None:
        raise NotFound(_("没有找到这个推送地址。"))
    sets: dict[str, Any] = {"failures": 0} if verb == "resume" else {}
    moved = await HOOK_MACHINE.fire(WebHook, hook_id, HookState(hook["status"]), verb, sets)
    if verb == "remove":
        await one("DELETE FROM hook_message WHERE hook_id = $1", hook_id)
    await record(actor, moved.event, subject=("web_hook", hook_id))


@command
async def forget_person(actor: Actor, account: int) -> None:
    """Keys, webhooks and their messages go with the person."""
    del actor
    await one("DELETE FROM api_key WHERE account_id = $1", account)
    await one("DELETE FROM web_hook WHERE account_id = $1", account)


async def _decide(actor: Actor, hook_id: int, verb: str, reason: str) -> None:
    require(actor.may(Permission.partners_approve) or _("只有系统管理员可以核准推送地址。"))
    hook = await one(
        "SELECT id, status, account_id FROM web_hook WHERE id = $1 FOR UPDATE", hook_id
    )
    if hook is None or hook["status"] == HookState.removed.value:
        raise NotFound(_("没有找到这个推送地址。"))
    if hook["account_id"] == actor.id:
        raise Denied(_("不能核准自己的推送地址，请另一位管理员处理。"))
    sets: dict[str, Any] = {"decided_by": actor.id, "decided_at": clock.now(), "reason": reason}
    if verb == "approve":
        # Nobody waits for what happened while the host was not known.
        sets["upto"] = await newest_place()
    moved = await HOOK_MACHINE.fire(WebHook, hook_id, HookState(hook["status"]), verb, sets)
    await record(actor, moved.event, subject=("web_hook", hook_id))
    await tell(moved.event, hook_id=hook_id)


def _complain(url: str, kinds: list[str]) -> None:
    complaints = {"url": rules.url_complaint(url, local=settings().webhooks_local)}
    if len(url) > URL_MOST:
        complaints["url"] = _("地址太长，最多 %(count)s 个字符。") % {"count": URL_MOST}
    if set(kinds) - {name for name, dataset in DATASETS.items() if dataset.followed}:
        complaints["kinds"] = _("没有这种数据，请从列表里选择。")
    if any(complaints.values()):
        raise Invalid({name: words for name, words in complaints.items() if words})
