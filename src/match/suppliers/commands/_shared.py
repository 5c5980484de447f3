"""What every verb of this room begins with."""

from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.needs.wording import refuse_personal_data
from match.suppliers import policy

Row = dict[str, Any]


async def organisation(actor: Actor, organisation_id: int) -> Row:
    """The organisation, locked, for who may see its vault. NotFound for everybody else."""
    held = await one(
        "SELECT id, name, kind, division, status FROM organisation WHERE id = $1 FOR SHARE",
        organisation_id,
    )
    if held is None or not policy.can_see(actor, organisation_id, held["division"]):
        raise NotFound(_("没有找到这个机构，或您没有查看权限。"))
    return held


def need_reason(reason: str) -> str:
    """The reason, tidied; Invalid if it says nothing, too much, or tells who a child is."""
    said = reason.strip()
    if not 4 <= len(said) <= 300:
        raise Invalid({"reason": _("请写明原因，4 到 300 个字，对方会看到。")})
    refuse_personal_data({"reason": said})
    return said
