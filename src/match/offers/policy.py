"""Who may do what to an offer: True, or the reason why not. Nobody decides on their own offer."""

from collections.abc import Sequence

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_draft(actor: Actor, organisation_id: int | None) -> bool | str:
    """A person in their own name, or a manager for the organisation."""
    if actor.system:
        return True
    if organisation_id is not None and organisation_id not in actor.organisations:
        return _("您不是这家机构的管理员，请先加入机构再发布。")
    if not actor.may(Permission.offers_draft):
        return _("您的账号还不能发布供给，请先登记机构或志愿者身份。")
    return True


def is_own(actor: Actor, organisation_id: int | None, submitted_by: int) -> bool:
    """Whether the offer is this person's, or of an organisation they act for."""
    people = {actor.id, actor.covering} - {None}
    return submitted_by in people or organisation_id in actor.organisations


def can_write(actor: Actor, organisation_id: int | None, submitted_by: int) -> bool | str:
    """Managers of the organisation; for a personal offer, the person."""
    if actor.system:
        return True
    if organisation_id is not None and organisation_id in actor.organisations:
        return True
    if organisation_id is None and actor.id == submitted_by:
        return True
    return _("只有提供方自己可以修改或撤回这条供给。")


def covers(actor: Actor, division: str, areas: Sequence[str]) -> bool:
    """Staff of where the giver sits, or of everything the offer reaches."""
    return actor.may(Permission.offers_moderate, division) or (
        bool(areas) and all(actor.may(Permission.offers_moderate, area) for area in areas)
    )


def can_moderate(
    actor: Actor,
    division: str,
    areas: Sequence[str],
    organisation_id: int | None,
    submitted_by: int,
) -> bool | str:
    """County, prefecture or province; not who submitted it, nor a member of the organisation."""
    if not covers(actor, division, areas):
        return _("只有提供方所在地或服务地区的民政部门可以核实这条供给。")
    tied = organisation_id in actor.belongs_to
    if not actor.system and (tied or is_own(actor, organisation_id, submitted_by)):
        return _("不能核实自己或本机构提交的供给，请由其他人员处理。")
    return True


def can_see(
    actor: Actor,
    division: str,
    areas: Sequence[str],
    organisation_id: int | None,
    submitted_by: int,
) -> bool:
    """Who may see an offer that is not public: the giver, and the staff who decide or match."""
    return (
        actor.system
        or is_own(actor, organisation_id, submitted_by)
        or covers(actor, division, areas)
        or any(actor.may(Permission.matching_read, area) for area in areas)
    )
