"""What a reply or a decision does to the purchase, at once and in the same transaction."""

from match.foundation.actor import Actor
from match.objections.commands.stopping import let_go
from match.tenders.commands import advance
from match.tenders.commands import locked as locked_tender
from match.tenders.states import TenderStatus

_JUDGED = frozenset({TenderStatus.reported, TenderStatus.decided, TenderStatus.awarded})


async def carry_through(actor: Actor, tender_id: int, words: str, outcome: str, said: str) -> None:
    """
    Let go of what *words* held up; ``rejudge`` sends a judged purchase back to its panel (one that
    is being judged just goes on), ``fail`` ends it with *said* as the public reason.
    """
    facts = await locked_tender(tender_id)
    if outcome == "rejudge" and facts.status in _JUDGED:
        await let_go(actor, tender_id, words, then="rejudge")
        return
    await let_go(actor, tender_id, words)
    if outcome == "fail":
        await advance(actor, tender_id, "fail", reason=said)
