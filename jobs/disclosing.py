"""What is published becomes open data, and is found for whoever looks for it."""

from collections.abc import Awaitable, Callable
from typing import Any

from jobs.publiclog import put
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.insight.commands import forget_views
from match.openness.commands import release_step
from match.openness.following.commands import find_for_searches, forget_searches
from match.openness.following.states import Subject
from match.openness.publiclog.sources import read_release
from match.openness.steps import STEPS

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def _purchase(payload: Payload) -> int | None:
    """The purchase that a fact is about; None for a cooperation, which is no purchase."""
    if (named := payload.get("tender_id")) is not None:
        return named
    for kind in ("contract", "objection", "complaint"):
        if (thing := payload.get(f"{kind}_id")) is not None:
            return await value(f"SELECT tender_id FROM {kind} WHERE id = $1", thing)  # noqa: S608 # names of ours
    return None


# These come with the step that publishes them, which has a release of its own.
_WITH_STEP = ("intent", "tender")


def _release(topic: str) -> Hear:
    async def hear(event_id: int, payload: Payload) -> None:
        if topic == "tender.notice_published" and payload["kind"] in _WITH_STEP:
            return
        if topic == "tender.contracted" and payload["mode"] != "mirror":
            return
        tender_id = await _purchase(payload)
        if tender_id is not None and await release_step(SYSTEM, event_id, topic, tender_id):
            await put(event_id, topic, await read_release(event_id))

    hear.__name__ = f"release_{topic.replace('.', '_')}"
    return hear


async def find_purchase_for_searches(event_id: int, payload: Payload) -> None:
    """A purchase takes answers: whoever looks for such a one finds it."""
    del event_id
    await find_for_searches(SYSTEM, Subject.purchases, payload["tender_id"])


async def find_need_for_searches(event_id: int, payload: Payload) -> None:
    """A need was published: whoever looks for such a one finds it."""
    del event_id
    await find_for_searches(SYSTEM, Subject.needs, payload["need_id"])


async def forget_searches_of_who_left(event_id: int, payload: Payload) -> None:
    """An account was erased: its kept searches go with it."""
    del event_id
    await forget_searches(SYSTEM, payload["account_id"])


async def forget_views_of_who_left(event_id: int, payload: Payload) -> None:
    """An account was erased: the pages it named go with it."""
    del event_id
    await forget_views(SYSTEM, payload["account_id"])


TOPICS: dict[str, tuple[Hear, ...]] = {topic: (_release(topic),) for topic in STEPS}
TOPICS["tender.published"] += (find_purchase_for_searches,)
TOPICS["need.published"] = (find_need_for_searches,)
TOPICS["account.erased"] = (forget_searches_of_who_left, forget_views_of_who_left)
