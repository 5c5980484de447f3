"""Who surveys, inspects, and reads what was found: True, or the reason why not."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.homes.policy import can_inspect as may_look


def can_survey(actor: Actor, division: str) -> bool | str:
    """Township and county open surveys and fill in villages of their own area."""
    if actor.may(P.standards_survey, division):
        return True
    return _("只有本乡镇或县级人员可以办理摸底调查。")


def can_plan(actor: Actor, division: str) -> bool | str:
    """Who enters homes decides that one is planned from a survey."""
    if actor.may(P.homes_import, division):
        return True
    return _("只有县级或市州民政部门可以把儿童之家列入计划。")


def can_read_survey(actor: Actor, division: str) -> bool:
    """Who works on it, and the civil affairs above."""
    return any(
        actor.may(permission, division) for permission in (P.standards_survey, P.homes_decide)
    )


def can_inspect(actor: Actor, home_id: int, division: str) -> bool | str:
    """The township or the county, and nobody their own home."""
    if home_id in actor.homes:
        return _("不能检查自己负责的儿童之家。")
    return may_look(actor, division)


def can_read(actor: Actor, home_id: int, division: str) -> bool:
    """What an inspection found: the home itself, who inspects there, and civil affairs above."""
    return home_id in actor.homes_in_sight or any(
        actor.may(permission, division)
        for permission in (P.standards_inspect, P.needs_check, P.homes_decide)
    )


def can_mend(actor: Actor, home_id: int, division: str) -> bool | str:
    """Writing the need of a flag: the director, or who may write for her."""
    if actor.system or home_id in actor.homes or actor.may(P.needs_draft_for, division):
        return True
    return _("只有本儿童之家的主任，或乡镇、县级代填人员可以填写需求。")
