"""Questions about a purchase: its department hears what waits, the asker hears the answer."""

from collections.abc import Awaitable, Callable
from typing import Any

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.foundation.permissions import Permission as P
from match.notices.commands import notify
from match.notices.queries import holders, members_of
from match.notices.words import Kind
from match.tenders.questions.queries import asker

Payload = dict[str, Any]
Hear = Callable[[int, Payload], Awaitable[None]]


async def _purchase(payload: Payload) -> dict[str, Any] | None:
    return await one(
        "SELECT id, title, organisation_id, division FROM tender WHERE id = $1",
        payload["tender_id"],
    )


def tell_department(kind: Kind) -> Hear:
    """The department's officers hear of a question, as long as it waits."""

    async def hear(event_id: int, payload: Payload) -> None:
        tender = await _purchase(payload)
        waits = await one(
            "SELECT id FROM tender_question WHERE id = $1 AND status = 'waiting'",
            payload["question_id"],
        )
        if tender is None or waits is None:
            return
        officers = await members_of(tender["organisation_id"])
        await notify(
            SYSTEM,
            # A department without officers of its own buys through those of its area.
            officers or await holders(P.tenders_publish, tender["division"]),
            kind,
            link=f"/purchases/{tender['id']}/questions",
            event_id=event_id,
            facts={"title": tender["title"]},
        )

    hear.__name__ = f"tell_department_{kind}"
    return hear


async def tell_asker_of_answer(event_id: int, payload: Payload) -> None:
    """The answer is out: whoever asked hears of it, and nobody learns who that is."""
    tender, account = await _purchase(payload), await asker(payload["question_id"])
    if tender is not None and account is not None:
        await notify(
            SYSTEM,
            [account],
            Kind.purchase_answered,
            link=f"/purchases/{tender['id']}#questions",
            event_id=event_id,
            facts={"title": tender["title"]},
        )


TOPICS: dict[str, tuple[Hear, ...]] = {
    "tender.question_asked": (tell_department(Kind.purchase_question),),
    "tender.question_due": (tell_department(Kind.purchase_question_due),),
    "tender.question_late": (tell_department(Kind.purchase_question_late),),
    "tender.question_answered": (tell_asker_of_answer,),
}
