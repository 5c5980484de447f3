"""Runs at the staff door: order one, watch it, read both plans, audit it, compare two."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.params import FromPath, FromQuery

from admin import words
from admin.exporting import run_counties_export, runs_export
from admin.pages.common import Answer, AnyRequest
from admin.run_sheet import report_sheet
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.matching import commands, policy, queries, run_queries, wording
from match.matching.states import order_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import see

BASE = "/admin/matches/runs"
LADDERS = (10, 5, 0)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RunDesk(Controller):
    """For who follows matches; ordering and cancelling is for who may run them."""

    path = BASE
    opt = {"permission": Permission.matching_read}  # noqa: RUF012 # litestar reads it from the class
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """What is on its way, and the newest runs with their figures and proof."""
        if wanted(request):
            return await send(request, runs_export(await queries.runs(actor, MOST)))
        return await _listed(request, actor, Entry())

    @post("/", opt={"permission": Permission.matching_run})
    async def start(self, request: AnyRequest, actor: Who) -> Answer:
        """Order a run over the reader's own area instead of waiting for the night."""
        sent = await request.form()
        said = {name: str(text).strip() for name, text in sent.items() if isinstance(text, str)}
        steps = said.get("ladder_steps", "")
        if steps and not (steps.isdecimal() and len(steps) < 4):
            form = Entry(said, {"ladder_steps": _("公平阶梯的级数请填 0 到 50。")})
            return await _listed(request, actor, form, 422)
        try:
            order = await commands.order_run(
                actor,
                actor.scope(Permission.matching_run)[0],
                ladder_steps=int(steps) if steps else None,
                anew=said.get("anew") == "yes",
                reason=said.get("reason", ""),
            )
        except Invalid as invalid:
            return await _listed(request, actor, Entry(said, invalid.fields), 422)
        return see(f"{BASE}/orders/{order}")

    @get("/orders/{order_id:int}")
    async def order(self, request: AnyRequest, actor: Who, order_id: FromPath[int]) -> Answer:
        """How far it is; the page asks again by itself while it is open."""
        order = await run_queries.order_view(actor, order_id)
        return page(
            "admin/run_order.html",
            "standing",
            request,
            order=order,
            word=order_word(order.status),
            may_cancel=order.open and policy.can_run(actor, order.scope) is True,
        )

    @post("/orders/{order_id:int}/cancellation", opt={"permission": Permission.matching_run})
    async def cancel(self, actor: Who, order_id: FromPath[int]) -> Answer:
        """Nothing of it is kept. One that is over already is shown as it is."""
        await run_queries.order_view(actor, order_id)
        try:
            await commands.cancel_run(actor, order_id)
        except Conflict:
            return see(f"{BASE}/orders/{order_id}")
        return see(f"{BASE}/orders/{order_id}")

    @get("/{run_id:int}")
    async def show(self, request: AnyRequest, actor: Who, run_id: FromPath[int]) -> Answer:
        """One run: the plan with the ladder beside the plan without, county by county."""
        if wanted(request):
            return await send(
                request, run_counties_export(await run_queries.run_counties(actor, run_id), run_id)
            )
        run = await queries.run_view(actor, run_id)
        counties = await run_queries.run_counties(actor, run_id)
        return page(
            "admin/run.html",
            request=request,
            run=run,
            counties=counties,
            bars=_bars,
            limit_words=wording.limit_words,
            gained=sum(1 for row in counties if row.gain > 0),
            lost=sum(1 for row in counties if row.gain < 0),
            report=await run_queries.run_report(actor, run_id),
            others=[each for each in await queries.runs(actor) if each.id != run_id][:10],
        )

    @get("/{run_id:int}/justice")
    async def justice(self, request: AnyRequest, actor: Who, run_id: FromPath[int]) -> Answer:
        """The audit of justice, as it was made after the run."""
        report = await run_queries.run_report(actor, run_id)
        envy = report.envy.examples if report else ()
        return page(
            "admin/run_justice.html",
            request=request,
            run=await queries.run_view(actor, run_id),
            report=report,
            say=words,
            names=await run_queries.line_names(
                [line for one in envy for line in (one.line_id, one.served_line_id)]
            ),
            homes=await run_queries.home_names(list(report.never_served) if report else []),
        )

    @get("/{run_id:int}/justice.xlsx")
    async def sheet(self, actor: Who, run_id: FromPath[int]) -> Response[bytes]:
        """The same for Excel: one line for each pair, home, override and decline."""
        report = await run_queries.run_report(actor, run_id)
        content = report_sheet(report)
        name = f'attachment; filename="run-{run_id}-justice.xlsx"'
        return Response(content, media_type=XLSX, headers={"Content-Disposition": name})

    @get("/{run_id:int}/comparison")
    async def compare(
        self,
        request: AnyRequest,
        actor: Who,
        run_id: FromPath[int],
        other: FromQuery[int | None] = None,
    ) -> Answer:
        """Two runs side by side; without another one, the one before."""
        earlier = [each.id for each in await queries.runs(actor) if each.id != run_id]
        chosen = other or next((each for each in earlier if each < run_id), None)
        return page(
            "admin/run_comparison.html",
            request=request,
            run=await queries.run_view(actor, run_id),
            others=earlier,
            chosen=chosen,
            both=await run_queries.compared(actor, chosen, run_id) if chosen else None,
        )


async def _listed(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Answer:
    usual = await whole("match.ladder_steps")
    return page(
        "admin/runs.html",
        request=request,
        status=status,
        form=form,
        runs=await queries.runs(actor),
        orders=await run_queries.open_orders(actor),
        order_word=order_word,
        may_choose=policy.can_choose_policy(actor) is True,
        usual=usual,
        ladders=_ladders(usual),
    )


def _bars(counties: list[run_queries.CountyRow], up: bool) -> list[tuple[str, int, int]]:
    """Whole percents as `ui.hbars` draws them: the longer bar behind the shorter one."""
    pairs = [(row.name, round(row.share), round(row.share_without_ladder)) for row in counties]
    return pairs if up else [(name, plain, fair) for name, fair, plain in pairs]


def _ladders(usual: int) -> list[tuple[str, str]]:
    steps = [usual, *(step for step in LADDERS if step != usual)]
    return [("" if step == usual else str(step), _policy_word(step, usual)) for step in steps]


def _policy_word(steps: int, usual: int) -> str:
    said: Any = _("不用公平阶梯") if steps == 0 else _("%(n)s 级公平阶梯") % {"n": steps}
    return _("%(rule)s（现行规则）") % {"rule": said} if steps == usual else said
