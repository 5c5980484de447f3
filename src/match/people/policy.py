"""Who may do what to people, organisations and roles. Each answer is True or the reason."""

from collections.abc import Mapping, Sequence
from typing import Any

from match.foundation.actor import Actor, Grant
from match.foundation.decisions import require
from match.foundation.language import _
from match.foundation.permissions import ROLES, STAFF, Permission, Role

Verdict = bool | str

# Who invites whom (domain.md §1.9): the level above, within its own division.
INVITERS: dict[Role, frozenset[Role]] = {
    Role.director: frozenset({Role.supervisor, Role.county}),
    Role.rota: frozenset({Role.director, Role.supervisor, Role.county}),
    Role.supervisor: frozenset({Role.county}),
    Role.station: frozenset({Role.supervisor, Role.county}),
    Role.manager: frozenset({Role.manager, Role.county, Role.prefecture, Role.province}),
    Role.volunteer: frozenset({Role.supervisor, Role.county}),
    Role.expert: frozenset({Role.county, Role.prefecture, Role.province}),
}

# What one person must not hold together: whoever sets things up does not audit them, and whoever
# buys does not judge the bids or audit the purchase (政府采购法 art. 61; separation of duties).
APART: tuple[frozenset[Role], ...] = (
    frozenset({Role.administrator, Role.auditor}),
    frozenset({Role.administrator, Role.finance}),
    frozenset({Role.purchaser, Role.auditor}),
    frozenset({Role.purchaser, Role.panel}),
    frozenset({Role.purchaser, Role.manager}),
    frozenset({Role.panel, Role.auditor}),
)
# Lengths of the division prefix at which a role makes sense: province 2, prefecture 4, …
LEVELS: dict[Role, tuple[int, ...]] = {
    Role.director: (12,),
    Role.rota: (12,),
    Role.supervisor: (9,),
    Role.station: (9,),
    Role.county: (6,),
    Role.protection: (6,),
    Role.prefecture: (4,),
    Role.province: (2,),
    Role.administrator: (2, 4, 6),
    Role.manager: (0,),
    Role.donor: (0,),
    Role.volunteer: (0,),
    Role.expert: (0,),
}
OFFICES = (2, 4, 6, 9)


def division_fits(role: Role, division: str) -> Verdict:
    """Whether a role of this kind is held at this level."""
    if len(division) in LEVELS.get(role, OFFICES):
        return True
    return _("这个角色不在这一级行政区，请重新选择行政区划。")


def kept_apart(held: Sequence[Role], wanted: Role) -> Verdict:
    """Whether one person may hold *wanted* beside what they hold."""
    for group in APART:
        if wanted in group and any(role in group and role != wanted for role in held):
            return _("这个角色与本人已有的角色必须由不同的人担任。")
    return True


def can_invite(
    actor: Actor,
    role: Role,
    division: str,
    organisation: int | None,
    at: str = "",
    home: int | None = None,
) -> Verdict:
    """
    Whether *actor* may offer this role; *at* is the division of the organisation.

    A director invites to their own home only. A person covering for another invites with the
    other's roles.
    """
    if actor.system:
        return True
    inviters = INVITERS.get(role)
    if inviters is None:
        return _("这个角色不能邀请，需要由管理员提出、两个单位批准。")
    where = division or at
    if any(_invites(grant, inviters, where, organisation, home) for grant in actor.grants):
        return True
    return _("您的角色不能邀请这个角色，或不在您的辖区内。")


def invitable(actor: Actor) -> list[Role]:
    """The roles that this person may offer to somebody, somewhere."""
    held = {grant.role for grant in actor.grants}
    return [role for role, inviters in INVITERS.items() if inviters & held]


def _invites(
    grant: Grant, inviters: frozenset[Role], where: str, organisation: int | None, home: int | None
) -> bool:
    if grant.role not in inviters:
        return False
    if grant.role == Role.manager:
        return organisation is not None and grant.organisation == organisation
    if grant.role == Role.director and (home is None or grant.home != home):
        return False
    # Volunteers and experts belong to no place: who may invite them may do so anywhere.
    return grant.covers(where) if where else organisation is None


