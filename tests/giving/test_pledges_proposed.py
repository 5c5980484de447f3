"""What a run has proposed is not promised to somebody else while both parties are asked."""

import pytest

from match.foundation.db import one, value
from match.foundation.errors import Conflict
from match.giving.pledging.commands import offer_pledge
from match.giving.pledging.forms import PledgeForm
from match.giving.standing.facts import Asked, candidates
from tests.giving import pledges
from tests.matching import make as matching

pytestmark = pytest.mark.usefixtures("db")


async def line_with_proposal() -> tuple[int, int, int]:
    """A line, its quantity, and how much of it an undecided proposal speaks of."""
    _at, proposal, _organisation = await matching.proposed()
    found = await one(
        "SELECT p.line_id, p.units, l.quantity FROM proposal p JOIN need_line l ON l.id = p.line_id"
        " WHERE p.id = $1",
        proposal,
    )
    assert found is not None
    return found["line_id"], found["quantity"], found["units"]


async def test_the_units_of_an_undecided_proposal_are_not_promised_again():
    line, quantity, proposed = await line_with_proposal()
    giver = await pledges.giver()

    with pytest.raises(Conflict, match="匹配建议"):
        await offer_pledge(giver, PledgeForm(line=line, units=quantity - proposed + 1))

    assert await value("SELECT reserved FROM need_line WHERE id = $1", line) == 0
    assert await value("SELECT count(*) FROM pledge WHERE line_id = $1", line) == 0


async def test_they_are_free_again_once_the_proposal_is_over():
    line, _quantity, proposed = await line_with_proposal()
    await value("UPDATE proposal SET status = 'declined' WHERE line_id = $1", line)

    assert await offer_pledge(await pledges.giver(), PledgeForm(line=line, units=proposed))


async def test_a_rule_weighs_only_what_no_proposal_speaks_of():
    line, quantity, proposed = await line_with_proposal()
    row = await one("SELECT category, unit FROM need_line WHERE id = $1", line)
    assert row is not None
    asked = Asked(row["category"], row["unit"], ("43",))

    open_units = {need.line_id: need.open_units for need in await candidates(asked)}

    assert open_units.get(line, 0) == quantity - proposed
