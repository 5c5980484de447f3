"""Who hears of upkeep: whoever has the next step, the director of her money, a department."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.foundation.permissions import Permission as P
from match.foundation.permissions import Role
from match.notices.commands import notify
from match.notices.queries import holders
from match.notices.words import Kind
from match.upkeep.policy import DEPARTMENT_ROLES
from match.upkeep.states import DepartmentKind

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]
_GRANT = (
    "SELECT g.id, g.division, h.name FROM build_grant g JOIN home h ON h.id = g.home_id"
    " WHERE g.id = $1"
)
_TITLE = (
    "SELECT t.id, t.division, t.applied_by, h.name, h.director_id FROM demo_title t"
    " JOIN home h ON h.id = t.home_id WHERE t.id = $1"
)
_SHEET = (
    "SELECT s.id, s.county, d.name FROM allowance_sheet s JOIN division d ON d.code = s.county"
    " WHERE s.id = $1"
)
_INSURANCE = (
    "SELECT i.home_id, i.division, h.name, h.director_id FROM home_insurance i"
    " JOIN home h ON h.id = i.home_id WHERE i.id = $1 AND i.ended_at IS NULL"
)
_DECISION = (
    "SELECT c.id, c.division, c.department, c.words, m.body_id FROM coordination_decision c"
    " JOIN coordination_meeting m ON m.id = c.meeting_id WHERE c.id = $1 AND c.status = 'open'"
)


def tell_of_grant(kind: Kind, *permissions: P) -> Hear:
    """Whoever holds one of *permissions* at the home hears *kind* of a grant."""

    async def hear(event_id: int, payload: Payload) -> None:
        grant = await one(_GRANT, payload["grant_id"])
        if grant is None:
            return
        people = {p for held in permissions for p in await holders(held, grant["division"])}
        await notify(
            SYSTEM,
            people,
            kind,
            link=f"/desk/upkeep/grants/{grant['id']}",
            event_id=event_id,
            facts={"title": grant["name"]},
        )

    hear.__name__ = f"tell_of_grant_{kind}_{permissions[0]}"
    return hear


async def tell_checkers_of_sheet(event_id: int, payload: Payload) -> None:
    """Everybody of the county may check, but who proposed it."""
    sheet = await one(_SHEET, payload["sheet_id"])
    if sheet is None:
        return
    proposed = await one(
        "SELECT proposed_by, checked_by FROM allowance_sheet WHERE id = $1", sheet["id"]
    )
    assert proposed is not None, "read a moment ago"
    involved = {proposed["checked_by"] or proposed["proposed_by"]}
    await notify(
        SYSTEM,
        set(await holders(P.upkeep_keep, sheet["county"])) - involved,
        Kind.upkeep_waiting,
        link=f"/desk/upkeep/allowance/{sheet['id']}",
        event_id=event_id,
        facts={"title": sheet["name"]},
    )


async def tell_directors_of_pay(event_id: int, payload: Payload) -> None:
    """Each director of a paid sheet hears that hers was paid; the sum stands on her own page."""
    paid = await rows(
        "SELECT DISTINCT account_id FROM allowance_line WHERE sheet_id = $1", payload["sheet_id"]
    )
    await notify(
        SYSTEM,
        [row["account_id"] for row in paid],
        Kind.allowance_paid,
        link="/desk/upkeep/allowance/own",
        event_id=event_id,
        facts={},
    )


async def tell_levels_of_title(event_id: int, payload: Payload) -> None:
    """The level whose turn it is: the county of a new application, then the one above."""
    title = await one(_TITLE, payload["title_id"])
    if title is None:
        return
    status = await one("SELECT status FROM demo_title WHERE id = $1", title["id"])
    reach = {"applied": 6, "county_passed": 4, "prefecture_passed": 2}
    if status is None or status["status"] not in reach:
        return
    area = title["division"][: reach[status["status"]]].ljust(12, "0")
    await notify(
        SYSTEM,
        set(await holders(P.upkeep_title, area)) - {title["applied_by"]},
        Kind.upkeep_waiting,
        link=f"/desk/upkeep/titles/{title['id']}",
        event_id=event_id,
        facts={"title": title["name"]},
    )


async def tell_home_of_title(event_id: int, payload: Payload) -> None:
    """Who applied and the director hear what became of it."""
    title = await one(_TITLE, payload["title_id"])
    if title is not None:
        await notify(
            SYSTEM,
            {title["applied_by"], title["director_id"]} - {None},
            Kind.title_news,
            link=f"/desk/upkeep/titles/{title['id']}",
            event_id=event_id,
            facts={"title": title["name"]},
        )


async def tell_of_insurance(event_id: int, payload: Payload) -> None:
    """The director and the county hear that a policy ends, or has."""
    found = await one(_INSURANCE, payload["insurance_id"])
    if found is not None:
        county = set(await holders(P.upkeep_keep, found["division"]))
        await notify(
            SYSTEM,
            ({found["director_id"]} - {None}) | county,
            Kind.insurance_ending,
            link=f"/desk/upkeep/homes/{found['home_id']}",
            event_id=event_id,
            facts={"title": found["name"]},
        )


async def tell_department(event_id: int, payload: Payload) -> None:
    """The department that was charged with a decision, at the body's own level."""
    found = await one(_DECISION, payload["decision_id"])
    if found is None:
        return
    roles: tuple[Role, ...] = DEPARTMENT_ROLES[DepartmentKind(found["department"])]
    seated = await rows(
        "SELECT DISTINCT account FROM membership WHERE role = ANY($1)"
        " AND rpad(division, 12, '0') = $2 AND ended_at IS NULL AND NOT waiting",
        [str(role) for role in roles],
        found["division"],
    )
    await notify(
        SYSTEM,
        [row["account"] for row in seated],
        Kind.decision_due,
        link=f"/desk/upkeep/bodies/{found['body_id']}",
        event_id=event_id,
        facts={"title": found["words"][:30]},
    )


TOPICS: dict[str, tuple[Hear, ...]] = {
    "grant.requested": (tell_of_grant(Kind.upkeep_waiting, P.upkeep_approve),),
    "grant.approved": (tell_of_grant(Kind.upkeep_waiting, P.upkeep_fund),),
    "grant.allotted": (tell_of_grant(Kind.upkeep_waiting, P.upkeep_fund),),
    "grant.paid": (tell_of_grant(Kind.upkeep_waiting, P.upkeep_keep),),
    "grant.refused": (tell_of_grant(Kind.upkeep_news, P.upkeep_keep),),
    "grant.closed": (tell_of_grant(Kind.upkeep_news, P.upkeep_keep),),
    "allowance.proposed": (tell_checkers_of_sheet,),
    "allowance.checked": (tell_checkers_of_sheet,),
    "allowance.returned": (tell_checkers_of_sheet,),
    "allowance.paid": (tell_directors_of_pay,),
    "title.applied": (tell_levels_of_title,),
    "title.passed": (tell_levels_of_title,),
    "title.named": (tell_home_of_title,),
    "title.refused": (tell_home_of_title,),
    "title.revoked": (tell_home_of_title,),
    "insurance.expiring": (tell_of_insurance,),
    "insurance.expired": (tell_of_insurance,),
    "decision.made": (tell_department,),
    "decision.due": (tell_department,),
    "decision.late": (tell_department,),
}
