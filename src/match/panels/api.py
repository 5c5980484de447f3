"""Panels as JSON: the draw for whoever recounts it, and the outcome once it is public."""

from typing import Any

import msgspec
from litestar import Controller, get
from litestar.params import FromPath

from match.foundation.errors import NotFound
from match.foundation.language import _
from match.panels.queries import draw_record, outcome
from match.panels.queries.panels import is_public
from match.site.api import problems
from match.tenders.queries import facts


class RankedAnswer(msgspec.Struct, frozen=True):
    """One valid bid. ``points_hundredths``: 9000 is 90.00; 0 where the lowest price wins."""

    bid_id: int
    organisation_id: int
    name: str
    price_fen: int
    points_hundredths: int
    place: int


class OutcomeAnswer(msgspec.Struct, frozen=True):
    """The ranking, the members' names, and whom the purchaser named."""

    ranking: list[RankedAnswer]
    experts: list[str]
    winner: RankedAnswer | None


class PanelsApi(Controller):
    """For everybody."""

    path = "/api/v1/purchases/{tender_id:int}"
    tags = ("purchases",)

    @get("/draw", summary="How a panel is drawn", opt={"public": True}, responses=problems(404))
    async def draw(self, tender_id: FromPath[int]) -> dict[str, Any]:
        """
        Before the draw: pool under pseudonyms, its hash, the commitment. After it: nonce, public
        value, order, who stood aside and why, who sits. `match verify-draw FILE` recounts it.
        """
        return await draw_record(tender_id)

    @get(
        "/outcome",
        summary="What an evaluation came to",
        opt={"public": True},
        responses=problems(404),
    )
    async def outcome(self, tender_id: FromPath[int]) -> OutcomeAnswer:
        """404 until the result is published."""
        if not is_public(await facts(tender_id)):
            raise NotFound(_("评审结果还没有公布。"))
        found = await outcome(tender_id)
        ranking = [
            RankedAnswer(r.bid_id, r.organisation_id, r.name, r.price_fen, r.points, r.place)
            for r in found.ranking
        ]
        winner = next(
            (r for r in ranking if found.winner and r.bid_id == found.winner.bid_id), None
        )
        return OutcomeAnswer(ranking, list(found.experts), winner)
