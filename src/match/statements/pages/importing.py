"""A statement comes in: the template, a check that keeps nothing, the deed, what was refused."""

from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.datastructures import UploadFile

from match.foundation import clock
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.foundation.sheets import (
    Column,
    Sheet,
    SheetRefused,
    read_upload,
    template,
    write_xlsx,
)
from match.foundation.sheets.reading import REASON
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.submission import submission
from match.statements.commands import import_statement, try_statement
from match.statements.commands.importing import DAYS_BACK, MOST_LINES, Outcome
from match.statements.forms import ImportForm, StatementLine
from match.statements.pages.common import BASE, Answer, AnyRequest, see, sent_file
from match.statements.queries.statements import charities_of
from match.statements.sheet import Receipts, receipts, sheet
from match.statements.states import Source, source_word

SHOWN = 200


class ImportPages(Controller):
    """Excel or CSV in, as often as it is sent; the file itself is never kept."""

    path = f"{BASE}/import"
    opt = {"permission": Permission.statements_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def ask(self, request: AnyRequest, actor: Who) -> Answer:
        """Where the file is chosen."""
        return await _asked(request, actor, Entry())

    @get("/template")
    async def empty(self) -> Response[bytes]:
        """The workbook to fill in, for who has no export of the bank."""
        return sent_file(template(sheet()), "statement-template.xlsx")

    @post("/")
    async def attempt(self, request: AnyRequest, actor: Who) -> Answer:
        """Say what the file would do. Nothing is kept yet."""
        raw = await submission(request, ImportForm)
        given = (await request.form()).get("list")
        data = await given.read() if isinstance(given, UploadFile) else b""
        try:
            form = read(ImportForm, raw)
            if not data:
                raise SheetRefused(_("请选择一个 Excel 或 CSV 文件。"))
            found = receipts(
                await read_upload(sheet(), data), clock.today(), await whole(DAYS_BACK)
            )
            outcomes = await try_statement(actor, form, found.lines) if found.lines else []
        except SheetRefused as refusal:
            entry = Entry(raw, {"list": refusal.message})
            return await _asked(request, actor, entry, status=422)
        except Invalid as invalid:
            return await _asked(request, actor, Entry(raw, _in_words(invalid)), status=422)
        return await _asked(request, actor, Entry(raw), **_tried(form, found, outcomes))

    @post("/application")
    async def apply(self, request: AnyRequest, actor: Who) -> Answer:
        """Do it. Every line is judged again: the page in between is the browser's."""
        form = read(ImportForm, await submission(request, ImportForm))
        lines = await _sent_lines(request)
        done = await import_statement(actor, form, lines)
        counts = done.counts
        figures = f"new={counts['new']}&known={counts['known']}&refused={counts['refused']}"
        where = f"{BASE}/{done.statement}" if done.statement else BASE
        return see(f"{where}?{figures}&matched={done.matched}")

    @post("/failures", status_code=200)
    async def failures(self, request: AnyRequest) -> Response[bytes]:
        """The rows that were refused, with the reasons, to mend and send again."""
        raw = str((await request.form()).get("failed", ""))
        try:
            refused = msgspec.json.decode(raw, type=list[dict[str, str]])
        except msgspec.DecodeError as error:
            raise Invalid({"failed": _("名单已失效，请重新上传文件。")}) from error
        columns = (*sheet().columns, Column(_REASON_KEY, REASON, longest=2000))
        plain = tuple(Column(c.key, c.header, longest=c.longest) for c in columns)
        given = write_xlsx(Sheet(_("需要修改的行"), plain), refused[:MOST_LINES])
        return sent_file(given, "statement-refused.xlsx")


_REASON_KEY = "reason"


async def _asked(
    request: AnyRequest, actor: Who, form: Entry, *, status: int = 200, **tried: Any
) -> Answer:
    nothing = {"tried": None, "refused": [], "rows": "", "failed": "", "left_out": 0, "ignored": ()}
    return page(
        "statements/import.html",
        request=request,
        status=status,
        form=form,
        charities=await charities_of(actor),
        sources=[(source.value, source_word(source)) for source in Source],
        **{**nothing, **tried},
    )


def _tried(form: ImportForm, found: Receipts, outcomes: list[Outcome]) -> dict[str, Any]:
    """What the check says: counts, refusals by row, and the lines to send back."""
    refused = {one.number: one.message for one in outcomes if one.result == "refused"}
    troubled = {
        row.number: "\n".join(trouble.sentence for trouble in row.troubles)
        for row in found.reading.failed
    }
    written = {row.number: row.written for row in found.reading.rows}
    reasons = troubled | {
        number: _("第 %(row)s 行：%(why)s") % {"row": number, "why": why}
        for number, why in refused.items()
    }
    new = {one.number for one in outcomes if one.result == "new"}
    kept = [line for line in found.lines if line.number in new]
    return {
        "tried": {
            "new": len(new),
            "known": sum(one.result == "known" for one in outcomes),
            "refused": len(reasons),
            "fen": sum(line.amount_fen for line in kept if not line.outgoing),
            "personal": sum(line.personal for line in kept),
        },
        "sent": form,
        "refused": sorted(reasons.items())[:SHOWN],
        "left_out": found.left_out,
        "ignored": found.reading.ignored,
        "rows": msgspec.json.encode(kept).decode(),
        "failed": msgspec.json.encode(
            [{**written[number], _REASON_KEY: why} for number, why in sorted(reasons.items())]
        ).decode(),
    }


async def _sent_lines(request: AnyRequest) -> list[StatementLine]:
    raw = str((await request.form()).get("rows", ""))
    try:
        return msgspec.json.decode(raw, type=list[StatementLine])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise Invalid({"rows": _("流水已失效，请重新上传文件。")}) from error


def _in_words(invalid: Invalid) -> dict[str, str]:
    if "tail" in invalid.fields:
        return {**invalid.fields, "tail": _("请填写本单位收款账号的后四位数字。")}
    return dict(invalid.fields)
