"""An organisation says whether files of gifts may name it."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.people.policy import can_manage


@command
async def name_donor(actor: Actor, organisation: int) -> None:
    """Its gifts bear its name from now on, those of the past too. Raises NotFound for strangers."""
    await _choose(actor, organisation, named=True)


@command
async def unname_donor(actor: Actor, organisation: int) -> None:
    """Its gifts bear no name from the next files on. What was downloaded before cannot be taken
    back, as the page says. Raises NotFound for strangers."""
    await _choose(actor, organisation, named=False)


async def _choose(actor: Actor, organisation: int, *, named: bool) -> None:
    if can_manage(actor, organisation) is not True:
        raise NotFound(_("没有找到这家机构。"))
    before = await one(
        "SELECT named FROM donor_naming WHERE organisation_id = $1 FOR UPDATE", organisation
    )
    was = before is not None and before["named"]
    if before is not None and was == named:
        return
    await one(
        'INSERT INTO donor_naming (organisation_id, named, "by", at) VALUES ($1, $2, $3, $4)'
        " ON CONFLICT (organisation_id) DO UPDATE SET named = excluded.named,"
        ' "by" = excluded."by", at = excluded.at RETURNING id',
        organisation,
        named,
        actor.id,
        clock.now(),
    )
    await record(
        actor,
        "donor.named" if named else "donor.unnamed",
        subject=("organisation", organisation),
        changes={"named": (was, named)},
    )
