"""Who may open what. Each answer is True or the reason."""

from collections.abc import Collection

from match.care.cases.alarms import ROLE, WIDTH
from match.care.cases.states import Level
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.foundation.permissions import Role

Verdict = bool | str


def holds(actor: Actor, role: Role, division: str) -> bool:
    """Whether the actor sits at the desk of *role* for this place."""
    return any(grant.role is role and grant.covers(division) for grant in actor.grants)


def level_of(actor: Actor, division: str, reached: Collection[Level]) -> Level | None:
    """
    The lowest desk of the actor that the report has come to; None for everybody else: no director
    and nobody concerned sees it.
    """
    held = (level for level in Level if level in reached and holds(actor, ROLE[level], division))
    return next(held, None)


def can_see_reporter(actor: Actor, opened_by: Collection[int]) -> Verdict:
    """Only who has the report in hand, and each look says why."""
    if actor.id in opened_by:
        return True
    return _("先打开报告接手办理，才能查看报告人。")


def can_name_desk(actor: Actor, level: Level, division: str) -> Verdict:
    """A desk names itself."""
    own = division[: WIDTH[level]].ljust(12, "0") == division
    if own and holds(actor, ROLE[level], division):
        return True
    return _("只能填写自己单位的值班信息。")


def can_handle_concern(actor: Actor, desk: Role, division: str) -> Verdict:
    """The desk it was sent to, which is never the one it is about."""
    if holds(actor, desk, division):
        return True
    return _("这条反映由另一个部门处理。")


def can_keep_case(actor: Actor, division: str) -> Verdict:
    """The county's civil affairs and protection agency (domain.md §1.9)."""
    if actor.may(P.care_cases, division):
        return True
    return _("个案由县级民政部门和救助保护机构办理。")


def can_answer_referral(actor: Actor, target: str, division: str) -> Verdict:
    """The station answers for itself; for agencies outside, the county notes their answer."""
    if target == "RT-STN" and holds(actor, Role.station, division):
        return True
    if actor.may(P.care_cases, division):
        return True
    return _("这份转介由接收单位答复。")
