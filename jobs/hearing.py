"""
What facts lead to, across rooms that do not import each other.

Each hearer runs in the transaction of its inbox row, so its effect happens once. They read the
current rows: a fact that comes late finds things as they are now.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.permissions import Permission as P
from match.giving.commands import make_agreement
from match.needs.commands import home_changed
from match.notices.commands import notify
from match.notices.queries import holders, members_of
from match.notices.words import Kind
from match.offers.commands import organisation_changed
from match.tenders.queries import public_tender, suitable_suppliers
from match.tenders.states import OPEN

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def _need(payload: Payload) -> dict[str, Any] | None:
    return await one(
        "SELECT n.id, n.title, n.division, n.status, n.submitted_by, n.entered_for, h.director_id"
        " FROM need n JOIN home h ON h.id = n.home_id WHERE n.id = $1",
        payload["need_id"],
    )


def owners_of(need: dict[str, Any]) -> set[int]:
    """Who hears of a need: the director, whoever wrote it, and for whom."""
    return {
        person
        for person in (need["director_id"], need["submitted_by"], need["entered_for"])
        if person is not None
    }


def tell_owners(kind: Kind) -> Hear:
    """The need's own people hear *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        need = await _need(payload)
        if need is not None:
            await notify(
                SYSTEM,
                owners_of(need),
                kind,
                link=f"/desk/needs/{need['id']}",
                event_id=event_id,
                facts={"title": need["title"]},
            )

    hear.__name__ = f"tell_owners_{kind}"
    return hear


def tell_desk(kind: Kind, permission: P, *statuses: str) -> Hear:
    """The desk where a need waits hears of it, unless it has moved on since."""

    async def hear(event_id: int, payload: Payload) -> None:
        need = await _need(payload)
        if need is None or need["status"] not in statuses:
            return
        await notify(
            SYSTEM,
            await holders(permission, need["division"]),
            kind,
            link=f"/admin/needs/{need['id']}",
            event_id=event_id,
            facts={"title": need["title"]},
        )

    hear.__name__ = f"tell_desk_{kind}"
    return hear


tell_township = tell_desk(Kind.need_waiting_township, P.needs_check, "privacy", "township")
tell_county = tell_desk(Kind.need_waiting_county, P.needs_approve, "county")


async def proposal_parties(payload: Payload) -> dict[str, Any] | None:
    return await one(
        "SELECT p.id, p.division, p.organisation_id, o.submitted_by AS giver, n.title,"
        " h.director_id, n.submitted_by, n.entered_for FROM proposal p"
        " JOIN offer o ON o.id = p.offer_id JOIN need n ON n.id = p.need_id"
        " JOIN home h ON h.id = p.home_id WHERE p.id = $1",
        payload["proposal_id"],
    )


async def givers_of(row: dict[str, Any]) -> set[int]:
    if row["organisation_id"] is None:
        return {row["giver"]}
    return set(await members_of(row["organisation_id"]))


async def tell_county_of_accepted(event_id: int, payload: Payload) -> None:
    """Both sides have accepted: the county hears that it may decide."""
    proposal = await proposal_parties(payload)
    if proposal is not None:
        await notify(
            SYSTEM,
            await holders(P.matching_approve, proposal["division"]),
            Kind.proposal_waiting_county,
            link=f"/admin/matches/{proposal['id']}",
            event_id=event_id,
            facts={"title": proposal["title"]},
        )


async def tell_both_of_proposal(event_id: int, payload: Payload) -> None:
    """Staff put a pair together: both sides hear of it."""
    proposal = await proposal_parties(payload)
    if proposal is None:
        return
    for people, kind in (
        (owners_of(proposal), Kind.proposal_for_need),
        (await givers_of(proposal), Kind.proposal_for_offer),
    ):
        await notify(
            SYSTEM,
            people,
            kind,
            link=f"/desk/proposals/{proposal['id']}",
            event_id=event_id,
            facts={"title": proposal["title"]},
        )


