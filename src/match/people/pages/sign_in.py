"""Signing in and out, and signing up."""

from urllib.parse import quote

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery

from match.foundation import language
from match.foundation.actor import Actor
from match.foundation.errors import Invalid, SignInNeeded
from match.foundation.forms import read
from match.foundation.parameters import whole
from match.foundation.settings import settings
from match.people.commands.arrivals import sign_up
from match.people.commands.codes import phone_awaiting, phone_shown, request_code
from match.people.commands.sessions import sign_out
from match.people.commands.sign_in import sign_in_by_code, sign_in_by_password
from match.people.demo import DEMO_COOKIE, demo_open, demo_roles, show_in_demo
from match.people.door import give_browser, give_session, take_session, token_of, visit_of
from match.people.forms import CodeForm, PasswordForm, PhoneForm, SignUpForm
from match.people.pages.common import Answer, AnyRequest, browser_of, onward
from match.people.phones import masked_phone, tidy_phone
from match.people.sending import sender_of
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission


def _with_next(path: str, to: str) -> str:
    return f"{path}?next={quote(to, safe='/')}" if to else path


class SignInPages(Controller):
    """Phone and code for everybody; password and authenticator for staff."""

    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/sign-in")
    async def start(self, request: AnyRequest, step_up: FromQuery[str] = "") -> Answer:
        """The phone number; the demo shows a button per role besides."""
        to = request.query_params.get("next", "")
        if step_up:
            return see(_with_next("/sign-in/password", to))
        return self._start_page(request, Entry({"next": to}))

    def _start_page(self, request: AnyRequest, form: Entry, status: int = 200) -> Answer:
        roles = demo_roles() if demo_open(request) else []
        return page(
            "people/sign_in.html", request=request, status=status, form=form, demo_roles=roles
        )

    @post("/sign-in/codes")
    async def send_code(self, request: AnyRequest) -> Answer:
        """Send a code. The answer is the same whether or not the number has an account."""
        raw = await submission(request, PhoneForm)
        try:
            form = read(PhoneForm, raw)
            phone = tidy_phone(form.phone)
        except Invalid as wrong:
            return self._start_page(request, Entry(raw, wrong.fields), 422)
        sent = await request_code(visit_of(request), phone)
        shown = await sender_of(request).send(phone, sent.code)
        answer = give_browser(see(_with_next("/sign-in/code", form.next)), sent.browser)
        return show_in_demo(answer, shown)

    @get("/sign-in/code")
    async def code(self, request: AnyRequest) -> Answer:
        """Where the six digits are typed."""
        phone = await phone_awaiting(browser_of(request))
        if phone is None:
            return see("/sign-in")
        form = Entry({"next": request.query_params.get("next", ""), "remember": "true"})
        return await self._code_page(request, form, phone)

    async def _code_page(
        self, request: AnyRequest, form: Entry, phone: str, status: int = 200
    ) -> Answer:
        return page(
            "people/code.html",
            request=request,
            status=status,
            form=form,
            phone=masked_phone(phone),
            minutes=await whole("code.valid_minutes"),
            days=await whole("session.device_days"),
            demo_code=request.cookies.get(DEMO_COOKIE, "") if settings().demo else "",
        )

    @post("/sign-in/code")
    async def try_code(self, request: AnyRequest) -> Answer:
        """Check the code; then the page asked for, sign-up, or what staff still have to show."""
        raw = await submission(request, CodeForm)
        browser = browser_of(request)
        phone = await phone_awaiting(browser)
        try:
            form = read(CodeForm, raw)
            arrival = await sign_in_by_code(
                visit_of(request),
                browser,
                form.code,
                remembered=form.remember,
                replaces=token_of(request),
            )
        except Invalid as wrong:
            return await self._code_page(request, Entry(raw, wrong.fields), phone or "", 422)
        if not arrival.token:
            return see(_with_next("/sign-up", form.next))
        where = {
            "": onward(form.next),
            "show": _with_next("/sign-in/password", form.next),
            "enrol": "/me/factor",
        }[arrival.factor]
        keeps = form.remember and not arrival.factor
        days = await whole("session.device_days") if keeps else None
        return give_session(see(where), arrival.token, days=days)

    @get("/sign-in/password")
    async def password(self, request: AnyRequest) -> Answer:
        """Phone, password and the authenticator's code on one page."""
        form = Entry({"next": request.query_params.get("next", "")})
        return page("people/password.html", request=request, form=form)

    @post("/sign-in/password")
    async def try_password(self, request: AnyRequest) -> Answer:
        """Check both factors. One answer for everything that can be wrong."""
        raw = await submission(request, PasswordForm)
        try:
            form = read(PasswordForm, raw)
            token = await sign_in_by_password(
                visit_of(request),
                phone=tidy_phone(form.phone),
                password=form.password,
                second=form.second,
                replaces=token_of(request),
            )
        except Invalid as wrong:
            return page(
                "people/password.html", request=request, status=422, form=Entry(raw, wrong.fields)
            )
        return give_session(see(onward(form.next)), token, days=None)

    @get("/sign-up")
    async def new_person(self, request: AnyRequest) -> Answer:
        """Name and consent, after the code."""
        if await phone_shown(browser_of(request)) is None:
            return see("/sign-in")
        form = Entry({"next": request.query_params.get("next", "")})
        return page("people/sign_up.html", request=request, form=form)

    @post("/sign-up")
    async def sign_up(self, request: AnyRequest) -> Answer:
        """Make the account."""
        raw = await submission(request, SignUpForm)
        try:
            form = read(SignUpForm, raw)
            token = await sign_up(
                visit_of(request),
                browser_of(request),
                name=form.name,
                language=language.current(),
                consent=form.consent,
                remembered=True,
            )
        except Invalid as wrong:
            return page(
                "people/sign_up.html", request=request, status=422, form=Entry(raw, wrong.fields)
            )
        except SignInNeeded:
            return see("/sign-in")
        return give_session(see(onward(form.next)), token, days=await whole("session.device_days"))

    @get("/privacy")
    async def privacy(self, request: AnyRequest) -> Answer:
        """The privacy notice in full."""
        return page("people/privacy.html", request=request)

    @post("/sign-out", opt={"public": True})
    async def leave(self, request: AnyRequest, actor: NamedDependency[Actor]) -> Answer:
        """End the session. Without one there is nothing to do, and no error either."""
        await sign_out(actor, token_of(request))
        return take_session(see("/"))
