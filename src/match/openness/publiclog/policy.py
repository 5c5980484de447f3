"""Who may take a document down: True, or the reason why not."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission


def can_ask(actor: Actor) -> bool | str:
    """Civil affairs and child protection, wherever: a text that harms a child is nobody's area."""
    return actor.may(Permission.publiclog_takedown) or _("请由民政部门或未保机构的工作人员提出。")


def can_decide(actor: Actor, asked_by: int) -> bool | str:
    """The second person is another one, also where somebody stands in for somebody."""
    if not actor.may(Permission.publiclog_takedown):
        return _("请由民政部门或未保机构的工作人员提出。")
    if asked_by in (actor.id, actor.covering):
        return _("提出删除的人不能自己确认，请由另一个人办理。")
    return True
