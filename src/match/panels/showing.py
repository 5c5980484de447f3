"""What a purchase's page shows of its panel."""

from match.foundation.actor import Actor
from match.panels import states
from match.panels.queries import panel_view
from match.panels.queries.panels import is_public
from match.tenders.sections import Block
from match.tenders.states import Mode, TenderStatus

_BEFORE = frozenset({TenderStatus.draft, TenderStatus.intent, TenderStatus.withdrawn})


async def shown(actor: Actor, tender_id: int) -> Block | None:
    """The panel's block; None for a mirrored procedure and before the notice."""
    facts, panel = await panel_view(actor, tender_id)
    if facts.mode is Mode.mirror or facts.status in _BEFORE:
        return None
    return Block(
        "panels/block.html",
        {"panel": panel, "say": states, "public": is_public(facts)},
        aside=True,
    )
