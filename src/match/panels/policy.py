"""Who may do what around a panel: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor, Grant
from match.foundation.approvals import body_of
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission
from match.tenders.policy import can_write


def can_keep(actor: Actor, expert: Mapping[str, Any]) -> bool | str:
    """The pool's keepers in the expert's area; never for oneself."""
    if not actor.may(Permission.panels_keep, expert["division"]):
        return _("只有本地区管理评审专家库的人员可以核验专家。")
    if expert["account_id"] in (actor.id, actor.covering):
        return _("不能核验自己，请由其他人员办理。")
    return True


def can_run(actor: Actor, organisation_id: int, division: str) -> bool | str:
    """The purchaser's officer announces, draws, decides and awards."""
    if can_write(actor, organisation_id, division) is True:
        return True
    return _("只有本部门的采购经办人员可以组织评审和确定结果。")


def can_read(actor: Actor, organisation_id: int, division: str) -> bool:
    """The purchaser and who audits it may see how a panel stands; never an unsigned sheet."""
    return can_write(actor, organisation_id, division) is True or actor.may(
        Permission.tenders_read, division
    )


def running_grant(actor: Actor, organisation_id: int, division: str) -> Grant | None:
    """The grant with which the purchaser decides."""
    return next(
        (
            grant
            for grant in actor.grants
            if Permission.tenders_publish in ROLES[grant.role]
            and grant.covers(division)
            and grant.organisation in (None, organisation_id)
        ),
        None,
    )


def countersigning_grant(actor: Actor, decision: Mapping[str, Any], division: str) -> Grant | str:
    """A second person from another body confirms a decision; else why not."""
    if decision["decided_by"] in (actor.id, actor.covering):
        return _("作出决定的人不能自己复核，请由另一个单位的人复核。")
    held = [
        grant
        for grant in actor.grants
        if Permission.panels_countersign in ROLES[grant.role] and grant.covers(division)
    ]
    if not held:
        return _("只有财政、纪检监察或上级民政部门的人员可以复核采购结果。")
    other = next((grant for grant in held if body_of(grant) != decision["decided_body"]), None)
    return other or _("您与作出决定的人属于同一个单位，请由另一个单位的人复核。")


def can_countersign_here(actor: Actor, division: str) -> bool:
    """Whether decisions of this area are this person's to look at: countersigners, its readers."""
    return actor.may(Permission.panels_countersign, division) or actor.may(
        Permission.tenders_read, division
    )
