"""What did not clear, the statements behind it, and reversals: looked at by a second person."""

from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from admin.pages.common import Answer, AnyRequest
from admin.pages.ledger import BASE
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import see
from match.statements import states, words
from match.statements.commands import (
    approve_reversal,
    close_case,
    refuse_reversal,
    return_case,
)
from match.statements.exporting import (
    area_statements_export,
    cases_export,
    one_statement_export,
    reversals_export,
)
from match.statements.queries.cases import case_file, cases, known_reversal, reversals
from match.statements.queries.statements import PAGE, rows_of, statement_head, statements
from match.statements.states import CaseStatus, case_word


class ClearingDesk(Controller):
    """Cases of the area: agreed to and closed, or sent back."""

    path = f"{BASE}/cases"
    opt = {"permission": Permission.ledger_read}  # noqa: RUF012 # litestar reads it from the class
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who, closed: FromQuery[str] = "") -> Answer:
        """Those that wait longest first; or the closed ones."""
        if wanted(request):
            found = await cases(actor, own=False, closed=bool(closed), limit=MOST)
            chosen = [("", case_word(CaseStatus.closed))] if closed else []
            return await send(request, cases_export(found, chosen))
        return page(
            "admin/ledger/cases.html",
            request=request,
            cases=await cases(actor, own=False, closed=bool(closed)),
            closed=bool(closed),
            say=states,
        )

    @get("/{case_id:int}")
    async def show(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """One case with its explanation."""
        return await _case(request, actor, case_id, Entry())

    @post("/{case_id:int}/decision", opt={"permission": Permission.ledger_settle})
    async def decide(self, request: AnyRequest, actor: Who, case_id: FromPath[int]) -> Answer:
        """Close it, or send it back with a reason."""
        said = await _said(request)
        acts: dict[str, Callable[[], Awaitable[None]]] = {
            "close": lambda: close_case(actor, case_id, said["reason"]),
            "return": lambda: return_case(actor, case_id, said["reason"]),
        }
        try:
            await _chosen(acts, said)()
        except (Invalid, Conflict) as refusal:
            why = getattr(refusal, "fields", None) or {"act": refusal.message}
            return await _case(request, actor, case_id, Entry(said, why), status=422)
        return see(f"{BASE}/cases")


class ReversalDesk(Controller):
    """Proposals to undo a posting: approved by a second person of another body, or refused."""

    path = f"{BASE}/reversals"
    opt = {"permission": Permission.ledger_read}  # noqa: RUF012 # litestar reads it from the class
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """What waits, and what was decided."""
        if wanted(request):
            found = await reversals(actor, limit=MOST)
            found += await reversals(actor, done=True, limit=MOST)
            return await send(request, reversals_export(found))
        return await _reversals(request, actor, Entry())

    @post("/{reversal_id:int}/decision", opt={"permission": Permission.ledger_settle})
    async def decide(self, request: AnyRequest, actor: Who, reversal_id: FromPath[int]) -> Answer:
        """Approve, refuse with a reason, or withdraw one's own."""
        await known_reversal(actor, reversal_id)
        said = await _said(request)

        async def approve() -> None:
            await approve_reversal(actor, reversal_id)

        acts: dict[str, Callable[[], Awaitable[None]]] = {
            "approve": approve,
            "refuse": lambda: refuse_reversal(actor, reversal_id, said["reason"]),
        }
        try:
            await _chosen(acts, said)()
        except (Invalid, Conflict) as refusal:
            why = getattr(refusal, "fields", None) or {"act": refusal.message}
            return await _reversals(
                request, actor, Entry({**said, "id": reversal_id}, why), status=422
            )
        return see(f"{BASE}/reversals")


class StatementDesk(Controller):
    """Statements of the area's charities, to read."""

    path = f"{BASE}/statements"
    opt = {"permission": Permission.ledger_read}  # noqa: RUF012 # litestar reads it from the class
    include_in_schema = False

    @get("/")
    async def listed(
        self, request: AnyRequest, actor: Who, before: FromQuery[int | None] = None
    ) -> Answer:
        """Newest first."""
        if wanted(request):
            return await send(request, area_statements_export(actor))
        return page(
            "admin/ledger/statements.html",
            request=request,
            statements=await statements(actor, own=False, before=before),
            say=states,
        )

    @get("/{statement_id:int}")
    async def show(
        self,
        request: AnyRequest,
        actor: Who,
        statement_id: FromPath[int],
        after: FromQuery[int] = 0,
    ) -> Answer:
        """One with its rows."""
        head = await statement_head(actor, statement_id)
        if wanted(request):
            return await send(request, one_statement_export(statement_id))
        found = await rows_of(statement_id, after=max(after, 0))
        return page(
            "admin/ledger/statement.html",
            request=request,
            head=head,
            rows=found,
            more=found[-1].id if len(found) == PAGE else None,
            say=states,
        )


async def _case(
    request: AnyRequest, actor: Actor, case_id: int, form: Entry, *, status: int = 200
) -> Answer:
    return page(
        "admin/ledger/case.html",
        request=request,
        status=status,
        file=await case_file(actor, case_id),
        form=form,
        say=states,
    )


async def _reversals(
    request: AnyRequest, actor: Actor, form: Entry, *, status: int = 200
) -> Answer:
    return page(
        "admin/ledger/reversals.html",
        request=request,
        status=status,
        waiting=await reversals(actor),
        decided=await reversals(actor, done=True, limit=50),
        form=form,
        may=actor.may(Permission.ledger_settle),
        say=states,
        words=words,
    )


async def _said(request: AnyRequest) -> dict[str, Any]:
    sent = await request.form()
    return {name: str(sent.get(name, "")).strip() for name in ("act", "reason")}


def _chosen(
    acts: dict[str, Callable[[], Awaitable[None]]], said: dict[str, Any]
) -> Callable[[], Awaitable[None]]:
    act = acts.get(said["act"])
    if act is None:
        raise Invalid({"act": _("请选择一种处理方式。")})
    return act
