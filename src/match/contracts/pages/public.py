"""Contracts for everybody: the list, one with all that became of it, its paper."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromPath, FromQuery

from match.contracts.pages.common import words
from match.contracts.pages.exporting import contracts_export
from match.contracts.printing import contract_pdf
from match.contracts.queries import public, public_contracts, record
from match.contracts.states import Source
from match.people.queries.organisations import organisation_card
from match.site.exporting import send, wanted
from match.site.htmx import page

AnyRequest = Request[Any, Any, Any]
SHOWN = 30


class Contracts(Controller):
    """Public business: whoever signed it, everybody may read it (实施条例50)."""

    path = "/contracts"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self, request: AnyRequest, of: FromQuery[str] = "", after: FromQuery[int] = 0
    ) -> Response[Any]:
        """Signed contracts, newest first."""
        source = Source(of) if of in tuple(Source) else None
        if wanted(request):
            return await send(request, contracts_export(source))
        found = await public_contracts(source=source, after=after or None, limit=SHOWN + 1)
        more = found[SHOWN - 1].id if len(found) > SHOWN else 0
        return page(
            "contracts/list.html",
            request=request,
            contracts=found[:SHOWN],
            of=of,
            more=more,
            **words(),
        )

    @get("/records/{organisation_id:int}")
    async def records(self, request: AnyRequest, organisation_id: FromPath[int]) -> Response[Any]:
        """How an organisation kept its contracts: what a purchaser reads before the next one."""
        organisation = await organisation_card(organisation_id)
        return page(
            "contracts/record.html",
            request=request,
            organisation=organisation,
            record=await record(organisation_id),
            **words(),
        )

    @get("/{contract_id:int}")
    async def show(self, request: AnyRequest, contract_id: FromPath[int]) -> Response[Any]:
        """One contract: price, milestones, acceptance with opinions, payments, evaluation."""
        return page(
            "contracts/public.html",
            request=request,
            contract=await public(contract_id),
            **words(),
        )

    @get("/{contract_id:int}/contract.pdf")
    async def paper(self, contract_id: FromPath[int]) -> Response[bytes]:
        """The signed contract as PDF."""
        contract = await public(contract_id)
        return Response(
            await contract_pdf(contract),
            media_type="application/pdf",
            headers={"Content-Disposition": f'attachment; filename="{contract.number}.pdf"'},
        )
