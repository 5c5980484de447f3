"""One desk for lists of every kind: the empty form, the check, the deed, the rows to correct."""

from typing import Any
from urllib.parse import urlencode

from litestar import Controller, Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.foundation.sheets import (
    Column,
    Reading,
    Sheet,
    SheetRefused,
    read_pasted,
    read_upload,
    template,
    write_xlsx,
)
from match.foundation.sheets.headers import REASON
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.importing.commands import confirm_import, try_import
from match.site.importing.kinds import About, ImportKind, kind_of, offered_to
from match.site.importing.queries import RunView, history, run_view

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/imports"
RUNS = "/desk/imported"
SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportDesk(Controller):
    """The kinds a person may import, and for each the form that takes a file or a pasted table."""

    path = BASE
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """What may be imported, and what has been."""
        return page(
            "site/importing/list.html",
            request=request,
            kinds=offered_to(actor),
            runs=await history(actor),
        )

    @get("/{name:str}")
    async def ask(self, request: AnyRequest, actor: Who, name: FromPath[str]) -> Answer:
        """Where the file is chosen, or the table pasted."""
        kind = kind_of(name)
        sent = dict(request.query_params)
        await kind.allow(actor, await _said(kind, actor, sent))
        return await _form(request, actor, kind, Entry(sent))

    @get("/{name:str}/template")
    async def empty(self, request: AnyRequest, actor: Who, name: FromPath[str]) -> Response[bytes]:
        """The workbook to fill in."""
        kind = kind_of(name)
        about = await _said(kind, actor, dict(request.query_params))
        await kind.allow(actor, about)
        return _workbook(template(await kind.sheet(actor, about)), f"{name}-template.xlsx")

    @post("/{name:str}")
    async def attempt(self, request: AnyRequest, actor: Who, name: FromPath[str]) -> Answer:
        """Say what the list would do. Nothing changes yet."""
        kind = kind_of(name)
        form = await request.form()
        sent = {key: value for key, value in form.items() if isinstance(value, str)}
        await kind.allow(actor, await _said(kind, actor, sent))
        try:
            about = await kind.about(actor, sent)
            sheet = await kind.sheet(actor, about)
            file_name, data, reading = await _given(sheet, form.get("list"), sent)
            run = await try_import(actor, kind, about, reading, file_name=file_name, data=data)
        except SheetRefused as refusal:
            field = "pasted" if sent.get("pasted", "").strip() else "list"
            return await _form(request, actor, kind, Entry(sent, {field: refusal.message}), 422)
        except (Invalid, Conflict) as refusal:
            return await _form(
                request, actor, kind, Entry(sent, refusal.at("list")), refusal.status
            )
        return Redirect(f"{RUNS}/{run}", status_code=303)


class ImportRuns(Controller):
    """One list that was sent: what it would do, what it did, the rows to correct."""

    path = f"{RUNS}/{{run_id:int}}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def shown(self, request: AnyRequest, actor: Who, run_id: FromPath[int]) -> Answer:
        """The check, or the result."""
        view = await run_view(actor, run_id)
        kind = kind_of(view.run.kind)
        return page(
            "site/importing/run.html",
            request=request,
            view=view,
            run=view.run,
            kind=kind,
            after=kind.after(view.about),
            again=_address(kind, view.about),
            most=SHOWN,
            handing=await kind.handing(_made(view)) if view.run.done_at else None,
        )

    @post("/application")
    async def apply(self, actor: Who, run_id: FromPath[int]) -> Answer:
        """Do exactly what was shown."""
        view = await run_view(actor, run_id)
        await confirm_import(actor, kind_of(view.run.kind), run_id)
        return Redirect(f"{RUNS}/{run_id}", status_code=303)

    @get("/failures")
    async def failures(self, actor: Who, run_id: FromPath[int]) -> Response[bytes]:
        """The rows that were refused, as they were written, with the reasons."""
        view = await run_view(actor, run_id)
        if view.held is None:
            raise NotFound(_("这份名单的内容已按期删除。"))
        columns = (
            *(Column(key, header, longest=40) for key, header in view.held.headers),
            Column(_REASON_KEY, REASON, longest=2000),
        )
        rows = [{**one.written, _REASON_KEY: one.message} for one in view.held.refused]
        title = _("需要修改的行")
        return _workbook(write_xlsx(Sheet(title, columns), rows), f"rows-to-correct-{run_id}.xlsx")

    @post("/links", status_code=200)
    async def links(self, actor: Who, run_id: FromPath[int]) -> Response[bytes]:
        """
        The links of the people whom this list invited, as a file.

        A POST that answers with a file: the links are made for it, and are kept nowhere.
        """
        view = await run_view(actor, run_id)
        if view.run.done_at is None or view.held is None:
            raise NotFound(_("这份名单的内容已按期删除。"))
        sheet, rows = await kind_of(view.run.kind).hand_over(actor, _made(view))
        return _workbook(write_xlsx(sheet, rows), f"links-{run_id}.xlsx")


_REASON_KEY = "why refused"
"""No column of a list is called so: one of directors has a reason of its own."""


def _made(view: RunView) -> list[int]:
    """The ids of what a list made, while they are kept."""
    return [one.subject for one in view.held.outcomes if one.subject] if view.held else []


async def _said(kind: ImportKind[Any], actor: Actor, sent: dict[str, str]) -> About:
    """What is known of the list so far: an empty form says nothing yet."""
    try:
        return await kind.about(actor, sent)
    except Invalid:
        return {}


async def _form(
    request: AnyRequest, actor: Actor, kind: ImportKind[Any], form: Entry, status: int = 200
) -> Answer:
    about = await _said(kind, actor, {key: str(value) for key, value in form.sent.items()})
    sheet = await kind.sheet(actor, about)
    return page(
        "site/importing/form.html",
        request=request,
        status=status,
        form=form,
        kind=kind,
        sheet=sheet,
        asks=await kind.asks(actor, about),
        template_url=_address(kind, about, "/template"),
        after=kind.after(about),
    )


def _address(kind: ImportKind[Any], about: About, ending: str = "") -> str:
    """Of a kind's form, with what it is about."""
    query = urlencode(dict(about))
    return f"{BASE}/{kind.name}{ending}" + (f"?{query}" if query else "")


async def _given(sheet: Sheet, file: Any, sent: dict[str, str]) -> tuple[str, bytes, Reading]:
    """What was sent: a file if there is one, else the pasted table. Raises SheetRefused."""
    data = await file.read() if isinstance(file, UploadFile) else b""
    if data and sent.get("pasted", "").strip():
        raise SheetRefused(_("文件和粘贴的表格一次只能检查一样，请去掉一样。"))
    if data:
        return file.filename or "", data, await read_upload(sheet, data)
    pasted = sent.get("pasted", "")
    if not pasted.strip():
        raise SheetRefused(_("请选择一个 Excel 或 CSV 文件，或把表格粘贴到下面的框里。"))
    return "", pasted.encode(), await read_pasted(sheet, pasted)


def _workbook(data: bytes, name: str) -> Response[bytes]:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(data, media_type=XLSX, headers=headers)
