"""The doors of the way from a plan to a notice. Every step works without a script."""

from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Invalid, NotFound
from match.foundation.forms import read
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.tenders import before, consistency, methods, timetable
from match.tenders.commands import announce_intent
from match.tenders.forms import SurveyForm
from match.tenders.pages import story
from match.tenders.queries import departments, facts, tender_file
from match.tenders.states import PLANNED, Mode, method_word, mode_word
from match.tenders.wizard.boxes import TICKED, sent_boxes
from match.tenders.wizard.commands import (
    add_survey,
    begin_entry,
    drop_entry,
    make_plan,
    open_entry,
    save_boxes,
)
from match.tenders.wizard.offered import offered
from match.tenders.wizard.queries import VISITED, TypedEntry, entry
from match.tenders.wizard.review import Review, first_notice, review
from match.tenders.wizard.steps import BOX_OF, BY_SLUG, STEP_OF, STEPS, after, step_word
from match.tenders.wizard.templates import Start, first_boxes, start_of, starts

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
ENTRIES = "/purchases/entries"


class WizardPages(Controller):
    """One purchase in the making, step by step."""

    path = "/purchases"
    opt = {"permission": "tenders:publish"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/entries/new")
    async def blank(self, request: AnyRequest, actor: Who, like: FromQuery[str] = "") -> Page:
        """The first step of a purchase that is not begun; *like*: a template, or one before."""
        start = await start_of(actor, like)
        nothing = TypedEntry(0, None, first_boxes(start), frozenset(), clock.now())
        return await _step_page(request, actor, nothing, "plan", start=start)

    @post("/entries")
    async def begin(self, request: AnyRequest, actor: Who) -> Answer:
        """Keep the first step, whole or not, and go on from there."""
        start = await start_of(actor, str((await request.form()).get("like") or ""))
        boxes = await sent_boxes(request, actor, BY_SLUG["plan"])
        made = await begin_entry(actor, {**start.boxes, **boxes, VISITED: ["plan"]})
        held = await entry(actor, made)
        judged = await review(actor, held, await departments(actor))
        wrong = judged.state("plan") == "wrong"
        return _to(f"{ENTRIES}/{made}/{'plan' if wrong else 'screen'}")

    @get("/entries/{entry_id:int}")
    async def overview(self, request: AnyRequest, actor: Who, entry_id: FromPath[int]) -> Page:
        """Every step with its state; when all are done, the plan can be made."""
        return await _overview(request, actor, entry_id, {})

    @get("/entries/{entry_id:int}/{slug:str}")
    async def show(
        self, request: AnyRequest, actor: Who, entry_id: FromPath[int], slug: FromPath[str]
    ) -> Page:
        """One step, with what is wrong in it if it was handed in before."""
        return await _step_page(request, actor, await entry(actor, entry_id), _known(slug))

    @post("/entries/{entry_id:int}/{slug:str}")
    async def save(
        self, request: AnyRequest, actor: Who, entry_id: FromPath[int], slug: FromPath[str]
    ) -> Answer | Page:
        """Keep the step as typed. With something wrong the same page comes back and says what;
        who has to leave it so presses “later”, and loses nothing."""
        held = await entry(actor, entry_id)
        step = BY_SLUG[_known(slug)]
        boxes = await sent_boxes(request, actor, step)
        visited = sorted(held.visited | {slug})
        await save_boxes(actor, entry_id, boxes | {VISITED: visited})
        later = "later" in await request.form()
        if slug == "survey" and boxes["findings"]:
            try:
                await add_survey(actor, entry_id, read(SurveyForm, _survey(held, boxes)))
            except Invalid as wrong:
                return await _step_page(
                    request, actor, await entry(actor, entry_id), slug, wrong.fields
                )
        held = await entry(actor, entry_id)
        judged = await review(actor, held, await departments(actor))
        if judged.state(slug) == "wrong" and not later:
            return await _step_page(request, actor, held, slug, judged.complaints[slug])
        follows = after(slug)
        return _to(f"{ENTRIES}/{entry_id}" + ("" if later or follows is None else f"/{follows}"))

    @post("/entries/{entry_id:int}/completion")
    async def plan(self, request: AnyRequest, actor: Who, entry_id: FromPath[int]) -> Answer | Page:
        """Make a plan of it, or change the plan; everything is judged together."""
        try:
            made = await make_plan(actor, entry_id)
        except Invalid as wrong:
            said = {BOX_OF.get(name, name): words for name, words in wrong.fields.items()}
            return await _overview(request, actor, entry_id, said)
        return _to(f"/purchases/{made}/check")

    @post("/entries/{entry_id:int}/discard")
    async def discard(self, actor: Who, entry_id: FromPath[int]) -> Answer:
        """Throw away what was typed."""
        await drop_entry(actor, entry_id)
        return _to("/purchases/mine")

    @post("/{tender_id:int}/entry")
    async def reopen(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Change a plan in the same steps."""
        await _planned(actor, tender_id)
        return _to(f"{ENTRIES}/{await open_entry(actor, tender_id)}")

    @get("/{tender_id:int}/check")
    async def check(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """The check list before going public: what is missing, every date, what the method asks."""
        file = await _planned(actor, tender_id)
        held = await facts(tender_id)
        dues = timetable.dues(held)
        return page(
            "tenders/wizard/check.html",
            request=request,
            tender=file.view,
            facts=held,
            plan=methods.steps(held),
            missing=[
                (STEP_OF.get(BOX_OF.get(name, name), "plan"), said)
                for name, said in consistency.notice_complaints(held, clock.today()).items()
            ],
            steps=await before.steps(held),
            may=file.may_write is True,
            intent=held.intent_at is None and timetable.needs_intent(held),
            mirror=held.mode is Mode.mirror,
            first=first_notice(held),
            days=story.key_days(held, dues),
            method=method_word(held.method),
            mode=mode_word(held.mode),
            step_word=step_word,
        )

    @post("/{tender_id:int}/intent")
    async def intent(self, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Tell everybody what is going to be bought."""
        await announce_intent(actor, tender_id)
        return _to(f"/purchases/{tender_id}/check")


async def _planned(actor: Actor, tender_id: int) -> Any:
    file = await tender_file(actor, tender_id)
    if file.view.status not in PLANNED:
        raise NotFound(_("这个采购已经发布，不在计划里了。"))
    return file


async def _overview(request: AnyRequest, actor: Actor, entry_id: int, said: dict[str, str]) -> Page:
    held = await entry(actor, entry_id)
    judged = await review(actor, held, await departments(actor))
    return page(
        "tenders/wizard/overview.html",
        request=request,
        status=422 if said else 200,
        held=held,
        states=[(each.slug, step_word(each.slug), judged.state(each.slug)) for each in STEPS],
        whole=judged.whole,
        said=[(STEP_OF.get(name, "plan"), words) for name, words in said.items()],
        form=Entry({}, said),
        step_word=step_word,
    )


async def _step_page(
    request: AnyRequest,
    actor: Actor,
    held: TypedEntry,
    slug: str,
    wrong: dict[str, str] | None = None,
    start: Start | None = None,
) -> Page:
    """*wrong*: what was just handed in is refused; else what was found wrong before is shown."""
    bodies = await departments(actor)
    judged: Review = await review(actor, held, bodies)
    complaints = wrong if wrong is not None else judged.complaints.get(slug, {})
    more = await offered(slug, actor, held, judged, bodies)
    if start is not None:
        more |= await starts(actor)
    return page(
        f"tenders/wizard/{slug}.html",
        request=request,
        status=422 if wrong else 200,
        held=held,
        slug=slug,
        heading=step_word(slug),
        number=[each.slug for each in STEPS].index(slug) + 1,
        count=len(STEPS),
        action=f"{ENTRIES}/{held.id}/{slug}" if held.id else ENTRIES,
        form=Entry(more.pop("defaults", {}) | _drawn(held.boxes), complaints),
        judged=judged,
        start=start,
        **more,
    )


def _drawn(boxes: dict[str, Any]) -> dict[str, Any]:
    """As the page draws them: a box to tick is empty when it is not ticked."""
    return {
        name: "" if name in TICKED and told == "false" else told for name, told in boxes.items()
    }


def _survey(held: TypedEntry, boxes: dict[str, Any]) -> dict[str, Any]:
    return {
        "organisation": held.boxes.get("organisation"),
        "item_code": held.boxes.get("item_code"),
        "held_on": boxes["held_on"],
        "respondents": [line for line in boxes["respondents"].splitlines() if line.strip()],
        "findings": boxes["findings"],
    }


def _known(slug: str) -> str:
    if slug not in BY_SLUG:
        raise NotFound(_("没有这一步。"))
    return slug


def _to(address: str) -> Redirect:
    return Redirect(address, status_code=303)
