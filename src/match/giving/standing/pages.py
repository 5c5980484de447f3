"""A foundation's rules: written in one form, tried dry, set to work, rested, ended."""

from collections.abc import Mapping
from typing import Any

from litestar import Controller, Request, Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from match.catalogue import lists
from match.catalogue.entries import Labelled
from match.foundation.actor import Actor
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.giving.exporting import rules_export
from match.giving.pledging.pages.common import part_words
from match.giving.pledging.queries import charities, givers_of
from match.giving.standing import commands
from match.giving.standing.forms import EndForm, RuleForm
from match.giving.standing.queries import members, rule_file, rules_of
from match.giving.standing.rules import PARTS
from match.giving.standing.states import rule_word
from match.giving.states import pledge_word
from match.offers.pages.choices import area_choices, category_choices
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.exporting import send, wanted
from match.site.htmx import page
from match.site.submission import submission

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]
BASE = "/desk/rules"


class RuleDesk(Controller):
    """For the managers of a giving organisation."""

    path = BASE
    opt = {"permission": "giving:pledge"}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Answer:
        """The rules of one's organisations."""
        if wanted(request):
            return await send(request, rules_export(await rules_of(actor)))
        return page(
            "standing/list.html",
            request=request,
            rules=await rules_of(actor),
            givers=await givers_of(actor),
            word=rule_word,
        )

    @get("/new")
    async def new(self, request: AnyRequest, actor: Who) -> Answer:
        """The form."""
        return await _form(request, actor, Entry())

    @post("/")
    async def create(self, request: AnyRequest, actor: Who) -> Answer:
        """Keep it as a draft and show what it would pick; setting it to work is the next click."""
        sent = await submission(request, RuleForm)
        try:
            made = await commands.write_rule(actor, read(RuleForm, sent))
        except Invalid as invalid:
            return await _form(request, actor, Entry(sent, invalid.fields), 422)
        except Denied as denied:
            return await _form(request, actor, Entry(sent, {"organisation": denied.message}), 403)
        return _see(made)

    @get("/{rule_id:int}")
    async def show(self, request: AnyRequest, actor: Who, rule_id: FromPath[int]) -> Answer:
        """One rule, what it would pick now and why, and what it picked."""
        return await _show(request, actor, rule_id, Entry())

    @post("/{rule_id:int}/start")
    async def start(self, request: AnyRequest, actor: Who, rule_id: FromPath[int]) -> Answer:
        """Set it to work, or let it go on."""
        return await _done(request, actor, rule_id, "start", {})

    @post("/{rule_id:int}/pause")
    async def pause(self, request: AnyRequest, actor: Who, rule_id: FromPath[int]) -> Answer:
        """Let it rest, with a reason."""
        return await _done(request, actor, rule_id, "pause", await submission(request, EndForm))

    @post("/{rule_id:int}/end")
    async def end(self, request: AnyRequest, actor: Who, rule_id: FromPath[int]) -> Answer:
        """End it, with a reason."""
        return await _done(request, actor, rule_id, "end", await submission(request, EndForm))

    @post("/{rule_id:int}/run")
    async def run(self, request: AnyRequest, actor: Who, rule_id: FromPath[int]) -> Answer:
        """Pick now; a worker does it."""
        return await _done(request, actor, rule_id, "run", {})


async def _done(
    request: AnyRequest, actor: Actor, rule_id: int, verb: str, sent: Mapping[str, Any]
) -> Answer:
    await rule_file(actor, rule_id)  # strangers learn that there is nothing here
    try:
        if verb == "start":
            await commands.start_rule(actor, rule_id)
        elif verb == "run":
            await commands.order_rule_run(actor, rule_id)
        else:
            reason = read(EndForm, sent).reason
            act = commands.pause_rule if verb == "pause" else commands.end_rule
            await act(actor, rule_id, reason)
    except Invalid as invalid:
        return await _show(request, actor, rule_id, Entry(sent, invalid.fields), 422)
    except (Conflict, Denied) as refusal:
        entry = Entry(sent, {"reason": refusal.message})
        return await _show(request, actor, rule_id, entry, refusal.status)
    return _see(rule_id)


async def _form(request: AnyRequest, actor: Actor, form: Entry, status: int = 200) -> Answer:
    givers = await givers_of(actor)
    people = {one for giver, _name in givers for one in await members(actor, int(giver))}
    return page(
        "standing/new.html",
        request=request,
        status=status,
        form=form,
        givers=givers,
        people=sorted(people, key=lambda one: one[1]),
        categories=category_choices(),
        units=[(code, unit.label()) for code, unit in lists.units().items()],
        groups=[
            (code, group.label())
            for code, group in lists.beneficiary_groups().items()
            if group.age_limit and group.publicity is not Labelled.NEVER
        ],
        areas=await area_choices(),
        charities=await charities(),
    )


async def _show(
    request: AnyRequest, actor: Actor, rule_id: int, form: Entry, status: int = 200
) -> Answer:
    file = await rule_file(actor, rule_id)
    words = part_words()
    return page(
        "standing/show.html",
        request=request,
        status=status,
        file=file,
        line=file.line,
        form=form,
        parts=[(name, words[name], getattr(file.weights, name)) for name in PARTS],
        reasons={
            "total": _("总数已用完"),
            "home": _("该儿童之家已到上限"),
            "need": _("该需求已到上限"),
            "open": _("已有人承诺"),
        },
        word=rule_word,
        pledge_word=pledge_word,
    )


def _see(rule_id: int) -> Redirect:
    return Redirect(f"{BASE}/{rule_id}", status_code=303)
