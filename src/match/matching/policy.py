"""Who may do what to a proposal: True, or the reason why not."""

from collections.abc import Collection

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_run(actor: Actor, scope: str) -> bool | str:
    """A run over an area is started by the clock, or by staff whose area holds it."""
    if actor.system or any(
        scope.startswith(prefix) for prefix in actor.scope(Permission.matching_run)
    ):
        return True
    return _("只有县级及以上民政部门可以对本辖区发起匹配。")


def can_choose_policy(actor: Actor) -> bool | str:
    """Another rule than the published one is chosen by who answers for several counties."""
    if actor.system or any(len(held) <= 4 for held in actor.scope(Permission.matching_run)):
        return True
    return _("只有市州和省级民政部门可以改用别的分配规则。")


def can_accept_for_need(actor: Actor, home_id: int, division: str) -> bool | str:
    """The home's director answers for the need; the township may for her (代填)."""
    if home_id in actor.homes or actor.may(Permission.needs_draft_for, division):
        return True
    return _("只有提出需求的儿童之家（或代办的乡镇人员）可以答复。")


def can_accept_for_offer(
    actor: Actor, organisation_id: int | None, owner_id: int | None
) -> bool | str:
    """The giver's own people answer for the offer."""
    if organisation_id is not None and organisation_id in actor.organisations:
        return True
    if organisation_id is None and owner_id is not None and owner_id == actor.id:
        return True
    return _("只有提供帮助的一方可以答复。")


def can_approve(
    actor: Actor, division: str, involved: Collection[int | None], organisation_id: int | None
) -> bool | str:
    """The county approves; never somebody who wrote, checked or accepted either side."""
    if not actor.may(Permission.matching_approve, division):
        return _("只有本县民政部门可以审批这条匹配。")
    if actor.id in involved or (actor.covering is not None and actor.covering in involved):
        return _("您参与过这条需求或供给的填写、核实或确认，请由其他人员审批。")
    if organisation_id is not None and organisation_id in actor.belongs_to:
        return _("您是供给方的成员，请由其他人员审批。")
    return True


def can_follow(actor: Actor, division: str) -> bool:
    """Who works on matches of the area sees rivals, prices and overrides; the parties do not."""
    return actor.may(Permission.matching_read, division)


def can_see(
    actor: Actor, division: str, home_id: int, organisation_id: int | None, owner_id: int | None
) -> bool:
    """Both parties and who works on matches of the area."""
    return (
        home_id in actor.homes
        or (organisation_id is not None and organisation_id in actor.organisations)
        or (owner_id is not None and owner_id == actor.id)
        or actor.may(Permission.matching_read, division)
        or actor.may(Permission.needs_draft_for, division)
    )
