"""What every verb on a need begins and ends with."""

from datetime import datetime
from typing import Any

from match.foundation.actor import Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.moves import carry_out
from match.foundation.parameters import whole
from match.needs import policy, rules, wording
from match.needs.states import NEED_MACHINE, PUBLIC, NeedStatus
from match.needs.tables import Need


async def locked(actor: Actor, need_id: int) -> dict[str, Any]:
    """The need, locked; NotFound for those who may not know of it."""
    need = await one("SELECT * FROM need WHERE id = $1 FOR UPDATE", need_id)
    if need is None or not policy.can_see(
        actor, need["home_id"], need["division"], public=NeedStatus(need["status"]) in PUBLIC
    ):
        raise NotFound(_("没有找到这条需求。"))
    return need


async def lines_of(need_id: int) -> list[dict[str, Any]]:
    """The lines in order."""
    return await rows("SELECT * FROM need_line WHERE need_id = $1 ORDER BY position", need_id)


def involved(need: dict[str, Any]) -> tuple[int | None, ...]:
    """Everybody whose own need this is: who wrote a word of it, and for whom."""
    return (need["submitted_by"], need["entered_for"], *need["writers"])


async def refuse_naming_texts(need: dict[str, Any]) -> dict[str, str]:
    """
    Every free text, once it is sure that none tells who a child is. Raises Invalid.

    A home is called after its village: for a small group, neither name may stand in the words.
    """
    every_text = await texts(need)
    wording.refuse_personal_data(every_text)
    if rules.is_small(need["beneficiaries"], await whole("need.small_group")):
        place = await one(
            "SELECT d.name AS village, h.name AS home FROM home h"
            " JOIN division d ON d.code = h.division WHERE h.id = $1",
            need["home_id"],
        )
        assert place is not None, "a need has a home"
        wording.refuse_place_names(every_text, place["village"], place["home"])
    return every_text


async def texts(need: dict[str, Any]) -> dict[str, str]:
    """Every free text of a need by field."""
    named = {f"line {line['position']}": line["name"] for line in await lines_of(need["id"])}
    return {"title": need["title"], "purpose": need["purpose"], **named}


async def move(
    actor: Actor,
    need: dict[str, Any],
    verb: str,
    *,
    reason: str = "",
    next_check_at: datetime | None = None,
) -> NeedStatus:
    """Fire the verb, set when the clock looks again, and leave the trail."""
    step = await carry_out(
        actor,
        NEED_MACHINE,
        Need,
        need,
        NeedStatus(need["status"]),
        verb,
        reason=reason,
        sets={"next_check_at": next_check_at},
        need_id=need["id"],
        home_id=need["home_id"],
        division=need["division"],
    )
    return NeedStatus(step.to)
