"""What a donation has on clearing, looked at whenever something is posted for it."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, one, value
from match.foundation.parameters import whole
from match.foundation.workdays import workdays_from_now
from match.statements.commands._shared import PERIOD, on_clearing
from match.statements.commands.correcting import correct_case_of


@command
async def review_clearing(actor: Actor, donation_id: int) -> int:
    """
    Keep what the donation has on its charity's clearing account; returns it, in fen.

    Not zero: a case is due so many working days after the posting that made it so. Zero again: an
    open case is corrected. Heard from every posting for a donation; hearing it twice changes
    nothing.
    """
    donation = await one(
        "SELECT id, charity_id, division FROM donation WHERE id = $1 AND kind = 'money'",
        donation_id,
    )
    if donation is None:
        return 0
    left = await on_clearing(donation_id)
    before = await one("SELECT open_fen FROM clearing WHERE donation_id = $1", donation_id)
    if before is None and left == 0:
        return 0
    if before is None or before["open_fen"] != left:
        due = await workdays_from_now(await whole(PERIOD)) if left else None
        await value(
            "INSERT INTO clearing (donation_id, charity_id, division, open_fen, changed_at,"
            " next_check_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (donation_id) DO UPDATE"
            " SET open_fen = $4, changed_at = $5, next_check_at = $6",
            donation_id,
            donation["charity_id"],
            donation["division"],
            left,
            clock.now(),
            due,
        )
    if left == 0:
        await correct_case_of(actor, donation_id=donation_id)
    return left
