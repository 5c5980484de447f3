"""Who may do what to a foundation's rule: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_keep(actor: Actor, organisation_id: int) -> bool | str:
    """The organisation's own managers write, start, pause and end its rules."""
    if organisation_id in actor.organisations:
        return True
    return _("只有本机构的管理员可以设定和修改捐赠规则。")


def can_run(actor: Actor, rule: Mapping[str, Any]) -> bool | str:
    """The clock at night, and the organisation's managers at any time."""
    if actor.system:
        return True
    return can_keep(actor, rule["organisation_id"])


def can_see(actor: Actor, rule: Mapping[str, Any]) -> bool:
    """The organisation, our own tasks, and who audits."""
    return (
        actor.system
        or rule["organisation_id"] in actor.organisations
        or actor.may(Permission.audit_read)
    )
