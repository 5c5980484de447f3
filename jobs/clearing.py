"""Who hears that money did not clear: the charity that explains, whoever looks at it after."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.permissions import Permission, Role
from match.notices.commands import notify
from match.notices.queries import holders, members_of
from match.notices.words import Kind
from match.people.queries.people import people_with

Hear = Callable[[int, dict[str, Any]], Awaitable[None]]
HOUSE = "43"
_CASE = """
SELECT c.charity_id, c.division, o.name FROM clearing_case c
  JOIN organisation o ON o.id = c.charity_id WHERE c.id = $1
"""


async def tell_charity(event_id: int, payload: dict[str, Any]) -> None:
    """A case is the charity's to explain: opened, or sent back."""
    case = await one(_CASE, payload["case_id"])
    if case is not None:
        await notify(
            SYSTEM,
            await members_of(case["charity_id"]),
            Kind.clearing_open,
            link=f"/desk/statements/cases/{payload['case_id']}",
            event_id=event_id,
            facts={"title": case["name"]},
        )


async def tell_reviewers(event_id: int, payload: dict[str, Any]) -> None:
    """A case was explained or corrected: somebody outside the charity closes it."""
    case = await one(_CASE, payload["case_id"])
    if case is not None:
        await notify(
            SYSTEM,
            await holders(Permission.ledger_settle, case["division"]),
            Kind.clearing_waiting,
            link=f"/admin/ledger/cases/{payload['case_id']}",
            event_id=event_id,
            facts={"title": case["name"]},
        )


async def tell_of_reversal(event_id: int, payload: dict[str, Any]) -> None:
    """A reversal was proposed: whoever settles there, but not who proposed it."""
    held = await one(
        "SELECT division, reason, proposed_by FROM reversal WHERE id = $1", payload["reversal_id"]
    )
    if held is not None:
        people = set(await holders(Permission.ledger_settle, held["division"]))
        await notify(
            SYSTEM,
            people - {held["proposed_by"]},
            Kind.reversal_waiting,
            link="/admin/ledger/reversals",
            event_id=event_id,
            facts={"title": held["reason"]},
        )


async def tell_of_differences(event_id: int, payload: dict[str, Any]) -> None:
    """The night found the ledger to differ: auditors of the house hear how often."""
    await notify(
        SYSTEM,
        await people_with(Role.auditor, HOUSE),
        Kind.ledger_differs,
        link="/admin/ledger/differences",
        event_id=event_id,
        facts={"title": str(payload["differences"])},
    )


TOPICS: dict[str, tuple[Hear, ...]] = {
    "clearing_case.opened": (tell_charity,),
    "clearing_case.returned": (tell_charity,),
    "clearing_case.explained": (tell_reviewers,),
    "clearing_case.corrected": (tell_reviewers,),
    "reversal.proposed": (tell_of_reversal,),
    "ledger.differs": (tell_of_differences,),
}
