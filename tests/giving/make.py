"""Donations for tests: what a run, two yeses, an approval and two confirmations lead to."""

from dataclasses import dataclass
from typing import Any

from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one
from match.giving import commands as giving
from match.giving.forms import CountForm, DispatchForm, ReceiptForm, TermsForm
from match.giving.states import Condition
from match.matching import commands
from tests.matching import make as matching

BY_POST = DispatchForm(carrier="顺丰", waybill="SF1234567890", note="三天到")
UNITS = 60


@dataclass(frozen=True)
class Deal:
    """
    A donation with the people around it; ``agreement`` is its number and its agreement's.
    ``UNITS`` of the offer's 200 are promised.
    """

    agreement: int
    proposal: int
    line: int
    offer: int
    director: Actor
    supervisor: Actor
    manager: Actor
    county: Actor


async def promised(**other: Any) -> Deal:
    """Made from the match, not confirmed yet: both accepted, an uninvolved officer approved."""
    at, proposal, organisation = await matching.proposed(**other)
    manager = await matching.manager_of(organisation)
    await commands.accept_for_need(at.director, proposal)
    await commands.accept_for_offer(manager, proposal)
    county = await matching.another_officer()
    await commands.approve_proposal(county, proposal)
    found = await one("SELECT line_id, offer_id FROM proposal WHERE id = $1", proposal)
    assert found is not None
    return Deal(
        await giving.make_agreement(SYSTEM, proposal),
        proposal,
        found["line_id"],
        found["offer_id"],
        at.director,
        at.supervisor,
        manager,
        county,
    )


async def agreed(**other: Any) -> Deal:
    """In force: both parties confirmed the writing."""
    deal = await promised(**other)
    await giving.confirm(deal.director, deal.agreement, 1)
    await giving.confirm(deal.manager, deal.agreement, 1, declared=True)
    return deal


async def sent(units: int | None = None, deal: Deal | None = None) -> tuple[Deal, int]:
    """On its way: the deal and its parcel."""
    deal = deal or await agreed()
    form = DispatchForm(units=units, carrier="顺丰", waybill="SF1234567890", note="三天到")
    return deal, await giving.dispatch(deal.manager, deal.agreement, form)


async def counted(good: int = UNITS, note: str = "", deal: Deal | None = None) -> Deal:
    """All of it counted, *good* of it good and the rest missing."""
    deal, parcel = await sent(deal=deal)
    await giving.count_parcel(deal.director, parcel, CountForm(good=good, note=note))
    return deal


async def allocated(good: int = UNITS, note: str = "") -> Deal:
    """Receipted, and with it on the home's shelf."""
    deal = await counted(good, note)
    await giving.give_receipt(deal.director, deal.agreement, ReceiptForm())
    return deal


def terms(**other: Any) -> TermsForm:
    """Terms of books that can be confirmed."""
    return TermsForm(
        **{
            "purpose": "给阅读角添绘本",
            "quality": "正版，适合 6 到 12 岁",
            "condition": Condition.new,
            **other,
        }
    )
