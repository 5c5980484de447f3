"""Who may do what to a home: True, or the reason why not."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_register(actor: Actor, division: str) -> bool | str:
    """County and prefecture enter the homes of their area."""
    if actor.may(Permission.homes_import, division):
        return True
    return _("只有县级或市州民政部门可以登记本辖区的儿童之家。")


def can_decide(actor: Actor, division: str) -> bool | str:
    """Opening, suspending and closing are decided by the county or above."""
    if actor.may(Permission.homes_decide, division):
        return True
    return _("只有县级及以上民政部门可以改变儿童之家的状态。")


def can_keep(actor: Actor, home_id: int, division: str) -> bool | str:
    """The director keeps her own home's facts up to date; the county may too."""
    if actor.system or home_id in actor.homes or actor.may(Permission.homes_import, division):
        return True
    return _("只有本儿童之家的主任或县级民政部门可以修改这些内容。")


def can_inspect(actor: Actor, division: str) -> bool | str:
    """Who looks after standards on the spot: the township and the county."""
    if actor.may(Permission.standards_inspect, division):
        return True
    return _("只有本乡镇的儿童督导员或县级人员可以检查儿童之家。")


def can_answer_idle(actor: Actor, division: str) -> bool | str:
    """The township is asked (notice 1.5); whoever decides over homes may answer for it."""
    if actor.may(Permission.needs_check, division) or actor.may(Permission.homes_decide, division):
        return True
    return _("只有本乡镇的儿童督导员或县级民政部门可以答复。")
