"""Organisations: the public list and page, applying, and keeping one's own."""

from typing import Any

from litestar import Controller, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from match.catalogue import lists
from match.catalogue.codes import org_kind
from match.files.commands import keep_document
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid, MatchError
from match.foundation.forms import read
from match.people import rules
from match.people.commands.organisations import (
    change_organisation,
    register_organisation,
    withdraw_organisation,
)
from match.people.forms import OrganisationForm
from match.people.pages.common import Answer, AnyRequest
from match.people.pages.exporting import organisations_export
from match.people.queries.organisations import (
    organisation_card,
    own_organisation,
    verified_organisations,
)
from match.people.words import status_label, status_tone
from match.places import queries as places
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

PER_PAGE = 20


class OrganisationPages(Controller):
    """What the public may see of verified organisations, and their managers' own pages."""

    path = "/organisations"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def browse(
        self,
        request: AnyRequest,
        kind: FromQuery[str] = "",
        division: FromQuery[str] = "",
        after: FromQuery[int] = 0,
    ) -> Answer:
        """Verified organisations."""
        chosen = [("", label) for code, label in _kinds() if code == kind]
        chosen += [("", name) for name in (await _names([division])).values() if division]
        if wanted(request):
            return await send(request, organisations_export(kind, division, chosen))
        found = await verified_organisations(
            kind=kind, division=division, after=after, limit=PER_PAGE + 1
        )
        shown = found[:PER_PAGE]
        return page(
            "people/organisations.html",
            block="results",
            request=request,
            organisations=shown,
            more=shown[-1].id if len(found) > PER_PAGE else 0,
            form=Entry({"kind": kind}),
            kinds=_kinds(),
            place_names=await _names([organisation.division for organisation in shown]),
        )

    @get("/new", opt={"signed_in": True})
    async def blank(self, request: AnyRequest) -> Answer:
        """The application form."""
        start = Entry({"division": request.query_params.get("division", "")})
        return await self._form(request, start)

    async def _form(
        self, request: AnyRequest, form: Entry, status: int = 200, organisation: int | None = None
    ) -> Answer:
        division = str(form.value("division"))
        known = await places.divisions([division]) if division else {}
        return page(
            "people/organisation_form.html",
            request=request,
            status=status,
            form=form,
            organisation=organisation,
            kinds=_kinds(),
            skills=[(code, entry.label()) for code, entry in lists.skills().items()],
            prefectures=await places.prefectures(),
            chosen=known[division].label if division in known else "",
        )

    @post("/", opt={"signed_in": True})
    async def register(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Apply."""
        raw = dict(await submission(request, OrganisationForm))
        try:
            raw["evidence"] = await _with_papers(request, actor, raw)
            made = await register_organisation(actor, read(OrganisationForm, raw))
        except (Invalid, Conflict) as wrong:
            return await self._form(request, Entry(raw, _complaints(wrong)), wrong.status)
        return see(f"/organisations/{made}/own")

    @get("/{organisation:int}", opt={"public": True})
    async def show(self, request: AnyRequest, organisation: FromPath[int]) -> Answer:
        """One verified organisation."""
        card = await organisation_card(organisation)
        names = await _names([card.division])
        return page(
            "people/organisation.html",
            request=request,
            organisation=card,
            place=names.get(card.division, ""),
        )

    @get("/{organisation:int}/own", opt={"signed_in": True})
    async def own(
        self, request: AnyRequest, actor: NamedDependency[Actor], organisation: FromPath[int]
    ) -> Answer:
        """Where the application stands, for the organisation's managers."""
        own = await own_organisation(actor, organisation)
        names = await _names([own.fields["division"]])
        return page(
            "people/organisation_own.html",
            request=request,
            own=own,
            place=names.get(own.fields["division"], ""),
            kind=org_kind(own.fields["kind"]).label(),
            status=200,
            standing=status_label(own.status),
            tone=status_tone(own.status),
        )

    @get("/{organisation:int}/profile", opt={"signed_in": True})
    async def edit(
        self, request: AnyRequest, actor: NamedDependency[Actor], organisation: FromPath[int]
    ) -> Answer:
        """The same form, filled in."""
        own = await own_organisation(actor, organisation)
        return await self._form(request, Entry(own.fields), organisation=organisation)

    @post("/{organisation:int}/profile", opt={"signed_in": True})
    async def change(
        self, request: AnyRequest, actor: NamedDependency[Actor], organisation: FromPath[int]
    ) -> Answer:
        """Change it; it goes back to the verifier."""
        await own_organisation(actor, organisation)
        raw = dict(await submission(request, OrganisationForm))
        try:
            raw["evidence"] = await _with_papers(request, actor, raw)
            await change_organisation(actor, organisation, read(OrganisationForm, raw))
        except (Invalid, Conflict) as wrong:
            entry = Entry(raw, _complaints(wrong))
            return await self._form(request, entry, wrong.status, organisation)
        return see(f"/organisations/{organisation}/own")

    @post("/{organisation:int}/withdrawal", opt={"signed_in": True})
    async def withdraw(
        self, request: AnyRequest, actor: NamedDependency[Actor], organisation: FromPath[int]
    ) -> Answer:
        """Leave the platform."""
        await own_organisation(actor, organisation)
        await withdraw_organisation(actor, organisation)
        return see(f"/organisations/{organisation}/own")


async def _with_papers(request: AnyRequest, actor: Actor, raw: dict[str, Any]) -> list[str]:
    """The numbers of the documents: those sent along, and those kept from a try before."""
    sent = await request.form()
    numbers = list(raw.get("evidence", []))
    for paper in sent.getall("papers", []):
        data = await paper.read() if isinstance(paper, UploadFile) else b""
        if not data:
            continue
        try:
            kept = await keep_document(actor, data, division=str(raw.get("division", "")))
        except Invalid as wrong:
            raise Invalid({"papers": next(iter(wrong.fields.values()))}) from wrong
        numbers.append(str(kept))
    return numbers


def _complaints(wrong: MatchError) -> dict[str, str]:
    return wrong.fields if isinstance(wrong, Invalid) else {"uscc": wrong.message}


def _kinds() -> list[tuple[str, str]]:
    return [(code, org_kind(code).label()) for code in rules.registrable_kinds()]


async def _names(codes: list[str]) -> dict[str, str]:
    found = await places.divisions(codes)
    return {code: place.label for code, place in found.items()}
