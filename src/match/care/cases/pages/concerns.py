"""Confidential concerns: speaking without an account, coming back by code, and the desk."""

from typing import Any

from litestar import Controller, get, post
from litestar.params import FromPath

from match.care.cases import commands
from match.care.cases.forms import CodeForm, ConcernForm, MessageForm
from match.care.cases.pages.common import (
    CONCERN_COOKIE,
    WORDS,
    Answer,
    AnyRequest,
    county_choices,
    keep,
    patience,
    refusal,
)
from match.care.cases.queries.concerns import concern_file, spoken_of, waiting_concerns
from match.care.cases.rules import written_back
from match.care.cases.states import About
from match.care.cases.words import about_word
from match.foundation.errors import Conflict, Invalid, NotFound, TooMany
from match.foundation.forms import read
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

HALF_AN_HOUR = 1800
DESK = "/desk/concerns"


class ConcernPages(Controller):
    """For whoever has something to say."""

    path = "/concerns"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def blank(self, request: AnyRequest) -> Page:
        """The form, and the box for a code."""
        return await _form(request, Entry())

    @post("/")
    async def make(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Say it; the next page shows the code."""
        raw: dict[str, Any] = dict(await submission(request, ConcernForm))
        try:
            form = read(ConcernForm, raw)
            await patience(request, "concern", free=10, longest=120)
            code = await commands.make_concern(actor, form)
        except (Invalid, NotFound, TooMany) as wrong:
            # Whoever must wait some seconds does not write it all again.
            fields = wrong.fields if isinstance(wrong, Invalid) else {"division": wrong.message}
            return await _form(request, Entry(raw, fields), **refusal(wrong))
        return keep(see("/concerns/mine"), CONCERN_COOKIE, code, HALF_AN_HOUR)

    @post("/return")
    async def look_up(self, request: AnyRequest) -> Answer | Page:
        """Come back by code."""
        raw = await submission(request, CodeForm)
        try:
            code = read(CodeForm, raw).code
            await patience(request, "code", free=10, longest=60)
            await spoken_of(code)
        except (Invalid, NotFound) as wrong:
            fields = wrong.fields if isinstance(wrong, Invalid) else {"code": wrong.message}
            return await _form(request, Entry(raw, fields), status=422)
        return keep(see("/concerns/mine"), CONCERN_COOKIE, written_back(code), HALF_AN_HOUR)

    @get("/mine")
    async def mine(self, request: AnyRequest) -> Answer | Page:
        """What was said by both sides."""
        return await _mine(request, Entry())

    @post("/mine")
    async def again(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """One more message."""
        raw = await submission(request, MessageForm)
        code = request.cookies.get(CONCERN_COOKIE, "")
        try:
            await commands.speak_again(actor, code, read(MessageForm, raw).text)
        except NotFound:
            return see("/concerns")
        except (Invalid, Conflict) as wrong:
            fields = wrong.fields if isinstance(wrong, Invalid) else {"text": wrong.message}
            return await _mine(request, Entry(raw, fields), status=wrong.status)
        return see("/concerns/mine")

    @post("/leaving")
    async def leave(self) -> Answer:
        """Forget the code on this device."""
        return keep(see("/concerns"), CONCERN_COOKIE, "", 0)


class ConcernDeskPages(Controller):
    """For the desk that is not the one concerned."""

    path = DESK
    opt = {"permission": "care:concerns"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """What waits."""
        talks = await waiting_concerns(actor)
        return page("care/cases/concerns.html", request=request, talks=talks, **WORDS)

    @get("/{concern_id:int}")
    async def show(self, request: AnyRequest, actor: Who, concern_id: FromPath[int]) -> Page:
        """One concern."""
        return await _show(request, actor, concern_id, Entry())

    @post("/{concern_id:int}/answer")
    async def answer(
        self, request: AnyRequest, actor: Who, concern_id: FromPath[int]
    ) -> Answer | Page:
        """Answer who spoke."""
        raw = await submission(request, MessageForm)
        try:
            await commands.answer_concern(actor, concern_id, read(MessageForm, raw).text)
        except (Invalid, Conflict) as wrong:
            fields = wrong.fields if isinstance(wrong, Invalid) else {"text": wrong.message}
            entry = Entry(raw, fields)
            return await _show(request, actor, concern_id, entry, status=wrong.status)
        return see(f"{DESK}/{concern_id}")

    @post("/{concern_id:int}/closure")
    async def close(self, actor: Who, concern_id: FromPath[int]) -> Answer:
        """Done with."""
        await commands.close_concern(actor, concern_id)
        return see(DESK)


async def _form(
    request: AnyRequest, form: Entry, *, status: int = 200, headers: dict[str, str] | None = None
) -> Page:
    return page(
        "care/cases/concern_new.html",
        request=request,
        status=status,
        headers=headers,
        form=form,
        counties=await county_choices(),
        abouts=[(about.value, about_word(about)) for about in About],
    )


async def _mine(request: AnyRequest, form: Entry, *, status: int = 200) -> Answer | Page:
    code = request.cookies.get(CONCERN_COOKIE, "")
    try:
        talk = await spoken_of(code)
    except NotFound:
        return see("/concerns")
    return page(
        "care/cases/concern_mine.html",
        request=request,
        status=status,
        headers={"Cache-Control": "no-store"},
        talk=talk,
        code=written_back(code),
        form=form,
        **WORDS,
    )


async def _show(
    request: AnyRequest, actor: Who, concern_id: int, form: Entry, *, status: int = 200
) -> Page:
    talk = await concern_file(actor, concern_id)
    return page(
        "care/cases/concern_show.html",
        request=request,
        status=status,
        talk=talk,
        form=form,
        **WORDS,
    )
