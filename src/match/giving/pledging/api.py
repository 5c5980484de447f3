"""Pledges as JSON: one's own, and promising by program. No payment is taken anywhere."""

from datetime import date
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, JSONBody

from match.giving.pledging.commands import offer_pledge
from match.giving.pledging.forms import PledgeForm
from match.giving.pledging.queries import my_pledges, pledge_file
from match.giving.pledging.shapes import PledgeLine
from match.site.api import (
    Cursor,
    CursorPage,
    IdempotencyKey,
    Limit,
    Made,
    created,
    cursor_page,
    problems,
)
from match.site.dependencies import Who

AnyRequest = Request[Any, Any, Any]


class PledgeAnswer(msgspec.Struct, frozen=True):
    """
    A pledge. ``kind`` is goods, time or money; goods and time count ``units`` of ``unit``, money is
    ``amount_fen``. ``status``: offered, accepted, agreed, kept, choosing, declined, expired or
    withdrawn. ``donation_id`` once it is one. A small group's home has no name before that.
    """

    id: int
    number: str
    kind: str
    status: str
    need_id: int
    line_id: int
    home: str
    place: str
    giver: str
    charity: str | None
    subject: str
    units: int | None
    unit: str
    amount_fen: int | None
    condition: str
    expires_on: date | None
    choose_until: date | None
    by_rule: bool
    joint_id: int | None
    donation_id: int | None


class PledgesApi(Controller):
    """For both sides of a pledge."""

    path = "/api/v1/pledges"
    tags = ("pledges",)

    @get("/", summary="One's own pledges", opt={"signed_in": True}, responses=problems(400, 401))
    async def listed(
        self, actor: Who, cursor: Cursor = None, limit: Limit = 20
    ) -> CursorPage[PledgeAnswer]:
        """Given by, for, or through whom the caller acts for. Newest first."""
        found = await my_pledges(actor, limit + 1, after=cursor if cursor is not None else 2**62)
        return cursor_page([_answer(line) for line in found], limit, lambda answer: answer.id)

    @get(
        "/{pledge_id:int}",
        summary="One pledge",
        opt={"signed_in": True},
        responses=problems(401, 404),
    )
    async def one(self, actor: Who, pledge_id: FromPath[int]) -> PledgeAnswer:
        """404 unless you are a party to it, or follow gifts in its area."""
        return _answer((await pledge_file(actor, pledge_id)).line)

    @post(
        "/",
        summary="Promise something to one line of a need",
        opt={"permission": "giving:pledge"},
        responses=problems(400, 401, 403, 404, 409, 415, 422, 503),
    )
    async def create(
        self, request: AnyRequest, actor: Who, data: JSONBody[PledgeForm], key: IdempotencyKey
    ) -> Response[Made]:
        """
        The units are held at once. Money: organisations only, through a verified charity, never for
        a named child; nothing is paid here.
        """

        async def create() -> str:
            return f"/api/v1/pledges/{await offer_pledge(actor, data)}"

        return await created(request, actor, key, create)


def _answer(line: PledgeLine) -> PledgeAnswer:
    return PledgeAnswer(
        line.id,
        line.number,
        line.kind.value,
        line.status.value,
        line.need_id,
        line.line_id,
        line.home_name,
        line.place,
        line.giver,
        line.charity,
        line.subject,
        line.units,
        line.unit,
        line.amount_fen,
        line.condition,
        line.expires_on,
        line.choose_until,
        line.by_rule,
        line.joint_id,
        line.donation_id,
    )
