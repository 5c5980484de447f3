"""May they? True, or the reason why not."""

from typing import Any

from match.care.rules import one_level_up
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import ROLES, Permission


def keeps_home(actor: Actor, home_id: int, division: str) -> bool | str:
    """Files are kept by the home's director, and by officials of its township and county."""
    if any(
        Permission.care_keep in ROLES[grant.role]
        and grant.covers(division)
        and (grant.home is None or grant.home == home_id)
        for grant in actor.grants
    ):
        return True
    return _("儿童档案由儿童之家主任和本乡镇、本县的儿童工作人员保管。")


def place_of(actor: Actor, home_id: int | None, division: str) -> bool | str:
    """Leave is asked for one's own place of work, not for another's."""
    fits = any(
        Permission.care_keep in ROLES[grant.role]
        and division.startswith(grant.division)
        and (grant.home is None or grant.home == home_id)
        for grant in actor.grants
        if grant.division
    )
    if len(division) < 6:
        return _("个人档案只到县一级。市、省只看汇总数字。")
    return True if fits else _("只能为自己工作的范围申请查阅。")


def decides_leave(actor: Actor, grant: dict[str, Any], in_charge: set[str]) -> bool | str:
    """
    One level up, by the person who is named in charge there; never by who asked (§1.9, §3.7).

    *in_charge*: the prefixes for which the actor is named now.
    """
    if actor.id is None or actor.id == grant["account_id"]:
        return _("不能审批自己的申请。")
    above = one_level_up(grant["division"])
    if not any(len(code) <= len(above) and above.startswith(code) for code in in_charge):
        return _("由上一级的儿童信息负责人审批。")
    if not actor.may(Permission.care_approve, grant["division"].ljust(12, "0")):
        return _("您现在的职务不能审批查阅申请。")
    return True


def confirms(actor: Actor, erasure: dict[str, Any]) -> bool | str:
    """The second of two persons, who answers for the place (county or township)."""
    if actor.id is None or actor.id == erasure["asked_by"]:
        return _("销毁要两个人：申请的人不能自己确认。")
    if not actor.may(Permission.care_approve, erasure["division"]):
        return _("由乡镇或县的儿童信息负责人确认。")
    return True
