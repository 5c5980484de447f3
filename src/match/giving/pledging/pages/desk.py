"""The desk of pledges: what waits for whom, one pledge in full, and each side's verbs."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.giving.exporting import pledges_export
from match.giving.pledging import commands
from match.giving.pledging.forms import ChoiceForm, MilestoneForm, NoteForm, ReasonForm
from match.giving.pledging.pages.common import (
    BASE,
    Answer,
    AnyRequest,
    chosen_file,
    next_step,
    part_words,
    regifts,
    tone,
)
from match.giving.pledging.pages.promising import promised
from match.giving.pledging.queries import my_pledges, pledge_file, pledges_in, waiting_pledges
from match.giving.pledging.states import Recipient, recipient_word
from match.giving.standing.rules import PARTS
from match.giving.states import PLEDGES_OVER, pledge_word
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import MOST, send, wanted
from match.site.htmx import page
from match.site.steps import Shape, step

SIGNED_IN = {"signed_in": True}


SHOWN = 100


class PledgeDesk(Controller):
    """For both sides, and for the county."""

    path = BASE
    include_in_schema = False

    @get("/", opt=SIGNED_IN)
    async def listed(self, request: AnyRequest, actor: Who, of: FromQuery[str] = "") -> Answer:
        """What waits for the reader first, then their own, or the area's."""
        follows = actor.staff and actor.may(Permission.giving_read)
        area = follows and of != "mine"
        most = MOST if wanted(request) else SHOWN
        found = await (pledges_in(actor, most) if area else my_pledges(actor, most))
        if wanted(request):
            found = list({one.id: one for one in [*await waiting_pledges(actor), *found]}.values())
            chosen = [("", _("本辖区") if area else _("我参与的"))]
            return await send(request, pledges_export(found, chosen))
        waiting = await waiting_pledges(actor)
        asked = {line.id for line in waiting}
        return page(
            "pledging/list.html",
            request=request,
            follows=follows,
            area=area,
            waiting=waiting,
            going=[
                line for line in found if line.status not in PLEDGES_OVER and line.id not in asked
            ],
            over=[line for line in found if line.status in PLEDGES_OVER],
            **_words(),
        )

    @post("/", opt={"permission": "giving:pledge"})
    async def create(self, request: AnyRequest, actor: Who) -> Answer:
        """Promise something to one line of a need."""
        return await promised(request, actor)

    @get("/{pledge_id:int}", opt=SIGNED_IN)
    async def show(self, request: AnyRequest, actor: Who, pledge_id: FromPath[int]) -> Answer:
        """One pledge with its way and what the reader may do now."""
        return await _show(request, actor, pledge_id, Entry())

    @post("/{pledge_id:int}/acceptance", opt=SIGNED_IN)
    async def accept(self, request: AnyRequest, actor: Who, pledge_id: FromPath[int]) -> Answer:
        """The home takes it."""

        async def act(_form: NoteForm) -> None:
            await commands.accept_pledge(actor, pledge_id)

        return await _done(request, actor, pledge_id, NoteForm, act)

    @post("/{pledge_id:int}/declination", opt=SIGNED_IN)
    async def decline(self, request: AnyRequest, actor: Who, pledge_id: FromPath[int]) -> Answer:
        """The home, or the county, says no."""

        async def act(form: ReasonForm) -> None:
            await commands.decline_pledge(actor, pledge_id, form.reason)

        return await _done(request, actor, pledge_id, ReasonForm, act)

    @post("/{pledge_id:int}/approval", opt=SIGNED_IN)
    async def approve(self, request: AnyRequest, actor: Who, pledge_id: FromPath[int]) -> Answer:
        """The county approves; over the limit, one of two bodies does."""

        async def act(form: NoteForm) -> None:
            await commands.approve_pledge(actor, pledge_id, form.note)

        return await _done(request, actor, pledge_id, NoteForm, act)

    @post("/{pledge_id:int}/withdrawal", opt=SIGNED_IN)
    async def withdraw(self, request: AnyRequest, actor: Who, pledge_id: FromPath[int]) -> Answer:
        """The giver takes it back."""

        async def act(form: ReasonForm) -> None:
            await commands.withdraw_pledge(actor, pledge_id, form.reason)

        return await _done(request, actor, pledge_id, ReasonForm, act)

    @post("/{pledge_id:int}/choice", opt=SIGNED_IN)
    async def choose(self, request: AnyRequest, actor: Who, pledge_id: FromPath[int]) -> Answer:
        """What is to become of a promise without a use."""

        async def act(form: ChoiceForm) -> None:
            await commands.choose_regift(actor, pledge_id, form.choice)

        return await _done(request, actor, pledge_id, ChoiceForm, act)

    @post("/{pledge_id:int}/milestone", opt=SIGNED_IN)
    async def milestone(self, request: AnyRequest, actor: Who, pledge_id: FromPath[int]) -> Answer:
        """The home shows that the condition came true."""

        async def act(form: MilestoneForm) -> None:
            evidence = await chosen_file(request, actor, "evidence")
            await commands.confirm_milestone(actor, pledge_id, form, evidence or 0)

        return await _done(request, actor, pledge_id, MilestoneForm, act)


async def _done(
    request: AnyRequest,
    actor: Actor,
    pledge_id: int,
    shape: type[Shape],
    act: Callable[[Shape], Awaitable[object]],
) -> Answer:
    """Read the form and do it; or show the pledge again with what was wrong."""
    await pledge_file(actor, pledge_id)  # strangers learn that there is nothing here

    async def again(form: Entry, status: int) -> Answer:
        return await _show(request, actor, pledge_id, form, status)

    return await step(request, shape, act, again, to=f"{BASE}/{pledge_id}")


async def _show(
    request: AnyRequest, actor: Actor, pledge_id: int, form: Entry, status: int = 200
) -> Answer:
    file = await pledge_file(actor, pledge_id)
    shares = msgspec.json.decode(file.why["shares"]) if file.why else {}
    parts = part_words()
    return page(
        "pledging/show.html",
        request=request,
        status=status,
        file=file,
        line=file.line,
        form=form,
        recipient=recipient_word(Recipient(file.recipient)) if file.recipient else "",
        choices=regifts(like=file.like is not None, county=not file.county_asked),
        shares=[(parts[name], shares[name]) for name in PARTS if name in shares],
        **_words(),
    )


def _words() -> dict[str, Any]:
    return {"word": pledge_word, "tone": tone, "next_step": next_step}
