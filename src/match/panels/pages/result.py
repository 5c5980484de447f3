"""What came of the evaluation: ranking, decision, countersignature, award; the report on paper."""

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.panels import policy, states
from match.panels.commands import Ground, award, countersign, decide, fail_purchase
from match.panels.commands.ending import ground_word
from match.panels.forms import DecisionForm, ReasonForm
from match.panels.pages.common import Answer, AnyRequest, complaints
from match.panels.queries import result
from match.panels.report import report_pdf
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission
from match.tenders.states import TenderStatus
from match.tenders.timetable import due

RUNS = {"permission": Permission.tenders_publish}


class ResultPages(Controller):
    """Everybody's once it is published; before that the purchaser's and who confirms it."""

    path = "/purchases/{tender_id:int}/result"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def show(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """The ranking and the decision; for a bidder the own parts."""
        return await _shown(request, actor, tender_id)

    @get("/report.pdf", opt={"public": True})
    async def paper(self, actor: Who, tender_id: FromPath[int]) -> Response[bytes]:
        """The report as it was signed, for who may see the ranking."""
        found = await result(actor, tender_id)
        return Response(
            await report_pdf(found),
            media_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="report-{tender_id}.pdf"'},
        )

    @post("/decision", opt=RUNS)
    async def decide(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Name the winner."""
        raw = await submission(request, DecisionForm)
        try:
            await decide(actor, tender_id, read(DecisionForm, raw))
        except (Invalid, Conflict) as refusal:
            return await _shown(request, actor, tender_id, Entry(raw, complaints(refusal)), 422)
        return _back(tender_id)

    @post("/countersignature", opt={"permission": Permission.panels_countersign})
    async def confirm(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """A second body confirms."""
        try:
            await countersign(actor, tender_id)
        except Conflict as refusal:
            return await _shown(request, actor, tender_id, Entry({}, complaints(refusal)), 409)
        return _back(tender_id)

    @post("/award", opt=RUNS)
    async def award(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Publish the result and send the award notice."""
        contact = str((await request.form()).get("contact", ""))[:200]
        try:
            await award(actor, tender_id, contact)
        except (Invalid, Conflict) as refusal:
            entry = Entry({"contact": contact}, complaints(refusal))
            return await _shown(request, actor, tender_id, entry, 422)
        return _back(tender_id)

    @post("/failure", opt=RUNS)
    async def fail(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Answer:
        """Declare the purchase void, with its ground."""
        raw = await submission(request, ReasonForm)
        ground = str((await request.form()).get("ground", ""))
        known = ground in set(Ground)
        await fail_purchase(
            actor,
            tender_id,
            Ground(ground) if known else Ground.unlawful,
            str(raw.get("reason", "")) if known else "",
        )
        return see(f"/purchases/{tender_id}")


def _back(tender_id: int) -> Answer:
    return see(f"/purchases/{tender_id}/result")


async def _shown(
    request: AnyRequest,
    actor: Actor,
    tender_id: int,
    form: Entry | None = None,
    status: int = 200,
) -> Answer:
    found = await result(actor, tender_id)
    facts = found.facts
    return page(
        "panels/result.html",
        request=request,
        status=status,
        result=found,
        facts=facts,
        form=form or Entry(),
        runs=policy.can_run(actor, facts.organisation_id, facts.division) is True,
        countersigns=actor.may(Permission.panels_countersign, facts.division),
        decide_by=due("PROC.DECIDE", found.reported_at, facts.calendar),
        award_by=due("PROC.AWARD", found.decision.decided_at, facts.calendar)
        if found.decision
        else None,
        bases=[(basis.value, states.basis_word(basis)) for basis in states.Basis],
        grounds=[(ground.value, ground_word(ground)) for ground in Ground],
        open=facts.status in (TenderStatus.reported, TenderStatus.decided),
        say=states,
    )