async def tell_both_that_it_ended(event_id: int, payload: Payload) -> None:
    """Declined, rejected or expired: both sides hear of it."""
    proposal = await proposal_parties(payload)
    if proposal is not None:
        await notify(
            SYSTEM,
            owners_of(proposal) | await givers_of(proposal),
            Kind.proposal_ended,
            link=f"/desk/proposals/{proposal['id']}",
            event_id=event_id,
            facts={"title": proposal["title"]},
        )


async def make_agreement_of_match(event_id: int, payload: Payload) -> None:
    """An approved match becomes an agreement."""
    del event_id
    await make_agreement(SYSTEM, payload["proposal_id"])


async def tell_township_of_idle_home(event_id: int, payload: Payload) -> None:
    """A home shows no sign of life: the township is asked."""
    home = await one("SELECT id, name, division FROM home WHERE id = $1", payload["home_id"])
    if home is not None:
        await notify(
            SYSTEM,
            await holders(P.needs_check, home["division"]),
            Kind.home_idle_proposed,
            link=f"/desk/homes/{home['id']}",
            event_id=event_id,
            facts={"title": home["name"]},
        )


def tell_organisation(kind: Kind) -> Hear:
    """An organisation's people hear of the decision on it."""

    async def hear(event_id: int, payload: Payload) -> None:
        found = await one(
            "SELECT id, name FROM organisation WHERE id = $1", payload["organisation_id"]
        )
        if found is not None:
            await notify(
                SYSTEM,
                await members_of(found["id"]),
                kind,
                link="/me",
                event_id=event_id,
                facts={"title": found["name"]},
            )

    hear.__name__ = f"tell_organisation_{kind}"
    return hear


def tell_giver(kind: Kind) -> Hear:
    """An offer's people hear of the decision on it."""

    async def hear(event_id: int, payload: Payload) -> None:
        found = await one(
            "SELECT id, title, organisation_id, submitted_by AS giver FROM offer WHERE id = $1",
            payload["offer_id"],
        )
        if found is not None:
            await notify(
                SYSTEM,
                await givers_of(found),
                kind,
                link=f"/offers/{found['id']}",
                event_id=event_id,
                facts={"title": found["title"]},
            )

    hear.__name__ = f"tell_giver_{kind}"
    return hear


async def tell_suppliers_of_purchase(event_id: int, payload: Payload) -> None:
    """A notice was published: organisations it suits hear of it."""
    tender_id = payload["tender_id"]
    try:
        view = await public_tender(tender_id)
    except NotFound:
        return
    if view.status not in OPEN:
        return  # withdrawn before anybody heard
    people = {
        person
        for fit in await suitable_suppliers(tender_id)
        for person in await members_of(fit.organisation_id)
    }
    await notify(
        SYSTEM,
        people,
        Kind.purchase_suits,
        link=f"/purchases/{tender_id}",
        event_id=event_id,
        facts={"title": view.title},
    )


def tell_purchasers(kind: Kind) -> Hear:
    """The department's purchasing officers hear of a day that is near, or over."""

    async def hear(event_id: int, payload: Payload) -> None:
        tender = await one(
            "SELECT id, title, division, organisation_id FROM tender WHERE id = $1",
            payload["tender_id"],
        )
        if tender is None:
            return
        officers = {
            *await members_of(tender["organisation_id"]),
            *await holders(P.tenders_publish, tender["division"]),
        }
        await notify(
            SYSTEM,
            officers,
            kind,
            link=f"/purchases/{tender['id']}",
            event_id=event_id,
            facts={"title": tender["title"], "on": payload["on"]},
        )

    hear.__name__ = f"tell_purchasers_{kind}"
    return hear


async def offers_follow_their_giver(event_id: int, payload: Payload) -> None:
    """A giver was verified or lost its verification: its offers appear or disappear with it."""
    del event_id
    await organisation_changed(SYSTEM, payload["organisation_id"])


async def needs_follow_their_home(event_id: int, payload: Payload) -> None:
    """A home is withheld from search, or released: its needs disappear or appear with it."""
    del event_id
    await home_changed(SYSTEM, payload["home_id"])


