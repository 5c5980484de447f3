"""Who hears of standards: the home of what is to be put right, the township of what is late."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.permissions import Permission as P
from match.notices.commands import notify
from match.notices.queries import holders
from match.notices.words import Kind
from match.standards.commands import need_fell_back, need_was_met
from match.standards.lines import line

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


def tell_of_flag(kind: Kind, *, township: bool = False) -> Hear:
    """The director hears *kind* of an open flag; with *township*, the township as well."""

    async def hear(event_id: int, payload: Payload) -> None:
        flag = await one(
            "SELECT f.id, f.line, f.division, h.name, h.director_id FROM standard_flag f"
            " JOIN home h ON h.id = f.home_id WHERE f.id = $1 AND f.status = 'open'",
            payload["flag_id"],
        )
        if flag is None:
            return
        people = {flag["director_id"]} - {None}
        if township:
            people |= set(await holders(P.needs_check, flag["division"]))
        await notify(
            SYSTEM,
            people,
            kind,
            link=f"/desk/standards/flags/{flag['id']}",
            event_id=event_id,
            facts={"title": f"{flag['name']}·{line(flag['line']).name_zh}"},
        )

    hear.__name__ = f"tell_of_flag_{kind}"
    return hear


def tell_of_paper(kind: Kind) -> Hear:
    """The director and the township hear that a paper of the home ends, or has ended."""

    async def hear(event_id: int, payload: Payload) -> None:
        home = await one(
            "SELECT h.id, h.name, h.division, h.director_id FROM home_document p"
            " JOIN home h ON h.id = p.home_id WHERE p.id = $1 AND p.current",
            payload["paper_id"],
        )
        if home is None:
            return
        await notify(
            SYSTEM,
            ({home["director_id"]} - {None}) | set(await holders(P.needs_check, home["division"])),
            kind,
            link=f"/desk/homes/{home['id']}",
            event_id=event_id,
            facts={"title": home["name"]},
        )

    hear.__name__ = f"tell_of_paper_{kind}"
    return hear


async def close_flags_of_need(event_id: int, payload: Payload) -> None:
    """The need of a task is met."""
    del event_id
    await need_was_met(SYSTEM, payload["need_id"])


async def open_flags_of_need(event_id: int, payload: Payload) -> None:
    """What a met need had received was taken away again."""
    del event_id
    await need_fell_back(SYSTEM, payload["need_id"])


TOPICS: dict[str, tuple[Hear, ...]] = {
    "standard_flag.opened": (tell_of_flag(Kind.standard_flagged),),
    "standard_task.reminded": (tell_of_flag(Kind.standard_reminded),),
    "standard_task.overdue": (tell_of_flag(Kind.standard_overdue, township=True),),
    "home_paper.ending": (tell_of_paper(Kind.home_paper_ending),),
    "home_paper.ended": (tell_of_paper(Kind.home_paper_ended),),
    "need.met": (close_flags_of_need,),
    "need.partly_met": (open_flags_of_need,),
    "need.reopened": (open_flags_of_need,),
}
