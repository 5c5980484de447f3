"""What the reviewer wrote when a need came back: without it nobody knows what to change."""

from match.foundation.db import one
from match.needs.states import NeedStatus

# Moves that end what was said before: a need submitted again is no longer "given back".
_TURNS = ["need.submitted", "need.returned", "need.rejected"]


async def why_given_back(need_id: int, status: NeedStatus) -> str:
    """The reason of the last return or refusal; "" where the need is not back for that."""
    if status not in (NeedStatus.draft, NeedStatus.rejected):
        return ""
    last = await one(
        "SELECT verb, reason FROM audit WHERE subject_kind = 'need' AND subject_id = $1"
        " AND verb = ANY($2) ORDER BY id DESC LIMIT 1",
        need_id,
        _TURNS,
    )
    return last["reason"] if last is not None and last["verb"] != "need.submitted" else ""
