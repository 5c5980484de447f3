"""Who keeps a supplier's papers, who checks them, who signs for it: True, or why not."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission, Role

Verdict = bool | str


def acts_for(actor: Actor, organisation_id: int) -> bool:
    """Whether this person manages the organisation."""
    return actor.system or any(
        grant.role is Role.manager and grant.organisation == organisation_id
        for grant in actor.grants
    )


def can_keep(actor: Actor, organisation_id: int) -> Verdict:
    """Add and remove papers, declare, name who is in control, sign a joint agreement."""
    return acts_for(actor, organisation_id) or _("只有这家机构的负责人可以办理。")


def can_see(actor: Actor, organisation_id: int, division: str) -> bool:
    """The vault: its own people, and who verifies organisations where it sits."""
    return acts_for(actor, organisation_id) or actor.may(Permission.people_verify, division)


def can_verify(actor: Actor, organisation_id: int, division: str, kept_by: int) -> Verdict:
    """Papers are compared by who verifies organisations; nobody checks what they handed in."""
    if kept_by in (actor.id, actor.covering) or organisation_id in actor.belongs_to:
        return _("不能核对自己机构的材料，请由其他工作人员核对。")
    if actor.may(Permission.people_verify, division):
        return True
    return _("材料由机构所在地的民政部门核对。")
