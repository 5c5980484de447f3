"""The public board: every line as it was linked, to read; the file to recount is in the API."""

import json
from typing import Any

from litestar import Controller, Request, get
from litestar.params import FromPath, FromQuery

from match.bids.queries import board, keyset
from match.bids.states import BoardKind
from match.foundation.language import pgettext
from match.site.dependencies import Who
from match.site.htmx import Page, page
from match.tenders.queries import public_tender

AnyRequest = Request[Any, Any, Any]
SHOWN = 200


class BoardPages(Controller):
    """One purchase's board."""

    path = "/purchases/{tender_id:int}/board"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def show(
        self,
        request: AnyRequest,
        actor: Who,
        tender_id: FromPath[int],
        after: FromQuery[int] = 0,
    ) -> Page:
        """The lines, oldest first, with what each commits to."""
        tender = await public_tender(tender_id)
        lines = await board(tender_id, after=after, limit=SHOWN + 1)
        return page(
            "bids/board.html",
            request=request,
            tender=tender,
            keys=await keyset(tender_id),
            lines=[(line, kind_word(line.kind), _facts(line.said)) for line in lines[:SHOWN]],
            more=lines[SHOWN - 1].number if len(lines) > SHOWN else None,
        )


def _facts(said: str) -> list[tuple[str, str]]:
    """What a line says, flat: (name, value). Hashes are told whole: people compare them."""
    found: list[tuple[str, str]] = []

    def walk(path: str, thing: Any) -> None:
        if isinstance(thing, dict):
            for key, value in thing.items():
                walk(f"{path}.{key}" if path else str(key), value)
        elif isinstance(thing, list) and thing and isinstance(thing[0], dict):
            for number, value in enumerate(thing, 1):
                walk(f"{path}.{number}", value)
        else:
            found.append((path, thing if isinstance(thing, str) else json.dumps(thing)))

    walk("", json.loads(said))
    return found


def kind_word(kind: str) -> str:
    """What a line of the board is about."""
    k = BoardKind
    return {
        k.keys: pgettext("board", "指定开标人"),
        k.sealed: pgettext("board", "收到密封响应"),
        k.replaced: pgettext("board", "替换响应"),
        k.withdrawn: pgettext("board", "撤回响应"),
        k.confirmed: pgettext("board", "重新确认响应"),
        k.opening: pgettext("board", "开标开始"),
        k.shares: pgettext("board", "开标人交出份额"),
        k.wrong_share: pgettext("board", "份额不符"),
        k.prices_allowed: pgettext("board", "允许开启报价"),
        k.opened: pgettext("board", "响应公开"),
        k.void: pgettext("board", "响应无效"),
        k.refused: pgettext("board", "不予开启"),
        k.correction: pgettext("board", "补正"),
    }[BoardKind(kind)]
