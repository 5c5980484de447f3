"""One child's steady care, and a home's list of who waits for a call."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath

from match.care.cases import commands
from match.care.cases.commands.children import KINDS
from match.care.cases.forms import (
    ActForm,
    ContactForm,
    EntitlementForm,
    GuardianForm,
    PlanForm,
    ReferralForm,
    RiskForm,
)
from match.care.cases.pages.cases import choices
from match.care.cases.pages.common import WORDS, Answer, AnyRequest
from match.care.cases.queries.children import care_of, contacts_due
from match.care.cases.states import Entitled, Stands
from match.care.cases.words import contact_word, entitled_word, stands_word
from match.catalogue import codes
from match.foundation import clock
from match.foundation.errors import Conflict, Invalid
from match.foundation.forms import read
from match.site.dependencies import Who
from match.site.entry import Entry
from match.site.htmx import Page, page
from match.site.steps import see
from match.site.submission import submission

CONTACTS = ("video", "phone", "message", "visit", "stay")
OPT: dict[str, Any] = {"permission": "care:keep"}


class SteadyCarePages(Controller):
    """What is done for one child, each form on the one page."""

    path = "/desk/children/{child_id:int}/care"
    opt = OPT  # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def show(self, request: AnyRequest, actor: Who, child_id: FromPath[int]) -> Page:
        """The page; one look."""
        return await _show(request, actor, child_id, Entry({"done_on": clock.today().isoformat()}))

    @post("/acts")
    async def act(self, request: AnyRequest, actor: Who, child_id: FromPath[int]) -> Answer | Page:
        """A visit, a check, an hour of psychological help."""
        return await _do(request, actor, child_id, ActForm, commands.note_act)

    @post("/contacts")
    async def contact(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """A call or a visit of a parent."""
        return await _do(request, actor, child_id, ContactForm, commands.note_contact)

    @post("/contact-plan")
    async def plan_contact(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """This parent is away: remind once a week."""

        async def planned(actor: Who, child_id: int, form: GuardianForm) -> None:
            await commands.plan_contact(actor, child_id, form.guardian_id)

        return await _do(request, actor, child_id, GuardianForm, planned)

    @post("/entitlements")
    async def entitlements(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """Where the four stand today."""
        return await _do(request, actor, child_id, EntitlementForm, commands.check_entitlements)

    @post("/plan")
    async def plan(self, request: AnyRequest, actor: Who, child_id: FromPath[int]) -> Answer | Page:
        """The child's own plan."""
        return await _do(request, actor, child_id, PlanForm, commands.make_plan)

    @post("/referrals")
    async def refer(
        self, request: AnyRequest, actor: Who, child_id: FromPath[int]
    ) -> Answer | Page:
        """Refer early (2.4c)."""
        return await _do(request, actor, child_id, ReferralForm, commands.refer_child)

    @post("/case")
    async def case(self, request: AnyRequest, actor: Who, child_id: FromPath[int]) -> Answer | Page:
        """A risk is seen: the county's desk takes it on."""
        return await _do(request, actor, child_id, RiskForm, commands.case_of_child)


class ContactDuePages(Controller):
    """Who of a director's home waits for a parent's call."""

    path = "/desk/contacts"
    opt = OPT  # Litestar reads a plain dict
    include_in_schema = False

    @get("/")
    async def listed(self, request: AnyRequest, actor: Who) -> Page:
        """All homes of this director, one after another."""
        due = [line for home in sorted(actor.homes) for line in await contacts_due(actor, home)]
        return page("care/cases/contacts.html", request=request, lines=due, **WORDS)


Verb = Callable[[Any, int, Any], Awaitable[Any]]


async def _do(
    request: AnyRequest, actor: Who, child_id: int, shape: type[msgspec.Struct], verb: Verb
) -> Answer | Page:
    raw = await submission(request, shape)
    try:
        await verb(actor, child_id, read(shape, raw))
    except (Invalid, Conflict) as wrong:
        fields = wrong.fields if isinstance(wrong, Invalid) else {"result": wrong.message}
        return await _show(request, actor, child_id, Entry(raw, fields), wrong.status)
    return see(f"/desk/children/{child_id}/care")


async def _show(
    request: AnyRequest, actor: Who, child_id: int, form: Entry, status: int = 200
) -> Page:
    care = await care_of(actor, child_id)
    held = {kind.value: care.entitled.get(kind, Stands.missing).value for kind in Entitled}
    return page(
        "care/cases/child.html",
        request=request,
        status=status,
        care=care,
        form=form if form.errors else Entry({**held, **form.sent}),
        acts=[(code, codes.label(code)) for code in KINDS],
        kinds=[(kind, contact_word(kind)) for kind in CONTACTS],
        entitled=[(kind.value, entitled_word(kind)) for kind in Entitled],
        stands=[(one.value, stands_word(one)) for one in Stands],
        targets=choices("referral_target"),
        risks=choices("risk"),
        parents=[(str(parent.id), f"{parent.relation} · {parent.name}") for parent in care.parents],
        label=codes.label,
        contact_word=contact_word,
        stands_word=stands_word,
        entitled_word=entitled_word,
        today=clock.today(),
        **WORDS,
    )
