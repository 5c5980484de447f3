"""A county's list of homes: the template, a dry run with every refusal's reason, the deed."""

from collections import Counter

import msgspec
from litestar import Controller, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency

from match.foundation.actor import Actor
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import SheetRefused, read_upload, template
from match.homes.commands import import_homes, try_homes
from match.homes.commands.importing import Outcome
from match.homes.forms import HomeRow
from match.homes.pages.common import Answer, AnyRequest, see
from match.homes.sheet import home_row, sheet, villages_in
from match.site.entry import Entry
from match.site.htmx import page

SHOWN = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class HomeImport(Controller):
    """Excel in, one row at a time; sent again, it changes nothing."""

    path = "/desk/homes/import"
    opt = {"permission": Permission.homes_import}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def ask(self, request: AnyRequest) -> Answer:
        """Where the file is chosen."""
        return page("homes/import.html", request=request, form=Entry(), tried=None)

    @get("/template")
    async def empty(self) -> Response[bytes]:
        """The workbook to fill in."""
        headers = {"Content-Disposition": 'attachment; filename="homes-template.xlsx"'}
        return Response(template(sheet()), media_type=XLSX, headers=headers)

    @post("/")
    async def attempt(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Say what the file would do. Nothing is kept yet."""
        sent = await request.form()
        given = sent.get("list")
        data = await given.read() if isinstance(given, UploadFile) else b""
        try:
            if not data:
                raise SheetRefused(_("请选择一个 Excel 或 CSV 文件。"))
            reading = await read_upload(sheet(), data)
        except SheetRefused as refusal:
            entry = Entry(None, {"list": refusal.message})
            return page("homes/import.html", request=request, status=422, form=entry, tried=None)
        villages = await villages_in(actor.scope(Permission.homes_import))
        placed = [(row, home_row(row, villages)) for row in reading.good]
        rows = [found for _row, found in placed if isinstance(found, HomeRow)]
        outcomes = await try_homes(actor, rows)
        taken = {one.number for one in outcomes if one.result != "refused"}
        refused = [
            *(Outcome(t.row, t.header, "refused", t.sentence) for t in reading.troubles),
            *(
                Outcome(row.number, str(row.values["village"]), "refused", found)
                for row, found in placed
                if isinstance(found, str)
            ),
            *(one for one in outcomes if one.result == "refused"),
        ]
        return page(
            "homes/import.html",
            request=request,
            form=Entry(),
            tried=Counter(one.result for one in outcomes),
            refused=sorted(refused, key=lambda one: one.number)[:SHOWN],
            refused_count=len({one.number for one in refused}),
            changes=[one for one in outcomes if one.result in ("created", "updated")][:SHOWN],
            ignored=reading.ignored,
            rows=msgspec.json.encode([row for row in rows if row.number in taken]).decode(),
        )

    @post("/application")
    async def apply(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Do it. Every row is checked again: the page in between is the browser's."""
        sent = await request.form()
        try:
            rows = msgspec.json.decode(str(sent.get("rows", "")), type=list[HomeRow])
        except msgspec.DecodeError as error:
            raise Invalid({"rows": _("名单已失效，请重新上传文件。")}) from error
        if len(rows) > sheet().most_rows:
            raise Invalid({"rows": _("名单太长，请分几次导入。")})
        done = Counter(one.result for one in await import_homes(actor, rows))
        figures = "&".join(f"{name}={done[name]}" for name in ("created", "updated", "unchanged"))
        return see(f"/desk/homes?{figures}&refused={done['refused']}")
