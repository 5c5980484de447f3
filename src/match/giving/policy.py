"""
Who may do what to a donation and its agreement: True, or the reason why not.

The mappings are rows of ``donation`` (or ``agreement``); ``homes``, where there is one, lists the
homes that had a part of it.
"""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def is_giver(actor: Actor, gift: Mapping[str, Any]) -> bool:
    """A member of the giving organisation, or the person who gives."""
    organisation = gift["organisation_id"]
    if organisation is not None:
        return organisation in actor.organisations
    return actor.id is not None and actor.id == gift["giver_id"]


def is_charity(actor: Actor, gift: Mapping[str, Any]) -> bool:
    """A member of the charity that receives for the homes."""
    return gift["charity_id"] is not None and gift["charity_id"] in actor.organisations


def is_home(actor: Actor, gift: Mapping[str, Any]) -> bool:
    """The director of a home that this is for, or who may enter for her."""
    homes = {gift["home_id"], *(gift.get("homes") or ())} - {None}
    return bool(homes & actor.homes) or (
        bool(homes) and actor.may(Permission.needs_draft_for, gift["division"])
    )


def is_receiver(actor: Actor, gift: Mapping[str, Any]) -> bool:
    """Who receives: the charity where there is one, otherwise the home."""
    return is_charity(actor, gift) if gift["charity_id"] is not None else is_home(actor, gift)


def can_see(actor: Actor, gift: Mapping[str, Any]) -> bool:
    """Both parties, the homes it came to, and who follows gifts in the area."""
    return (
        is_giver(actor, gift)
        or is_charity(actor, gift)
        or is_home(actor, gift)
        or actor.may(Permission.matching_approve, gift["division"])
        or actor.may(Permission.giving_read, gift["division"])
    )


def can_agree(actor: Actor, gift: Mapping[str, Any]) -> bool | str:
    """The two parties write and confirm the agreement; not who approved it (duties apart)."""
    if actor.id is not None and actor.id == gift.get("decided_by"):
        return _("审批的人不能再代表一方确认协议。")
    if is_giver(actor, gift) or is_receiver(actor, gift):
        return True
    return _("只有协议双方可以修改和确认协议。")


def can_dispatch(actor: Actor, gift: Mapping[str, Any]) -> bool | str:
    """The giver says that it is on its way, that the service begins, or that no more comes."""
    if is_giver(actor, gift):
        return True
    return _("只有提供帮助的一方可以登记发出或开始服务。")


def can_receive(actor: Actor, gift: Mapping[str, Any]) -> bool | str:
    """Who receives counts what came, gives the receipt, and sends back."""
    if is_receiver(actor, gift):
        return True
    return _("只有接受帮助的一方（或代办的乡镇人员）可以清点、出具凭证和退回。")


def can_allocate(actor: Actor, gift: Mapping[str, Any]) -> bool | str:
    """A charity divides what it received among homes; what a home received needs no dividing."""
    if gift["charity_id"] is None:
        return _("直接送到儿童之家的捐赠不需要再分配。")
    if is_charity(actor, gift):
        return True
    return _("只有接受捐赠的慈善组织可以把它分配到儿童之家。")


def can_answer(actor: Actor, gift: Mapping[str, Any]) -> bool | str:
    """The home says how it was."""
    if is_home(actor, gift):
        return True
    return _("只有收到帮助的儿童之家（或代办的乡镇人员）可以反馈。")


def can_ask_use_change(actor: Actor, gift: Mapping[str, Any]) -> bool | str:
    """Who holds the gift asks for another use of it."""
    if is_receiver(actor, gift) or is_home(actor, gift):
        return True
    return _("只有接受帮助的一方可以提出改变用途。")


def can_consent(actor: Actor, gift: Mapping[str, Any]) -> bool | str:
    """Only the giver agrees to another use (慈善法 56)."""
    if is_giver(actor, gift):
        return True
    return _("只有捐赠人可以同意或不同意改变用途。")


def can_cancel(actor: Actor, gift: Mapping[str, Any]) -> bool | str:
    """Either party, or the county."""
    if (
        is_giver(actor, gift)
        or is_receiver(actor, gift)
        or actor.may(Permission.matching_approve, gift["division"])
    ):
        return True
    return _("只有协议双方或本县民政部门可以解除协议。")


def can_count(actor: Actor, parcel: Mapping[str, Any]) -> bool | str:
    """Whoever sent a parcel does not count it (duties apart)."""
    if actor.id is not None and actor.id == parcel["dispatched_by"]:
        return _("发出这一件的人不能自己清点，请由接受方的人员清点。")
    return True
