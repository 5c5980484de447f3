"""One-to-one help: the public numbers, an offer, and the pair as each side sees it."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath, FromQuery

from match.care.access import opened_home
from match.care.pairs import commands
from match.care.pairs.consent import text_of
from match.care.pairs.forms import (
    BeginForm,
    FollowForm,
    LetterForm,
    MeetingForm,
    OfferForm,
    ReasonForm,
    RequestForm,
)
from match.care.pairs.queries import (
    PairFile,
    family_of,
    own_homes,
    own_requests,
    pair_file,
    pairs_of,
    wanted_pairs,
)
from match.care.pairs.states import letter_word, mode_word, pair_word
from match.care.pairs.words import channels, modes
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.people.queries.organisations import own_organisations
from match.people.queries.people import valid_check
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
DESK = "/desk/pairs"
WORDS = {"pair_word": pair_word, "letter_word": letter_word, "mode_word": mode_word}
ASKS: dict[str, Any] = {"permission": "pairs:ask"}
OWN: dict[str, Any] = {"signed_in": True}


class WantedPages(Controller):
    """What everybody may know, and the form of who wants to help."""

    path = "/pairs"
    include_in_schema = False

    @get("/", opt={"public": True})
    async def listed(self, request: AnyRequest) -> Page:
        """Townships and numbers."""
        lines = await wanted_pairs()
        return page("care/pairs/wanted.html", request=request, lines=lines, **WORDS)

    @get("/new", opt=OWN)
    async def blank(
        self,
        request: AnyRequest,
        actor: Who,
        township: FromQuery[str] = "",
        mode: FromQuery[str] = "",
    ) -> Page:
        """The form; without a check in date it says what is missing."""
        return await _offering(request, actor, Entry({"township": township, "mode": mode}))

    @post("/", opt=OWN)
    async def offer(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """Offer to help."""
        raw = await submission(request, OfferForm)
        try:
            made = await commands.offer_help(actor, read(OfferForm, raw))
        except (Invalid, Conflict, Denied) as wrong:
            fields = wrong.fields if isinstance(wrong, Invalid) else {"words": wrong.message}
            return await _offering(request, actor, Entry(raw, fields), wrong.status)
        return see(f"{DESK}/{made}")


class RequestPages(Controller):
    """A home says how many helpers it wants."""

    path = f"{DESK}/requests"
    opt = ASKS
    include_in_schema = False

    @post("/")
    async def ask(self, request: AnyRequest, actor: Who) -> Answer | Page:
        """A number."""
        raw = await submission(request, RequestForm)
        try:
            await commands.ask_for_pairs(actor, read(RequestForm, raw))
        except Invalid as wrong:
            return await _list(request, actor, Entry(raw, wrong.fields), 422)
        return see(DESK)

    @post("/{request_id:int}/closure")
    async def close(self, actor: Who, request_id: FromPath[int]) -> Answer:
        """Nobody more."""
        await commands.close_request(actor, request_id)
        return see(DESK)


class PairPages(Controller):
    """A pair, for its helper, its home and its county."""

    path = DESK
    opt = OWN
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """One's own."""
        return await _list(request, actor, Entry())

    @get("/{pair_id:int}")
    async def show(self, request: AnyRequest, actor: Who, pair_id: FromPath[int]) -> Page:
        """One pair with what this reader may do."""
        return await _show(request, actor, pair_id, Entry())

    @post("/{pair_id:int}/home-acceptance")
    async def accept_home(self, actor: Who, pair_id: FromPath[int]) -> Answer:
        """The director accepts the helper."""
        await commands.accept_for_home(actor, pair_id)
        return see(f"{DESK}/{pair_id}")

    @post("/{pair_id:int}/county-acceptance")
    async def accept_county(self, actor: Who, pair_id: FromPath[int]) -> Answer:
        """The county accepts the helper."""
        await commands.accept_for_county(actor, pair_id)
        return see(f"{DESK}/{pair_id}")

    @post("/{pair_id:int}/withdrawal")
    async def withdraw(self, actor: Who, pair_id: FromPath[int]) -> Answer:
        """The helper takes the offer back."""
        await commands.withdraw_offer(actor, pair_id)
        return see(DESK)

    @post("/{pair_id:int}/consent-withdrawal")
    async def take_consent(self, actor: Who, pair_id: FromPath[int]) -> Answer:
        """The guardian says no."""
        await commands.withdraw_consent(actor, pair_id)
        return see(f"{DESK}/{pair_id}")

    @post("/{pair_id:int}/refusal")
    async def refuse(self, request: AnyRequest, actor: Who, pair_id: FromPath[int]) -> Any:
        """Not this helper."""

        async def verb(form: ReasonForm, _pair: PairFile) -> None:
            await commands.refuse_pair(actor, pair_id, form.reason)

        return await _do(request, actor, pair_id, ReasonForm, verb)

    @post("/{pair_id:int}/beginning")
    async def begin(self, request: AnyRequest, actor: Who, pair_id: FromPath[int]) -> Any:
        """For this child, with the guardian's yes."""

        async def verb(form: BeginForm, _pair: PairFile) -> None:
            await commands.begin_pair(actor, pair_id, form)

        return await _do(request, actor, pair_id, BeginForm, verb)

    @post("/{pair_id:int}/end")
    async def end(self, request: AnyRequest, actor: Who, pair_id: FromPath[int]) -> Any:
        """It ends."""

        async def verb(form: ReasonForm, _pair: PairFile) -> None:
            await commands.end_pair(actor, pair_id, form.reason)

        return await _do(request, actor, pair_id, ReasonForm, verb)

    @post("/{pair_id:int}/follow-up")
    async def follow(self, request: AnyRequest, actor: Who, pair_id: FromPath[int]) -> Any:
        """How the child is now."""

        async def verb(form: FollowForm, _pair: PairFile) -> None:
            await commands.follow_up(actor, pair_id, form.note)

        return await _do(request, actor, pair_id, FollowForm, verb)

    @post("/{pair_id:int}/letters")
    async def write(self, request: AnyRequest, actor: Who, pair_id: FromPath[int]) -> Any:
        """A letter of whichever side is at the screen."""

        async def verb(form: LetterForm, pair: PairFile) -> None:
            send = commands.write_in if pair.helps else commands.write_out
            await send(actor, pair_id, form.text)

        return await _do(request, actor, pair_id, LetterForm, verb)

    @post("/{pair_id:int}/letters/{letter_id:int}/passing")
    async def pass_on(
        self, request: AnyRequest, actor: Who, pair_id: FromPath[int], letter_id: FromPath[int]
    ) -> Answer | Page:
        """The home has read it."""
        try:
            await commands.pass_letter(actor, pair_id, letter_id)
        except Invalid as wrong:
            return await _show(request, actor, pair_id, Entry({}, wrong.fields), 422)
        return see(f"{DESK}/{pair_id}")

    @post("/{pair_id:int}/letters/{letter_id:int}/refusal")
    async def return_letter(
        self, request: AnyRequest, actor: Who, pair_id: FromPath[int], letter_id: FromPath[int]
    ) -> Any:
        """The home does not pass it on."""

        async def verb(form: ReasonForm, _pair: PairFile) -> None:
            await commands.refuse_letter(actor, pair_id, letter_id, form.reason)

        return await _do(request, actor, pair_id, ReasonForm, verb)

    @post("/{pair_id:int}/meetings")
    async def meet(self, request: AnyRequest, actor: Who, pair_id: FromPath[int]) -> Any:
        """They met."""

        async def verb(form: MeetingForm, _pair: PairFile) -> None:
            await commands.note_meeting(actor, pair_id, form)

        return await _do(request, actor, pair_id, MeetingForm, verb)


