"""A charity's statements, each with its rows and their spreadsheet."""

from litestar import Controller, get
from litestar.params import FromPath, FromQuery

from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.exporting import send, wanted
from match.site.htmx import page
from match.statements import states
from match.statements.exporting import one_statement_export, own_statements_export
from match.statements.pages.common import BASE, Answer, AnyRequest
from match.statements.queries.statements import PAGE, charities_of, rows_of, statement_head
from match.statements.queries.statements import statements as statement_list


class StatementPages(Controller):
    """For who keeps a charity's books; another charity's are not there."""

    path = BASE
    opt = {"permission": Permission.statements_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(
        self, request: AnyRequest, actor: Who, before: FromQuery[int | None] = None
    ) -> Answer:
        """Newest first, fifty at a time."""
        if wanted(request):
            return await send(request, own_statements_export(actor))
        found = await statement_list(actor, own=True, before=before)
        return page(
            "statements/list.html",
            request=request,
            statements=found,
            charities=await charities_of(actor),
            say=states,
        )

    @get("/{statement_id:int}")
    async def show(
        self,
        request: AnyRequest,
        actor: Who,
        statement_id: FromPath[int],
        status: FromQuery[str] = "",
        after: FromQuery[int] = 0,
    ) -> Answer:
        """One statement, a hundred rows at a time."""
        head = await statement_head(actor, statement_id)
        known = status if status in set(states.RowStatus) else ""
        if wanted(request):
            return await send(request, one_statement_export(statement_id, known))
        found = await rows_of(statement_id, status=known, after=after)
        return page(
            "statements/statement.html",
            request=request,
            head=head,
            rows=found,
            wanted=known,
            more=found[-1].id if len(found) == PAGE else None,
            say=states,
        )
