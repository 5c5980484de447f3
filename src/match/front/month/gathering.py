"""What a county, prefecture or province has to have done this month, gathered from every room."""

from datetime import date

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.front.desk.queues import queues_of
from match.front.desk.shapes import Queue
from match.places.rules import scope_of
from match.site.formats import number
from match.training.queries import trained_in
from match.upkeep.policy import own_seat
from match.upkeep.queries import Due, month_dues, title_shares


class Month(msgspec.Struct, frozen=True):
    """One month of one area."""

    first: date
    place: str
    figures: tuple[tuple[str, str, str], ...]
    dues: tuple[Due, ...]
    approvals: tuple[Queue, ...]


async def month_of(actor: Actor) -> Month:
    """The reader's month: upkeep with its days, approvals and untrained directors by queue."""
    seat = own_seat(actor)
    prefix = scope_of(seat[1]) if seat else ""
    dues = await month_dues(actor)
    figures: tuple[tuple[str, str, str], ...] = ()
    if seat is not None:
        directors = await _active_directors(prefix)
        trained = {one.account_id for one in await trained_in(clock.today().year, prefix)}
        figures = await _figures(prefix, len(directors), len(directors & trained))
    return Month(
        clock.today().replace(day=1),
        await _place(seat[1]) if seat else "",
        figures,
        tuple(dues),
        tuple(queue for queue in await queues_of(actor) if queue.count),
    )


async def _active_directors(prefix: str) -> set[int]:
    found = await rows(
        "SELECT DISTINCT account_id FROM post WHERE office = 'director' AND NOT deputy"
        " AND status = 'active' AND division LIKE $1 || '%' AND account_id IS NOT NULL",
        prefix,
    )
    return {row["account_id"] for row in found}


async def _figures(prefix: str, directors: int, trained: int) -> tuple[tuple[str, str, str], ...]:
    shares = await title_shares(prefix, len(prefix))
    titled = sum(one.titled for one in shares)
    built = sum(one.built for one in shares)
    return (
        (_("在岗主任"), number(directors), _("人")),
        (_("今年参加过培训"), number(trained), _("/ %(all)s 人") % {"all": number(directors)}),
        (_("已建儿童之家"), number(built), _("个")),
        (_("有示范称号"), number(titled), _("/ %(all)s 个") % {"all": number(built)}),
    )


async def _place(division: str) -> str:
    found = await rows("SELECT name FROM division WHERE code = $1", division)
    return found[0]["name"] if found else ""


def may_see(actor: Actor) -> bool:
    """Whether somebody has a month here at all."""
    return own_seat(actor) is not None or actor.may(P.upkeep_fund)
