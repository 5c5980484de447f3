"""Who may do what to a campaign's record: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_enter(actor: Actor, charity_id: int) -> bool | str:
    """The charity's own people enter its campaigns."""
    if charity_id in actor.organisations:
        return True
    return _("只能登记您所代表的慈善组织的公开募捐活动。")


def can_check(actor: Actor, campaign: Mapping[str, Any]) -> bool | str:
    """The authority of the charity's seat compares the record with the registers; not its own."""
    if not actor.may(Permission.campaigns_check, campaign["division"]):
        return _("只有慈善组织所在地的民政部门可以核对这条记录。")
    involved = (actor.id, actor.covering)
    if campaign["created_by"] in involved or campaign["charity_id"] in actor.belongs_to:
        return _("您参与了这条记录的登记，请由其他人员核对。")
    return True


def can_see(actor: Actor, campaign: Mapping[str, Any]) -> bool:
    """The charity's people, and whoever checks or follows campaigns at its seat."""
    return campaign["charity_id"] in actor.organisations or any(
        actor.may(permission, campaign["division"])
        for permission in (Permission.campaigns_check, Permission.giving_read)
    )
