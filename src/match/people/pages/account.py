"""My account: profile, roles, devices, cover, my data."""

from typing import Any

import msgspec
from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from match.foundation.actor import Actor
from match.foundation.errors import Invalid, MatchError, NotFound, SignInNeeded
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.parameters import whole
from match.foundation.permissions import Permission
from match.people.commands.accounts import change_profile, give_consent
from match.people.commands.cover import arrange_cover, end_cover
from match.people.commands.leaving import erase_account
from match.people.commands.roles import end_role
from match.people.commands.sessions import act_for, end_other_sessions, end_session
from match.people.door import session_of, take_session, token_of
from match.people.forms import CoverForm, ProfileForm
from match.people.pages.common import Answer, AnyRequest
from match.people.phones import masked_phone
from match.people.queries import people as queries
from match.people.queries.organisations import own_organisations
from match.people.sessions import devices
from match.people.words import role_label, status_label, status_tone
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission

KEEPERS = (Permission.people_invite, Permission.people_verify, Permission.people_grant)


class AccountPages(Controller):
    """One's own things; nobody else's."""

    path = "/me"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Name, phone, roles, organisations, and the ways to everything else."""
        return await self._show(request, actor)

    async def _show(
        self, request: AnyRequest, actor: Actor, form: Entry | None = None, status: int = 200
    ) -> Answer:
        own = await queries.profile(actor)
        session = session_of(request)
        return page(
            "people/account.html",
            request=request,
            status=status,
            own=own,
            phone=masked_phone(own.phone),
            form=form or Entry({"name": own.name, "language": own.language}),
            roles=await queries.held_roles(own.id),
            organisations=await own_organisations(actor),
            covers=await queries.covers(own.id),
            agreed=await queries.agreed(own.id),
            keeps_roles=any(actor.may(held) for held in KEEPERS),
            weak=session is not None and session.level < 2,
            role_label=role_label,
            status_label=status_label,
            status_tone=status_tone,
        )

    @post("/profile")
    async def change(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Change name and language."""
        raw = await submission(request, ProfileForm)
        try:
            form = read(ProfileForm, raw)
            await change_profile(actor, name=form.name, language=form.language)
        except Invalid as wrong:
            return await self._show(request, actor, Entry(raw, wrong.fields), 422)
        return see("/me")

    @post("/consent")
    async def agree(self, actor: NamedDependency[Actor]) -> Answer:
        """Agree to a new version of the privacy notice."""
        await give_consent(actor, int(str(actor.id)))
        return see("/me")

    @post("/roles/{role:int}/end")
    async def resign(
        self, request: AnyRequest, actor: NamedDependency[Actor], role: FromPath[int]
    ) -> Answer:
        """Give up one of one's own roles."""
        own = {held.id for held in await queries.held_roles(int(str(actor.id)))}
        if role not in own:
            raise NotFound(_("没有找到这个角色。"))
        await end_role(actor, role)
        return take_session(see("/sign-in"))

    @get("/devices")
    async def devices(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Where one is signed in."""
        session = session_of(request)
        listed = await devices(int(str(actor.id)), session.id if session else None)
        return page("people/devices.html", request=request, devices=listed)

    @post("/devices/{session:int}/end")
    async def end_device(
        self, request: AnyRequest, actor: NamedDependency[Actor], session: FromPath[int]
    ) -> Answer:
        """Sign one device out."""
        await end_session(actor, session)
        return see("/me/devices")

    @post("/devices/end-others")
    async def end_others(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Sign every other device out."""
        await end_other_sessions(actor, token_of(request))
        return see("/me/devices")

    @get("/cover")
    async def cover(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Leave cover: what is arranged, and a form for more."""
        return await self._cover(request, actor, Entry())

    async def _cover(
        self, request: AnyRequest, actor: Actor, form: Entry, status: int = 200
    ) -> Answer:
        held = {grant.role: role_label(grant.role) for grant in actor.grants}
        return page(
            "people/cover.html",
            request=request,
            status=status,
            form=form,
            covers=await queries.covers(int(str(actor.id))),
            roles=sorted(held.items()),
            longest=await whole("people.cover_days_max"),
            role_label=role_label,
        )

    @post("/cover")
    async def arrange(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Arrange cover."""
        raw = await submission(request, CoverForm)
        try:
            form = read(CoverForm, raw)
            await arrange_cover(
                actor,
                phone=form.phone,
                roles=form.roles,
                starts_on=form.starts_on,
                ends_on=form.ends_on,
            )
        except Invalid as wrong:
            return await self._cover(request, actor, Entry(raw, wrong.fields), 422)
        except MatchError as refusal:
            complaints = {"phone": refusal.message}
            return await self._cover(request, actor, Entry(raw, complaints), refusal.status)
        return see("/me/cover")

    @post("/cover/{cover:int}/end")
    async def end_cover(
        self, request: AnyRequest, actor: NamedDependency[Actor], cover: FromPath[int]
    ) -> Answer:
        """End cover before its time."""
        await end_cover(actor, cover)
        return see("/me/cover")

    @post("/acting/{absent:int}")
    async def stand_in(
        self, request: AnyRequest, actor: NamedDependency[Actor], absent: FromPath[int]
    ) -> Answer:
        """Act with the roles of a colleague on leave; 0 takes them off again."""
        await act_for(actor, token_of(request), absent or None)
        return see("/desk" if absent else "/me/cover")

    @get("/data")
    async def take_away(self, actor: NamedDependency[Actor]) -> Response[bytes]:
        """Everything we hold about the person, as a JSON file (个人信息保护法 art. 45)."""
        held: dict[str, Any] = await queries.my_data(actor)
        return Response(
            msgspec.json.encode(held, enc_hook=str),
            media_type="application/json; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
        )

    @get("/erasure")
    async def before_erasure(self, request: AnyRequest) -> Answer:
        """What goes and what stays."""
        return page("people/erasure.html", request=request, form=Entry())

    @post("/erasure")
    async def erase(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Erase one's own account; on a session that has just shown whose it is."""
        session = session_of(request)
        if session is None or not session.fresh():
            raise SignInNeeded(_("为了安全，请重新登录后再删除账号。"), step_up=actor.staff)
        sent = await request.form()
        if sent.get("sure") != "true":
            form = Entry({}, {"sure": _("请勾选确认，删除后不能恢复。")})
            return page("people/erasure.html", request=request, status=422, form=form)
        await erase_account(actor)
        return take_session(see("/"))