def can_verify(actor: Actor, organisation: Mapping[str, Any]) -> Verdict:
    """
    County or above, within its division, and neither the applicant nor a member.

    *organisation* has ``id``, ``division`` and ``applied_by``.
    """
    if not actor.may(Permission.people_verify, organisation["division"]):
        return _("这家机构不在您的辖区内，或您没有核验权限。")
    if organisation["applied_by"] is not None and organisation["applied_by"] in (
        actor.id,
        actor.covering,
    ):
        return _("不能核验自己提交的机构，请由同级或上级的其他人核验。")
    if organisation["id"] in actor.belongs_to:
        return _("您是这家机构的成员，请由其他人核验。")
    return True


def can_manage(actor: Actor, organisation: int) -> Verdict:
    """Whether the person acts for this organisation."""
    if actor.system or any(
        grant.role == Role.manager and grant.organisation == organisation for grant in actor.grants
    ):
        return True
    return _("您不是这家机构的管理员。")


def can_propose(actor: Actor, account: int, role: Role, division: str) -> Verdict:
    """An administrator proposes staff roles within their division, not for themselves."""
    if account in (actor.id, actor.covering):
        return _("不能为自己申请角色，请由其他管理员提出。")
    if role not in STAFF:
        return _("这个角色用邀请即可，不需要两个单位批准。")
    if not actor.may(Permission.people_grant, division):
        return _("您没有在这个行政区授予角色的权限。")
    return True


def approving_grant(actor: Actor, proposal: Mapping[str, Any]) -> Grant | str:
    """
    The grant with which *actor* may approve a proposed role, or the reason why none will do.

    *proposal* has ``account``, ``proposed_by`` and ``division``.
    """
    if proposal["proposed_by"] in (actor.id, actor.covering):
        return _("提出的人不能自己批准，请由另外两个单位的人批准。")
    if proposal["account"] in (actor.id, actor.covering):
        return _("不能批准自己的角色。")
    for grant in actor.grants:
        held = ROLES[grant.role]
        if grant.covers(proposal["division"]) and (
            Permission.people_grant in held or Permission.people_verify in held
        ):
            return grant
    return _("批准角色需要县级以上民政部门或平台管理员，且在本辖区内。")


def can_end_role(actor: Actor, membership: Mapping[str, Any]) -> Verdict:
    """One may resign; else whoever could have given the role may end it."""
    if actor.system or membership["account"] == actor.id:
        return True
    role, division = Role(membership["role"]), membership["division"]
    if actor.may(Permission.people_grant, division or None):
        return True
    return can_invite(
        actor,
        role,
        division,
        membership["organisation"],
        membership.get("at", ""),
        membership.get("home"),
    )


def require_factor_reset(actor: Actor, account: int, held: Sequence[Mapping[str, Any]]) -> None:
    """Raise Denied unless every role of the person is one that *actor* could end."""
    if account in (actor.id, actor.covering):
        require(_("不能重置自己的动态口令，请联系上一级。"))
    if not held:
        require(_("这个账号没有工作角色，直接用短信验证码登录即可。"))
    for membership in held:
        require(can_end_role(actor, membership))


def can_arrange_cover(
    actor: Actor, absent: int, delegate_grants: Sequence[Grant], roles: Sequence[Role]
) -> Verdict:
    """
    One arranges one's own cover, by somebody of the same kind of work.

    A role that decides over others is covered only by somebody with a second factor, that is,
    with such a role of their own.
    """
    if not actor.system and absent != actor.id:
        return _("只能为自己安排代班。")
    held = {grant.role for grant in actor.grants}
    if any(role not in held for role in roles):
        return _("只能把自己已有的角色交给别人代班。")
    delegate_roles = {grant.role for grant in delegate_grants}
    if not delegate_roles:
        return _("代班的人还没有工作角色，请选择有角色的同事。")
    if any(role in STAFF for role in roles) and not delegate_roles & STAFF:
        return _("审核类的角色只能由同样使用动态口令的工作人员代班。")
    for role in roles:
        if kept_apart(sorted(delegate_roles), role) is not True:
            return _("代班的人担任的角色与这个角色必须分开。")
    return True


def can_record_check(actor: Actor, person_divisions: Sequence[str]) -> Verdict:
    """The county (or above) enters background checks of people in its division."""
    if any(actor.may(Permission.people_verify, division) for division in person_divisions):
        return True
    return _("背景查询结果由县级以上民政部门登记。")
