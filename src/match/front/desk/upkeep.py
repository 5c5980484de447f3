"""Upkeep at the desk: what waits for this person, and a director's own allowance."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.money import yuan_short
from match.front.desk.shapes import Listing, Row, Task
from match.site.formats import short_day
from match.upkeep.queries import month_dues, own_allowance
from match.upkeep.states import SheetStatus, sheet_word

SHOWN = 3


async def upkeep_tasks(actor: Actor) -> list[Task]:
    """The dues of the month, where they are this person's."""
    if not (actor.staff or actor.homes):
        return []
    return [
        Task(one.about, one.doing, one.url, one.icon, one.by) for one in await month_dues(actor)
    ]


async def upkeep_lists(actor: Actor) -> list[Listing]:
    """A director's newest months, and nobody else's."""
    if not actor.homes:
        return []
    rows = tuple(
        Row(
            short_day(line.month),
            yuan_short(line.amount_fen),
            "/desk/upkeep/allowance/own",
            sheet_word(line.status),
            "zhu" if line.status is SheetStatus.paid else "ji",
            _("%(grade)s 档") % {"grade": line.grade},
        )
        for line in (await own_allowance(actor))[:SHOWN]
    )
    return [Listing(_("我的津贴"), rows, "/desk/upkeep/allowance/own", "")] if rows else []
