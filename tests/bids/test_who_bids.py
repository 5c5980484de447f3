"""Who may bid, beyond the bidder's own papers: partners, officials with two hats, later dates."""

import pytest

from match.bids import commands
from match.bids.queries import opened
from match.foundation.actor import SYSTEM
from match.foundation.clock import HERE
from match.foundation.db import rows, value
from match.foundation.errors import Denied
from match.foundation.permissions import Role
from match.people.commands.roles import install_role
from match.suppliers.commands import name_controller, propose_consortium, sign_consortium
from match.suppliers.forms import ControllerForm
from match.suppliers.queries import consortium_view
from match.suppliers.states import ControlRole
from tests.bids import make
from tests.people import make as people
from tests.people.numbers import credit_code
from tests.suppliers.make import consortium


async def _joint(about: make.Purchase, lead: make.Bidder, partner: make.Bidder) -> None:
    form = consortium(lead.organisation, partner.organisation)
    made = await propose_consortium(lead.actor, about.id, form)
    words = (await consortium_view(partner.actor, made)).agreement_hash
    await sign_consortium(partner.actor, made, words)


async def test_who_signed_for_a_joint_bid_does_not_bid_alone_as_well(db: None) -> None:
    """实施条例22; the lead's bid is that of all."""
    about = await make.purchase(k=2, n=3)
    lead, partner = await make.bidder(), await make.bidder()
    await _joint(about, lead, partner)

    with pytest.raises(Denied) as refused:
        await make.submitted(partner, about)
    assert refused.value.facts["checks"] == ["consortium"]
    assert await make.submitted(lead, about)


async def test_every_partner_meets_the_conditions(db: None) -> None:
    """采购法24: the lead's own papers are not enough."""
    about = await make.purchase(k=2, n=3)
    lead = await make.bidder()
    organisation = await people.organisation("NGO", make.JISHOU)
    manager = await people.account("manager", organisation=organisation)
    bare = make.Bidder(manager, organisation)
    await _joint(about, lead, bare)

    with pytest.raises(Denied, match="采购法第二十四条") as refused:
        await make.submitted(lead, about)
    assert refused.value.facts["checks"] == [f"partner.{organisation}"]
    await make.eligible(bare)
    assert await make.submitted(lead, about)


async def test_a_partner_under_a_rivals_hand_makes_both_void(db: None) -> None:
    about = await make.purchase(k=2, n=3, min_bids=2)
    lead, partner, rival = await make.bidder(), await make.bidder(), await make.bidder()
    for who in (partner, rival):
        form = ControllerForm(ControlRole.in_charge, "某某控股", credit_code(777_777))
        await name_controller(who.actor, who.organisation, form)
    await _joint(about, lead, partner)
    for who in (lead, rival):
        await make.submitted(who, about)
    await make.bids(about, 2)
    await make.pass_deadline(about.id)
    begun = await commands.begin_opening(about.officer, about.id)

    assert begun.bids == 2
    assert await make.opened_by(about, about.officials[:2])
    assert [bid.valid for bid in await opened(about.id)] == [False, False, True, True]


@pytest.mark.parametrize("joint", [False, True])
async def test_an_official_who_manages_a_bidder_shuts_it_out(db: None, joint: bool) -> None:
    """The key was registered for the finance bureau; the person wears a second hat."""
    about = await make.purchase(k=2, n=3)
    hat, other = await make.bidder(), await make.bidder()
    official = about.officials[1].actor.id
    assert official is not None
    await install_role(SYSTEM, official, Role.manager, "", organisation=hat.organisation)
    if joint:
        await _joint(about, other, hat)

    with pytest.raises(Denied, match="开标人"):
        await make.submitted(other if joint else hat, about)
    assert await make.submitted(await make.bidder(), about)


async def test_a_paper_out_of_date_at_the_later_deadline_does_not_confirm(db: None) -> None:
    """In date on the first last day, not on the one to which the documents put it off."""
    about = await make.purchase(k=2, n=3)
    who = await make.bidder()
    receipt = await make.submitted(who, about)
    closes = await value("SELECT closes_at FROM tender WHERE id = $1", about.id)
    await rows(
        "UPDATE qualification SET valid_to = $2"
        " WHERE organisation_id = $1 AND kind = 'safeguarding'",
        who.organisation,
        closes.astimezone(HERE).date(),
    )
    await rows(
        "UPDATE tender SET document_version = 2, closes_at = closes_at + interval '5 days',"
        " closes_on = closes_on + 5, decides_on = decides_on + 5 WHERE id = $1",
        about.id,
    )

    with pytest.raises(Denied) as refused:
        await commands.reconfirm(who.actor, receipt.bid_id)
    assert refused.value.facts["checks"] == ["paper.safeguarding"]
