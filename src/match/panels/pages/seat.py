"""A member's page of one panel: no tie, the packets, the own sheet, the signatures."""

import base64
import binascii
import re
from collections.abc import Awaitable, Mapping

from litestar import Controller, Response, get, post
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _
from match.panels import states
from match.panels.commands import (
    confirm_seat,
    recuse_seat,
    save_sheet,
    sign_report,
    sign_sheet,
)
from match.panels.forms import Answer as Filled
from match.panels.pages.common import Answer, AnyRequest, complaints
from match.panels.queries import SeatFile, attachment, seat_file
from match.panels.rules import points_text
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see

BASE = "/desk/panels"
_CELL = re.compile(r"(points|passed|note|explanation)-([0-9]{1,18})-([0-9]{1,18})")
_LONGEST = {"points": 10, "passed": 3, "note": 1000, "explanation": 1000}


class SeatPages(Controller):
    """For members of a panel only; for everybody else it is not there."""

    path = f"{BASE}/{{panel_id:int}}"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, panel_id: FromPath[int]) -> Answer:
        """The panel, and what to do now."""
        return await _shown(request, actor, panel_id)

    @get("/bids/{at:int}/attachments/{position:int}")
    async def given(
        self, actor: Who, panel_id: FromPath[int], at: FromPath[int], position: FromPath[int]
    ) -> Response[bytes]:
        """A file of a packet, as the bidder gave it: to keep, never to be shown as a page."""
        name, text = await attachment(actor, panel_id, at, position)
        try:
            content = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as error:
            raise NotFound(_("这个文件损坏，打不开。")) from error
        ending = name.rpartition(".")[2].lower()
        safe = f"{at + 1}-{position}.{ending}" if re.fullmatch("[a-z0-9]{1,5}", ending) else "file"
        return Response(
            content,
            media_type="application/octet-stream",
            headers={
                "Content-Disposition": f'attachment; filename="{safe}"',
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )

    @post("/confirmation")
    async def confirm(self, request: AnyRequest, actor: Who, panel_id: FromPath[int]) -> Answer:
        """No tie with any bidder."""
        if (await request.form()).get("free") != "true":
            await seat_file(actor, panel_id)
            words = {"free": _("请先阅读投标人名单并勾选声明。")}
            return await _shown(request, actor, panel_id, Entry({}, words), 422)
        return await _done(request, actor, panel_id, confirm_seat(actor, panel_id))

    @post("/recusal")
    async def recuse(self, request: AnyRequest, actor: Who, panel_id: FromPath[int]) -> Answer:
        """Stand aside."""
        said = {"reason": str((await request.form()).get("reason", ""))}
        try:
            await recuse_seat(actor, panel_id, said["reason"])
        except (Invalid, Conflict) as refusal:
            entry = Entry(said, complaints(refusal, "reason"))
            return await _shown(request, actor, panel_id, entry, refusal.status)
        return see("/desk/expert")

    @post("/sheet")
    async def save(self, request: AnyRequest, actor: Who, panel_id: FromPath[int]) -> Answer:
        """Keep what was typed; ``next`` is the bid to go on with."""
        sent = await request.form()
        said = {name: str(text) for name, text in sent.items() if isinstance(text, str)}
        try:
            await save_sheet(actor, panel_id, _answers(said))
        except (Invalid, Conflict) as refusal:
            entry = Entry(said, complaints(refusal))
            return await _shown(request, actor, panel_id, entry, refusal.status)
        anchor = said.get("next", "")
        return see(f"{BASE}/{panel_id}#{anchor if anchor.isalnum() else 'sheet'}")

    @post("/signature")
    async def sign(self, request: AnyRequest, actor: Who, panel_id: FromPath[int]) -> Answer:
        """Sign the own sheet."""
        return await _done(request, actor, panel_id, sign_sheet(actor, panel_id))

    @post("/report")
    async def report(self, request: AnyRequest, actor: Who, panel_id: FromPath[int]) -> Answer:
        """Sign the report, or say what is against it."""
        said = {"dissent": str((await request.form()).get("dissent", ""))}
        try:
            await sign_report(actor, panel_id, said["dissent"])
        except (Invalid, Conflict) as refusal:
            entry = Entry(said, complaints(refusal, "dissent"))
            return await _shown(request, actor, panel_id, entry, refusal.status)
        return see(f"{BASE}/{panel_id}")


def _answers(said: Mapping[str, str]) -> list[Filled]:
    """The cells of the form. Raises Invalid for a text that is too long, naming its box."""
    cells: dict[tuple[int, int], dict[str, str]] = {}
    for name, text in said.items():
        found = _CELL.fullmatch(name)
        if found:
            if len(text) > _LONGEST[found[1]]:
                raise Invalid({name: _("内容太长，请缩短一些。")})
            cells.setdefault((int(found[2]), int(found[3])), {})[found[1]] = text
    return [
        Filled(
            bid,
            criterion,
            {"yes": True, "no": False}.get(cell.get("passed", "")),
            cell.get("points", ""),
            cell.get("note", ""),
            cell.get("explanation", ""),
        )
        for (bid, criterion), cell in cells.items()
    ]


async def _done(request: AnyRequest, actor: Actor, panel_id: int, act: Awaitable[object]) -> Answer:
    try:
        await act
    except Conflict as refusal:
        return await _shown(request, actor, panel_id, Entry({}, complaints(refusal)), 409)
    return see(f"{BASE}/{panel_id}")


async def _shown(
    request: AnyRequest,
    actor: Actor,
    panel_id: int,
    form: Entry | None = None,
    status: int = 200,
) -> Answer:
    file = await seat_file(actor, panel_id)
    return page(
        "panels/seat.html",
        request=request,
        status=status,
        file=file,
        form=Entry({**_held(file), **(form.sent if form else {})}, form.errors if form else {}),
        say=states,
        points=points_text,
        headers={"Cache-Control": "no-store"},
    )


def _held(file: SeatFile) -> dict[str, str]:
    """What the sheet holds, as the form's boxes."""
    held: dict[str, str] = {}
    for packet in file.packets:
        for criterion, cell in packet.cells.items():
            key = f"{packet.bid_id}-{criterion}"
            held[f"points-{key}"] = cell.points
            held[f"passed-{key}"] = {True: "yes", False: "no", None: ""}[cell.passed]
            held[f"note-{key}"] = cell.note
            held[f"explanation-{key}"] = cell.explanation
    return held
