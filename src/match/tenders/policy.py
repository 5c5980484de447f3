"""Who may publish purchases, and for which department."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission


def can_write(actor: Actor, organisation_id: int, division: str) -> bool | str:
    """
    A purchaser officer of the department, or of all departments of its area where the grant names
    none. *division* is the department's seat.
    """
    if actor.system or any(
        Permission.tenders_publish in ROLES[grant.role]
        and grant.covers(division)
        and grant.organisation in (None, organisation_id)
        for grant in actor.grants
    ):
        return True
    return _("只有本部门的采购经办人员可以编制和发布采购公告。")


def can_permit(actor: Actor) -> bool | str:
    """The operator: who sets the whole province's parameters."""
    if actor.system or actor.may(Permission.parameters_set, "430000000000"):
        return True
    return _("只有省级管理人员可以登记主管部门的批准文件。")


def can_see(actor: Actor, organisation_id: int, division: str, *, public: bool) -> bool:
    """Public notices are for everybody; drafts for the department and those who audit it."""
    return (
        public
        or can_write(actor, organisation_id, division) is True
        or actor.may(Permission.tenders_read, division)
    )
