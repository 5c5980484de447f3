"""Who may do what to an agreement: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def is_giver(actor: Actor, agreement: Mapping[str, Any]) -> bool:
    """A member of the giving organisation, or the person who gives."""
    organisation = agreement["organisation_id"]
    if organisation is not None:
        return organisation in actor.organisations
    return actor.id is not None and actor.id == agreement["giver_id"]


def is_receiver(actor: Actor, agreement: Mapping[str, Any]) -> bool:
    """The home's director, or who may enter for her."""
    return agreement["home_id"] in actor.homes or actor.may(
        Permission.needs_draft_for, agreement["division"]
    )


def can_see(actor: Actor, agreement: Mapping[str, Any]) -> bool:
    """Both parties, and who follows gifts in the area."""
    return (
        is_giver(actor, agreement)
        or is_receiver(actor, agreement)
        or actor.may(Permission.matching_approve, agreement["division"])
        or (actor.may(Permission.giving_read, agreement["division"]))
    )


def can_dispatch(actor: Actor, agreement: Mapping[str, Any]) -> bool | str:
    """The giver says that it is on its way, or that the service begins."""
    if is_giver(actor, agreement):
        return True
    return _("只有提供帮助的一方可以登记发出或开始服务。")


def can_receive(actor: Actor, agreement: Mapping[str, Any]) -> bool | str:
    """The home counts what came."""
    if is_receiver(actor, agreement):
        return True
    return _("只有接受帮助的儿童之家（或代办的乡镇人员）可以签收和评价。")


def can_cancel(actor: Actor, agreement: Mapping[str, Any]) -> bool | str:
    """Either party, or the county."""
    if (
        is_giver(actor, agreement)
        or is_receiver(actor, agreement)
        or actor.may(Permission.matching_approve, agreement["division"])
    ):
        return True
    return _("只有协议双方或本县民政部门可以解除协议。")
