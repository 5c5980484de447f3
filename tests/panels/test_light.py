"""The light flow by lowest price, and the price cut of a small firm that declared itself one."""

import pytest

from match.bids.commands import ask_correction
from match.foundation.db import rows, value
from match.foundation.errors import Conflict
from match.panels import commands
from match.panels.queries import outcome, result
from match.suppliers.commands import declare
from match.suppliers.forms import DeclarationForm
from match.suppliers.states import Declared
from tests.panels import make

pytestmark = pytest.mark.usefixtures("db")


async def test_three_quotations_under_the_limit_are_ranked_by_price_alone():
    made = await make.scene(
        pool=0, experts=0, mode="light", method="INTERNAL", scheme="lowest", criteria=()
    )
    await make.seated(await make.drawn(made))
    for member in await made.members():
        await commands.sign_sheet(member, made.panel)
    await make.reported(made)
    found = await outcome(made.id)

    assert [(each.price_fen, each.points, each.place) for each in found.ranking] == [
        (15_000_000, 0, 1),
        (16_000_000, 0, 2),
        (17_000_000, 0, 3),
    ]


async def test_a_declared_small_firm_is_judged_by_its_cut_price_and_paid_by_its_bid():
    """16.5 × 0.9 = 14.85 beats 15; 14.85 / 15 × 20 = 19.80 (财库〔2022〕19号)."""
    made = await make.scene(prices=(16_500_000, 15_000_000, 17_000_000))
    small = made.bidders[0]
    await rows("UPDATE organisation SET kind = 'ENT' WHERE id = $1", small.organisation)
    await declare(small.actor, small.organisation, DeclarationForm(Declared.small_firm, read=True))
    await make.reported(await make.scored(await make.seated(await make.drawn(made))))
    lines = (await result(made.officer, made.id)).lines

    assert [(line.judged_fen, line.price) for line in lines[:2]] == [
        (14_850_000, "20.00"),
        (15_000_000, "19.80"),
    ]
    assert lines[0].price_fen == 16_500_000
    assert lines[0].organisation_id == small.organisation


async def test_a_bidder_who_mends_a_defect_holds_up_the_signatures():
    made = await make.working()
    bid = (await made.bids())[made.bidders[0].organisation]
    await ask_correction(made.officer, bid, "授权书没有盖章，请补正。")
    member = (await made.members())[0]
    await make.fill(made, member, {who.organisation: ("10", "40") for who in made.bidders})

    with pytest.raises(Conflict, match="正在补正"):
        await commands.sign_sheet(member, made.panel)
    await rows("UPDATE bid_correction SET answer_by = now() - interval '1 minute'")
    await commands.sign_sheet(member, made.panel)
    assert await value("SELECT count(*) FROM panel_signature") == 1
