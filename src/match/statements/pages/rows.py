"""One row of a statement: which donation it is the money of, said by a person, and taken back."""

import re
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.money import MoneyRefused, parse_yuan, yuan
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.statements import states, words
from match.statements.commands import match_row, unmatch_row
from match.statements.forms import Part
from match.statements.pages.common import BASE, Answer, AnyRequest
from match.statements.queries.statements import RowFile, row_file
from match.statements.states import How

_PART = re.compile(r"fen-([0-9]{1,18})")


class RowPages(Controller):
    """Suggestions to confirm; a number or a giver to look for."""

    path = f"{BASE}/rows"
    opt = {"permission": Permission.statements_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/{row_id:int}")
    async def show(
        self, request: AnyRequest, actor: Who, row_id: FromPath[int], q: FromQuery[str] = ""
    ) -> Answer:
        """The row, what it is matched with, or what it may be."""
        return await _shown(request, actor, row_id, asked=q)

    @post("/{row_id:int}/match")
    async def match(self, request: AnyRequest, actor: Who, row_id: FromPath[int]) -> Answer:
        """Yes, it is these donations' money; ``fen-<id>`` holds each part in yuan."""
        sent = await request.form()
        said = {name: str(text).strip() for name, text in sent.items() if isinstance(text, str)}
        try:
            await match_row(actor, row_id, _parts(said), how=_how(said))
        except (Invalid, Conflict) as refusal:
            why = getattr(refusal, "fields", None) or {"parts": refusal.message}
            return await _shown(
                request, actor, row_id, Entry(said, why), asked=said.get("q", ""), status=422
            )
        return see(f"{BASE}/rows/{row_id}")

    @post("/{row_id:int}/removal")
    async def remove(self, request: AnyRequest, actor: Who, row_id: FromPath[int]) -> Answer:
        """No, it was not: every posting of the match is reversed, with the reason."""
        said = {"reason": str((await request.form()).get("reason", ""))}
        try:
            await unmatch_row(actor, row_id, said["reason"])
        except (Invalid, Conflict) as refusal:
            why = getattr(refusal, "fields", None) or {"reason": refusal.message}
            return await _shown(request, actor, row_id, Entry(said, why), status=422)
        return see(f"{BASE}/rows/{row_id}")


async def _shown(
    request: AnyRequest,
    actor: Actor,
    row_id: int,
    form: Entry | None = None,
    *,
    asked: str = "",
    status: int = 200,
) -> Answer:
    file = await row_file(actor, row_id, asked=asked)
    return page(
        "statements/row.html",
        request=request,
        status=status,
        file=file,
        form=form or _suggested(file),
        asked=asked,
        say=states,
        words=words,
    )


def _suggested(file: RowFile) -> Entry:
    """The one donation that lacks just this amount is filled in; a person still says yes."""
    exact = [each for each in file.candidates if each.same_amount]
    if len(exact) != 1:
        return Entry()
    return Entry({f"fen-{exact[0].id}": yuan(file.row.amount_fen).replace(",", "")})


def _parts(said: dict[str, Any]) -> list[Part]:
    """The filled boxes. Raises Invalid for an amount that is none, naming its box."""
    parts: list[Part] = []
    wrong: dict[str, str] = {}
    for name, text in said.items():
        found = _PART.fullmatch(name)
        if not found or not text:
            continue
        try:
            fen = parse_yuan(text)
        except MoneyRefused as refusal:
            wrong[name] = refusal.message
            continue
        if fen == 0:
            wrong[name] = _("每一笔的金额都要大于零。")
        elif int(found[1]) < 2**63:
            parts.append(Part(int(found[1]), fen))
    if wrong:
        raise Invalid(wrong)
    return parts


def _how(said: dict[str, Any]) -> How:
    """Taken from our suggestions, or looked for by hand."""
    return How.hand if said.get("q") else How.suggestion
