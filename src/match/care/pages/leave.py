"""Leave to open files, decisions about it, who looked, and who is in charge."""

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.care import commands
from match.care.forms import ChargeForm, LeaveForm, ReasonForm
from match.care.pages.common import BASE, WORDS, Answer, AnyRequest, choices
from match.care.queries import charges, erasures, homes_of, looks, my_leave, waiting_leave
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.forms import read
from match.foundation.permissions import Permission
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission


class LeavePages(Controller):
    """For who opens files."""

    path = BASE
    opt = {"permission": Permission.care_keep}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/leave")
    async def mine(self, request: AnyRequest, actor: Who, home: FromQuery[int] = 0) -> Page:
        """My leave, and asking for more."""
        return await _mine(request, actor, Entry({"home_id": home or "", "days": 180}))

    @post("/leave")
    async def ask(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Ask for it, with the purpose."""
        sent = await submission(request, LeaveForm)
        try:
            await commands.ask_leave(actor, read(LeaveForm, sent))
        except Invalid as wrong:
            return await _mine(request, actor, Entry(sent, wrong.fields), 422)
        except (Denied, NotFound) as wrong:
            return await _mine(
                request, actor, Entry(sent, {"division": wrong.message}), wrong.status
            )
        return see(f"{BASE}/leave")

    @post("/leave/{grant_id:int}/end")
    async def give_back(
        self, request: AnyRequest, actor: Who, grant_id: FromPath[int]
    ) -> Answer | Page:
        """End one's own leave before its day."""
        await commands.revoke_leave(actor, grant_id, "")
        return see(f"{BASE}/leave")

    @get("/looks", opt={"permission": Permission.care_watch})
    async def looks(
        self,
        request: AnyRequest,
        actor: Who,
        child: FromQuery[int | None] = None,
        before: FromQuery[int | None] = None,
    ) -> Page:
        """Who opened files of my area."""
        return page(
            "care/looks.html",
            request=request,
            looks=await looks(actor, child=child, before=before),
            child=child,
            **WORDS,
        )


class DecisionPages(Controller):
    """For who answers for the files."""

    path = BASE
    opt = {"permission": Permission.care_approve}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/decisions")
    async def waiting(self, request: AnyRequest, actor: Who) -> Page:
        """Requests for leave and erasures that wait for me."""
        return await _waiting(request, actor)

    @post("/decisions/{grant_id:int}/approval")
    async def approve(
        self, request: AnyRequest, actor: Who, grant_id: FromPath[int]
    ) -> Answer | Page:
        """Let them in until the day they asked for."""
        try:
            await commands.approve_leave(actor, grant_id)
        except Conflict as wrong:
            return await _waiting(request, actor, {"": wrong.message}, 409)
        return see(f"{BASE}/decisions")

    @post("/decisions/{grant_id:int}/refusal")
    async def refuse(
        self, request: AnyRequest, actor: Who, grant_id: FromPath[int]
    ) -> Answer | Page:
        """No, with the reason."""
        return await self._with_reason(request, actor, grant_id, commands.refuse_leave)

    @post("/decisions/{grant_id:int}/revocation")
    async def revoke(
        self, request: AnyRequest, actor: Who, grant_id: FromPath[int]
    ) -> Answer | Page:
        """No longer."""
        return await self._with_reason(request, actor, grant_id, commands.revoke_leave)

    async def _with_reason(
        self, request: AnyRequest, actor: Actor, grant_id: int, act: Any
    ) -> Answer | Page:
        sent = await submission(request, ReasonForm)
        try:
            await act(actor, grant_id, read(ReasonForm, sent).reason)
        except Invalid as wrong:
            return await _waiting(request, actor, wrong.fields, 422)
        except Conflict as wrong:
            return await _waiting(request, actor, {"": wrong.message}, 409)
        return see(f"{BASE}/decisions")

    @post("/erasures/{erasure_id:int}/confirmation")
    async def confirm(
        self, request: AnyRequest, actor: Who, erasure_id: FromPath[int]
    ) -> Answer | Page:
        """The second person: the key is destroyed."""
        try:
            await commands.confirm_erasure(actor, erasure_id)
        except Conflict as wrong:
            return await _waiting(request, actor, {"": wrong.message}, 409)
        return see(f"{BASE}/decisions")

    @post("/erasures/{erasure_id:int}/refusal")
    async def keep(
        self, request: AnyRequest, actor: Who, erasure_id: FromPath[int]
    ) -> Answer | Page:
        """The file stays."""
        try:
            await commands.refuse_erasure(actor, erasure_id)
        except Conflict as wrong:
            return await _waiting(request, actor, {"": wrong.message}, 409)
        return see(f"{BASE}/decisions")

    @get("/charge", opt={"permission": Permission.care_name})
    async def in_charge(
        self, request: AnyRequest, actor: Who, division: FromQuery[str] = ""
    ) -> Page:
        """Who is named in charge of children's data, by place."""
        return await _charge(request, actor, Entry({"division": division}))

    @post("/charge", opt={"permission": Permission.care_name})
    async def name(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Name somebody."""
        sent = await submission(request, ChargeForm)
        try:
            form = read(ChargeForm, sent)
            await commands.name_in_charge(actor, form.division, form.account_id)
        except Invalid as wrong:
            return await _charge(request, actor, Entry(sent, wrong.fields), 422)
        except Denied as wrong:
            return await _charge(request, actor, Entry(sent, {"division": wrong.message}), 403)
        return see(f"{BASE}/charge")


async def _mine(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    return page(
        "care/leave.html",
        request=request,
        status=status,
        leaves=await my_leave(actor),
        homes=[(home["id"], home["name"]) for home in await homes_of(actor)],
        places=[(code, code) for code in actor.scope(Permission.care_keep) if len(code) in (6, 9)],
        form=form,
        today=clock.today(),
        **choices(),
        **WORDS,
    )


async def _waiting(
    request: AnyRequest, actor: Actor, errors: dict[str, str] | None = None, status: int = 200
) -> Page:
    return page(
        "care/decisions.html",
        request=request,
        status=status,
        lines=await waiting_leave(actor),
        erasures=await erasures(actor),
        form=Entry({}, errors or {}),
        names=actor.may(Permission.care_name),
        **WORDS,
    )


async def _charge(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Page:
    division = str(form.value("division"))
    people = (
        await commands.can_be_named(division)
        if actor.may(Permission.care_name, division.ljust(12, "0")) and division
        else []
    )
    return page(
        "care/charge.html",
        request=request,
        status=status,
        charges=await charges(actor),
        people=[(person["id"], person["name"]) for person in people],
        form=form,
        **WORDS,
    )
