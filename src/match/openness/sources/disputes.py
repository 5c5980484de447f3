"""Objections and complaints by their public columns: never who raised one, nor what it says."""

from match.foundation.db import rows
from match.objections.states import Decision, Outcome, decision_word, outcome_word
from match.openness.process import Objection

OBJECTION = ("id", "status", "raised_at", "replied_at", "outcome")
COMPLAINT = ("id", "status", "filed_at", "decided_at", "decision")
"""All of data class `public`; a test holds them against the tables."""


async def disputes(tender_id: int) -> tuple[Objection, ...]:
    """The objections to a purchase; complaints once they are decided."""
    objections = await rows(
        f"SELECT {', '.join(OBJECTION)} FROM objection WHERE tender_id = $1 ORDER BY id",  # noqa: S608 # names of ours
        tender_id,
    )
    complaints = await rows(
        f"SELECT {', '.join(COMPLAINT)} FROM complaint WHERE tender_id = $1"  # noqa: S608 # names of ours
        " AND status = 'decided' ORDER BY id",
        tender_id,
    )
    return (
        *(
            Objection(
                id=f"objection-{row['id']}",
                kind="objection",
                status=row["status"],
                at=row["raised_at"],
                decided_at=row["replied_at"],
                outcome=outcome_word(Outcome(row["outcome"])) if row["outcome"] else "",
            )
            for row in objections
        ),
        *(
            Objection(
                id=f"complaint-{row['id']}",
                kind="complaint",
                status=row["status"],
                at=row["filed_at"],
                decided_at=row["decided_at"],
                outcome=decision_word(Decision(row["decision"])),
            )
            for row in complaints
        ),
    )
