"""Who hears what of a panel: members, the purchaser, the second body, bidders; and what follows."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows
from match.foundation.errors import Conflict
from match.foundation.permissions import Permission as P
from match.notices.commands import notify
from match.notices.queries import holders, members_of
from match.notices.words import Kind
from match.panels.commands import announce_panel, count_prices, reconvene
from match.panels.forms import PanelForm
from match.panels.needed import least_size
from match.tenders.queries import facts
from match.tenders.states import Mode, TenderStatus

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]
_SEATS = "SELECT account_id FROM panel_seat WHERE panel_id = $1 AND status = ANY($2)"


async def announce_for_purchase(event_id: int, payload: Payload) -> None:
    """
    A full procedure is published: its panel's rule is announced with it, so that nobody can forget
    it until it is too late. Where the pool is too small the purchaser's page says so.
    """
    del event_id
    held = await facts(payload["tender_id"])
    if held.mode is not Mode.full or held.status is not TenderStatus.published:
        return
    if await one("SELECT FROM panel WHERE tender_id = $1 LIMIT 1", held.id) is not None:
        return
    try:
        await announce_panel(SYSTEM, held.id, PanelForm(size=least_size(held)))
    except Conflict:
        return


async def count_when_prices_are_open(event_id: int, payload: Payload) -> None:
    """The officials opened the price envelopes: the panel's count goes on."""
    del event_id
    waiting = await one(
        "SELECT id FROM panel WHERE tender_id = $1 AND status = 'prices'", payload["tender_id"]
    )
    if waiting is not None:
        await count_prices(SYSTEM, payload["tender_id"])


async def seat_a_new_panel(event_id: int, payload: Payload) -> None:
    """An upheld objection or complaint sent the purchase back: others judge it anew."""
    del event_id
    judged = "SELECT FROM panel WHERE tender_id = $1 AND status = 'reported' LIMIT 1"
    if await one(judged, payload["tender_id"]) is not None:
        await reconvene(SYSTEM, payload["tender_id"])


def tell_seats(kind: Kind, *statuses: str) -> Hear:
    """The members whose seat stands so hear *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        found = await rows(_SEATS, payload["panel_id"], list(statuses))
        await _notify(
            event_id,
            payload["tender_id"],
            kind,
            {row["account_id"] for row in found},
            f"/desk/panels/{payload['panel_id']}",
        )

    hear.__name__ = f"tell_seats_{kind}"
    return hear


def tell_officer(kind: Kind) -> Hear:
    """Who published the purchase hears *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        held = await one(
            "SELECT published_by, drafted_by FROM tender WHERE id = $1", payload["tender_id"]
        )
        assert held is not None, "purchases are never deleted once published"
        officer = held["published_by"] or held["drafted_by"]
        where = f"/purchases/{payload['tender_id']}/result"
        await _notify(event_id, payload["tender_id"], kind, {officer}, where)

    hear.__name__ = f"tell_officer_{kind}"
    return hear


async def tell_countersigners(event_id: int, payload: Payload) -> None:
    """A decision waits for a second person of another body."""
    held = await facts(payload["tender_id"])
    people = set(await holders(P.panels_countersign, held.division))
    where = f"/purchases/{held.id}/result"
    await _notify(event_id, held.id, Kind.decision_waiting, people, where)


def tell_bidders(kind: Kind, page: str) -> Hear:
    """Everybody who bid hears *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        found = await rows(
            "SELECT DISTINCT organisation_id FROM bid WHERE tender_id = $1"
            " AND status IN ('sealed', 'unopened', 'opened', 'void')",
            payload["tender_id"],
        )
        people = {person for row in found for person in await members_of(row["organisation_id"])}
        where = f"/purchases/{payload['tender_id']}{page}"
        await _notify(event_id, payload["tender_id"], kind, people, where)

    hear.__name__ = f"tell_bidders_{kind}"
    return hear


async def tell_keepers(event_id: int, payload: Payload) -> None:
    """An expert waits to be verified."""
    held = await one(
        "SELECT e.id, e.entered_by, a.name FROM expert e JOIN account a ON a.id = e.account_id"
        " WHERE e.id = $1 AND e.status = 'applied'",
        payload["expert_id"],
    )
    if held is None:
        return
    people = set(await holders(P.panels_keep, payload["division"])) - {held["entered_by"]}
    await notify(
        SYSTEM,
        people,
        Kind.expert_waiting,
        link=f"/experts/{held['id']}",
        event_id=event_id,
        facts={"title": ""},
    )


def tell_expert(kind: Kind) -> Hear:
    """The expert hears *kind*."""

    async def hear(event_id: int, payload: Payload) -> None:
        await notify(
            SYSTEM,
            {payload["account_id"]},
            kind,
            link="/desk/expert",
            event_id=event_id,
            facts={"title": ""},
        )

    hear.__name__ = f"tell_expert_{kind}"
    return hear


async def _notify(
    event_id: int, tender_id: int, kind: Kind, people: Iterable[int], link: str
) -> None:
    held = await facts(tender_id)
    await notify(
        SYSTEM, set(people), kind, link=link, event_id=event_id, facts={"title": held.title}
    )


TOPICS: dict[str, tuple[Hear, ...]] = {
    "tender.published": (announce_for_purchase,),
    "tender.rejudged": (seat_a_new_panel,),
    "bids.opened": (count_when_prices_are_open,),
    "panel.seats_asked": (tell_seats(Kind.panel_asked, "asked"),),
    "panel.rejudged": (tell_seats(Kind.panel_asked, "asked"),),
    "panel.sheets_apart": (tell_seats(Kind.panel_apart, "confirmed"),),
    "panel.counted": (tell_seats(Kind.panel_counted, "confirmed"),),
    "panel.reported": (tell_officer(Kind.panel_reported),),
    "tender.decision_made": (tell_countersigners,),
    "tender.decision_countersigned": (tell_officer(Kind.decision_confirmed),),
    "tender.result_published": (tell_bidders(Kind.purchase_result, "/result"),),
    "tender.failed": (tell_bidders(Kind.purchase_failed, ""),),
    "expert.entered": (tell_keepers,),
    "expert.verified": (tell_expert(Kind.expert_verified),),
    "expert.refused": (tell_expert(Kind.expert_refused),),
}
