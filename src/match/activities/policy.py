"""Who may do what in a home's daily life: True, or the reason why not."""

from collections.abc import Mapping
from typing import Any

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission, Role

Verdict = bool | str

# Who comes to work with children for an office or an organisation, or of their own will (2.3f).
WORKERS = frozenset({Role.volunteer, Role.station, Role.manager, Role.expert, Role.protection})


def homes_of(actor: Actor) -> frozenset[int]:
    """The homes that this person directs or is on the rota of (domain.md §1.9)."""
    return actor.homes | frozenset(
        grant.home for grant in actor.grants if grant.home is not None and grant.role is Role.rota
    )


def helps(actor: Actor, home_id: int) -> bool:
    """Director or rota of this home."""
    return actor.system or home_id in homes_of(actor)


def sees(actor: Actor, home_id: int, division: str) -> bool:
    """Who keeps the home, and the offices that look after it; numbers only for these."""
    return (
        helps(actor, home_id)
        or actor.may(Permission.activities_approve, division)
        or actor.may(Permission.homes_decide, division)
    )


def can_log(actor: Actor, home_id: int) -> Verdict:
    """Say that the door is open, and count who came."""
    return helps(actor, home_id) or _("只有本儿童之家的主任或轮值人员可以登记。")


def can_keep(actor: Actor, home_id: int) -> Verdict:
    """Plan, invite, change the hours."""
    return actor.system or home_id in actor.homes or _("只有本儿童之家的主任可以安排这些内容。")


def can_approve(actor: Actor, plan: Mapping[str, Any]) -> Verdict:
    """2.1d: the township approves a plan; nobody approves their own."""
    if not actor.may(Permission.activities_approve, plan["division"]):
        return _("工作计划由乡镇批准。")
    by = plan["submitted_by"]
    if plan["home_id"] in actor.homes or (by is not None and by in (actor.id, actor.covering)):
        return _("不能批准自己提交的计划，请由乡镇其他人员批准。")
    return True


def can_ask_for_venue(actor: Actor, *, checked: bool) -> Verdict:
    """2.3f: professional social workers and volunteers, with a check in date on that day."""
    if not any(grant.role in WORKERS for grant in actor.grants):
        return _("场地借给社会工作者和志愿者使用。请先登记为志愿者，或由所在机构加入平台。")
    if not checked:
        return _(
            "使用场地会接触儿童，需要当天仍有效的违法犯罪记录查询结果。请联系县级民政部门登记。"
        )
    return True


def can_answer_booking(actor: Actor, booking: Mapping[str, Any]) -> Verdict:
    """The director answers; nobody answers themselves."""
    if booking["account_id"] in (actor.id, actor.covering):
        return _("不能答复自己的申请。")
    return can_keep(actor, booking["home_id"])