Verb = Callable[[Any, PairFile], Awaitable[None]]


async def _do(
    request: AnyRequest, actor: Who, pair_id: int, shape: type[msgspec.Struct], verb: Verb
) -> Answer | Page:
    pair = await pair_file(actor, pair_id, letters=False)
    raw = await submission(request, shape)
    try:
        await verb(read(shape, raw), pair)
    except Invalid as wrong:
        return await _show(request, actor, pair_id, Entry(raw, wrong.fields), 422)
    return see(f"{DESK}/{pair_id}")


async def _show(
    request: AnyRequest, actor: Who, pair_id: int, form: Entry, status: int = 200
) -> Page:
    pair = await pair_file(actor, pair_id)
    children: list[tuple[str, str]] = []
    guardians: list[tuple[str, str]] = []
    if pair.status == "county_accepted" and pair.home_may:
        async with opened_home(actor, pair.home_id, "pair") as files:
            children, guardians = await family_of(files)
    return page(
        "care/pairs/pair.html",
        request=request,
        status=status,
        pair=pair,
        form=form,
        children=children,
        guardians=guardians,
        channels=channels(),
        consent_text=text_of(),
        **WORDS,
    )


async def _list(request: AnyRequest, actor: Who, form: Entry, status: int = 200) -> Page:
    return page(
        "care/pairs/pairs.html",
        request=request,
        status=status,
        form=form,
        lines=await pairs_of(actor),
        requests=await own_requests(actor),
        homes=await own_homes(actor),
        modes=modes(),
        **WORDS,
    )


async def _offering(request: AnyRequest, actor: Who, form: Entry, status: int = 200) -> Page:
    wanted = {line.township: line.place for line in await wanted_pairs()}
    return page(
        "care/pairs/new.html",
        request=request,
        status=status,
        form=form,
        checked=actor.id is not None and await valid_check(actor.id),
        townships=list(wanted.items()),
        organisations=[(str(one.id), one.fields["name"]) for one in await own_organisations(actor)],
        modes=modes(),
    )
