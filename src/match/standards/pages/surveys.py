"""Village by village: open a survey, fill in a village, take up what it proposes."""

from collections.abc import Mapping
from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.places.queries import children, divisions
from match.places.rules import Level, code_from
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import Page, page
from match.site.steps import see
from match.standards import commands
from match.standards.forms import Opening, VillageForm
from match.standards.pages.common import Answer, AnyRequest
from match.standards.pages.exporting import survey_export, surveys_export
from match.standards.queries import survey_file, surveys_of, village_file, villages_of
from match.standards.rules import SURVEYED

BASE = "/desk/surveys"
STAFF = {"staff": True}


class SurveyPages(Controller):
    """Surveys of villages (notice 3.2a)."""

    path = BASE
    include_in_schema = False

    @get("/", opt=STAFF)
    async def listed(self, request: AnyRequest, actor: Who) -> Page | Response[Any]:
        """Surveys of my area, and a new one."""
        if wanted(request):
            return await send(request, surveys_export(await surveys_of(actor, MOST)))
        return await _listed(request, actor, Entry())

    @post("/", opt={"permission": "standards:survey"})
    async def begin(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Open a survey."""
        sent = await request.form()
        raw = {name: str(sent.get(name, "")) for name in ("division", "title", "due_on")}
        try:
            survey_id = await commands.open_survey(actor, read(Opening, raw))
        except (Invalid, Conflict, Denied) as refusal:
            entry = Entry(raw, refusal.at("division"))
            return await _listed(request, actor, entry, refusal.status)
        return see(f"{BASE}/{survey_id}")

    @get("/{survey_id:int}", opt=STAFF)
    async def show(
        self,
        request: AnyRequest,
        actor: Who,
        survey_id: FromPath[int],
        township: FromQuery[str] = "",
    ) -> Page | Response[Any]:
        """How far each township is; the villages of one of them."""
        file = await survey_file(actor, survey_id)
        if wanted(request):
            return await send(request, survey_export(file))
        if len(file.townships) == 1:
            township = file.townships[0].code
        return page(
            "standards/survey.html",
            request=request,
            file=file,
            township=township,
            villages=await villages_of(actor, survey_id, township) if township else [],
            groups=[codes.group(code).label() for code in SURVEYED],
        )

    @post("/{survey_id:int}/closure", opt=STAFF)
    async def close(self, actor: Who, survey_id: FromPath[int]) -> Answer:
        """It is finished, or goes on."""
        file = await survey_file(actor, survey_id)
        if file.line.status == "open":
            await commands.close_survey(actor, survey_id)
        else:
            await commands.reopen_survey(actor, survey_id)
        return see(f"{BASE}/{survey_id}")

    @get("/{survey_id:int}/villages/{village:str}", opt=STAFF)
    async def village(
        self, request: AnyRequest, actor: Who, survey_id: FromPath[int], village: FromPath[str]
    ) -> Page:
        """One village's form."""
        return await _village(request, actor, survey_id, village, None)

    @post("/{survey_id:int}/villages/{village:str}", opt=STAFF)
    async def fill(
        self, request: AnyRequest, actor: Who, survey_id: FromPath[int], village: FromPath[str]
    ) -> Answer | Page:
        """Fill it in, or correct it."""
        file = await village_file(actor, survey_id, village)
        sent = await request.form()
        raw: dict[str, Any] = {
            name: str(sent.get(name, ""))
            for name in ("has_home", "site_source", "note", *(f"g-{code}" for code in SURVEYED))
        }
        raw |= {
            name: [str(one) for one in sent.getall(name, [])]
            for name in ("site_options", "co_location")
        }
        try:
            await commands.fill_form(actor, survey_id, village, _form(raw))
        except (Invalid, Conflict) as refusal:
            entry = Entry(raw, refusal.at("has_home"))
            return await _village(request, actor, survey_id, village, entry, refusal.status)
        return see(f"{BASE}/{survey_id}?township={file.code[:9]}000")

    @post("/{survey_id:int}/villages/{village:str}/home", opt=STAFF)
    async def plan(
        self, request: AnyRequest, actor: Who, survey_id: FromPath[int], village: FromPath[str]
    ) -> Answer | Page:
        """The county plans the home that the survey proposes."""
        await village_file(actor, survey_id, village)
        try:
            home_id = await commands.plan_home(actor, survey_id, village)
        except (Invalid, Conflict) as refusal:
            entry = Entry({}, refusal.at("has_home"))
            return await _village(request, actor, survey_id, village, entry, refusal.status)
        return see(f"/desk/homes/{home_id}")


def _form(raw: Mapping[str, Any]) -> VillageForm:
    """The boxes as the command takes them. Raises Invalid at the box."""
    wrong: dict[str, str] = {}
    groups: dict[str, int] = {}
    for code in SURVEYED:
        typed = raw[f"g-{code}"].strip() or "0"
        if typed.isascii() and typed.isdigit() and len(typed) < 5:
            groups[code] = int(typed)
        else:
            wrong[f"g-{code}"] = _("请填写整数，没有就填 0。")
    if raw["has_home"] not in ("yes", "no"):
        wrong["has_home"] = _("请选择这个村有没有儿童之家。")
    if wrong:
        raise Invalid(wrong)
    return read(
        VillageForm,
        {**raw, "has_home": raw["has_home"] == "yes", "groups": groups},
    )


async def _listed(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    return page(
        "standards/surveys.html",
        request=request,
        status=status,
        form=form,
        surveys=await surveys_of(actor),
        areas=await _areas(actor),
    )


async def _areas(actor: Actor) -> list[tuple[str, str]]:
    """Counties and townships where this person may open a survey."""
    held = [code_from(prefix) for prefix in actor.scope(P.standards_survey)]
    found = list((await divisions(held)).values())
    below = [
        place
        for above in found
        if above.level == Level.COUNTY
        for place in await children(above.code)
    ]
    return [(str(place.code), " ".join(place.path[2:])) for place in (*found, *below)]


async def _village(
    request: AnyRequest,
    actor: Actor,
    survey_id: int,
    village: str,
    wrong: Entry | None,
    status: int = 200,
) -> Page:
    file = await village_file(actor, survey_id, village)
    saved: dict[str, Any] = {}
    if file.form is not None:
        saved = {**file.form, "has_home": "yes" if file.form["has_home"] else "no"}
        saved |= {f"g-{code}": file.form["groups"].get(code, 0) for code in SURVEYED}
    elif file.registered:
        saved = {"has_home": "yes"}
    form = Entry(saved) if wrong is None else Entry(saved | dict(wrong.sent), wrong.errors)
    return page(
        "standards/village.html",
        request=request,
        status=status,
        file=file,
        form=form,
        sites=codes.home_choices("site_source"),
        companions=codes.home_choices("co_location"),
        groups=[(code, codes.group(code).label()) for code in SURVEYED],
        site=codes.home_entry(file.form["site_source"]).label()
        if file.form and file.form["site_source"]
        else "",
        today=clock.today(),
    )
