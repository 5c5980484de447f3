"""Many needs at once enter or leave matching: what `mark_proposed` does to one."""

from collections.abc import Sequence

from match.foundation.actor import Actor
from match.foundation.audit import record_all
from match.foundation.db import command, one
from match.needs.states import NEED_MACHINE, NeedStatus


@command
async def mark_many_proposed(actor: Actor, need_ids: Sequence[int], *, proposed: bool) -> int:
    """
    Show of those that are published that a proposal is open (or of those in matching that none is
    any more); returns how many changed.

    One statement moves them, by compare-and-set like any move, and one writes a line of the trail
    for each. No fact is told per need: a province's run moves sixty thousand, and the run's own
    facts (``match.announced``, a page at a time) bring the index and the people up to date.
    """
    source = NeedStatus.published if proposed else NeedStatus.matching
    step = NEED_MACHINE.move(source, "propose" if proposed else "unpropose")
    moved = await one(
        "WITH moved AS (UPDATE need SET status = $2 WHERE id = ANY($1) AND status = $3"
        " RETURNING id, division)"
        " SELECT coalesce(array_agg(id), '{}') AS ids,"
        " coalesce(array_agg(division), '{}') AS divisions FROM moved",
        list(need_ids),
        str(step.to),
        source.value,
    )
    assert moved is not None, "an aggregate always answers"
    await record_all(
        actor,
        step.event,
        kind="need",
        subjects=list(zip(moved["ids"], moved["divisions"], strict=True)),
        changes={"status": (source.value, str(step.to))},
    )
    return len(moved["ids"])
