"""The need desk: privacy, township and county, each with the whole need in view."""

from collections.abc import Sequence
from typing import Any, ClassVar

from admin.exporting import needs_export
from admin.pages.desk import SHOWN, Desk, Verbs
from match.foundation.actor import Actor
from match.foundation.errors import Denied
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.matching.queries import proposals_of_need
from match.needs import commands, policy, queries
from match.needs.states import NeedStatus
from match.people.queries.people import recorded_names
from match.site.exporting import Export

TOWNSHIP = (NeedStatus.privacy, NeedStatus.township)
COUNTY = (NeedStatus.county,)
INFORMATION = (NeedStatus.information,)


async def waiting(actor: Actor, most: int = SHOWN) -> list[queries.Line]:
    """What waits for this reader's own decision: as township, as county, or as both."""
    return await _lines(actor, TOWNSHIP, COUNTY, most)


async def in_sight(actor: Actor, most: int = SHOWN) -> list[queries.Line]:
    """What waits for this reader; then what waits for a township or for the answer of a home,
    which can be returned from here as well."""
    mine = await waiting(actor, most)
    others = await _lines(actor, INFORMATION, (*TOWNSHIP, *INFORMATION), most)
    return list({line.id: line for line in [*mine, *others]}.values())


async def _lines(
    actor: Actor, township: Sequence[NeedStatus], county: Sequence[NeedStatus], most: int
) -> list[queries.Line]:
    lines: list[queries.Line] = []
    if actor.may(Permission.needs_check):
        lines += await queries.waiting_needs(actor, Permission.needs_check, township, most)
    if actor.may(Permission.needs_approve):
        lines += await queries.waiting_needs(actor, Permission.needs_approve, county, most)
    return lines


def acts(actor: Actor, need: queries.NeedFile) -> dict[str, bool | str]:
    """What the reader may do with the open need: True, or the reason why not."""
    involved = (need.submitted_by, need.entered_for, need.checked_by)
    township = policy.can_check(actor, need.division, involved)
    county = policy.can_approve(actor, need.division, involved)
    at_county = need.view.status is NeedStatus.county
    either = county if at_county or township is not True else township
    return {
        "clear_privacy": township,
        "check": township,
        "approve": county,
        "ask": either,
        "return": either,
        "reject": either,
    }


class NeedDesk(Desk):
    """Needs that wait for a decision."""

    path = "/admin/needs"
    opt = {"staff": True}  # noqa: RUF012 # litestar reads it from the class
    template: ClassVar[str] = "admin/needs.html"

    def admit(self, actor: Actor) -> None:
        """For the township that checks and the county that approves."""
        if not (actor.may(Permission.needs_check) or actor.may(Permission.needs_approve)):
            raise Denied(_("这里是乡镇核实和县级审核需求的地方，您的账号没有这项权限。"))

    async def lines(self, actor: Actor, queue: str, most: int = SHOWN) -> list[queries.Line]:
        """What waits for the reader, then what waits for others."""
        return await in_sight(actor, most)

    def told(self, lines: Sequence[Any], queue: str) -> Export:
        """The queue as a file."""
        return needs_export(lines)

    async def facts(
        self, actor: Actor, case_id: int | None, lines: Sequence[Any], queue: str
    ) -> dict[str, Any]:
        """One need in full, with those who wrote and checked it and what was proposed for it."""
        need = await queries.need_file(actor, case_id) if case_id is not None else None
        people = [] if need is None else [need.submitted_by, need.entered_for, need.checked_by]
        return {
            "need": need,
            "acts": acts(actor, need) if need else {},
            "names": await recorded_names([person for person in people if person is not None]),
            "proposals": await proposals_of_need(case_id) if case_id is not None else [],
        }

    def verbs(self, actor: Actor, case_id: int, said: dict[str, str]) -> Verbs:
        """What `acts` allows."""
        reason = said.get("reason", "")
        return {
            "clear_privacy": lambda: commands.clear_privacy(actor, case_id, reason),
            "check": lambda: commands.check_need(actor, case_id, reason),
            "approve": lambda: commands.approve_need(actor, case_id, reason),
            "ask": lambda: commands.ask_about_need(actor, case_id, reason),
            "return": lambda: commands.return_need(actor, case_id, reason),
            "reject": lambda: commands.reject_need(actor, case_id, reason),
        }
