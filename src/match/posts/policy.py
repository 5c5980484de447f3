"""Who may name, hand over, appoint and comment: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission, Role
from match.posts.states import Guide, Office

Verdict = bool | str
GUIDES = {Role.station: Guide.station, Role.protection: Guide.protection}


def can_name(actor: Actor, office: Office, division: str) -> Verdict:
    """Directors are named by township and county, supervisors by the county (domain.md §1.9)."""
    if actor.system:
        return True
    namers = (Role.county, Role.supervisor) if office is Office.director else (Role.county,)
    if any(grant.role in namers and grant.covers(division) for grant in actor.grants):
        return True
    if office is Office.director:
        return _("儿童主任由本乡镇的儿童督导员或县级民政部门提名。")
    return _("儿童督导员由县级民政部门登记。")


def can_hand_over(actor: Actor, post: Mapping[str, Any]) -> Verdict:
    """Whoever could name the next one; the holder herself prepares, but does not decide."""
    return can_name(actor, Office(post["office"]), post["division"])


def can_appoint_tutor(actor: Actor, home_id: int) -> Verdict:
    """4.3b: the director of the home."""
    if actor.system or home_id in actor.homes:
        return True
    return _("辅导员由本儿童之家的主任聘任。")


def can_end_tutor(actor: Actor, tutor: Mapping[str, Any]) -> Verdict:
    """The director, the tutor herself, or the county that watches over checks."""
    if (
        tutor["account_id"] == actor.id
        or actor.may(Permission.people_verify, tutor["division"])
        or can_appoint_tutor(actor, tutor["home_id"]) is True
    ):
        return True
    return _("辅导员由本儿童之家的主任聘任。")


def guide_of(actor: Actor, division: str) -> Guide | str:
    """As what somebody guides the homes at *division* (4.1a, 4.1b), or why she does not."""
    for grant in actor.grants:
        if grant.role in GUIDES and grant.covers(division):
            return GUIDES[grant.role]
    return _("只有本乡镇社工站和本县未成年人救助保护机构可以写指导意见。")


def can_see(actor: Actor, division: str, home_id: int | None = None) -> bool:
    """Whether somebody may see who holds the posts at *division*."""
    return (
        (home_id is not None and home_id in actor.homes_in_sight)
        or actor.may(Permission.posts_name, division)
        or actor.may(Permission.posts_guide, division)
        or actor.may(Permission.homes_decide, division)
    )
