"""Sealed bids as JSON: the public board for everybody, and the doors of bidders and officials."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from match.bids import commands, queries
from match.bids.forms import (
    AnswerForm,
    DefectForm,
    DigestsForm,
    KeyForm,
    KeysForm,
    PartForm,
    ReasonForm,
    SharesForm,
    SubmitForm,
)
from match.bids.receipts import Receipt
from match.bids.states import Envelope
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.site.api import IdempotencyKey, Made, created, problems
from match.site.dependencies import Who

AnyRequest = Request[Any, Any, Any]
After = Annotated[int, QueryParameter(ge=0, description="The `next` of the page before.")]
Lines = Annotated[int, QueryParameter(ge=1, le=1000, description="How many lines at most.")]
# One path has one controller: Litestar gives each an OPTIONS of its own, and refuses the second.
PUBLIC = {"public": True}
BIDS = {"permission": Permission.bids_submit}
OPENS = {"permission": Permission.bids_open}
BUYS = {"permission": Permission.tenders_publish}


class BoardPage(msgspec.Struct, frozen=True):
    """Lines in order; ``next`` is the number after which to go on, null at the end."""

    lines: tuple[queries.BoardLine, ...]
    next: int | None


class BidsAnswer(msgspec.Struct, frozen=True):
    """What was opened; empty before."""

    bids: tuple[queries.PublicBid, ...]
    corrections: tuple[queries.CorrectionView, ...]


class SharesAnswer(msgspec.Struct, frozen=True):
    """
    What was taken, and whether the bids are public now; ``waiting``: envelopes short of *k*;
    ``officials``: how many have brought shares of this step.
    """

    accepted: int
    opened: bool
    waiting: int
    officials: int
    k: int


class Done(msgspec.Struct, frozen=True):
    """It was done."""

    done: bool = True


class BoardApi(Controller):
    """What everybody may read about the sealed bids of a purchase, at any time."""

    path = "/api/v1/purchases/{tender_id:int}"
    tags = ("bids",)
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict

    @get("/board", summary="The public board, line by line", responses=problems(400, 404))
    async def board(
        self, tender_id: FromPath[int], after: After = 0, limit: Lines = 200
    ) -> BoardPage:
        """Every key set, bid commitment, opening, share's bringer and reason, with its link."""
        await queries.readable(tender_id)
        found = await queries.board(tender_id, after=after, limit=limit + 1)
        more = found[limit - 1].number if len(found) > limit else None
        return BoardPage(found[:limit], more)

    @get("/board/file", summary="The board as one file", responses=problems(404))
    async def file(self, tender_id: FromPath[int]) -> Response[Any]:
        """What `match verify-board` recounts."""
        await queries.readable(tender_id)
        found = await queries.board_file(tender_id)
        if found is None:
            raise NotFound(_("这次采购没有密封投标的公示板。"))
        name = f'attachment; filename="board-{tender_id}.json"'
        return Response(found, headers={"Content-Disposition": name})


