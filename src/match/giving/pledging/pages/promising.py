"""From a need's page to a promise: one page of one thing, alone or with others."""

from typing import Any

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath, FromQuery

from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid, MatchError
from match.foundation.forms import read
from match.foundation.parameters import whole
from match.giving.pledging.commands import join_joint, offer_pledge, open_joint
from match.giving.pledging.forms import JoinForm, JointForm, PledgeForm
from match.giving.pledging.pages.common import BASE, Answer, AnyRequest, recipients
from match.giving.pledging.queries import charities, givers_of, joint_view, open_line
from match.giving.pledging.shapes import JointView, OpenLine
from match.giving.pledging.states import JointStatus, joint_word
from match.giving.states import GiftKind
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import page
from match.site.steps import see
from match.site.submission import submission


class PledgePages(Controller):
    """Promising something to one line of a need."""

    path = BASE
    opt = {"permission": "giving:pledge"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who, line: FromQuery[int]) -> Answer:
        """The form for one line; 404 where nobody may promise to it."""
        found = await open_line(actor, line)
        return await _form(request, actor, found, Entry({"units": found.left}))


class JointPages(Controller):
    """Several givers for one line."""

    path = f"{BASE}/joints"
    opt = {"permission": "giving:pledge"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who, line: FromQuery[int]) -> Answer:
        """Begin to gather."""
        found = await open_line(actor, line)
        return await _form(request, actor, found, Entry({"target": found.left}), joint=True)

    @post("/")
    async def create(self, request: AnyRequest, actor: Who) -> Answer:
        """Begin, with a promise of one's own."""
        sent = await submission(request, JointForm)
        try:
            made = await open_joint(actor, read(JointForm, sent))
        except (Invalid, Conflict, Denied) as refusal:
            line = await _line_of(actor, sent)
            entry = _wrong(sent, refusal)
            return await _form(request, actor, line, entry, refusal.status, joint=True)
        return see(f"{BASE}/joints/{made}")

    @get("/{joint_id:int}")
    async def show(self, request: AnyRequest, actor: Who, joint_id: FromPath[int]) -> Answer:
        """How far it is, and joining."""
        view = await joint_view(actor, joint_id)
        return await _joint(request, actor, view, Entry({"units": view.left}))

    @post("/{joint_id:int}/pledges")
    async def join(self, request: AnyRequest, actor: Who, joint_id: FromPath[int]) -> Answer:
        """Add one's own units."""
        view = await joint_view(actor, joint_id)
        sent = await submission(request, JoinForm)
        try:
            made = await join_joint(actor, joint_id, read(JoinForm, sent))
        except (Invalid, Conflict, Denied) as refusal:
            return await _joint(request, actor, view, _wrong(sent, refusal), refusal.status)
        return see(f"{BASE}/{made}")


async def promised(request: AnyRequest, actor: Actor) -> Answer:
    """Promise it; or show the form again with what is wrong."""
    sent = await submission(request, PledgeForm)
    try:
        made = await offer_pledge(actor, read(PledgeForm, sent))
    except (Invalid, Conflict, Denied) as refusal:
        line = await _line_of(actor, sent)
        return await _form(request, actor, line, _wrong(sent, refusal), refusal.status)
    return see(f"{BASE}/{made}")


async def _form(
    request: AnyRequest,
    actor: Actor,
    line: OpenLine,
    form: Entry,
    status: int = 200,
    *,
    joint: bool = False,
) -> Answer:
    return page(
        "pledging/new.html",
        request=request,
        status=status,
        line=line,
        joint=joint,
        form=form,
        days=await whole("pledge.offer_days"),
        **await _choices(actor, line),
    )


async def _joint(
    request: AnyRequest, actor: Actor, view: JointView, form: Entry, status: int = 200
) -> Answer:
    return page(
        "pledging/joint.html",
        request=request,
        status=status,
        joint=view,
        line=view.line,
        form=form,
        gathering=view.status is JointStatus.gathering,
        word=joint_word,
        **await _choices(actor, view.line),
    )


async def _choices(actor: Actor, line: OpenLine) -> dict[str, Any]:
    money = line.kind is GiftKind.money
    return {
        "money": money,
        "givers": await givers_of(actor),
        "charities": await charities() if money else [],
        "recipients": recipients() if money else [],
    }


async def _line_of(actor: Actor, sent: Any) -> OpenLine:
    """The line that was promised to; a request without one asks for nothing."""
    try:
        number = msgspec.convert(sent.get("line", ""), int, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid({"line": str(error)}) from error
    return await open_line(actor, number)


def _wrong(sent: Any, refusal: MatchError) -> Entry:
    """What was refused, beside the field it is about."""
    fields = refusal.fields if isinstance(refusal, Invalid) else {"units": refusal.message}
    return Entry(sent, fields)
