"""The desk of contracts: what is going on, one contract with its steps, a new one, its files."""

from typing import Any

import anyio
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.contracts import commands, forms
from match.contracts.pack import evidence_pack
from match.contracts.pages import reading
from match.contracts.pages.boxes import terms
from match.contracts.pages.common import BASE, words
from match.contracts.pages.exporting import own_contracts_export
from match.contracts.printing import contract_pdf
from match.contracts.queries import desk, record
from match.contracts.queries.awaiting import awaiting, own_leads
from match.files.queries import stored
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import _
from match.site.boxes import Box, amounts, form_of, sent_texts
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


class ContractDesk(Controller):
    """For parties, homes, finance, supervisors and auditors; each sees its own."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """The reader's contracts, and purchases that wait for one."""
        if wanted(request):
            return await send(request, own_contracts_export(await desk.desk_contracts(actor, MOST)))
        return page(
            "contracts/desk.html",
            request=request,
            contracts=await desk.desk_contracts(actor),
            waiting=await awaiting(actor),
            leads=await own_leads(actor),
            records=[await record(one) for one, _name in await own_leads(actor)],
            **words(),
        )

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who, tender: FromQuery[int] = 0) -> Answer:
        """The clauses of a new contract: of an award (``tender``), or of a cooperation."""
        award = await _award(actor, tender)
        return await _form(request, actor, award, Entry(_start(award)))

    @post("/new")
    async def create(self, request: AnyRequest, actor: Who) -> Answer:
        """Keep the draft; its parts come next."""
        sent = await sent_texts(request)
        tender = int(sent["tender"]) if sent.get("tender", "").isdecimal() else 0
        award = await _award(actor, tender)
        asked = _boxes(award, await own_leads(actor), ())
        try:
            given = amounts(sent, asked)
            made = await _draft(actor, tender, given)
        except Invalid as invalid:
            return await _form(request, actor, award, Entry(sent, invalid.fields), 422)
        except (Conflict, Denied) as refused:
            entry = Entry(sent, {"title": refused.message})
            return await _form(request, actor, award, entry, refused.status)
        return Redirect(f"{BASE}/{made}", status_code=303)

    @get("/{contract_id:int}")
    async def show(self, request: AnyRequest, actor: Who, contract_id: FromPath[int]) -> Answer:
        """One contract, what is to be done, and by whom."""
        file = await desk.contract_file(actor, contract_id)
        return page(
            "contracts/file.html", request=request, file=file, contract=file.view, **words()
        )

    @get("/{contract_id:int}/contract.pdf")
    async def paper(self, actor: Who, contract_id: FromPath[int]) -> Response[bytes]:
        """The contract as PDF, also while it is a draft."""
        file = await desk.contract_file(actor, contract_id)
        return _file(await contract_pdf(file.view), "application/pdf", f"{file.view.number}.pdf")

    @get("/{contract_id:int}/pack.zip")
    async def pack(self, actor: Who, contract_id: FromPath[int]) -> Response[bytes]:
        """The whole file with every piece of evidence and the list of their hashes."""
        name, data = await evidence_pack(actor, contract_id)
        return _file(data, "application/zip", name)

    @get("/{contract_id:int}/files/{file_id:int}")
    async def evidence(
        self, actor: Who, contract_id: FromPath[int], file_id: FromPath[int]
    ) -> Response[bytes]:
        """One file of the evidence, for those at the desk."""
        if not await desk.contract_evidence(actor, contract_id, file_id):
            raise NotFound(_("没有找到这个文件，或您没有查看权限。"))
        found = await stored(SYSTEM, file_id)
        data = await anyio.Path(found.path).read_bytes()
        return _file(data, found.media_type, f"evidence-{file_id}")


async def _award(actor: Actor, tender: int) -> dict[str, Any] | None:
    """The awarded purchase that was named; None for a cooperation. Raises NotFound."""
    if not tender:
        return None
    found = next((one for one in await awaiting(actor) if one["id"] == tender), None)
    if found is None:
        raise NotFound(_("没有找到等待签订合同的这个采购。"))
    return found


def _start(award: dict[str, Any] | None) -> dict[str, Any]:
    today = clock.today().isoformat()
    if award is None:
        return {"starts_on": today}
    return {
        "tender": award["id"],
        "title": award["title"],
        "content": award["requirements"],
        "quality": award["acceptance"],
        "starts_on": today,
    }


def _boxes(
    award: dict[str, Any] | None,
    leads: list[tuple[int, str]],
    third: tuple[tuple[str, str], ...],
) -> list[Box]:
    if award is not None:
        return terms(award=True, third=third)
    lead = Box(
        "lead_id", _("牵头机构"), "choice", options=tuple((str(one), name) for one, name in leads)
    )
    area = Box(
        "areas",
        _("服务地区代码"),
        hint=_("区划代码前 2 到 12 位，几个地区用空格分开，例如 433101。"),
    )
    return [lead, area, *terms(award=False)]


async def _draft(actor: Actor, tender: int, given: dict[str, Any]) -> int:
    form = form_of(forms.TermsForm, given)
    if tender:
        return await commands.draft_award(actor, tender, form)
    lead = str(given.get("lead_id", ""))
    areas = reading.codes(str(given.get("areas", "")))
    if not lead.isdecimal():
        raise Invalid({"lead_id": _("请选择牵头机构。")})
    return await commands.draft_project(actor, int(lead), form, areas=areas)


async def _form(
    request: AnyRequest,
    actor: Actor,
    award: dict[str, Any] | None,
    form: Entry,
    status: int = 200,
) -> Answer:
    third = await desk.verified_names() if award is not None else []
    return page(
        "contracts/new.html",
        request=request,
        status=status,
        award=award,
        form=form,
        boxes=_boxes(award, await own_leads(actor), tuple((str(one), name) for one, name in third)),
    )


def _file(data: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type=media_type, headers=headers)
