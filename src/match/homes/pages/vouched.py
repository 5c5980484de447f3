"""What a home's desk shows of papers, signs of life, and what is missing before opening."""

from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.homes import policy
from match.homes.queries import HomeFile, papers_of, signs_of
from match.homes.states import HomeStatus
from match.homes.wording import requirement, sign_word


async def vouched(actor: Actor, file: HomeFile) -> dict[str, Any]:
    """The page's words and buttons for papers, the small room, the outdoor place, silence."""
    division = file.card.division
    inspects = policy.can_inspect(actor, division) is True
    asked = file.idle_proposed_at is not None and file.card.status is HomeStatus.open
    return {
        "papers": await papers_of(file.card.id),
        "paper_word": codes.label,
        "today": clock.today(),
        "missing": [requirement(code) for code in file.missing],
        "signs": await signs_of(file.card.id) if asked else [],
        "sign_word": sign_word,
        "asks_area": inspects and "area_approval" in file.missing and bool(file.area_reason),
        "asks_outdoor": inspects and "FAC-OUT" in file.card.facilities,
        "asks_idle": asked and policy.can_answer_idle(actor, division) is True,
        "satellites": file.card.kind == "main"
        and file.card.status not in ("none", "closed")
        and policy.can_register(actor, division) is True,
    }
