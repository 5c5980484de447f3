"""A purchase is judged from the announcement to the award, through every command."""

import pytest

from match.foundation.db import one, rows, value
from match.panels import commands
from match.panels.forms import DecisionForm
from match.panels.queries import outcome
from tests.panels import make

pytestmark = pytest.mark.usefixtures("db")


async def test_a_purchase_is_judged_and_awarded():
    made = await make.scored(await make.working(), [("10", "40"), ("15", "45"), ("20", "50")])
    before = await outcome(made.id)
    await make.reported(made)
    third, second, first = made.bidders
    bid = (await made.bids())[first.organisation]
    await commands.decide(made.officer, made.id, DecisionForm(bid=bid))
    await commands.countersign(await make.countersigner(), made.id)
    named = await outcome(made.id)
    await commands.award(made.officer, made.id)

    # Price points by hand: 15/15*20, 15/16*20 = 18.75, 15/17*20 = 17.647 → 17.65.
    after = await outcome(made.id)
    assert before.ranking == ()
    assert before.experts == ()
    assert [(each.organisation_id, each.points) for each in after.ranking] == [
        (first.organisation, 9000),
        (second.organisation, 7875),
        (third.organisation, 6765),
    ]
    assert after.winner is not None
    assert after.winner.organisation_id == first.organisation
    assert named.experts == ()
    assert len(after.experts) == 3
    assert await value("SELECT status FROM tender WHERE id = $1", made.id) == "awarded"
    notice = await one(
        "SELECT facts FROM tender_notice WHERE tender_id = $1 AND kind = 'result'", made.id
    )
    assert notice is not None
    told = await rows("SELECT topic FROM outbox WHERE topic LIKE 'panel.%' ORDER BY id")
    assert {"panel.drawn", "panel.seated", "panel.counted", "panel.reported"} <= {
        row["topic"] for row in told
    }
