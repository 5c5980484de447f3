"""Who may do what to a pledge: True, or the reason why not. Nobody decides on their own."""

from collections.abc import Collection, Mapping
from typing import Any

from match.foundation.actor import Actor, Grant
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission


def is_giver(actor: Actor, pledge: Mapping[str, Any]) -> bool:
    """A member of the giving organisation, or the person who gives."""
    organisation = pledge["organisation_id"]
    if organisation is not None:
        return organisation in actor.organisations
    return actor.id is not None and actor.id == pledge["giver_id"]


def is_receiver(actor: Actor, pledge: Mapping[str, Any]) -> bool:
    """The home's director, or who may enter for her."""
    return pledge["home_id"] in actor.homes or actor.may(
        Permission.needs_draft_for, pledge["division"]
    )


def can_pledge(actor: Actor, organisation: int | None) -> bool | str:
    """Givers pledge for themselves or for an organisation of theirs."""
    if not actor.may(Permission.giving_pledge):
        return _("请先注册为爱心人士或登记机构，再承诺捐赠。")
    if organisation is not None and organisation not in actor.organisations:
        return _("只能以您所代表的机构的名义承诺捐赠。")
    return True


def can_see(actor: Actor, pledge: Mapping[str, Any]) -> bool:
    """Both parties, the charity in between, and who approves or follows gifts in the area."""
    return (
        actor.system
        or is_giver(actor, pledge)
        or is_receiver(actor, pledge)
        or (pledge["charity_id"] is not None and pledge["charity_id"] in actor.organisations)
        or any(
            actor.may(permission, pledge["division"])
            for permission in (
                Permission.giving_read,
                Permission.giving_approve,
                Permission.giving_countersign,
            )
        )
    )


def can_answer(actor: Actor, pledge: Mapping[str, Any]) -> bool | str:
    """The home takes a pledge or declines it with thanks."""
    if is_receiver(actor, pledge):
        return True
    return _("只有提出需求的儿童之家（或代办的乡镇人员）可以答复这条承诺。")


def can_withdraw(actor: Actor, pledge: Mapping[str, Any]) -> bool | str:
    """The giver takes back what has not become a donation."""
    if is_giver(actor, pledge):
        return True
    return _("只有承诺捐赠的一方可以撤回。")


def can_confirm_milestone(actor: Actor, pledge: Mapping[str, Any]) -> bool | str:
    """The home says and shows that what was asked for is done."""
    if is_receiver(actor, pledge):
        return True
    return _("只有儿童之家（或代办的乡镇人员）可以确认条件已经达到。")


def can_approve(
    actor: Actor, pledge: Mapping[str, Any], involved: Collection[int | None], *, two: bool
) -> bool | str:
    """
    The county approves; over the limit (*two*) the prefecture, the province or finance too.

    Never somebody who wrote, checked or accepted either side, or belongs to giver or charity.
    """
    if approving_grant(actor, pledge, two=two) is None:
        return _("只有本县民政部门可以审批；超过限额的，须由两个单位的两个人分别审批。")
    if actor.id in involved or (actor.covering is not None and actor.covering in involved):
        return _("您参与过这条需求或承诺的填写、核实或确认，请由其他人员审批。")
    if {pledge["organisation_id"], pledge["charity_id"]} & (actor.belongs_to | actor.organisations):
        return _("您是捐赠方或慈善组织的成员，请由其他人员审批。")
    return True


def approving_grant(actor: Actor, pledge: Mapping[str, Any], *, two: bool) -> Grant | None:
    """The grant with which *actor* approves, the county's first."""
    wanted = [Permission.giving_approve, *([Permission.giving_countersign] if two else [])]
    for permission in wanted:
        for grant in actor.grants:
            if permission in ROLES[grant.role] and grant.covers(pledge["division"]):
                return grant
    return None


def can_choose(actor: Actor, pledge: Mapping[str, Any], *, asked_county: bool) -> bool | str:
    """The giver says what becomes of a promise without a use; the county once it was asked."""
    if is_giver(actor, pledge):
        return True
    if asked_county and actor.may(Permission.giving_approve, pledge["division"]):
        return True
    return _("由捐赠人选择去向；捐赠人委托后，才由县民政部门决定。")
