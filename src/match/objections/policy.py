"""Who objects, who replies, who decides: True, or the reason why not."""

from collections.abc import Collection, Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission
from match.suppliers.policy import acts_for

Verdict = bool | str


def can_raise(actor: Actor, organisation_id: int) -> Verdict:
    """The manager of the organisation that objects."""
    return acts_for(actor, organisation_id) or _("质疑和投诉由机构负责人提出。")


def replies_for(actor: Actor, organisation_id: int, division: str) -> bool:
    """Whether this person buys for the department."""
    return actor.system or any(
        Permission.tenders_publish in ROLES[grant.role]
        and grant.covers(division)
        and grant.organisation in (None, organisation_id)
        for grant in actor.grants
    )


def can_reply(
    actor: Actor, organisation_id: int, division: str, wrote: Collection[int], others: int
) -> Verdict:
    """
    The department replies; not who wrote or published the purchase, as long as it has *others*
    who could.
    """
    if not replies_for(actor, organisation_id, division):
        return _("质疑由采购单位签收和答复。")
    if others and wrote and {actor.id, actor.covering} & set(wrote):
        return _("质疑涉及您经办的采购，请由本单位其他采购人员答复。")
    return True


def can_decide(actor: Actor, division: str, parties: Collection[int]) -> Verdict:
    """Finance of the purchaser's place, and nobody who belongs to a party of the dispute."""
    if actor.system:
        return True
    if actor.belongs_to & set(parties):
        return _("您与当事单位有关，请由财政部门其他人员处理。")
    if actor.may(Permission.objections_decide, division):
        return True
    return _("投诉由采购单位同级财政部门处理。")


def sees_objection(actor: Actor, row: Mapping[str, Any]) -> bool:
    """Both sides, finance, auditors. *row* has organisation_id, purchaser_id and division."""
    return (
        acts_for(actor, row["organisation_id"])
        or replies_for(actor, row["purchaser_id"], row["division"])
        or actor.may(Permission.objections_read, row["division"])
    )


def sees_complaint(actor: Actor, row: Mapping[str, Any]) -> bool:
    """
    Who complained and who oversees; the department once it was served (94号令21). *row* as for an
    objection, with ``served_at``.
    """
    return (
        acts_for(actor, row["organisation_id"])
        or actor.may(Permission.objections_read, row["division"])
        or (
            row["served_at"] is not None
            and replies_for(actor, row["purchaser_id"], row["division"])
        )
    )
