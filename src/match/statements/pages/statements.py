"""A charity's statements, each with its rows and their spreadsheet."""

from litestar import Controller, Response, get
from litestar.params import FromPath, FromQuery

from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.htmx import page
from match.statements import states
from match.statements.pages.common import BASE, Answer, AnyRequest, sent_file
from match.statements.queries.statements import PAGE, charities_of, rows_of, statement_head
from match.statements.queries.statements import statements as statement_list
from match.statements.sheets import statement_sheet


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

    @get("/{statement_id:int}/export")
    async def export(
        self, actor: Who, statement_id: FromPath[int], kind: FromQuery[str] = "xlsx"
    ) -> Response[bytes]:
        """All rows with their state, as Excel or CSV."""
        await statement_head(actor, statement_id)
        found = await rows_of(statement_id, limit=5000)
        ending = "csv" if kind == "csv" else "xlsx"
        return sent_file(statement_sheet(found, ending), f"statement-{statement_id}.{ending}")
