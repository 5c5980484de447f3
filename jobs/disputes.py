"""Who hears what of objections and complaints, of a supplier's papers and of joint agreements."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.contracts.commands import end_as_decided
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.foundation.permissions import Permission as P
from match.notices.commands import notify
from match.notices.queries import holders, members_of
from match.notices.words import Kind
from match.objections.commands import hold_open_objections
from match.objections.states import Decision

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]
Who = Callable[[Payload], Awaitable[set[int]]]


async def supplier(payload: Payload) -> set[int]:
    """The people of the organisation that objects."""
    return set(await members_of(payload["organisation_id"]))


async def department(payload: Payload) -> set[int]:
    """The department's own people, or who buys for its whole area where it has none."""
    tender = await one(
        "SELECT organisation_id, division FROM tender WHERE id = $1", payload["tender_id"]
    )
    assert tender is not None, "published purchases are kept"
    own = await rows(
        "SELECT DISTINCT account FROM membership WHERE organisation = $1 AND role = 'purchaser'"
        " AND ended_at IS NULL",
        tender["organisation_id"],
    )
    if own:
        return {row["account"] for row in own}
    return set(await holders(P.tenders_publish, tender["division"]))


async def finance(payload: Payload) -> set[int]:
    """Who decides complaints where the purchaser sits."""
    return set(await holders(P.objections_decide, payload["division"]))


async def overseers(payload: Payload) -> set[int]:
    """Finance, and who audits the place: what is overdue is theirs to know."""
    return await finance(payload) | set(await holders(P.audit_read, payload["division"]))


def tell(kind: Kind, *whom: Who) -> Hear:
    """They hear *kind*, with the purchase's title and a link to the case."""

    async def hear(event_id: int, payload: Payload) -> None:
        tender = await one("SELECT title FROM tender WHERE id = $1", payload["tender_id"])
        people = {person for who in whom for person in await who(payload)}
        part = "complaints" if "complaint_id" in payload else "objections"
        number = payload.get("complaint_id", payload["objection_id"])
        await notify(
            SYSTEM,
            people,
            kind,
            link=f"/desk/{part}/{number}",
            event_id=event_id,
            facts={"title": tender["title"] if tender else ""},
        )

    hear.__name__ = f"tell_dispute_{kind}"
    return hear


async def hold_closed_purchase(event_id: int, payload: Payload) -> None:
    """Answers are over: an objection to the document that waits holds the purchase from here."""
    del event_id
    await hold_open_objections(SYSTEM, payload["tender_id"])


async def end_contract(event_id: int, payload: Payload) -> None:
    """Finance decided about a signed contract (94号令32): it ends, and what was found is why."""
    del event_id
    decided = await one(
        "SELECT decision, findings FROM complaint WHERE id = $1", payload["complaint_id"]
    )
    if decided is not None and decided["decision"] == Decision.contract:
        await end_as_decided(SYSTEM, payload["tender_id"], decided["findings"])


def tell_of_paper(kind: Kind) -> Hear:
    """The organisation hears what became of a paper."""

    async def hear(event_id: int, payload: Payload) -> None:
        organisation = payload["organisation_id"]
        name = await one("SELECT name FROM organisation WHERE id = $1", organisation)
        await notify(
            SYSTEM,
            await members_of(organisation),
            kind,
            link=f"/organisations/{organisation}/vault",
            event_id=event_id,
            facts={"title": name["name"] if name else ""},
        )

    hear.__name__ = f"tell_of_paper_{kind}"
    return hear


async def tell_checkers_of_paper(event_id: int, payload: Payload) -> None:
    """Who verifies organisations there hears that a paper waits, if it still does."""
    found = await one(
        "SELECT o.name, q.division FROM qualification q"
        " JOIN organisation o ON o.id = q.organisation_id"
        " WHERE q.id = $1 AND q.status = 'waiting'",
        payload["paper_id"],
    )
    if found is not None:
        await notify(
            SYSTEM,
            await holders(P.people_verify, found["division"]),
            Kind.paper_waiting,
            link="/desk/papers",
            event_id=event_id,
            facts={"title": found["name"]},
        )


def tell_members(kind: Kind) -> Hear:
    """Everybody of every member hears what became of their joint agreement."""

    async def hear(event_id: int, payload: Payload) -> None:
        found = await rows(
            "SELECT m.organisation_id, t.title FROM consortium_member m"
            " JOIN tender t ON t.id = m.tender_id WHERE m.consortium_id = $1",
            payload["consortium_id"],
        )
        people = {person for row in found for person in await members_of(row["organisation_id"])}
        await notify(
            SYSTEM,
            people,
            kind,
            link=f"/consortia/{payload['consortium_id']}",
            event_id=event_id,
            facts={"title": found[0]["title"] if found else ""},
        )

    hear.__name__ = f"tell_members_{kind}"
    return hear


TOPICS: dict[str, tuple[Hear, ...]] = {
    "tender.closed": (hold_closed_purchase,),
    "objection.raised": (tell(Kind.objection_raised, department),),
    "objection.received": (tell(Kind.objection_received, supplier),),
    "objection.refused": (tell(Kind.objection_refused, supplier),),
    "objection.replied": (tell(Kind.objection_replied, supplier),),
    "objection.withdrawn": (tell(Kind.objection_withdrawn, department),),
    "complaint.filed": (tell(Kind.complaint_filed, finance),),
    "complaint.accepted": (tell(Kind.complaint_accepted, supplier),),
    "complaint.served": (tell(Kind.complaint_served, department, supplier),),
    "complaint.refused": (tell(Kind.complaint_refused, supplier),),
    "complaint.decided": (end_contract, tell(Kind.complaint_decided, department, supplier)),
    "complaint.withdrawn": (tell(Kind.complaint_withdrawn, finance),),
    "complaint.near": (tell(Kind.complaint_near, finance),),
    "complaint.overdue": (tell(Kind.complaint_overdue, overseers),),
    "qualification.kept": (tell_checkers_of_paper,),
    "qualification.verified": (tell_of_paper(Kind.paper_verified),),
    "qualification.refused": (tell_of_paper(Kind.paper_refused),),
    "qualification.ending": (tell_of_paper(Kind.paper_ending),),
    "qualification.expired": (tell_of_paper(Kind.paper_expired),),
    "consortium.proposed": (tell_members(Kind.consortium_proposed),),
    "consortium.joined": (tell_members(Kind.consortium_joined),),
    "consortium.ended": (tell_members(Kind.consortium_ended),),
}
