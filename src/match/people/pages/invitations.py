"""Inviting somebody to a role, and taking up an invitation."""

from urllib.parse import quote

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery

from match.foundation.actor import Actor
from match.foundation.errors import Invalid, MatchError, SignInNeeded
from match.foundation.forms import read
from match.foundation.language import _
from match.foundation.permissions import Role
from match.foundation.settings import settings
from match.people import policy
from match.people.commands.arrivals import take_up
from match.people.commands.codes import phone_awaiting, request_code, try_code
from match.people.commands.invitations import invitation_behind, invite, withdraw_invitation
from match.people.demo import DEMO_COOKIE, show_in_demo
from match.people.door import give_browser, give_session, visit_of
from match.people.forms import CodeForm, InvitationForm
from match.people.pages.common import Answer, AnyRequest, browser_of
from match.people.phones import masked_phone, phone_key
from match.people.queries.organisations import organisations_to_join
from match.people.queries.roles import open_invitations
from match.people.sending import sender_of
from match.people.throttle import note_failure, require_patience, sign_in_counters
from match.people.words import role_label
from match.places import queries as places
from match.places.queries import Place
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission


class Where(msgspec.Struct, frozen=True):
    """The places to choose from: a first list down to a level, one place that is fixed, or none."""

    units: list[Place] = []  # msgspec copies defaults
    until: str = ""
    fixed: str = ""
    chosen: str = ""


async def _where(actor: Actor, role: Role, division: str) -> Where:
    level = policy.LEVELS[role][0]
    grant = next((g for g in actor.grants if g.role in policy.INVITERS[role]), None)
    if level == 0 or grant is None:
        return Where()
    if len(grant.division) >= level:
        return Where(fixed=grant.division)
    known = await places.divisions([division]) if division else {}
    return Where(
        units=await places.children(grant.division.ljust(12, "0")),
        until={9: "township", 12: "village"}[level],
        chosen=known[division].label if division in known else "",
    )


class InvitationPages(Controller):
    """The link alone gives nothing: whoever takes it up shows that the phone is theirs."""

    path = "/invitations"
    include_in_schema = False

    @get("/", opt={"signed_in": True})
    async def mine(
        self, request: AnyRequest, actor: NamedDependency[Actor], role: FromQuery[str] = ""
    ) -> Answer:
        """What one has offered, and a form for one more of the chosen role."""
        asked = request.query_params
        start = {name: asked[name] for name in ("role", "division", "home") if name in asked}
        return await self._mine(request, actor, Entry(start), role)

    async def _mine(
        self,
        request: AnyRequest,
        actor: Actor,
        form: Entry,
        role: str,
        status: int = 200,
        link: str = "",
    ) -> Answer:
        offered = policy.invitable(actor)
        chosen = next((one for one in offered if one == role), None)
        if chosen is None and len(offered) == 1:
            chosen = offered[0]
        division = str(form.value("division"))
        return page(
            "people/invitations.html",
            request=request,
            status=status,
            form=form,
            link=link,
            role=chosen,
            roles=[(one, role_label(one)) for one in offered],
            where=await _where(actor, chosen, division) if chosen else Where(),
            organisations=await organisations_to_join(actor) if chosen == Role.manager else [],
            invitations=await open_invitations(actor),
            role_label=role_label,
        )

    @post("/", opt={"signed_in": True})
    async def invite(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """
        Make the invitation and show its link once, to be handed on.

        The one POST that answers with a page: the link's secret is kept nowhere.
        """
        raw = await submission(request, InvitationForm)
        role = str(raw.get("role", ""))
        try:
            form = read(InvitationForm, raw)
            made = await invite(
                actor,
                role=form.role,
                name=form.name,
                phone=form.phone,
                division=form.division[: policy.LEVELS[form.role][0]],
                organisation=form.organisation if form.role == Role.manager else None,
                home=form.home,
            )
        except Invalid as wrong:
            return await self._mine(request, actor, Entry(raw, wrong.fields), role, 422)
        except MatchError as refusal:
            entry = Entry(raw, {"division": refusal.message})
            return await self._mine(request, actor, entry, role, refusal.status)
        link = f"{settings().base_url}/invitations/{quote(made.token)}"
        return await self._mine(request, actor, Entry(), "", 201, link)

    @post("/mine/{invitation:int}/withdrawal", opt={"signed_in": True})
    async def withdraw(
        self, request: AnyRequest, actor: NamedDependency[Actor], invitation: FromPath[int]
    ) -> Answer:
        """Take an invitation back."""
        await withdraw_invitation(actor, invitation)
        return see("/invitations")

    @get("/{token:str}", opt={"public": True})
    async def offer(self, request: AnyRequest, token: FromPath[str]) -> Answer:
        """What is offered, and a button that sends a code to the phone that was invited."""
        return await self._offer(request, token, Entry())

    async def _offer(
        self, request: AnyRequest, token: str, form: Entry, status: int = 200
    ) -> Answer:
        offer = await invitation_behind(token)
        waiting = await phone_awaiting(browser_of(request))
        return page(
            "people/invitation.html",
            request=request,
            status=status,
            form=form,
            offer=offer,
            token=token,
            phone=masked_phone(offer.phone),
            waiting=waiting == offer.phone,
            role=role_label(offer.role),
            demo_code=request.cookies.get(DEMO_COOKIE, "") if settings().demo else "",
        )

    @post("/{token:str}/codes", opt={"public": True})
    async def send_code(self, request: AnyRequest, token: FromPath[str]) -> Answer:
        """Send a code to the invited phone; to no other."""
        offer = await invitation_behind(token)
        sent = await request_code(visit_of(request), offer.phone)
        shown = await sender_of(request).send(offer.phone, sent.code)
        answer = give_browser(see(f"/invitations/{quote(token)}"), sent.browser)
        return show_in_demo(answer, shown)

    @post("/{token:str}/acceptance", opt={"public": True})
    async def accept(self, request: AnyRequest, token: FromPath[str]) -> Answer:
        """Take the role up with code and consent."""
        raw = await submission(request, CodeForm)
        sent = await request.form()
        offer = await invitation_behind(token)
        counters = sign_in_counters(phone_key(offer.phone), visit_of(request).network)
        try:
            if sent.get("consent") != "true":
                raise Invalid({"consent": _("请阅读并同意隐私说明，再接受邀请。")})
            form = read(CodeForm, raw)
            await require_patience(counters)
            if await try_code(browser_of(request), form.code) is None:
                await note_failure(counters)
                raise Invalid({"code": _("验证码不对或已经失效，请核对，或重新获取一个。")})
            arrival = await take_up(visit_of(request), browser_of(request), token, consent=True)
        except Invalid as wrong:
            return await self._offer(request, token, Entry(raw, wrong.fields), 422)
        except SignInNeeded:
            return see(f"/invitations/{quote(token)}")
        where = "/me/factor" if arrival.factor else "/desk"
        return give_session(see(where), arrival.token, days=None)