class BiddingApi(Controller):
    """A bidder's doors: pieces, uploads, the submission, and what follows."""

    path = "/api/v1/purchases/{tender_id:int}"
    tags = ("bids",)

    @get("/bids", summary="The bids, once opened", opt=PUBLIC, responses=problems(404))
    async def bids(self, tender_id: FromPath[int]) -> BidsAnswer:
        """Who bid and for how much; the technical envelopes once the result is published."""
        await queries.readable(tender_id)
        return BidsAnswer(
            await queries.public_bids(tender_id), await queries.corrections(tender_id)
        )

    @get(
        "/uploads/{sha256:str}", summary="How much is here", opt=BIDS, responses=problems(401, 403)
    )
    async def received(
        self, actor: Who, tender_id: FromPath[int], sha256: FromPath[str]
    ) -> commands.Received:
        """Where to go on after a broken line."""
        return await commands.received(actor, tender_id, sha256)

    @post(
        "/uploads",
        summary="Send a piece of an envelope",
        status_code=200,
        opt=BIDS,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def part(
        self, actor: Who, tender_id: FromPath[int], data: JSONBody[PartForm]
    ) -> commands.Received:
        """The same piece twice does no harm."""
        return await commands.keep_part(actor, tender_id, data)

    @post(
        "/envelopes",
        summary="Send a whole envelope",
        status_code=201,
        opt=BIDS,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def envelope(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Made:
        """The body is the envelope file itself; it is no bid before it is submitted."""
        made = await commands.keep_upload(actor, tender_id, await request.body())
        return Made(str(made))

    @post(
        "/submission",
        summary="Submit two uploads by their hashes",
        status_code=200,
        opt=BIDS,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def by_digests(
        self, actor: Who, tender_id: FromPath[int], data: JSONBody[DigestsForm]
    ) -> Receipt:
        """In time by the database's clock, or refused. Sent again, it gives the same receipt."""
        return await commands.submit_digests(actor, tender_id, data)

    @post(
        "/bids",
        summary="Submit two uploads",
        status_code=201,
        opt=BIDS,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def submit(
        self,
        request: AnyRequest,
        actor: Who,
        tender_id: FromPath[int],
        data: JSONBody[SubmitForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """The receipts are under the location answered."""

        async def create() -> str:
            made = await commands.submit(actor, tender_id, data)
            return f"/api/v1/bids/{made.bid_id}/receipts"

        return await created(request, actor, idempotency_key, create)

    @post(
        "/bids/replacement",
        summary="Replace the standing bid",
        status_code=201,
        opt=BIDS,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def replace(
        self,
        request: AnyRequest,
        actor: Who,
        tender_id: FromPath[int],
        data: JSONBody[SubmitForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """The last one counts; both receipts stay good."""

        async def create() -> str:
            made = await commands.replace(actor, tender_id, data)
            return f"/api/v1/bids/{made.bid_id}/receipts"

        return await created(request, actor, idempotency_key, create)


class OwnBidsApi(Controller):
    """One bid, for its bidder."""

    path = "/api/v1/bids"
    tags = ("bids",)
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict

    @get("/{bid_id:int}/receipts", summary="The receipts", responses=problems(401, 404))
    async def receipts(self, actor: Who, bid_id: FromPath[int]) -> tuple[Receipt, ...]:
        """Every receipt of this bid, oldest first."""
        return await queries.receipts_of(actor, bid_id)

    @get(
        "/{bid_id:int}/envelopes/{envelope:str}",
        summary="The sealed text",
        responses=problems(401, 403, 404),
    )
    async def envelope(
        self, actor: Who, bid_id: FromPath[int], envelope: FromPath[str]
    ) -> Response[bytes]:
        """Byte for byte; handing it out is logged. For others than the bidder after the close."""
        if envelope not in set(Envelope):
            raise NotFound(_("没有找到这份投标。"))
        body = await commands.fetch_envelope(actor, bid_id, Envelope(envelope))
        return Response(body, media_type="application/json; charset=utf-8")

    @post(
        "/{bid_id:int}/withdrawal",
        summary="Withdraw",
        status_code=200,
        responses=problems(401, 404, 409),
    )
    async def withdraw(self, actor: Who, bid_id: FromPath[int]) -> Receipt:
        """Before the deadline; nobody will ever open it."""
        return await commands.withdraw(actor, bid_id)

    @post(
        "/{bid_id:int}/confirmation",
        summary="Stand by it after a correction",
        status_code=200,
        responses=problems(401, 404, 409),
    )
    async def confirm(self, actor: Who, bid_id: FromPath[int]) -> Receipt:
        """Without this a bid lapses when the documents were changed."""
        return await commands.reconfirm(actor, bid_id)

    @post(
        "/corrections/{correction_id:int}/answer",
        summary="Mend a formal defect",
        status_code=200,
        responses=problems(400, 401, 404, 409, 415, 422),
    )
    async def answer(
        self, actor: Who, correction_id: FromPath[int], data: JSONBody[AnswerForm]
    ) -> Done:
        """Once, within a day; never the price or the substance."""
        await commands.answer_correction(actor, correction_id, data.answer)
        return Done()


class JudgingApi(Controller):
    """What the purchaser and the panel do to an opened bid."""

    path = "/api/v1/bids"
    tags = ("bids",)
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict

    @post(
        "/{bid_id:int}/corrections",
        summary="Ask to mend a formal defect",
        status_code=201,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def ask(self, actor: Who, bid_id: FromPath[int], data: JSONBody[DefectForm]) -> Made:
        """A bid is asked once."""
        return Made(str(await commands.ask_correction(actor, bid_id, data.defect)))

    @post(
        "/{bid_id:int}/voidance",
        summary="Declare void",
        status_code=200,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def void(self, actor: Who, bid_id: FromPath[int], data: JSONBody[ReasonForm]) -> Done:
        """With the reason, which everybody reads."""
        await commands.void_bid(actor, bid_id, data.reason)
        return Done()


class OfficialsApi(Controller):
    """An official's doors: the key, the shares, the opening."""

    path = "/api/v1"
    tags = ("bids",)

    @get(
        "/purchases/{tender_id:int}/opening",
        summary="Where the opening stands",
        opt=PUBLIC,
        responses=problems(404),
    )
    async def opening(self, actor: Who, tender_id: FromPath[int]) -> queries.OpeningView:
        """The officials who brought their shares, the server's clock, how many are needed."""
        await queries.readable(tender_id)
        found = await queries.opening(actor, tender_id)
        if found is None:
            raise NotFound(_("这次采购还没有指定开标人。"))
        return found

    @post(
        "/officials",
        summary="Register my public key",
        status_code=201,
        opt=OPENS,
        responses=problems(400, 401, 403, 409, 415, 422),
    )
    async def register(
        self,
        request: AnyRequest,
        actor: Who,
        data: JSONBody[KeyForm],
        idempotency_key: IdempotencyKey = "",
    ) -> Response[Made]:
        """The private half never comes here."""

        async def create() -> str:
            return f"/api/v1/officials/{await commands.register_key(actor, data)}"

        return await created(request, actor, idempotency_key, create)

    @post(
        "/officials/{key_id:int}/revocation",
        summary="Revoke my key",
        status_code=200,
        opt=OPENS,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def revoke(self, actor: Who, key_id: FromPath[int], data: JSONBody[ReasonForm]) -> Done:
        """It is not taken for new purchases, nor are shares opened with it."""
        await commands.revoke_key(actor, key_id, data.reason)
        return Done()

    @get(
        "/purchases/{tender_id:int}/shares",
        summary="What was sealed to me",
        opt=OPENS,
        responses=problems(401, 403, 404, 409),
    )
    async def shares(
        self, actor: Who, tender_id: FromPath[int]
    ) -> dict[str, tuple[dict[str, Any], ...]]:
        """From the deadline on; each one handed out is logged."""
        found = await commands.fetch_shares(actor, tender_id)
        return {
            "shares": tuple(
                {"bid": each.bid_id, "envelope": str(each.envelope), "sealed": each.sealed}
                for each in found
            )
        }

    @post(
        "/purchases/{tender_id:int}/shares",
        summary="Bring decrypted shares",
        status_code=200,
        opt=OPENS,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def bring(
        self, actor: Who, tender_id: FromPath[int], data: JSONBody[SharesForm]
    ) -> SharesAnswer:
        """With enough of them the bids are public in the same moment, all at once."""
        accepted = await commands.post_shares(actor, tender_id, data.shares)
        made = await commands.open_envelopes(actor, tender_id)
        view = await queries.opening(actor, tender_id)
        assert view is not None, "shares were just taken"
        came = sum(each.posted_at is not None for each in view.officials)
        return SharesAnswer(accepted, made.done, made.waiting, came, view.k)

    @post(
        "/purchases/{tender_id:int}/opening",
        summary="Begin the opening",
        status_code=200,
        opt=OPENS,
        responses=problems(401, 403, 404, 409),
    )
    async def begin(self, actor: Who, tender_id: FromPath[int]) -> commands.Begun:
        """At the deadline or after it, by the database's clock."""
        return await commands.begin_opening(actor, tender_id)


class ArrangingApi(Controller):
    """The purchaser chooses who opens."""

    path = "/api/v1/purchases/{tender_id:int}"
    tags = ("bids",)

    @get("/keys", summary="Who opens the bids", opt=PUBLIC, responses=problems(404))
    async def keys(self, tender_id: FromPath[int]) -> queries.KeySet:
        """The officials' public keys, to which bids are sealed."""
        await queries.readable(tender_id)
        found = await queries.keyset(tender_id)
        if found is None:
            raise NotFound(_("这次采购还没有指定开标人。"))
        return found

    @post(
        "/keys",
        summary="Choose the officials",
        status_code=200,
        opt=BUYS,
        responses=problems(400, 401, 403, 404, 409, 415, 422),
    )
    async def choose(
        self, actor: Who, tender_id: FromPath[int], data: JSONBody[KeysForm]
    ) -> queries.KeySet:
        """n officials of n different bodies; before the first bid only."""
        await commands.choose_keys(actor, tender_id, data.keys)
        found = await queries.keyset(tender_id)
        assert found is not None, "just chosen"
        return found
