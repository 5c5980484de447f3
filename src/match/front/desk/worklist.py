"""
The one list of who looks after a township: what waits, whatever room it is in, the longest overdue
first. It stands in place of the sheets for needs, inspections, tasks, papers, posts, training.

A room has its lines here by giving a function `(actor) -> list[Due]` and a place in PROVIDERS;
a provider answers with an empty list for whom it has nothing to say.
"""

from collections.abc import Awaitable, Callable
from datetime import date

from match.activities.queries import waiting_plans
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.front.desk.shapes import MANY
from match.needs.queries import waiting_needs
from match.needs.states import NeedStatus
from match.posts.queries import gaps
from match.site.formats import local_day
from match.site.worklist import Due
from match.standards.queries import waiting_lines

Provider = Callable[[Actor], Awaitable[list[Due]]]


async def worklist(actor: Actor) -> list[Due]:
    """Every line of every room: overdue the longest first, those without a day last."""
    found = [line for provider in PROVIDERS for line in await provider(actor)]
    return sorted(found, key=_order)


def overdue(line: Due) -> int:
    """By how many days a line is late; 0 while it is not."""
    return max(0, (clock.today() - line.by).days) if line.by else 0


def _order(line: Due) -> tuple[bool, date, str]:
    return line.by is None, line.by or clock.today(), line.title


async def needs_to_check(actor: Actor) -> list[Due]:
    """Needs that wait for the township's look; their day is that of the check."""
    if not actor.may(P.needs_check):
        return []
    statuses = (NeedStatus.privacy, NeedStatus.township)
    return [
        Due(
            _("核实需求"),
            line.title,
            f"/admin/needs/{line.id}",
            local_day(line.next_check_at) if line.next_check_at else None,
        )
        for line in await waiting_needs(actor, P.needs_check, statuses, MANY)
    ]


async def plans_to_read(actor: Actor) -> list[Due]:
    """Yearly plans of homes that wait for approval, since the day they were handed in."""
    return [
        Due(
            _("审阅工作计划"),
            _("%(home)s：%(year)s 年") % {"home": plan.home_name, "year": plan.year},
            f"/desk/activities/{plan.home_id}/plans/{plan.year}",
            local_day(plan.submitted_at),
        )
        for plan in await waiting_plans(actor)
    ]


async def posts_to_fill(actor: Actor) -> list[Due]:
    """Homes without an active director, in the area of who looks after standards."""
    scope = actor.scope(P.standards_inspect)
    if not scope:
        return []
    return [
        Due(_("没有儿童主任"), gap.name, f"/desk/homes/{gap.home_id}", None, _place(gap.place))
        for gap in (await gaps(scope)).some_homes
    ]


def _place(path: str) -> str:
    return " ".join(path.split("/")[2:])


PROVIDERS: tuple[Provider, ...] = (
    needs_to_check,
    waiting_lines,
    plans_to_read,
    posts_to_fill,
)
