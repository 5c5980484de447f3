"""Who may fetch a file: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission

_AT_WORK = (
    Permission.needs_check,
    Permission.needs_approve,
    Permission.needs_draft_for,
    Permission.people_verify,
    Permission.offers_moderate,
)


def can_fetch(actor: Actor, file: Mapping[str, Any]) -> bool | str:
    """What is shown, everybody; the rest its owner and the place's staff; withdrawn, nobody."""
    if file["withdrawn_at"] is not None:
        return _("监护人撤回了同意，这张照片已经撤下。")
    if file["shown"] and file["kind"] == "photo":
        return True
    if actor.system or (actor.id is not None and actor.id == file["owner_id"]):
        return True
    if file["division"] and any(actor.may(p, file["division"]) for p in _AT_WORK):
        return True
    return _("这个文件只有上传者和办理人员可以查看。")
