"""Who may do what to a course: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor, Grant
from match.foundation.language import _
from match.foundation.permissions import Permission, Role
from match.training import rules
from match.training.states import Audience, Department

Verdict = bool | str


def keeping_grants(actor: Actor) -> tuple[Grant, ...]:
    """The grants with which somebody may organise training, in their order."""
    return tuple(
        grant
        for grant in actor.grants
        if grant.role in rules.DEPARTMENTS and len(grant.division) <= rules.COUNTY
    )


def organiser_for(actor: Actor, audience: Audience) -> Grant | str:
    """The grant with which *actor* organises a course for *audience*, or why there is none."""
    held = keeping_grants(actor)
    if not held:
        return _("只有民政、教育部门和县级未成年人救助保护机构可以举办培训。")
    for grant in held:
        department = rules.DEPARTMENTS[grant.role]
        if rules.organiser_complaint(audience, department, len(grant.division)) is None:
            return grant
    first = held[0]
    return str(
        rules.organiser_complaint(audience, rules.DEPARTMENTS[first.role], len(first.division))
    )


def can_keep(actor: Actor, course: Mapping[str, Any]) -> Verdict:
    """The department that organises; with a supervisor course also the county's agency beside."""
    for grant in keeping_grants(actor):
        own = rules.DEPARTMENTS[grant.role] == course["department"]
        if own and grant.division == course["division"][: course["level"]]:
            return True
        if (
            course["partner"] is not None
            and grant.role is Role.protection
            and grant.division == course["partner"][: rules.COUNTY]
        ):
            return True
    return _("只有举办这次培训的部门可以办理。")


def can_library(actor: Actor) -> Verdict:
    """4.4b: the province forms the think-tank and writes the packs."""
    if actor.may(Permission.training_library):
        return True
    return _("专家库、课程包和活动包由省级民政部门维护。")


def can_attend(actor: Actor, course: Mapping[str, Any]) -> Verdict:
    """
    Whether somebody is of the audience, and works in the organiser's area. A director or
    supervisor who waits for the post is; that is what the course is for (4.4d).
    """
    audience = Audience(course["audience"])
    area = course["division"][: course["level"]]
    role = rules.YEARLY.get(audience)
    if role is not None:
        held = [grant for grant in (*actor.grants, *actor.waiting) if grant.role is role]
        if any(grant.division.startswith(area) for grant in held):
            return True
        if held:
            return _("这次培训面向举办部门辖区内的人员，请参加本地的培训。")
        return _("这次培训的对象不包括您现在的身份。")
    if audience is Audience.administrator:
        allowed = actor.staff
    elif audience is Audience.organisation_head:
        allowed = any(grant.role is Role.manager for grant in actor.grants)
    else:
        allowed = actor.id is not None
    return allowed or _("这次培训的对象不包括您现在的身份。")


def can_remind(actor: Actor, division: str) -> Verdict:
    """Those who organise, and the township's supervisor, remind the people of their area."""
    if actor.may(Permission.training_keep, division) or actor.may(Permission.needs_check, division):
        return True
    return _("这个人不在您的辖区内。")


def workplace(actor: Actor, course: Mapping[str, Any]) -> str:
    """Where somebody works, for reports by area: the post's division, else the organiser's."""
    role = rules.YEARLY.get(Audience(course["audience"]))
    for grant in (*actor.grants, *actor.waiting):
        if grant.role is role or (role is None and grant.division):
            return grant.division.ljust(12, "0")
    return course["division"]


def department_of(grant: Grant) -> Department:
    """Which department a grant acts for."""
    return rules.DEPARTMENTS[grant.role]
