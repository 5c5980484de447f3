"""Who may do what to a need: True, or the reason why not. Nobody decides on their own need."""

from match.foundation.actor import Actor
from match.foundation.decisions import not_yet
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_write(actor: Actor, home_id: int, division: str) -> bool | str:
    """The director for her own home; a township or county clerk for any home of the area (代填)."""
    if actor.system or home_id in actor.homes or actor.may(Permission.needs_draft_for, division):
        return True
    if home_id in actor.homes_in_sight:
        return not_yet()
    return _("只有本儿童之家的主任，或乡镇、县级代填人员可以填写需求。")


def enters_for(actor: Actor, home_id: int) -> bool:
    """Whether this is 代填: written for a director by somebody else."""
    return not actor.system and home_id not in actor.homes


def can_check(actor: Actor, division: str, involved: tuple[int | None, ...]) -> bool | str:
    """The township's first check, by somebody who did not write the need."""
    if not actor.may(Permission.needs_check, division):
        return _("只有本乡镇的儿童督导员可以核实这条需求。")
    return _not_own(actor, involved)


def can_approve(actor: Actor, division: str, involved: tuple[int | None, ...]) -> bool | str:
    """The county's approval, by somebody who neither wrote nor checked the need."""
    if not actor.may(Permission.needs_approve, division):
        return _("只有本县民政部门可以审核发布这条需求。")
    return _not_own(actor, involved)


def can_withdraw(actor: Actor, home_id: int, division: str) -> bool | str:
    """Whoever may write it may take it back; the county may too."""
    if actor.may(Permission.needs_approve, division):
        return True
    return can_write(actor, home_id, division)


def can_see(
    actor: Actor, home_id: int, division: str, *, public: bool, cleared: bool = False
) -> bool:
    """
    Public needs are for everybody; others for the home and those who work on them.

    Until its words are *cleared*, a need may hold what tells who a child is: then only those who
    write, enter or check it read it, not everybody who works on matches in the area.
    """
    if public or home_id in actor.homes or (cleared and home_id in actor.homes_in_sight):
        return True
    readers = [Permission.needs_draft_for, Permission.needs_check, Permission.needs_approve]
    if cleared:
        readers.append(Permission.matching_read)
    return any(actor.may(permission, division) for permission in readers)


def _not_own(actor: Actor, involved: tuple[int | None, ...]) -> bool | str:
    if actor.id is not None and actor.id in involved:
        return _("不能核实或审核自己填写、核实过的需求，请由其他人员处理。")
    if actor.covering is not None and actor.covering in involved:
        return _("您正在代理的人参与过这条需求，请由其他人员处理。")
    return True
