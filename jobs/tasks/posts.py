"""Clock hands of the posts room."""

from typing import Any

from match.foundation.actor import SYSTEM
from match.posts.commands import review_tutors as review


async def review_tutors(ctx: dict[str, Any], report: Any) -> dict[str, Any]:
    """Tutors whose check or course ran out stop; those who have all begin."""
    del ctx, report
    return {"changed": await review(SYSTEM)}
