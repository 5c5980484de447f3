"""Bidding together: the lead proposes, everybody reads and signs the same words."""

from collections.abc import Mapping
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission
from match.suppliers import commands, policy
from match.suppliers.forms import ConsortiumForm, Part, ReasonForm
from match.suppliers.pages.common import WORDS, Answer, AnyRequest
from match.suppliers.queries import (
    consortium_view,
    offered,
    own_suppliers,
    supplier_by_code,
)

MOST_ROWS = 6


class ConsortiumPages(Controller):
    """Proposing, reading, signing, leaving."""

    path = "/consortia"
    include_in_schema = False

    @get("/for/{tender_id:int}", opt={"permission": "suppliers:keep"})
    async def blank(self, request: AnyRequest, actor: Who, tender_id: FromPath[int]) -> Page:
        """The form of a joint agreement for one purchase."""
        return await _form(request, actor, tender_id, Entry({"rows": [{}, {}]}))

    @post("/for/{tender_id:int}", opt={"permission": "suppliers:keep"})
    async def propose(
        self, request: AnyRequest, actor: Who, tender_id: FromPath[int]
    ) -> Answer | Page:
        """Propose it; the lead signs with it."""
        sent = await request.form()
        raw = _typed({name: sent.getall(name) for name in sent})
        try:
            made = await commands.propose_consortium(actor, tender_id, await _read(raw))
        except (Invalid, Conflict, Denied) as wrong:
            said = wrong.fields if isinstance(wrong, Invalid) else {"parts": wrong.message}
            return await _form(request, actor, tender_id, Entry(raw, said), status=wrong.status)
        return see(f"/consortia/{made}")

    @get("/{consortium_id:int}", opt={"signed_in": True})
    async def show(self, request: AnyRequest, actor: Who, consortium_id: FromPath[int]) -> Page:
        """The agreement in full, with who signed."""
        return await _show(request, actor, consortium_id, Entry())

    @post("/{consortium_id:int}/signature", opt={"signed_in": True})
    async def sign(self, request: AnyRequest, actor: Who, consortium_id: FromPath[int]) -> Answer:
        """Sign the words that stood on the page."""
        await consortium_view(actor, consortium_id)
        words = (await request.form()).get("agreement_hash", "")
        await commands.sign_consortium(actor, consortium_id, str(words))
        return see(f"/consortia/{consortium_id}")

    @post("/{consortium_id:int}/end", opt={"signed_in": True})
    async def end(
        self, request: AnyRequest, actor: Who, consortium_id: FromPath[int]
    ) -> Answer | Page:
        """Leave it, with the reason."""
        await consortium_view(actor, consortium_id)
        raw = await submission(request, ReasonForm)
        try:
            form = read(ReasonForm, raw)
            await commands.end_consortium(actor, consortium_id, form.reason)
        except Invalid as wrong:
            entry = Entry(raw, wrong.fields)
            return await _show(request, actor, consortium_id, entry, status=422)
        return see(f"/consortia/{consortium_id}")


def _typed(sent: Mapping[str, list[Any]]) -> dict[str, Any]:
    """The rows of the table as typed: a code, a percentage and a work each."""
    names = ("code", "percent", "work")
    columns = {name: [str(one).strip() for one in sent.get(name, [])] for name in names}
    rows_ = [
        dict(zip(names, row, strict=True))
        for row in zip(*(columns[name] for name in names), strict=False)
    ][:MOST_ROWS]
    lead = next((str(one) for one in sent.get("lead", []) if one), "")
    return {"lead": lead, "rows": [row for row in rows_ if any(row.values())] or [{}, {}]}


async def _read(raw: dict[str, Any]) -> ConsortiumForm:
    """Members by their credit code, shares from percent with two decimals. Raises Invalid."""
    parts: list[Part] = []
    for at, row in enumerate(raw["rows"], 1):
        found = await supplier_by_code(row.get("code", ""))
        share = _hundredths(row.get("percent", ""))
        if found is None or share is None or len(row.get("work", "")) < 4:
            raise Invalid(
                {
                    "parts": _(
                        "第 %(at)s 行：请填写已登记机构的统一社会信用代码、百分比和承担的工作。"
                    )
                    % {"at": at}
                }
            )
        parts.append(Part(found, share, row["work"]))
    if not raw["lead"].isdigit():
        raise Invalid({"lead": _("请选择牵头单位。")})
    if len(parts) < 2:
        raise Invalid({"parts": _("联合体至少两家。")})
    return ConsortiumForm(int(raw["lead"]), parts)


def _hundredths(text: str) -> int | None:
    whole, _dot, rest = text.replace("%", "").strip().partition(".")
    digits = whole + rest.ljust(2, "0")
    if not digits.isascii() or not digits.isdigit() or len(rest) > 2 or len(whole) > 2:
        return None
    share = int(digits)
    return share if 1 <= share <= 9999 else None


async def _form(
    request: AnyRequest, actor: Who, tender_id: int, form: Entry, *, status: int = 200
) -> Page:
    own = await own_suppliers(actor)
    return page(
        "suppliers/propose.html",
        request=request,
        status=status,
        form=form,
        tender=await offered(tender_id),
        organisations=[(str(each.id), each.name) for each in own],
        own=own,
        most=MOST_ROWS,
        **WORDS,
    )


async def _show(
    request: AnyRequest, actor: Who, consortium_id: int, form: Entry, *, status: int = 200
) -> Page:
    view = await consortium_view(actor, consortium_id)
    return page(
        "suppliers/consortium.html",
        request=request,
        status=status,
        view=view,
        form=form,
        may_sign=view.status == "gathering"
        and any(
            member.signed_at is None and policy.acts_for(actor, member.organisation_id)
            for member in view.members
        ),
        **WORDS,
    )
