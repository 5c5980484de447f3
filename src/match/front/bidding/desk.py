"""Everything a supplier's people need for their bids, read from the rooms that know it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from match.bids.queries import standing_bids
from match.bids.queries.mine import MyBid, receipts_of
from match.bids.receipts import Receipt
from match.contracts.queries import contracts_of
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.front.bidding.tasks import Bid, Task, three_tasks
from match.objections.queries.lists import ObjectionLine, objections_of
from match.site.formats import local_day
from match.suppliers.queries import (
    ConsortiumView,
    OwnSupplier,
    consortia_of,
    consortium_of,
    eligibility,
    own_suppliers,
)
from match.suppliers.rules import Check
from match.tenders.pages.story import KeyDay, key_days
from match.tenders.public import TenderView
from match.tenders.queries import facts as tender_facts
from match.tenders.queries import public_tender, suitable_tenders
from match.tenders.questions.queries import Question, own_questions
from match.tenders.states import TenderStatus
from match.tenders.timetable import dues

SHOWN = 12


class Opportunity(msgspec.Struct, frozen=True):
    """One purchase for one organisation, with its three tasks."""

    tender_id: int
    title: str
    purchaser: str
    budget_fen: int
    closes_at: datetime
    organisation: OwnSupplier
    tasks: tuple[Task, Task, Task]

    @property
    def closes_on(self) -> date:
        """The last day for answers; closing at midnight belongs to the day that ends."""
        return local_day(self.closes_at - timedelta(microseconds=1))


class Ended(msgspec.Struct, frozen=True):
    """What became of a bid: ``won`` None while nobody is named."""

    tender_id: int
    title: str
    status: TenderStatus
    winner: str
    won: bool | None
    contracts: tuple[int, ...]


class BiddingDesk(msgspec.Struct, frozen=True):
    """The desk. ``days`` groups the open purchases by the day on which they close."""

    organisations: tuple[OwnSupplier, ...]
    days: tuple[tuple[date, tuple[Opportunity, ...]], ...]
    ended: tuple[Ended, ...]
    questions: tuple[tuple[int, str, Question], ...]
    consortia: tuple[ConsortiumView, ...]
    objections: tuple[ObjectionLine, ...]


class Preparation(msgspec.Struct, frozen=True):
    """One purchase, one organisation: conditions, tasks, days, receipts."""

    tender: TenderView
    organisation: OwnSupplier
    others: tuple[OwnSupplier, ...]
    checks: tuple[Check, ...]
    tasks: tuple[Task, Task, Task]
    days: tuple[KeyDay, ...]
    receipts: tuple[Receipt, ...]
    questions: tuple[Question, ...]
    open_still: bool
    consortium: bool
    joint: ConsortiumView | None


async def bidding_desk(actor: Actor) -> BiddingDesk:
    """Matched purchases with their tasks by day, and what became of earlier bids."""
    own = await own_suppliers(actor)
    bids = await standing_bids(actor)
    joint = await consortia_of(actor)
    open_ones: list[Opportunity] = []
    for organisation in own:
        suited = [view.id for view, _fit in await suitable_tenders(organisation.id, SHOWN)]
        mine = [bid.tender_id for bid in bids if bid.organisation_id == organisation.id]
        mine += [each.tender_id for each in joint if _leads(each, organisation)]
        for tender_id in dict.fromkeys([*mine, *suited]):
            found = await _opportunity(organisation, tender_id, bids)
            if found is not None:
                open_ones.append(found)
    tenders = list(dict.fromkeys([bid.tender_id for bid in bids]))
    listed = dict.fromkeys([*(each.tender_id for each in open_ones), *tenders])
    return BiddingDesk(
        organisations=tuple(own),
        days=_by_day(open_ones),
        ended=tuple([each for each in [await _ended(i, bids) for i in tenders] if each]),
        questions=tuple([each for i in listed for each in await _asked(actor, i)]),
        consortia=tuple(joint),
        objections=tuple([each for each in await objections_of(actor) if each.mine]),
    )


async def preparation(actor: Actor, tender_id: int, organisation_id: int = 0) -> Preparation:
    """
    The page that leads one organisation through one purchase; the first of one's own where none is
    named. Raises NotFound for a purchase that is not public, or somebody else's organisation.
    """
    tender = await public_tender(tender_id)
    own = await own_suppliers(actor)
    chosen = next((each for each in own if organisation_id in (0, each.id)), None)
    if chosen is None:
        raise NotFound(_("没有找到这个机构，或您没有查看权限。"))
    facts = await tender_facts(tender_id)
    bids = await standing_bids(actor, tender_id)
    bid = _newest(bids, chosen.id, tender_id)
    checks = await eligibility(chosen.id, facts)
    open_still = facts.status is TenderStatus.published and clock.now() < facts.closes_at
    return Preparation(
        tender=tender,
        organisation=chosen,
        others=tuple(each for each in own if each.id != chosen.id),
        checks=checks,
        tasks=three_tasks(
            checks, bid, open_still=open_still, tender_id=tender_id, organisation=chosen.id
        ),
        days=tuple(day for day in key_days(facts, dues(facts)) if day.on >= clock.today())[:8],
        receipts=await receipts_of(actor, bid.id) if bid else (),
        questions=await own_questions(actor, tender_id),
        open_still=open_still,
        consortium=facts.consortium,
        joint=await consortium_of(tender_id, chosen.id),
    )


def _leads(joint: ConsortiumView, organisation: OwnSupplier) -> bool:
    """The lead writes and seals for all members."""
    return joint.status != "ended" and joint.lead_id == organisation.id


async def _opportunity(
    organisation: OwnSupplier, tender_id: int, bids: Iterable[MyBid]
) -> Opportunity | None:
    """None once the purchase takes no answers any more."""
    facts = await tender_facts(tender_id)
    if facts.status is not TenderStatus.published or clock.now() >= facts.closes_at:
        return None
    checks = await eligibility(organisation.id, facts)
    return Opportunity(
        tender_id=tender_id,
        title=facts.title,
        purchaser=facts.purchaser,
        budget_fen=facts.budget_fen,
        closes_at=facts.closes_at,
        organisation=organisation,
        tasks=three_tasks(
            checks,
            _newest(bids, organisation.id, tender_id),
            open_still=True,
            tender_id=tender_id,
            organisation=organisation.id,
        ),
    )


async def _ended(tender_id: int, bids: Iterable[MyBid]) -> Ended | None:
    """Of a purchase that was bid for and takes no answers any more."""
    facts = await tender_facts(tender_id)
    if facts.status is TenderStatus.published:
        return None
    view = await public_tender(tender_id)
    own = {bid.organisation_id for bid in bids if bid.tender_id == tender_id}
    named = bool(view.winner)
    return Ended(
        tender_id=tender_id,
        title=facts.title,
        status=facts.status,
        winner=view.winner,
        won=facts.winner_id in own if named else None,
        contracts=tuple(contract.id for contract in await contracts_of(tender_id)),
    )


async def _asked(actor: Actor, tender_id: int) -> list[tuple[int, str, Question]]:
    found = await own_questions(actor, tender_id)
    if not found:
        return []
    title = (await public_tender(tender_id)).title
    return [(tender_id, title, question) for question in found]


def _newest(bids: Iterable[MyBid], organisation: int, tender_id: int) -> Bid | None:
    """The bids come newest first; the newest that was not replaced is the one that stands."""
    for bid in bids:
        if bid.organisation_id == organisation and bid.tender_id == tender_id:
            return Bid(bid.id, bid.status, bid.stale)
    return None


def _by_day(
    found: list[Opportunity],
) -> tuple[tuple[date, tuple[Opportunity, ...]], ...]:
    days: dict[date, list[Opportunity]] = {}
    for each in sorted(found, key=lambda each: (each.closes_at, each.tender_id)):
        days.setdefault(each.closes_on, []).append(each)
    return tuple((day, tuple(those)) for day, those in days.items())
