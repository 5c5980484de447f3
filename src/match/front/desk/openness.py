"""Open data at the desk: texts of the public log that wait for a second person."""

from match.foundation.actor import Actor
from match.foundation.language import _, ngettext
from match.front.desk.shapes import Task
from match.openness.publiclog.queries import count_asked


async def openness_tasks(actor: Actor) -> list[Task]:
    """One line for all that wait: they are held back already, and wait on one page."""
    waiting = await count_asked(actor)
    if not waiting:
        return []
    words = ngettext(
        "%(num)s 条公开日志的内容等您确认删除", "%(num)s 条公开日志的内容等您确认删除", waiting
    )
    return [Task(words % {"num": waiting}, _("确认或恢复"), "/desk/log", "shield-check")]
