"""Setting a password and binding an authenticator."""

from litestar import Controller, get, post
from litestar.di import NamedDependency

from match.foundation.actor import Actor
from match.foundation.errors import Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.people.authenticator import enrolment_uri, qr_image, spoken_seed
from match.people.commands.factor import (
    confirm_authenticator,
    pending_seed,
    renew_recovery_codes,
    set_password,
)
from match.people.door import give_session, require_fresh, session_of, token_of, visit_of
from match.people.forms import NewPasswordForm, SecondForm
from match.people.pages.common import Answer, AnyRequest
from match.people.phones import masked_phone
from match.people.queries.people import profile
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission


def _fresh(request: AnyRequest) -> bool:
    session = session_of(request)
    return session is not None and session.level >= 2 and session.fresh()


def _own(actor: Actor) -> Actor:
    """Who stands in for somebody has their roles, not their keys."""
    if actor.covering is not None:
        raise Denied(_("您正在替别人代班，请先结束代班再修改密码。"))
    return actor


class FactorPages(Controller):
    """Two steps: a password, then the authenticator's first code."""

    path = "/me/factor"
    opt = {"signed_in": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def password(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Step one. Whoever has a factor shows it again first."""
        own = await profile(_own(actor))
        if own.enrolled:
            require_fresh(request)
        return page("people/new_password.html", request=request, form=Entry(), own=own)

    @post("/password")
    async def set(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Keep the password, go on to the authenticator."""
        own = await profile(_own(actor))
        raw = await submission(request, NewPasswordForm)
        try:
            form = read(NewPasswordForm, raw)
            if form.password != form.again:
                raise Invalid({"again": _("两次输入的密码不一样，请重新输入。")})
            await set_password(actor, form.password, fresh=_fresh(request))
        except Invalid as wrong:
            entry = Entry({}, wrong.fields)
            return page(
                "people/new_password.html", request=request, status=422, form=entry, own=own
            )
        return see("/me/factor/authenticator")

    @get("/authenticator")
    async def authenticator(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Step two: the QR code, and the same in letters."""
        return await self._authenticator(request, _own(actor), Entry())

    async def _authenticator(
        self, request: AnyRequest, actor: Actor, form: Entry, status: int = 200
    ) -> Answer:
        own = await profile(actor)
        if own.enrolled:
            require_fresh(request)
        if not own.has_password:
            return see("/me/factor")
        seed = await pending_seed(actor, fresh=_fresh(request))
        return page(
            "people/authenticator.html",
            request=request,
            status=status,
            form=form,
            qr=qr_image(enrolment_uri(seed, masked_phone(own.phone))),
            seed=spoken_seed(seed),
        )

    @post("/authenticator")
    async def bind(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Bind it by its first code; the recovery codes are shown now and never again."""
        raw = await submission(request, SecondForm)
        if (await profile(_own(actor))).enrolled:
            require_fresh(request)
        try:
            form = read(SecondForm, raw)
            done = await confirm_authenticator(
                actor, form.code, visit_of(request), replaces=token_of(request)
            )
        except Invalid as wrong:
            return await self._authenticator(request, actor, Entry({}, wrong.fields), 422)
        answer = page("people/recovery.html", request=request, codes=done.recovery, first=True)
        return give_session(answer, done.token, days=None)

    @post("/recovery-codes")
    async def renew(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """Ten new recovery codes in place of the old."""
        require_fresh(request)
        codes = await renew_recovery_codes(_own(actor))
        return page("people/recovery.html", request=request, codes=codes, first=False)
