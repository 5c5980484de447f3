"""
Who may do what: True, or the reason why not. The division of duties is notice 5.1b's: civil
affairs leads, finance sees to the money, and nobody approves their own submission (domain 1.9).
"""

from collections.abc import Collection

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import ROLES, Role
from match.foundation.permissions import Permission as P
from match.places.rules import scope_of
from match.upkeep.states import DepartmentKind, Level

LEVEL_ROLES = {
    Level.county: Role.county,
    Level.prefecture: Role.prefecture,
    Level.province: Role.province,
}
DEPARTMENT_ROLES = {
    DepartmentKind.civil: (Role.county, Role.prefecture, Role.province),
    DepartmentKind.party: (Role.party,),
    DepartmentKind.finance: (Role.finance,),
    DepartmentKind.education: (Role.education,),
    DepartmentKind.federation: (Role.federation,),
}
_DIGITS = {Level.province: 2, Level.prefecture: 4, Level.county: 6}


def can_see(actor: Actor, home_id: int, division: str) -> bool:
    """The director of the home, and whoever reads upkeep in its area."""
    return actor.system or home_id in actor.homes or actor.may(P.upkeep_read, division)


def can_keep(actor: Actor, division: str) -> bool | str:
    """Grants, costs and allowances are the county's."""
    return actor.may(P.upkeep_keep, division) or _("这件事由县级民政部门办理。")


def can_tend(actor: Actor, home_id: int, division: str) -> bool | str:
    """Insurance and applications: the home's director, or the county."""
    if home_id in actor.homes or actor.may(P.upkeep_keep, division):
        return True
    return _("这件事由本儿童之家的主任或县级民政部门办理。")


def can_approve(actor: Actor, division: str, requested_by: int) -> bool | str:
    """A grant is approved one level up, and not by who asked."""
    if not actor.may(P.upkeep_approve, division):
        return _("建设补助由市州民政部门批准。")
    return uninvolved(actor, {requested_by}) or _("不能批准自己提出的申请，请由另一个人办理。")


def can_fund(actor: Actor, division: str, others: Collection[int | None] = ()) -> bool | str:
    """Finance says what was allotted and what arrived; the second is not the first."""
    if not actor.may(P.upkeep_fund, division):
        return _("资金下达和到账由财政部门登记。")
    return uninvolved(actor, others) or _("登记到账的人不能是登记下达的人。")


def can_check(actor: Actor, county: str, proposed_by: int | None) -> bool | str:
    """A sheet is checked by another person of the county, or from above."""
    if not (actor.may(P.upkeep_keep, county) or actor.may(P.upkeep_approve, county)):
        return _("津贴发放表由县级民政部门复核。")
    return uninvolved(actor, {proposed_by}) or _("不能复核自己提出的发放表，请由另一个人复核。")


def can_pay(actor: Actor, county: str, checked_by: int | None) -> bool | str:
    """Who checked a sheet does not record its payment."""
    if not (actor.may(P.upkeep_keep, county) or actor.may(P.upkeep_fund, county)):
        return _("津贴发放由县级民政部门或财政部门登记。")
    return uninvolved(actor, {checked_by}) or _("复核的人不能登记发放，请由另一个人登记。")


def holds(actor: Actor, level: Level, division: str) -> bool:
    """Whether this person is the civil-affairs authority of *level* for *division*."""
    return any(
        grant.role is LEVEL_ROLES[level] and grant.covers(division) for grant in actor.grants
    )


def can_review(actor: Actor, level: Level, division: str, applied_by: int) -> bool | str:
    """Each level looks in its turn, and never at its own application."""
    if not holds(actor, level, division):
        return _("现在由%(level)s民政部门评审。") % {"level": level_word(level)}
    return uninvolved(actor, {applied_by}) or _("不能评审自己提出的申请，请由另一个人评审。")


def can_name(actor: Actor, level: Level, division: str) -> bool | str:
    """A title is named, and revoked, by the authority of its level."""
    return holds(actor, level, division) or _("示范称号由%(level)s民政部门命名和撤销。") % {
        "level": level_word(level)
    }


def own_seat(actor: Actor) -> tuple[Level, str] | None:
    """The level and division (12 digits) for which somebody coordinates; the highest, if many."""
    for level in Level:
        for grant in actor.grants:
            if grant.role is LEVEL_ROLES[level] and len(grant.division) == _DIGITS[level]:
                return level, grant.division.ljust(12, "0")
    return None


def can_coordinate(actor: Actor, level: Level, division: str) -> bool | str:
    """Civil affairs of the body's own level keeps it and its minutes (5.1b: leads)."""
    held = any(
        grant.role is LEVEL_ROLES[level] and grant.division.ljust(12, "0") == division
        for grant in actor.grants
    )
    return held or _("协调机构由同级民政部门牵头，请由本级民政部门登记。")


def sees_bodies(actor: Actor, division: str) -> bool:
    """Every department that may sit in a body: of its own area, above it, and below it."""
    roles = {role for held in DEPARTMENT_ROLES.values() for role in held} | {Role.auditor}
    short = scope_of(division)
    return any(
        grant.role in roles
        and grant.division
        and (division.startswith(grant.division) or grant.division.startswith(short))
        for grant in actor.grants
    )


def can_finish(actor: Actor, department: DepartmentKind, division: str) -> bool | str:
    """The department that was charged with it, or civil affairs, which leads."""
    wanted = {*DEPARTMENT_ROLES[department], *DEPARTMENT_ROLES[DepartmentKind.civil]}
    if any(grant.role in wanted and grant.covers(division) for grant in actor.grants):
        return True
    return _("这件事由承办部门或牵头的民政部门办结。")


def uninvolved(actor: Actor, others: Collection[int | None]) -> bool:
    """Whether neither this person nor whom they stand in for took the step before."""
    return not ({actor.id, actor.covering} - {None}) & set(others)


def level_word(level: Level) -> str:
    """A level in words."""
    return {
        Level.province: _("省级"),
        Level.prefecture: _("市级"),
        Level.county: _("县级"),
    }[level]


def sees_sheets(actor: Actor, county: str) -> bool:
    """
    A sheet names people and what they get: the county, those above, its finance and auditors.
    A township sees its homes, and each director her own lines.
    """
    return actor.system or any(
        grant.covers(county) and P.upkeep_read in ROLES[grant.role] for grant in actor.grants
    )
