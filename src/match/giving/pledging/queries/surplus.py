"""What came over a promise and waits for the giver's choice."""

from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.giving import policy
from match.giving.amounts import amount_word
from match.giving.pledging.like import like_need
from match.giving.pledging.shapes import SurplusView
from match.giving.pledging.states import Regift


async def surplus_view(actor: Actor, donation_id: int) -> SurplusView:
    """For who may see the donation. Raises NotFound, also where nothing came over the promise."""
    row = await one("SELECT * FROM donation WHERE id = $1 AND surplus > 0", donation_id)
    if row is None or not policy.can_see(actor, row):
        raise NotFound(_("没有找到这项捐赠。"))
    still = row["surplus_choice"] in ("", Regift.county)
    wanted = {**row, "units": row["surplus"], "amount_fen": None}
    return SurplusView(
        donation_id,
        row["subject"],
        amount_word(row["kind"], row["unit"], row["surplus"]),
        row["surplus_until"],
        still,
        row["surplus_choice"] == Regift.county,
        await like_need(wanted) if still else None,
    )