async def tell_verifiers(event_id: int, payload: Payload) -> None:
    """An organisation applied: whoever verifies in its place hears of it."""
    found = await one(
        "SELECT id, name, division FROM organisation WHERE id = $1 AND status = 'applied'",
        payload["organisation_id"],
    )
    if found is not None:
        await notify(
            SYSTEM,
            await holders(P.people_verify, found["division"]),
            Kind.organisation_waiting,
            link=f"/admin/organisations/{found['id']}",
            event_id=event_id,
            facts={"title": found["name"]},
        )


async def tell_moderators(event_id: int, payload: Payload) -> None:
    """An offer was handed in: whoever moderates where its giver sits hears of it."""
    found = await one(
        "SELECT id, title, division FROM offer WHERE id = $1 AND status = 'verifying'",
        payload["offer_id"],
    )
    if found is not None:
        await notify(
            SYSTEM,
            await holders(P.offers_moderate, found["division"]),
            Kind.offer_waiting,
            link=f"/admin/offers/{found['id']}",
            event_id=event_id,
            facts={"title": found["title"]},
        )


def tell_account(kind: Kind, link: str) -> Hear:
    """A person hears what happened to their own account."""

    async def hear(event_id: int, payload: Payload) -> None:
        await notify(SYSTEM, [payload["account_id"]], kind, link=link, event_id=event_id)

    hear.__name__ = f"tell_account_{kind}"
    return hear


async def tell_both_of_cover(event_id: int, payload: Payload) -> None:
    """Who is away and who stands in hear of it."""
    people = [payload["absent_id"], payload["delegate_id"]]
    await notify(SYSTEM, people, Kind.cover_arranged, link="/me/cover", event_id=event_id)


TOPICS: dict[str, tuple[Hear, ...]] = {
    "need.submitted": (tell_township,),
    "need.privacy_cleared": (tell_township,),
    "need.checked": (tell_county,),
    "need.published": (tell_owners(Kind.need_published),),
    "need.information_asked": (tell_owners(Kind.need_question),),
    "need.returned": (tell_owners(Kind.need_returned),),
    "need.rejected": (tell_owners(Kind.need_rejected),),
    "need.met": (tell_owners(Kind.need_met),),
    "need.expired": (tell_owners(Kind.need_expired),),
    "proposal.accepted": (tell_county_of_accepted,),
    "proposal.declined": (tell_both_that_it_ended,),
    "proposal.rejected": (tell_both_that_it_ended,),
    "proposal.expired": (tell_both_that_it_ended,),
    "proposal.swapped": (tell_both_that_it_ended,),
    "proposal.made": (tell_both_of_proposal,),
    "match.approved": (make_agreement_of_match,),
    "home.idle_proposed": (tell_township_of_idle_home,),
    "organisation.verified": (
        tell_organisation(Kind.organisation_verified),
        offers_follow_their_giver,
    ),
    "organisation.refused": (
        tell_organisation(Kind.organisation_refused),
        offers_follow_their_giver,
    ),
    "organisation.expired": (offers_follow_their_giver,),
    "organisation.withdrawn": (offers_follow_their_giver,),
    "organisation.withheld": (offers_follow_their_giver,),
    "organisation.released": (offers_follow_their_giver,),
    "home.withheld": (needs_follow_their_home,),
    "home.released": (needs_follow_their_home,),
    "offer.published": (tell_giver(Kind.offer_published),),
    "offer.returned": (tell_giver(Kind.offer_refused),),
    "offer.rejected": (tell_giver(Kind.offer_refused),),
    "tender.published": (tell_suppliers_of_purchase,),
    "tender.due_soon": (tell_purchasers(Kind.purchase_due),),
    "tender.overdue": (tell_purchasers(Kind.purchase_overdue),),
    "tender.bond_due": (tell_purchasers(Kind.purchase_bond),),
    "organisation.applied": (tell_verifiers,),
    "offer.submitted": (tell_moderators,),
    "account.password_changed": (tell_account(Kind.password_changed, "/me"),),
    "account.authenticator_bound": (tell_account(Kind.authenticator_changed, "/me"),),
    "account.factor_forgotten": (tell_account(Kind.authenticator_changed, "/me"),),
    "cover.arranged": (tell_both_of_cover,),
}
