"""
What holds a purchase up, and what lets it go on.

Several things may hold one purchase at a time. The purchase keeps their reasons in one text, so
each has words of its own, and who lets go takes only these words away.
"""

from match.foundation.actor import Actor
from match.tenders.commands import advance, resume, suspend
from match.tenders.commands import locked as locked_tender

_AND = "；"  # as tenders.commands.suspend joins them


def objection_words(objection_id: int) -> str:
    """Why signing waits, as everybody reads it."""
    return f"第{objection_id}号质疑可能影响结果，等待答复"


def order_words(complaint_id: int) -> str:
    """Why everything waits, as everybody reads it."""
    return f"财政部门处理第{complaint_id}号投诉期间通知暂停"


async def hold(actor: Actor, tender_id: int, words: str) -> None:
    """Stop the purchase for *words*; nothing happens if these hold it already."""
    facts = await locked_tender(tender_id)
    if words not in facts.suspended_reason.split(_AND):
        await suspend(actor, tender_id, words)


async def let_go(actor: Actor, tender_id: int, words: str, then: str = "") -> None:
    """
    Take these words away; the purchase goes on unless others hold it. *then* is a verb that is
    carried out between, for an upheld objection is not held up by its neighbour's.
    """
    facts = await locked_tender(tender_id)
    held = [part for part in facts.suspended_reason.split(_AND) if part]
    rest = [part for part in held if part != words]
    if held and (then or rest != held):
        await resume(actor, tender_id)
        if then:
            await advance(actor, tender_id, then)
        if rest:
            await suspend(actor, tender_id, _AND.join(rest))
    elif then:
        await advance(actor, tender_id, then)
