"""What can be objected to in one purchase, and by when."""

from datetime import date

from match.foundation import clock
from match.foundation.db import value
from match.objections.clocks import Window, windows
from match.tenders.facts import TenderFacts
from match.tenders.queries import facts as tender_facts


async def changed_on(tender_id: int) -> date | None:
    """The day of the document's last edit after it was published; None for none."""
    at = await value(
        "SELECT max(at) FROM tender_document WHERE tender_id = $1 AND version > 1", tender_id
    )
    return at.astimezone(clock.HERE).date() if at is not None else None


async def occasions(tender_id: int) -> tuple[TenderFacts, tuple[Window, ...]]:
    """The purchase and every window there has been so far. Raises NotFound."""
    facts = await tender_facts(tender_id)
    return facts, windows(facts, await changed_on(tender_id))
