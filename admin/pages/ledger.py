"""The ledger desk: balances, the journal, one thing's transactions, the seal. It posts nothing."""

from datetime import date
from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from admin.pages.common import Answer, AnyRequest
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.ledger.kinds import AccountKind
from match.ledger.queries import halted
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import see
from match.statements import states, words
from match.statements.commands import propose_reversal
from match.statements.exporting import accounts_export, differences_export, journal_export
from match.statements.queries import desk
from match.statements.queries.cases import differences_in, open_cases
from match.statements.queries.desk import AccountFilter, JournalFilter

BASE = "/admin/ledger"


class LedgerDesk(Controller):
    """For finance, auditors and civil affairs, each within their area."""

    path = BASE
    opt = {"permission": Permission.ledger_read}  # noqa: RUF012 # litestar reads it from the class
    include_in_schema = False

    @get("/")
    async def balances(
        self,
        request: AnyRequest,
        actor: Who,
        kind: FromQuery[str] = "",
        unit: FromQuery[str] = "",
        zero: FromQuery[str] = "",
        after: FromQuery[int] = 0,
    ) -> Answer:
        """Accounts by kind, with what the area's money adds up to and how safe the books are."""
        asked = _accounts(kind, unit, zero)
        if wanted(request):
            return await send(request, accounts_export(actor, asked))
        found = await desk.accounts(actor, asked, after=max(after, 0))
        return page(
            "admin/ledger/accounts.html",
            block="results",
            request=request,
            wanted=asked,
            accounts=found,
            more=found[-1].id if len(found) == desk.PAGE else None,
            totals=await desk.totals(actor),
            seal=await desk.sealed(),
            stopped=await halted(),
            cases=await open_cases(actor),
            differences=len(await differences_in(actor)),
            words=words,
        )

    @get("/accounts/{account_id:int}")
    async def account(
        self,
        request: AnyRequest,
        actor: Who,
        account_id: FromPath[int],
        before: FromQuery[int | None] = None,
    ) -> Answer:
        """One account, its entries newest first."""
        held, found = await desk.entries_of(actor, account_id, before=before)
        return page(
            "admin/ledger/account.html",
            request=request,
            account=held,
            lines=found,
            more=found[-1].id if len(found) == desk.PAGE else None,
            words=words,
        )

    @get("/journal")
    async def journal(
        self, request: AnyRequest, actor: Who, before: FromQuery[int | None] = None
    ) -> Answer:
        """Every line of the area, newest first."""
        asked, wrong = _journal(request)
        if wanted(request) and not wrong:
            return await send(request, journal_export(actor, asked))
        found = [] if wrong else await desk.journal(actor, asked, before=before)
        return page(
            "admin/ledger/journal.html",
            block="results",
            request=request,
            status=422 if wrong else 200,
            wanted=asked,
            form=Entry(dict(request.query_params), wrong),
            lines=found,
            more=found[-1].id if len(found) == desk.PAGE else None,
            words=words,
        )

    @get("/differences")
    async def differences(self, request: AnyRequest, actor: Who) -> Answer:
        """Where the last night found the ledger to be other than the donations say."""
        if wanted(request):
            return await send(request, differences_export(await differences_in(actor, MOST)))
        return page(
            "admin/ledger/differences.html",
            request=request,
            differences=await differences_in(actor),
            say=states,
            words=words,
        )

    @get("/donations/{donation_id:int}")
    async def donation(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """Every transaction about one donation, with each line's place in its chain."""
        return await _donation(request, actor, donation_id, Entry())

    @post("/donations/{donation_id:int}/reversal", opt={"permission": Permission.ledger_settle})
    async def propose(self, request: AnyRequest, actor: Who, donation_id: FromPath[int]) -> Answer:
        """Propose that one of its transactions be undone; somebody of another body decides."""
        sent = await request.form()
        said = {name: str(sent.get(name, "")).strip() for name in ("tx", "reason")}
        try:
            if not said["tx"].isdecimal() or len(said["tx"]) > 18:
                raise Invalid({"tx": _("请选择要冲正的一笔。")})
            known = await desk.transactions_of(actor, "donation", donation_id)
            if int(said["tx"]) not in {tx.id for tx in known}:
                raise Invalid({"tx": _("请选择要冲正的一笔。")})
            await propose_reversal(actor, int(said["tx"]), said["reason"])
        except (Invalid, Conflict) as refusal:
            why = getattr(refusal, "fields", None) or {"tx": refusal.message}
            return await _donation(request, actor, donation_id, Entry(said, why), status=422)
        return see("/admin/ledger/reversals")


async def _donation(
    request: AnyRequest, actor: Actor, donation_id: int, form: Entry, *, status: int = 200
) -> Answer:
    found = await desk.transactions_of(actor, "donation", donation_id)
    return page(
        "admin/ledger/donation.html",
        request=request,
        status=status,
        donation_id=donation_id,
        number=next((line.number for tx in found for line in tx.lines), ""),
        transactions=found,
        form=form,
        may=actor.may(Permission.ledger_settle),
        words=words,
    )


def _accounts(kind: str, unit: str, zero: str) -> AccountFilter:
    """What was asked for; what is no kind and no unit of ours asks for all."""
    return AccountFilter(
        kind if kind in set(AccountKind) else "", unit if unit in ("money", "goods") else "",
        bool(zero),
    )  # fmt: skip


def _journal(request: AnyRequest) -> tuple[JournalFilter, dict[str, str]]:
    asked: dict[str, Any] = dict(request.query_params)
    days: dict[str, date | None] = {}
    wrong: dict[str, str] = {}
    for name in ("since", "until"):
        text = str(asked.get(name, "")).strip()
        try:
            days[name] = date.fromisoformat(text) if text else None
        except ValueError:
            wrong[name] = _("日期不对，请按 2026-12-31 的样子填写。")
    what, kind = str(asked.get("what", "")), str(asked.get("kind", ""))
    told = JournalFilter(
        days.get("since"),
        days.get("until"),
        what if what in dict(words.whats()) else "",
        kind if kind in set(AccountKind) else "",
    )
    return told, wrong
